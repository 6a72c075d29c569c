# METADATA
# title: Permissions gained
# description: >-
#   What the rules of `kiro.rules.permissions` have in common - which of them a permission fact concerns, what each
#   origin says of it, and the finding. Where several do, `expansion` gives way to what is at least as harsh.
package kiro.lib.gains

import data.kiro.lib.entries
import data.kiro.lib.findings as result
import data.kiro.lib.text

# METADATA
# description: >-
#   Every effect that an origin's setting of this name gives to a fact, by origin. What a spec sketches is noticed,
#   since the files that come of it will be judged; what an entry of the guardrails names is that entry's all the same.
effects(setting, fact) := {origin: _sooner(effect, fact.at.path) |
	some origin
	effect := data.kiro.guardrails[origin].settings.permissions[setting]
	effect != null
	entries.in_scope(origin, fact.at.path)
}

_sooner(effect, path) := effect if not endswith(lower(path), ".md")

_sooner(_, path) := "notice" if endswith(lower(path), ".md")

# METADATA
# description: The finding of an origin about a fact; `said` is what it means, the rest is said of every gain alike.
finding(origin, effect, setting, details) := result.of_protection(origin, effect, details.fact, {
	"guardrail": _pointer(origin, setting),
	"message": concat("", [details.said, ": ", told(details.fact)]),
	"evidence": result.evidence(details.fact.at.path, details.fact.at.line, text.clipped(details.fact.witness)),
})

# METADATA
# description: A gain in one line - what, on what, why, and one request that shows it.
told(fact) := concat("", [
	concat(", ", array.slice(fact.actions, 0, _most)), _more(count(fact.actions)), " on ", fact.resource,
	" (", fact.why, "), for example ", fact.witness,
])

# METADATA
# description: Whether a gain counts as an expansion - write or above, a secret, or a limit that gave way.
# scope: document
expands(fact) if writes(fact)

expands(fact) if fact.reads_secrets

expands(fact) if {
	fact.kind == "resource"
	is_open(fact)
}

expands(fact) if fact.way in ["condition", "deny", "boundary", "boundary-removed"]

# METADATA
# description: Whether a fact is of a level at which something changes.
writes(fact) if fact.level in ["tagging", "write", "permissions-management"]

# METADATA
# description: Whether anybody at all gains it, without a condition.
is_open(fact) if {
	fact.condition == null
	"*" in split(fact.principal, ", ")
}

# METADATA
# description: Whether nobody can say what is gained.
# scope: document
is_unknown(fact) if fact.way == "unknown"

is_unknown(fact) if {
	not fact.sure
	expands(fact)
}

# METADATA
# description: Whether who could only read before can write now.
is_read_only_gaining_write(fact) if {
	fact.kind == "identity"
	fact.held in ["list", "read"]
	writes(fact)
	not is_unknown(fact)
}

# METADATA
# description: How harsh an effect is.
# scope: document
default rank(_) := 3

rank("notice") := 1

rank("needs-approval") := 2

_most := 4

_more(number) := "" if number <= _most

_more(number) := " and more" if number > _most

_pointer("builtin", _) := ""

_pointer(origin, setting) := concat("/", ["/guardrails/permissions", setting]) if origin != "builtin"
