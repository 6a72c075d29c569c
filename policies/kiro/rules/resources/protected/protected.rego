# METADATA
# title: Protected resources
# description: >-
#   A resource that an entry of `resources` names, in a call or in a permission gained. A set of which the change uses
#   one unknown member (`any`) counts fully where the entry holds all of it, and asks where it holds some; a set used as
#   a whole (`all`) counts where they overlap. A wholly unknown name stops only what runs or deploys, and writes.
package kiro.rules.resources.protected

import data.kiro.lib.arns
import data.kiro.lib.entries
import data.kiro.lib.findings as result
import data.kiro.lib.matches
import data.kiro.lib.text
import data.kiro.lib.wildcards

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each entry and resource of a fact.
# schemas:
#   - input: schema["change_event.v1"]
findings contains finding if {
	# no rule, since a server works one out anew for each key that is asked of it
	by_service := {service: _entries_on(service) | some service in {use.fields[2] | some use in _uses}}
	some use in _uses
	some [origin, entry] in by_service[use.fields[2]]
	reach := arns.reach(entry, use.fields, use.quantifier)
	entries.applies(origin, entry, use.fact.at.path)
	details := {
		"effect": _effect(reach, use, origin, entry),
		"evidence": result.evidence(use.fact.at.path, use.fact.at.line, text.clipped(use.arn)),
	}
	finding := result.of_entry(origin, entry, use.fact, object.union(_remedy(use, entry), details))
}

# what a spec plans can be reworded
_remedy(use, entry) := {"remedy": result.remedy_of_plan(entry.effect)} if use.planned

_remedy(use, _) := {} if not use.planned

# the entries whose service may be that one, so that each use is asked about few ARNs
_entries_on(service) := [[origin, entry] |
	alike := {guarded | some guarded in _guarded_services; wildcards.overlap(guarded, service)}
	count(alike) > 0
	some origin
	some entry in data.kiro.guardrails[origin].entries.resources
	entry.fields[2] in alike
]

_guarded_services contains entry.fields[2] if {
	some origin
	some entry in data.kiro.guardrails[origin].entries.resources
}

# how a fact uses a resource: `harmless` where a name that is not known must not stop anybody
_uses := array.concat(_planned, array.concat(
	[use |
		some call in input.calls
		some resource in call.resources
		use := {
			"fact": {"id": call.id, "at": call.at},
			"arn": resource.arn,
			"fields": _narrowed(arns.fields(resource.arn), call.action),
			"quantifier": resource.quantifier,
			"harmless": _is_harmless(call.level, matches.deploys(call)),
			"planned": false,
		}
	],
	[use |
		some permission in input.permissions
		permission.change == "gained"
		not permission.way == "unknown" # which is `permissions/unknown`'s
		some action in _telling(permission)
		use := {
			"fact": {"id": permission.id, "at": permission.at},
			"arn": permission.resource,
			"fields": _narrowed(arns.fields(permission.resource), action),
			"quantifier": permission.quantifier,
			"harmless": _is_harmless(permission.level, true),
			"planned": false,
		}
	],
))

# resources that a spec names as what it changes
_planned := [use |
	some intent in input.intents
	intent.polarity == "plans"
	startswith(intent.action, "arn:")
	use := {
		"fact": {"id": intent.id, "at": intent.at},
		"arn": intent.action,
		"fields": arns.fields(intent.action),
		"quantifier": "any",
		"harmless": true,
		"planned": true,
	}
]

# the actions say which service a wholly unknown resource belongs to; one that is named needs no telling
_telling(permission) := {service |
	some action in permission.actions
	service := lower(split(action, ":")[0])
} if {
	permission.resource == "*"
}

_telling(permission) := {"*"} if permission.resource != "*"

_narrowed(fields, action) := array.concat(
	array.slice(fields, 0, 2),
	array.concat([lower(split(action, ":")[0])], array.slice(fields, 3, 6)),
) if {
	fields[2] == "*"
}

_narrowed(fields, _) := fields if fields[2] != "*"

default _is_harmless(_, _) := false

_is_harmless(level, _) if level in ["list", "read"]

_is_harmless(_, false)

_effect("contained", _, _, entry) := entry.effect

_effect("overlapping", use, _, _) := "notice" if {
	arns.is_unnamed(use.fields)
	use.harmless
}

_effect("overlapping", use, origin, _) := _unresolved(origin) if {
	arns.is_unnamed(use.fields)
	not use.harmless
	use.quantifier == "any"
}

_effect("overlapping", use, _, entry) := entry.effect if {
	not _is_harmlessly_unnamed(use)
	use.quantifier == "all"
}

_effect("overlapping", use, _, _) := "needs-approval" if {
	not arns.is_unnamed(use.fields)
	use.quantifier == "any"
}

_is_harmlessly_unnamed(use) if {
	arns.is_unnamed(use.fields)
	use.harmless
}

# INVARIANT: what a workspace says of what is built in holds for its own entries, never for those of a shared bundle,
# which alone has a counter above 0 (tests/test_extends_tightens.py)
_unresolved(origin) := data.kiro.guardrails[origin].settings.unresolved if {
	data.kiro.guardrails[origin].settings.unresolved != null
} else := "needs-approval" if {
	data.kiro.guardrails[origin].about.counter > 0
} else := data.kiro.guardrails.builtin.settings.unresolved
