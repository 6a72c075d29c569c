package kiro.rules.protection.guardrails_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.protection.guardrails

_effects(change) := [finding.effect |
	some finding in guardrails.findings with input as fixtures.event("guardrail_changes", [{
		"id": "g", "pointer": "/guardrails/deny", "change": change, "before": null, "after": null, "at": fixtures.at,
	}])
]

test_asks_about_a_loosening if _effects("loosened") == ["needs-approval"]

test_notices_a_tightening if _effects("tightened") == ["notice"]

test_notices_an_addition if _effects("added") == ["notice"]

test_allows_no_change if {
	count(guardrails.findings) == 0 with input as fixtures.event("guardrail_changes", [])
}
