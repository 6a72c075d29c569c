package kiro.rules.changes.unresolved_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.changes.unresolved

_fact := {"id": "u", "what": "program", "why": "unknown", "at": fixtures.at}

_effects(facts) := [finding.effect |
	some finding in unresolved.findings with data.kiro.guardrails as fixtures.guardrails("files", {})
		with input as fixtures.event("unresolved", facts)
]

test_asks_about_what_is_not_known if _effects([_fact]) == ["needs-approval"]

test_allows_what_is_known if _effects([]) == []
