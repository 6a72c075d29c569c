# METADATA
# title: Actions
# description: >-
#   An entry of `actions` - a named action, or a cloud API's action - performed, granted, deployed or planned by the
#   change. A plan that forbids the action is never one.
package kiro.rules.actions.named

import data.kiro.lib.entries
import data.kiro.lib.findings as result
import data.kiro.lib.matches
import data.kiro.lib.text
import data.kiro.lib.wildcards

# METADATA
# description: The rule answered; see `kiro.main`.
evaluated := true

# METADATA
# description: One finding for each entry and fact.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
findings contains _finding(origin, entry, entry.name, match) if {
	some origin
	some entry in data.kiro.guardrails[origin].entries.actions
	entry.matcher == "named"
	some match in matches.of[entry.name]
	entries.applies(origin, entry, match.at.path)
}

findings contains _finding(origin, entry, "", match) if {
	some call in input.calls
	written := lower(call.action)
	some origin
	some entry in data.kiro.guardrails[origin].entries.actions
	entry.matcher == "api"
	wildcards.overlap(entry.text, written)
	entries.applies(origin, entry, call.at.path)
	weight := matches.known(written, matches.deploys(call))
	match := {"fact": call.id, "at": call.at, "text": call.action, "weight": weight}
}

findings contains _finding(origin, entry, "", match) if {
	some permission in input.permissions
	permission.change == "gained"
	not permission.way == "unknown" # which is `permissions/unknown`'s
	some action in permission.actions
	written := lower(action)
	some origin
	some entry in data.kiro.guardrails[origin].entries.actions
	entry.matcher == "api"
	wildcards.overlap(entry.text, written)
	entries.applies(origin, entry, permission.at.path)
	match := {"fact": permission.id, "at": permission.at, "text": action, "weight": "full"}
}

_finding(origin, entry, action, match) := result.of_entry(
	origin, entry, {"id": match.fact, "at": match.at},
	object.union(_remedy(entry, match), {
		"effect": result.effect_of(match.weight, entry.effect),
		"action": action,
		"evidence": result.evidence(match.at.path, match.at.line, text.clipped(match.text)),
	}),
)

# what a spec plans can be reworded
_remedy(entry, match) := {"remedy": result.remedy_of_plan(entry.effect)} if match.fact in _intents

_remedy(_, match) := {} if not match.fact in _intents

_intents contains intent.id if some intent in input.intents
