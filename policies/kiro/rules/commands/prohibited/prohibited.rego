# METADATA
# title: Prohibited commands
# description: >-
#   A resolved command that begins as an entry of `commands` does, its options in any order. Where an unknown word may
#   be what is asked about, or hold the missing option, a human is asked.
package kiro.rules.commands.prohibited

import data.kiro.lib.commands
import data.kiro.lib.entries
import data.kiro.lib.findings as result

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each entry and command.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	some [origin, entry, command] in _near
	effect := result.effect_of(commands.weight(command, entry), entry.effect)
	entries.applies(origin, entry, command.at.path)
	finding := result.of_entry(origin, entry, command, {"effect": effect})
}

# each entry with the commands of its program
_near := [[origin, entry, command] |
	# no rule, since a server works one out anew for each key that is asked of it
	by_program := {program: [command | some command in input.commands; command.program == program] |
		some program in _programs
	}
	some origin
	some entry in data.kiro.guardrails[origin].entries.commands
	some command in by_program[entry.program]
]

_programs := {command.program | some command in input.commands} & _prohibited

_prohibited contains entry.program if {
	some origin
	some entry in data.kiro.guardrails[origin].entries.commands
}
