# METADATA
# title: Guardrails protect themselves
# description: >-
#   A change of the guardrails themselves. What loosens, removes or disables one needs a human; what adds or tightens
#   one is only noticed.
package kiro.rules.protection.guardrails

import data.kiro.lib.findings as result

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

_verbs := {"loosened": "loosens, removes or hides", "tightened": "tightens", "added": "adds to"}

_effects := {"loosened": "needs-approval", "tightened": "notice", "added": "notice"}

# METADATA
# description: One finding for each change.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	some changed in input.guardrail_changes
	message := concat("", ["this ", _verbs[changed.change], " what protects this workspace: ", _named(changed)])
	finding := result.of_protection("builtin", _effects[changed.change], changed, {"message": message})
}

_named(changed) := concat("", ["`", changed.at.path, "`"]) if changed.pointer == ""

_named(changed) := concat("", ["`", changed.at.path, "` at `", changed.pointer, "`"]) if changed.pointer != ""
