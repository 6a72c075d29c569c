# METADATA
# title: Commands
# description: A resolved command against a program and the beginning of its arguments.
package kiro.lib.commands

# METADATA
# description: >-
#   `full` where the command is the prohibited one, `ask` where an unknown word may hold the option that is missing,
#   undefined where it is another. An unknown word in a place that is asked about is the `unresolved` rule's.
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

# METADATA
# description: Whether a command is of a program and begins with some words.
begins_like(command, prohibited) if {
	command.program == prohibited.program
	array.slice(command.words, 0, count(prohibited.words)) == prohibited.words
}

_lacking(command, prohibited) := [option | some option in prohibited.options; not option in command.options]
