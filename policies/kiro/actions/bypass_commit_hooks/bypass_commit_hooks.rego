# METADATA
# title: Bypass commit hooks
# description: A command of git beside a variable that switches the hooks of the repository off, or names others.
package kiro.actions.bypass_commit_hooks

import data.kiro.lib.safe

_switches := concat("", [
	`(?i)^(HUSKY=0|HUSKY_SKIP_HOOKS=.+|LEFTHOOK=(0|false)|LEFTHOOK_EXCLUDE=.+|SKIP=.+|SKIP_SIMPLE_GIT_HOOKS=.+|`,
	`PRE_COMMIT_ALLOW_NO_CONFIG=.+|OVERCOMMIT_DISABLE=.+|GIT_CONFIG_KEY_[0-9]+=core\.hookspath|`,
	`GIT_CONFIG_PARAMETERS=.*core\.hookspath.*)$`,
])

# METADATA
# description: The commands that do so; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	command.program == "git"
	command.words[0] in ["am", "cherry-pick", "commit", "merge", "push", "rebase"]
	some run in command.runs
	safe.matches(_switches, run.text)
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	command.program in ["export", "declare", "set-item"]
	some argument in command.argv
	is_string(argument)
	safe.matches(_switches, argument)
	not startswith(argument, "SKIP=") # of many other programs, too
}
