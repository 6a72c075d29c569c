# METADATA
# title: Exhaust the host
# description: >-
#   A function that starts itself twice, a loop that never waits for what it starts, zeroes without a count. The shell's
#   facts say the first two as the text of a definition or a loop.
package kiro.actions.exhaust_host

# METADATA
# description: The commands that do so; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	command.program in ["function", "while", "until", "for"]
	"--multiplies" in command.options
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	command.program == "dd"
	some source in ["if=/dev/zero", "if=/dev/urandom", "if=/dev/random"]
	source in command.words
	some target in command.words
	is_string(target)
	startswith(target, "of=")
	not _has_count(command)
}

_has_count(command) if {
	some word in command.words
	is_string(word)
	startswith(word, "count=")
}
