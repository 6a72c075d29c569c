# METADATA
# title: A permissions boundary removed
# description: >-
#   The permissions boundary of a principal is taken away, so that its policies count in full; it counts as an
#   expansion.
package kiro.rules.permissions.boundary_removed

import data.kiro.lib.gains

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each gain and origin that says something about it.
# schemas:
#   - input: schema["change_event.v1"]
findings contains gains.finding(origin, effect, "expansion", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	fact.change == "gained"
	fact.way == "boundary-removed"
	not gains.is_unknown(fact)
	some origin, effect in gains.effects("expansion", fact)
	said := concat("", [fact.principal, " loses its permissions boundary and gains ", fact.level])
}
