package kiro.rules.protection.guardrails_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.protection.guardrails

_effects(change) := fixtures.effects(found) if {
	fact := fixtures.fact({"pointer": "/guardrails/deny/files/0", "change": change})
	found := guardrails.findings with input as fixtures.event({"guardrail_changes": [fact]})
}

test_asks_when_loosened if _effects("loosened") == ["needs-approval"]

test_notices_when_tightened if _effects("tightened") == ["notice"]

test_notices_when_added if _effects("added") == ["notice"]

test_allows_without_a_change if {
	found := guardrails.findings with input as fixtures.event({})
	count(found) == 0
}

test_says_what_is_changed_and_where if {
	facts := [
		fixtures.fact({"pointer": "/guardrails/deny", "change": "loosened", "at": {"path": ".kiro/kiro.json", "line": 1}}),
		fixtures.fact({"pointer": "", "change": "added", "at": {"path": ".kiro/hooks/x", "line": 1}}),
	]
	found := guardrails.findings with input as fixtures.event({"guardrail_changes": facts})
	{finding.message | some finding in found} == {
		"this loosens, removes or hides what protects this workspace: `.kiro/kiro.json` at `/guardrails/deny`",
		"this adds to what protects this workspace: `.kiro/hooks/x`",
	}
}

_message(fields) := finding.message if {
	fact := fixtures.fact(object.union({"pointer": "", "at": {"path": ".kiro/kiro.json", "line": 3}}, fields))
	found := guardrails.findings with input as fixtures.event({"guardrail_changes": [fact]})
	count(found) == 1
	some finding in found
}

test_says_what_is_changed_and_how if {
	_message({"change": "loosened"}) == "this loosens, removes or hides what protects this workspace: `.kiro/kiro.json`"
	_message({"change": "tightened"}) == "this tightens what protects this workspace: `.kiro/kiro.json`"
	added := _message({"change": "added", "pointer": "/a"})
	added == "this adds to what protects this workspace: `.kiro/kiro.json` at `/a`"
}

test_a_finding_is_that_of_the_builtin_origin if {
	fact := fixtures.fact({"pointer": "/a", "change": "loosened"})
	found := guardrails.findings with input as fixtures.event({"guardrail_changes": [fact]})
	found == {{
		"effect": "needs-approval", "origin": "builtin", "guardrail": "", "action": "", "entry": "", "fact": "f",
		"message": "this loosens, removes or hides what protects this workspace: `<command>` at `/a`",
		"evidence": [{"path": "<command>", "line": 1, "text": ""}],
		"remedy": "ask a human to review this before it is applied",
	}}
}

test_the_rule_answers if guardrails.evaluated
