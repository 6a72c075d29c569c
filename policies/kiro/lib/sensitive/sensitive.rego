# METADATA
# title: Files that hold credentials and secrets
# description: >-
#   Which arguments name one - with a folder before it, after `@` or `=`, by whatever program. Public halves of keys and
#   examples of files are none.
package kiro.lib.sensitive

import data.kiro.lib.safe

_begins := `(^|[/=@:,"'<])`

_credentials := concat("", [
	_begins, `(\.aws/(credentials|sso/cache|cli/cache)|\.ssh/(id_[a-z0-9_]+(\.(backup|bak|old|orig))?|`,
	`[^/]*\.pem|identity)$|\.netrc$|_netrc$|`,
	`\.git-credentials$|\.pgpass$|\.my\.cnf$|\.pypirc$|\.docker/config\.json|\.kube/config|`,
	`\.gnupg/(private-keys|secring)|`,
	`\.config/gcloud/(credentials|access_tokens|application_default|legacy_credentials)|\.config/gh/hosts\.yml|`,
	`\.azure/(accessTokens|msal_token|azureProfile|service_principal)|\.config/(doctl|hcloud|op|rclone)/|\.vault-token$|`,
	`\.terraform\.d/credentials|\.cargo/credentials|\.gem/credentials|\.password-store/|\.npmrc$|`,
	`etc/(shadow|gshadow|sudoers|krb5\.keytab)$|`,
	`proc/(self|[0-9]+)/environ$|\.local/share/keyrings|Library/Keychains)`,
])

_secrets := concat("", [
	_begins, `(\.env(\.(local|dev|development|prod|production|stage|staging|test|ci|live|qa|secret|secrets))*$|\.envrc$|`,
	`secrets?\.(ya?ml|json|toml|ini|env|txt)$|credentials\.(json|ya?ml|ini)$|service[-_]account[^/]*\.json$|\.htpasswd$|`,
	`[^/=@:]*\.(key|p12|pfx|jks|keystore|ppk)$|[^/=@:]*(key|private|privkey)[^/]*\.pem$|id_(rsa|dsa|ecdsa|ed25519)$|`,
	`run/secrets/|\.env[?*\[])`,
])

# key files for tests, which the repository has for everybody; a path that is not below the workspace is none
_of_tests := concat("", [
	`^([A-Za-z0-9_-][A-Za-z0-9._-]*/)*(tests?|testdata|test[-_]data|fixtures?|__fixtures__|examples?)/`,
	`([A-Za-z0-9_-][A-Za-z0-9._-]*/)*([A-Za-z0-9_-][A-Za-z0-9._-]*\.(key|pem|p12|pfx|jks|keystore|ppk)|id_[a-z0-9]+)$`,
])

_folders := concat("", [
	_begins, `((\.ssh|\.aws|\.gnupg|\.kube|\.azure|\.password-store|\.config/(gcloud|gh|op|rclone))(/[^.]*)?|`,
	`(certs?|certificates|keys|secrets|credentials|private|pki|ssl|tls)/*(/\.?)*(/[^/]*[*?\[][^/]*)*/?|`,
	`\*\.(key|pem|p12|pfx|jks))$`,
])

_readers := {
	"<", "ack", "ag", "awk", "base32", "base64", "bat", "batcat", "cat", "cp", "cut", "dd", "diff", "egrep", "ex",
	"fgrep", "fold", "gawk", "grep", "gzip", "head", "hexdump", "jq", "less", "link", "ln", "more", "mv", "nano", "nl",
	"od", "openssl", "paste", "perl", "pr", "python", "python3", "rev", "rg", "ruby", "sed", "sort", "split",
	"strings", "tac", "tail", "tar", "tee", "uniq", "vi", "view", "vim", "xargs", "xxd", "yq", "zcat", "zip",
}

_copying := {"cp", "link", "ln", "mv", "tee"}

# METADATA
# description: Whether an argument names a file of credentials.
is_credential(argument) if {
	is_string(argument)
	safe.matches(_credentials, argument)
}

# METADATA
# description: Whether an argument names a file of secrets.
is_secret(argument) if {
	is_string(argument)
	safe.matches(_secrets, argument)
	not safe.surely_matches(_of_tests, argument)
}

# METADATA
# description: >-
#   Whether an argument names a folder of keys or credentials, or a pattern that files in one match. Such a folder holds
#   other files as well, so that this counts where it leaves as a whole.
is_folder(argument) if {
	is_string(argument)
	safe.matches(_folders, argument)
}

# METADATA
# description: Whether a program shows, copies or packs what it is given.
shows(command) if command.program in _readers

# METADATA
# description: >-
#   The known arguments that a program reads. Of one that copies or links, the last is what it writes, known or not,
#   unless an option names that, or a link is made where the program runs.
# scope: document
read_by(command) := arguments(command) if not _writes_last(command)

read_by(command) := arguments({"argv": array.slice(command.argv, 0, count(command.argv) - 1)}) if _writes_last(command)

_writes_last(command) if {
	command.program in _copying
	not _names_target(command)
}

# `--target-directory`, however it is shortened
_names_target(command) if {
	some option in command.options
	is_string(option)
	safe.matches(`^(-t$|--t)`, option)
}

_names_target(command) if {
	command.program == "ln"
	count(command.words) == 1
}

# METADATA
# description: The arguments of a command that are known.
arguments(command) := [argument |
	some place, argument in command.argv
	place > 0
	is_string(argument)
]

# METADATA
# description: The texts of a tool that reads files.
read_texts(tool) := [run.text | some run in tool.runs] if {
	some word in ["read", "cat", "view", "open_file", "get_file"]
	contains(lower(tool.tool), word)
} else := []
