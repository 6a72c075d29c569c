# METADATA
# title: A read-only principal gains write
# description: >-
#   Who could only read before the change can write, tag or manage permissions after it. That is rare among real changes
#   of policies, and what a consolidation of policies hides.
package kiro.rules.permissions.read_only_gains_write

import data.kiro.lib.gains

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each gain and origin that says something about it.
# schemas:
#   - input: schema["change_event.v1"]
findings contains gains.finding(origin, effect, "readOnlyGainsWrite", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	fact.change == "gained"
	gains.is_read_only_gaining_write(fact)
	some origin, effect in gains.effects("readOnlyGainsWrite", fact)
	said := concat("", [fact.principal, " could only read and gains ", fact.level])
}
