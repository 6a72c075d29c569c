# METADATA
# title: The decision
# description: >-
#   The one entry point. It checks the event and the guardrails before it believes any rule, composes the rules of
#   `kiro.rules` and of the teams' own `kiro.custom` without naming one, and brings their findings into one order.
package kiro.main

import data.kiro.check.configuration
import data.kiro.check.event
import data.kiro.lib.text
import data.kiro.lib.types

# METADATA
# description: Decision v1 (policies/schemas/decision.v1.json), without `revision`, which the caller adds.
# entrypoint: true
# schemas:
#   - input: schema["change_event.v1"]
decision := {
	"version": 1,
	"effect": effect,
	"digest": _envelope("digest"),
	"request": _envelope("request"),
	"origins": configuration.origins,
	"findings": findings,
	"obligations": [],
	"permission_delta": _permission_delta,
}

# METADATA
# description: The worst effect of the findings; one that nobody knows is deny.
# scope: document
default effect := "deny"

# INVARIANT: anything but deny is earned; a finding lost on the way to the array must not become allow
effect := "allow" if {
	count(findings) == count(_findings)
	count(_stopping) == 0
}

effect := "needs-approval" if {
	count(findings) == count(_findings)
	_stopping == {"needs-approval"}
}

_stopping := {finding.effect | some finding in _findings} - {"notice", "approved"}

# METADATA
# description: The findings, worst first, then by place; the same array in every engine.
findings := [ranked[count(ranked) - 1] | some ranked in sort([_ranked(finding) | some finding in _findings])]

_findings := _refusals if count(_refusals) > 0

_findings := _judged if count(_refusals) == 0

_refusals contains _refusal("engine/event", problem) if some problem in event.problems

_refusals contains _refusal("engine/configuration", problem) if some problem in configuration.problems

_judged contains _stamped(concat("/", [category, rule]), finding) if {
	some category, rule
	some finding in data.kiro.rules[category][rule].findings
}

_judged contains _stamped_custom(origin, rule, finding) if {
	some origin, rule
	some finding in data.kiro.custom[origin][rule].findings
}

# INVARIANT: a rule that judges is one that a digest of the guardrails covers
_judged contains _refusal("engine/rule", concat("", ["the rule `", id, "` is loaded, and no guardrails name it"])) if {
	some ["custom", origin, rule] in _rules
	id := concat("/", ["custom", origin, rule])
	not _is_named(origin, id)
}

# INVARIANT: a rule that does not say that it was evaluated, or whose findings are undefined, denies (test_policies.py)
_judged contains _refusal("engine/rule", concat("", ["the rule `", concat("/", rule), "` gave no answer"])) if {
	some rule in _rules
	not _answered(rule)
}

# INVARIANT: a rule that was there when the guardrails were compiled may not be missing
_rules contains split(id, "/") if {
	some name
	some id in data.kiro.guardrails[name].rules
}

_rules contains [category, rule] if {
	some category, rule
	_ = data.kiro.rules[category][rule].evaluated
}

_rules contains [category, rule] if {
	some category, rule
	_ = data.kiro.rules[category][rule].findings
}

_rules contains ["custom", origin, rule] if {
	some origin, rule
	_ = data.kiro.custom[origin][rule].evaluated
}

_rules contains ["custom", origin, rule] if {
	some origin, rule
	_ = data.kiro.custom[origin][rule].findings
}

_answered([category, rule]) if {
	data.kiro.rules[category][rule].evaluated == true
	is_set(data.kiro.rules[category][rule].findings)
	id := concat("/", [category, rule])
	stamped := [1 | some finding in data.kiro.rules[category][rule].findings; _stamped(id, finding)]
	count(stamped) == count(data.kiro.rules[category][rule].findings)
}

_answered(["custom", origin, rule]) if {
	data.kiro.custom[origin][rule].evaluated == true
	is_set(data.kiro.custom[origin][rule].findings)
	stamped := [1 | some finding in data.kiro.custom[origin][rule].findings; _stamped_custom(origin, rule, finding)]
	count(stamped) == count(data.kiro.custom[origin][rule].findings)
}

_is_named(origin, id) if id in data.kiro.guardrails[origin].rules

_refusal(rule, message) := {
	"rule": rule,
	"effect": "deny",
	"origin": "builtin",
	"guardrail": "",
	"action": "",
	"subject": ["builtin", rule, "", ""],
	"message": message,
	"evidence": [],
	"remedy": "this is a fault of the installation or the caller, not of the change; see `pykiro-opa doctor`",
}

# what a rule leaves out is empty, never undefined
_stamped(id, finding) := {
	"rule": id,
	"effect": _effect_of(finding),
	"origin": _text(finding, "origin"),
	"guardrail": _text(finding, "guardrail"),
	"action": _text(finding, "action"),
	"subject": [_text(finding, "origin"), id, _text(finding, "entry"), _text(finding, "fact")],
	"message": _text(finding, "message"),
	"evidence": [place | some place in _evidence(finding); _is_place(place)],
	"remedy": _text(finding, "remedy"),
}

# INVARIANT: a rule of a team's own speaks for its own origin, approves nothing, shows no value (test_custom_judging.py)
_stamped_custom(origin, rule, finding) := object.union(_stamped(id, finding), {
	"effect": _effect_of_custom(finding),
	"origin": origin,
	"subject": [origin, id, _text(finding, "entry"), _text(finding, "fact")],
	"evidence": [_shown(place) | some place in _evidence(finding); _is_place(place); types.is_integer(place.line)],
}) if {
	id := concat("/", ["custom", origin, rule])
}

_shown(place) := {"path": place.path, "line": place.line, "text": text.shown(place.text)}

_effect_of_custom(finding) := finding.effect if {
	finding.effect in ["deny", "needs-approval", "notice"]
} else := "deny"

_effect_of(finding) := finding.effect if {
	finding.effect in ["deny", "needs-approval", "notice", "approved"]
} else := "deny"

_text(finding, field) := finding[field] if {
	is_string(finding[field])
} else := ""

_evidence(finding) := finding.evidence if {
	is_array(finding.evidence)
} else := []

_is_place({"path": path, "line": line, "text": text}) if {
	is_string(path)
	is_number(line)
	is_string(text)
}

_ranked(finding) := array.concat(_first_place(finding), [
	finding.rule, finding.subject, finding.guardrail, finding.action, finding.message, finding,
])

_first_place(finding) := [_rank[finding.effect], place.path, place.line] if {
	place := finding.evidence[0]
} else := [_rank[finding.effect], "", 0]

_rank := {"deny": 0, "needs-approval": 1, "notice": 2, "approved": 3}

default _permission_delta := []

_permission_delta := input.permissions if count(_refusals) == 0

default _envelope(_) := null

_envelope(field) := input[field] if is_string(input[field])
