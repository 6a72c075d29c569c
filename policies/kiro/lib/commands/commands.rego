# METADATA
# title: Commands
# description: A resolved command against a program and the beginning of its arguments.
package kiro.lib.commands

# METADATA
# description: >-
#   `full` where the command is the prohibited one, `ask` where it may be: an unknown word may hold the option that is
#   missing, or stands where a word is asked about; undefined where it is another.
# scope: document
weight(command, prohibited) := "full" if {
	begins_like(command, prohibited)
	count(_lacking(command, prohibited)) == 0
}

weight(command, prohibited) := "ask" if {
	null in command.options
	begins_like(command, prohibited)
	count(_lacking(command, prohibited)) > 0
}

weight(command, prohibited) := "ask" if {
	not begins_like(command, prohibited)
	may_begin_like(command, prohibited)
	_may_have_options(command, prohibited)
}

_may_have_options(command, prohibited) if count(_lacking(command, prohibited)) == 0

_may_have_options(command, _) if null in command.options

# METADATA
# description: Whether a command that runs now may be of a program and begin with some words, as far as is known.
may_begin_like(command, prohibited) if {
	command.runs_now
	command.program == prohibited.program
	null in command.words
	every place, word in prohibited.words {
		_may_be(command, place, word)
	}
}

_may_be(command, place, word) if command.words[place] == word

_may_be(command, place, _) if command.words[place] == null

# an unknown word that may be several
_may_be(command, place, _) if {
	place >= count(command.words)
	null in command.options
}

# METADATA
# description: Whether a command is of a program and begins with some words.
begins_like(command, prohibited) if {
	command.program == prohibited.program
	array.slice(command.words, 0, count(prohibited.words)) == prohibited.words
}

# METADATA
# description: Whether a copy only says what it would do; nothing that comes later takes that back.
tries(command) if {
	command.program == "rsync"
	not null in command.options
	some option in ["--dry-run", "-n"]
	option in command.options
	every other in ["--no-dry-run", "--no-n"] {
		not other in command.options
	}
}

_lacking(command, prohibited) := [option | some option in prohibited.options; not option in command.options]
