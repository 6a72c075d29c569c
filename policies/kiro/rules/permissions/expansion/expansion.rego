# METADATA
# title: Permissions expanded
# description: >-
#   A principal gains write or above, reads a credential or a secret, or a condition, a deny or a permissions boundary
#   gives way. A gain of a read or a list is noticed. Each origin says what an expansion means to it.
package kiro.rules.permissions.expansion

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
	_is_expansion(fact)
	some origin, effect in gains.effects("expansion", fact)
	not _is_said_elsewhere(origin, fact, gains.rank(effect))
	said := concat("", [fact.principal, " ", _verb(fact)])
}

findings contains gains.finding("builtin", "notice", "expansion", {"fact": fact, "said": said}) if {
	some fact in input.permissions
	_is_mild(fact)
	said := concat("", [fact.principal, " gains ", fact.level])
}

_is_expansion(fact) if {
	fact.change == "gained"
	fact.kind in ["identity", "resource"]
	fact.way != "boundary-removed"
	gains.expands(fact)
	not gains.is_unknown(fact)
}

_is_mild(fact) if {
	fact.change == "gained"
	fact.kind in ["identity", "resource"]
	not gains.expands(fact)
	not gains.is_unknown(fact)
}

# INVARIANT: a rule that is at least as harsh tells the same fact; a milder one never hides it
_is_said_elsewhere(origin, fact, rank) if {
	gains.is_read_only_gaining_write(fact)
	gains.rank(gains.effects("readOnlyGainsWrite", fact)[origin]) >= rank
}

_is_said_elsewhere(origin, fact, rank) if {
	count(fact.opens) > 0
	gains.rank(gains.effects("privilegeEscalation", fact)[origin]) >= rank
}

_verb(fact) := concat("", ["gains ", fact.level]) if gains.writes(fact)

_verb(fact) := "can read secrets" if {
	not gains.writes(fact)
	fact.reads_secrets
}

_verb(fact) := concat("", ["gains ", fact.level]) if {
	not gains.writes(fact)
	not fact.reads_secrets
}
