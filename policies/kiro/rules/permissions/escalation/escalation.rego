# METADATA
# title: A path to more privileges
# description: >-
#   What is gained completes a known way to give oneself more permissions, as creating a function that runs with another
#   role. The paths are those of pathfinding.cloud.
package kiro.rules.permissions.escalation

import data.kiro.lib.gains

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each gain and origin that says something about it.
# schemas:
#   - input: schema["change_event.v1"]
findings contains gains.finding(origin, effect, "privilegeEscalation", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	fact.change == "gained"
	count(fact.opens) > 0
	some origin, effect in gains.effects("privilegeEscalation", fact)
	said := concat("", [fact.principal, " can give itself more permissions (", _listed(fact.opens), ")"])
}

_listed(paths) := concat(", ", paths) if count(paths) <= 3

_listed(paths) := concat("", [concat(", ", array.slice(paths, 0, 3)), " and more"]) if count(paths) > 3
