# METADATA
# title: Prohibited commands
# description: >-
#   A resolved command that begins as an entry of `commands` does, its options in any order. Where an unknown word may
#   hold the missing option, a human is asked.
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
	some [origin, entry] in _near
	some command in input.commands
	command.program == entry.program
	effect := result.effect_of(commands.weight(command, entry), entry.effect)
	entries.applies(origin, entry, command.at.path)
	finding := result.of_entry(origin, entry, command, {"effect": effect})
}

# the entries of the programs that are run
_near := [[origin, entry] |
	programs := {command.program | some command in input.commands}
	count(programs) > 0
	some origin
	some entry in data.kiro.guardrails[origin].entries.commands
	entry.program in programs
]
