package kiro.lib.sensitive_test

import data.kiro.lib.sensitive

test_a_file_of_credentials_is_known_by_its_name if {
	every argument in [
		"~/.aws/credentials", "/home/me/.ssh/id_rsa", "~/.ssh/id_ed25519", "file=@/home/me/.netrc", "if=/etc/shadow",
		"~/.kube/config", ".git-credentials", "/proc/self/environ", "~/.config/gh/hosts.yml", "~/.vault-token",
		"~/.gnupg/private-keys-v1.d/a.key", "~/.cargo/credentials.toml", "~/.password-store/me.pub",
	] {
		sensitive.is_credential(argument)
	}
	every argument in [
		"~/.ssh/id_rsa.pub", "~/.ssh/known_hosts", "src/credentials.py", "~/.aws/config", "shadow.css", "", "docs/.netrc.md",
		"~/.ssh/identity.pub", "a.netrc",
	] {
		not sensitive.is_credential(argument)
	}
	not sensitive.is_credential(null)
}

test_a_file_of_secrets_is_known_by_its_name if {
	every argument in [
		".env", "app/.env.production", "@.env", ".env.local", "certs/server.key", "secrets.yaml", "private-key.pem",
		"deploy/id_rsa", "service-account-prod.json", "/run/secrets/db",
	] {
		sensitive.is_secret(argument)
	}
	every argument in [
		".env.example", ".env.sample", "environment.ts", "src/keys.py", "cert.pem", "keyboard.js", "secrets.py", "a.keys", "",
		"process.env",
	] {
		not sensitive.is_secret(argument)
	}
	not sensitive.is_secret(null)
}

test_what_shows_a_file_is_known if {
	every program in {
		"ack", "ag", "awk", "base32", "base64", "bat", "batcat", "cat", "cp", "cut", "dd", "diff", "egrep", "ex", "fgrep",
		"fold", "gawk", "grep", "gzip", "head", "hexdump", "jq", "less", "link", "ln", "more", "mv", "nano", "nl", "od",
		"openssl", "paste", "perl", "pr", "python", "python3", "rev", "rg", "ruby", "sed", "sort", "split", "strings",
		"tac", "tail", "tar", "tee", "uniq", "vi", "view", "vim", "xargs", "xxd", "yq", "zcat", "zip",
	} {
		sensitive.shows({"program": program})
	}
	not sensitive.shows({"program": "chmod"})
	not sensitive.shows({"program": "source"}) # which uses them
	not sensitive.shows({"program": null})
}

test_arguments_are_those_that_are_known if {
	sensitive.arguments({"argv": ["cat", null, "a"]}) == ["a"]
}

_given(program, words, options) := {
	"program": program, "argv": array.concat([program], words), "words": words, "options": options,
}

test_what_a_copy_writes_is_not_read if {
	every program in {"cp", "link", "ln", "mv", "tee"} {
		sensitive.read_by(_given(program, ["a", null, "b"], [])) == ["a"]
	}
	sensitive.read_by(_given("cp", ["a"], [null])) == []
	sensitive.read_by({"program": "cat", "argv": ["cat", "a", "b"]}) == ["a", "b"]
}

test_all_is_read_where_what_a_copy_writes_is_unknown_or_named_by_an_option if {
	sensitive.read_by(_given("cp", ["a", null], [null])) == ["a"]
	every option in ["-t", "--t", "--target-directory"] {
		sensitive.read_by(_given("cp", ["x", "a"], ["-v", option])) == ["x", "a"]
	}
	sensitive.read_by(_given("cp", ["a", "x"], ["-T", "--no-target-directory", "-test"])) == ["a"]
}

test_a_link_beside_the_program_reads_what_it_is_given if {
	sensitive.read_by(_given("ln", ["a"], [])) == ["a"]
	sensitive.read_by(_given("ln", ["a", "x"], [])) == ["a"]
}

test_a_tool_reads_by_its_name if {
	every name in ["fs_read", "ReadFile", "view_file", "Cat", "open_file", "get_file_contents"] {
		sensitive.read_texts({"tool": name, "runs": [{"text": "x"}]}) == ["x"]
	}
	sensitive.read_texts({"tool": "fs_write", "runs": [{"text": "x"}]}) == []
}

test_a_key_for_tests_is_no_secret if {
	every argument in ["tests/a.key", "test/fixtures/tls/server.pem", "src/testdata/id_rsa", "examples/a.p12"] {
		not sensitive.is_secret(argument)
	}
	every argument in [
		"tests/../a.key", "../tests/a.key", "/tests/a.key", "~/tests/a.key", "tests/.env", "contests/a.key", "tests/.key",
	] {
		sensitive.is_secret(argument)
	}
}

test_a_folder_of_keys_is_known_by_its_name if {
	every argument in [
		"certs", "certs/", "deploy/keys/.", "secrets/*", "tls/server*", "~/.ssh", "/home/me/.aws/", "~/.aws/config", "*.pem",
		"x/private/**",
	] {
		sensitive.is_folder(argument)
	}
	every argument in ["certs/readme.md", "src/keys.py", "monkeys", "~/.ssh/id_rsa.pub", "docs/*", "", "keys/a/b"] {
		not sensitive.is_folder(argument)
	}
	not sensitive.is_folder(null)
}
