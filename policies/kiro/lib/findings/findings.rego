# METADATA
# title: Findings
# description: What a rule hands to `kiro.main`, which adds the rule's id.
package kiro.lib.findings

import data.kiro.lib.text

_remedies := {
	"deny": "leave this out, or ask the owners of the guardrail to change it",
	"needs-approval": "ask a human to review this before it is applied",
}

_remedies_of_plans := {
	"deny": "reword or remove this step; where it does not plan this, say what will not be done, or name the other target",
	"needs-approval": "reword or remove this step, or ask a human to review the spec before its tasks are carried out",
}

# METADATA
# description: What to do about a step of a spec that plans what a guardrail forbids.
remedy_of_plan(effect) := object.get(_remedies_of_plans, effect, "")

# METADATA
# description: What to do about a finding of that effect.
remedy(effect) := object.get(_remedies, effect, "")

# METADATA
# description: The finding of an entry about a fact; `details` overrides any field.
of_entry(origin, entry, fact, details) := object.union_n([
	_finding(effect, origin, fact),
	{"guardrail": entry.pointer, "entry": entry.digest, "message": entry.message, "remedy": _remedy(entry.effect, effect)},
	details,
]) if {
	effect := object.get(details, "effect", entry.effect)
}

# METADATA
# description: The finding of a protection that no entry stands for.
of_protection(origin, effect, fact, details) := object.union(_finding(effect, origin, fact), details)

# METADATA
# description: The evidence of a place; `shown` is already fit to be printed.
evidence(path, line, shown) := [{"path": path, "line": line, "text": shown}]

# METADATA
# description: The effect of a match, by how much of it is known - `full`, `ask` (maybe) or `note`.
effect_of(weight, effect) := object.get({"ask": "needs-approval", "note": "notice"}, weight, effect)

_remedy("deny", "needs-approval") := "what is unknown here may be what is forbidden; spell it out, or ask a human"

_remedy(written, effect) := object.get(_remedies, effect, "") if [written, effect] != ["deny", "needs-approval"]

_finding(effect, origin, fact) := {
	"effect": effect,
	"origin": origin,
	"guardrail": "",
	"action": "",
	"entry": "",
	"fact": fact.id,
	"message": "",
	"evidence": evidence(fact.at.path, fact.at.line, _text(fact)),
	"remedy": _remedy(effect, effect),
}

_text(fact) := text.shown(object.get(fact, "text", ""))
