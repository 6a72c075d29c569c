# METADATA
# title: Send data out
# description: >-
#   A network program that is given a file of credentials or secrets, or that stands in one line with a program which
#   shows one, packs files or prints the environment.
package kiro.actions.exfiltrate_data

import data.kiro.lib.commands
import data.kiro.lib.safe
import data.kiro.lib.sensitive

_uploads := {
	"-d", "-F", "-T", "--body-data", "--body-file", "--data", "--data-ascii", "--data-binary", "--data-raw",
	"--data-urlencode", "--form", "--json", "--post-data", "--post-file", "--upload-file",
}

_web := {"curl", "wget", "wget2", "xh", "http", "https"}

_pipes := {"nc", "ncat", "netcat", "socat", "telnet", "openssl", "ftp", "sftp", "mail", "mailx", "sendmail"}

_packers := {"tar", "zip", "7z", "cpio"}

_copies := {"scp", "rsync", "rclone", "croc", "magic-wormhole", "wormhole"}

# METADATA
# description: The commands that do so; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_sends(command)
	some argument in sensitive.arguments(command)
	_names_secrets(command, argument)
	not _is_key_to_sign_in_with(command, argument)
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_sends(command)
	_sends_away(command)
	some argument in sensitive.arguments(command)
	sensitive.is_folder(argument)
	not safe.matches(_of_host, argument)
	not _is_key_to_sign_in_with(command, argument)
}

# by way of a file or a named pipe that the other fills
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_sends(command)
	_sends_a_file(command)
	some other in input.commands
	other.at == command.at
	other.program in _packers
	not _unpacks(other)
	_tells_secrets(other)
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_sends_its_input(command)
	some other in input.commands
	other.at == command.at
	other != command
	_tells(other)
}

_sends(command) if {
	command.program in _web
	some option in command.options
	option in _uploads
}

_sends(command) if {
	command.program in ((_pipes | _copies) - {"openssl"})
	not commands.tries(command)
}

_sends(command) if {
	command.program in ["aws", "gsutil", "gcloud", "gh", "az"]
	some word in ["cp", "sync", "mv", "gist", "upload"]
	word in command.words
}

# `HOST:PATH` and `s3://BUCKET`
_of_host := `^[^/]+:`

# Of a copy, what comes last is where it goes.
_sends_away(command) if {
	words := [word | some word in command.words; is_string(word)]
	safe.matches(_of_host, words[count(words) - 1])
}

_sends_away(command) if command.program in ((_web | _pipes) | {"croc", "magic-wormhole", "wormhole"})

_sends_a_file(command) if {
	command.program in _web
	some argument in sensitive.arguments(command)
	safe.matches(`(^|=|^-[dTF])[@<][^-]`, argument)
}

_sends_a_file(command) if {
	command.program in _web
	some option in ["-T", "--upload-file", "--post-file", "--body-file"]
	option in command.options
}

# An address of socat has quotes and options.
_names_secrets(_, argument) if _is_sensitive(argument)

_names_secrets(command, argument) if {
	command.program in (_web | {"socat"})
	some part in split(replace(argument, ";", ","), ",")
	some mark in ["", "\\"]
	_is_sensitive(replace(replace(replace(part, "\"", ""), "'", ""), "\\", mark))
}

_sends_its_input(command) if {
	command.program in _web
	some option in command.options
	option in _uploads
	some argument in sensitive.arguments(command)
	argument in ["-", "@-", "-d@-", "-T-", "/dev/stdin", "@/dev/stdin"]
}

# `http` sends its input without being told
_sends_its_input(command) if {
	command.program in {"http", "https", "xh"}
	count(command.words) > 0
	not "--ignore-stdin" in command.options
	not "--offline" in command.options
}

_sends_its_input(command) if {
	command.program in _pipes
	count(command.words) > 0
	not _listens(command)
}

# what the shell itself sends by a redirection (`> /dev/tcp/HOST/PORT`)
_sends_its_input(command) if {
	command.program == "/dev/tcp"
	"--sends" in command.options
}

_listens(command) if {
	some option in ["-l", "--listen"]
	option in command.options
}

_tells(command) if _tells_secrets(command)

_tells(command) if {
	command.program in ["env", "printenv", "set", "export", "declare"]
	count(command.words) == 0
	not _is_cleared(command)
}

_tells(command) if {
	command.program in _packers
	not _unpacks(command)
}

# `env -i` starts from nothing and has nothing to tell
_is_cleared(command) if {
	command.program == "env"
	some option in ["-i", "--ignore-environment"]
	option in command.options
}

_tells_secrets(command) if {
	_reads(command)
	some argument in sensitive.arguments(command)
	_is_secret_or_folder(argument)
}

_reads(command) if sensitive.shows(command)

_reads(command) if command.program in _packers

_is_secret_or_folder(argument) if _is_sensitive(argument)

_is_secret_or_folder(argument) if sensitive.is_folder(argument)

# of other programs the same options leave files out
_unpacks(command) if {
	command.program in ["cpio", "tar"]
	some option in ["-x", "-t", "--extract", "--list", "--get"]
	option in command.options
}

# letters without a hyphen are options in the first place alone
_unpacks(command) if {
	command.program == "tar"
	first := sensitive.arguments(command)[0]
	first == command.argv[1]
	startswith(first, "x")
}

_is_sensitive(argument) if sensitive.is_credential(argument)

_is_sensitive(argument) if sensitive.is_secret(argument)

_is_key_to_sign_in_with(command, argument) if {
	command.program == "scp" # options of others that are spelled so take no file
	some place, word in command.argv
	word in ["-i", "-o", "-F"]
	command.argv[place + 1] == argument
}

_is_key_to_sign_in_with(command, argument) if {
	command.program in _web
	some place, word in command.argv
	word in ["--key", "--cert", "-E", "--netrc-file", "--cacert", "--private-key", "-o", "-O", "--output"]
	command.argv[place + 1] == argument
}
