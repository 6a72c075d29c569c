# METADATA
# title: Permissions that cannot be known
# description: >-
#   A policy that nobody can read here is attached, written or changed, or what it grants is in doubt. The same unknown
#   policy on both sides of the change is none of this rule's business.
package kiro.rules.permissions.unknown

import data.kiro.lib.gains

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each gain and origin that says something about it.
# schemas:
#   - input: schema["change_event.v1"]
findings contains gains.finding(origin, effect, "unknown", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	fact.change == "gained"
	gains.is_unknown(fact)
	some origin, effect in gains.effects("unknown", fact)
	said := concat("", ["nobody can tell here what ", fact.principal, " gains"])
}
