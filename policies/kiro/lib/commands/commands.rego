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
	_begins_like(command, prohibited)
	not _lacks_option(command, prohibited)
}

weight(command, prohibited) := "ask" if {
	_begins_like(command, prohibited)
	_lacks_option(command, prohibited)
	null in command.options
}

_begins_like(command, prohibited) if {
	command.program == prohibited.program
	array.slice(command.words, 0, count(prohibited.words)) == prohibited.words
}

_lacks_option(command, prohibited) if {
	some option in prohibited.options
	not option in command.options
}
