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
