# METADATA
# title: Unresolved changes
# description: >-
#   What the change would do cannot be known, because a program, its code or its input is only known when it runs, or
#   because there is too much of it. Each origin says what that means to it.
package kiro.rules.changes.unresolved

import data.kiro.lib.entries
import data.kiro.lib.findings as result

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each fact and origin that says something about it.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	some fact in input.unresolved
	some origin
	effect := data.kiro.guardrails[origin].settings.unresolved
	effect != null
	entries.in_scope(origin, fact.at.path)
	finding := result.of_protection(origin, effect, fact, {
		"guardrail": _pointer(origin),
		"message": concat("", ["what this would do cannot be known: ", fact.why]),
	})
}

_pointer("builtin") := ""

_pointer(origin) := "/guardrails/unresolved" if origin != "builtin"
