# METADATA
# title: Run a script from the network unseen
# description: >-
#   What one command fetches and another of the same line runs, which no single row can say.
package kiro.actions.run_remote_script

import data.kiro.lib.handlers
import data.kiro.lib.safe

_fetching := {"aria2c", "curl", "fetch", "http", "https", "lynx", "wget", "wget2", "xh"}

_shells := {"ash", "bash", "dash", "fish", "ksh", "sh", "zsh"}

_interpreters := {
	"bun", "deno", "node", "nodejs", "perl", "php", "powershell", "pwsh", "pypy3", "python",
	"python2", "python3", "python3.10", "python3.11", "python3.12", "python3.13", "python3.14", "ruby",
}

# METADATA
# description: The commands that run what another fetches; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_runs_what_it_is_given(command)
	some fetch in input.commands
	_gives(fetch)
	fetch.at == command.at
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some fetch in input.commands
	fetch.program in _fetching
	some file in _named(fetch)
	some command in input.commands
	command.at == fetch.at
	_runs(command, file)
}

# by way of a copy that another command makes
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some fetch in input.commands
	fetch.program in _fetching
	some copy in input.commands
	copy.at == fetch.at
	copy.program in _copying
	some command in input.commands
	command.at == fetch.at
	some word in copy.words
	is_string(word)
	_runs(command, _target(word))
}

# a program that the network gets at its input and output
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	some handler in handlers.of(command)
	not handlers.is_harmless(handler, input.commands)
}

_gives(command) if command.program in _fetching

# what the shell itself reads by a redirection (`< /dev/tcp/HOST/PORT`)
_gives(command) if {
	command.program == "/dev/tcp"
	"--gives" in command.options
}

_copying := {"cp", "dd", "install", "ln", "mv", "tee"}

_target(word) := parts[count(parts) - 1] if parts := split(word, "of=")

# the text comes from a pipe, a substitution or a file descriptor
_runs_what_it_is_given(command) if {
	command.program in (_shells | _interpreters)
	count(command.words) == 0
	not _runs_something_else(command)
}

_runs_what_it_is_given(command) if {
	command.program in (_shells | _interpreters)
	command.words[0] in ["-", "/dev/stdin"]
	not _only_reads(command)
}

_runs_what_it_is_given(command) if {
	command.program in _shells
	"-s" in command.options
	not _only_reads(command)
}

_runs_what_it_is_given(command) if {
	command.program in (((_shells | _interpreters) | {"eval", "invoke-expression", "source"}) | {"."})
	some argument in _code(command)
	_is_given(argument)
}

# what may hold code: behind a text of `-c` come parameters, which one without an expansion does not use
_code(command) := array.slice(command.argv, 0, place + 2) if {
	place := _place_of_text(command)
} else := command.argv

_place_of_text(command) := place if {
	command.program in (_shells - {"fish"})
	some place, argument in command.argv
	is_string(argument)
	safe.surely_matches(`^-[a-z]*c$`, argument)
	is_string(command.argv[place + 1])
	safe.surely_matches(`^[^-+$\x60][^$\x60]*$`, command.argv[place + 1])
	every before in array.slice(command.argv, 1, place) {
		is_string(before)
		safe.surely_matches(`^-[a-z]+$`, before)
	}
}

_runs_something_else(command) if _only_reads(command)

_runs_something_else(command) if {
	some option in ["--version", "--help"]
	option in command.options
}

# a shell that is told `-v` or `-m` reads its input all the same
_runs_something_else(command) if {
	command.program in _interpreters
	some option in ["-V", "-m"]
	option in command.options
}

# as does Python that is told `-v`
_runs_something_else(command) if {
	command.program in _interpreters
	not startswith(command.program, "py")
	"-v" in command.options
}

# a shell that reads a text and runs nothing, unless a later `+n` or an unknown word takes that back
_only_reads(command) if {
	command.program in _shells
	"-n" in command.options
	not "-i" in command.options
	every argument in command.argv {
		is_string(argument)
		not startswith(argument, "+")
	}
}

_is_given(null)

_is_given(argument) if {
	is_string(argument)
	startswith(argument, "/dev/fd/")
}

# the file that a fetching program writes, as an option names it or as the address ends
_named(fetch) := {name |
	some place, argument in fetch.argv
	some option in ["-o", "-O", "--output", "--output-document"]
	argument == option
	name := fetch.argv[place + 1]
	is_string(name)
} | {name |
	some word in fetch.words
	is_string(word)
	contains(word, "/")
	parts := split(word, "/")
	name := parts[count(parts) - 1]
	name != ""
}

_runs(command, file) if {
	command.program in (((_shells | _interpreters) | {"source"}) | {"."})
	is_string(command.words[0])
	_plain(command.words[0]) == _plain(file)
}

_runs(command, file) if {
	is_string(command.argv[0])
	contains(command.argv[0], "/") # else it is looked for where programs are
	_plain(command.argv[0]) == _plain(file)
}

_plain(path) := [part | some part in split(path, "/"); part != "."]
