package kiro.lib.findings_test

import data.kiro.lib.findings
import data.kiro.lib.fixtures_test as fixtures

_fact := fixtures.fact({"text": "PASSWORD=hunter2"})

_place := {"path": "<command>", "line": 1, "text": "PASSWORD=***"}

_deny := "leave this out, or ask the owners of the guardrail to change it"

_ask := "ask a human to review this before it is applied"

_unknown := "what is unknown here may be what is forbidden; spell it out, or ask a human"

test_a_finding_of_an_entry_is_whole if {
	findings.of_entry("workspace", fixtures.entry({}), _fact, {}) == {
		"effect": "deny", "origin": "workspace", "guardrail": "/guardrails/deny/x/0", "action": "", "entry": "e",
		"fact": "f", "message": "not that", "evidence": [_place], "remedy": _deny,
	}
}

test_a_finding_of_a_protection_is_whole if {
	findings.of_protection("builtin", "needs-approval", _fact, {}) == {
		"effect": "needs-approval", "origin": "builtin", "guardrail": "", "action": "", "entry": "", "fact": "f",
		"message": "", "evidence": [_place], "remedy": _ask,
	}
}

test_a_fact_without_text_shows_none if {
	fact := object.remove(_fact, ["text"])
	findings.of_protection("builtin", "deny", fact, {}).evidence == [{"path": "<command>", "line": 1, "text": ""}]
}

test_details_win if {
	details := {"message": "m", "action": "a", "evidence": []}
	of_entry := findings.of_entry("workspace", fixtures.entry({}), _fact, details)
	object.filter(of_entry, object.keys(details)) == details
	of_protection := findings.of_protection("builtin", "deny", _fact, details)
	object.filter(of_protection, object.keys(details)) == details
}

test_the_remedy_is_that_of_the_effect if {
	remedies := [
		["deny", "deny", _deny], ["deny", "needs-approval", _unknown], ["deny", "notice", ""],
		["needs-approval", "needs-approval", _ask], ["needs-approval", "notice", ""], ["deny", "odd", ""],
	]
	every row in remedies {
		finding := findings.of_entry("workspace", fixtures.entry({"effect": row[0]}), _fact, {"effect": row[1]})
		[finding.effect, finding.remedy] == [row[1], row[2]]
	}
}

test_a_weight_makes_an_effect_milder_and_never_harsher if {
	effects := [
		["full", "deny", "deny"], ["ask", "deny", "needs-approval"], ["note", "deny", "notice"],
		["full", "needs-approval", "needs-approval"], ["note", "needs-approval", "notice"], ["odd", "deny", "deny"],
	]
	every row in effects {
		findings.effect_of(row[0], row[1]) == row[2]
	}
}

test_the_remedy_of_a_plan_is_to_reword_it if {
	findings.remedy_of_plan("deny") == concat("", [
		"reword or remove this step; where it does not plan this, say what will not be done, ",
		"or name the other target",
	])
	findings.remedy_of_plan("needs-approval") == concat("", [
		"reword or remove this step, ",
		"or ask a human to review the spec before its tasks are carried out",
	])
	every effect in ["notice", "approved", "x"] {
		findings.remedy_of_plan(effect) == ""
		findings.remedy(effect) == ""
	}
	findings.remedy("deny") == _deny
}
