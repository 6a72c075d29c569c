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
