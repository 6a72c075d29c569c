package kiro.rules.changes.unresolved_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.changes.unresolved

_fact := fixtures.fact({"what": "code", "why": "the program is `$1`"})

test_asks_about_what_is_not_known if {
	found := unresolved.findings with input as fixtures.event({"unresolved": [_fact]})
		with data.kiro.guardrails as fixtures.guardrails({})
	{finding.effect | some finding in found} == {"needs-approval"}
}

test_allows_what_is_known if {
	found := unresolved.findings with input as fixtures.event({}) with data.kiro.guardrails as fixtures.guardrails({})
	count(found) == 0
}

_of(guardrails) := found if {
	found := unresolved.findings with input as fixtures.event({"unresolved": [_fact]})
		with data.kiro.guardrails as guardrails
}

_finding(fields) := object.union(
	{
		"effect": "needs-approval", "origin": "builtin", "guardrail": "", "action": "", "entry": "", "fact": "f",
		"message": "what this would do cannot be known: the program is `$1`",
		"evidence": [{"path": "<command>", "line": 1, "text": ""}],
		"remedy": "ask a human to review this before it is applied",
	},
	fields,
)

test_says_whose_setting_it_is if {
	_of(fixtures.guardrails({})) == {_finding({})}
	own := object.union(fixtures.guardrails({}), {"workspace": {"settings": {"unresolved": "deny"}}})
	_of(own) == {
		_finding({}),
		_finding({
			"effect": "deny", "origin": "workspace", "guardrail": "/guardrails/unresolved",
			"remedy": "leave this out, or ask the owners of the guardrail to change it",
		}),
	}
}

test_an_origin_speaks_for_its_folder_alone if {
	nested := object.union(
		fixtures.guardrails({}),
		{"workspace": {"scope": "a/", "settings": {"unresolved": "deny"}}},
	)
	elsewhere := object.union(_fact, {"at": {"path": "b/x.sh", "line": 1}})
	found := unresolved.findings with input as fixtures.event({"unresolved": [elsewhere]})
		with data.kiro.guardrails as nested
	{finding.origin | some finding in found} == {"builtin"}
}

test_the_rule_answers if unresolved.evaluated
