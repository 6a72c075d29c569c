package kiro.lib.sensitive_test

import data.kiro.lib.sensitive

test_a_file_of_credentials_is_known_by_its_name if {
	every argument in [
		"~/.aws/credentials", "/home/me/.ssh/id_rsa", "~/.ssh/id_ed25519", "file=@/home/me/.netrc", "if=/etc/shadow",
		"~/.kube/config", ".git-credentials", "/proc/self/environ", "~/.config/gh/hosts.yml",
	] {
		sensitive.is_credential(argument)
	}
	every argument in [
		"~/.ssh/id_rsa.pub", "~/.ssh/known_hosts", "src/credentials.py", "~/.aws/config", "shadow.css", "", "docs/.netrc.md",
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
	] {
		not sensitive.is_secret(argument)
	}
	not sensitive.is_secret(null)
}

test_what_shows_a_file_is_known if {
	sensitive.shows({"program": "cat"})
	not sensitive.shows({"program": "chmod"})
	not sensitive.shows({"program": "source"}) # which uses them
	not sensitive.shows({"program": null})
}

test_arguments_are_those_that_are_known if {
	sensitive.arguments({"argv": ["cat", null, "a"]}) == ["a"]
}

test_what_a_copy_writes_is_not_read if {
	sensitive.read_by({"program": "cp", "argv": ["cp", "a", null, "b"]}) == ["a"]
	sensitive.read_by({"program": "cat", "argv": ["cat", "a", "b"]}) == ["a", "b"]
}

test_a_tool_reads_by_its_name if {
	every name in ["fs_read", "ReadFile", "view_file"] {
		sensitive.read_texts({"tool": name, "runs": [{"text": "x"}]}) == ["x"]
	}
	sensitive.read_texts({"tool": "fs_write", "runs": [{"text": "x"}]}) == []
}
