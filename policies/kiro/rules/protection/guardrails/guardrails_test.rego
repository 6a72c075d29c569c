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
