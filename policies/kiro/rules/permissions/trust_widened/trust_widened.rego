# METADATA
# title: Trust widened
# description: >-
#   More principals may take a role than before, or under fewer conditions; it counts as an expansion. Whom a new role
#   trusts is only noticed, unless that is anybody: what the role may do is judged by itself.
package kiro.rules.permissions.trust_widened

import data.kiro.lib.gains

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each gain and origin that says something about it.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
findings contains gains.finding(origin, effect, "expansion", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	_is_trust(fact)
	not _is_new(fact)
	some origin, effect in gains.effects("expansion", fact)
	said := concat("", [fact.principal, " may newly take the role"])
}

findings contains gains.finding("builtin", "notice", "expansion", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	_is_trust(fact)
	_is_new(fact)
	said := concat("", [fact.principal, " may take the new role"])
}

_is_trust(fact) if {
	fact.change == "gained"
	fact.kind == "trust"
	not gains.is_unknown(fact)
}

_is_new(fact) if {
	fact.held == "none"
	not gains.is_open(fact)
}
