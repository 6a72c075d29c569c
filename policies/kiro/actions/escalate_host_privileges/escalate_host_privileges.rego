# METADATA
# title: Become more than one is on the host
# description: >-
#   A shell of another user by `sudo`, `doas` or `su`. Their options stand before the program that they run, which the
#   data of an action cannot say.
package kiro.actions.escalate_host_privileges

_shells := {"bash", "dash", "fish", "ksh", "sh", "su", "zsh"}

# METADATA
# description: The commands that do so; see `kiro.lib.matches`.
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	_opens_shell(command)
}

_opens_shell(command) if {
	command.program in ["sudo", "doas"]
	count(command.words) == 0
	some option in ["-i", "-s", "--login", "--shell"]
	option in command.options
}

_opens_shell(command) if {
	command.program in ["sudo", "doas"]
	count(command.words) == 1
	command.words[0] in _shells
	not "-c" in command.options
}

# to a user that is not named, or to the administrator; to another is less, not more
_opens_shell(command) if {
	command.program == "su"
	named := [word | some word in command.words; word != "-"]
	count([word | some word in array.slice(named, 0, 1); word != "root"]) == 0
}
