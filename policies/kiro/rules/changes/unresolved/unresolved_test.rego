package kiro.rules.changes.unresolved_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.changes.unresolved

_findings(workspace) := unresolved.findings with input as fixtures.event({"unresolved": [fixtures.fact({
	"what": "code",
	"why": "the program is `$1`",
})]})
	with data.kiro.guardrails as object.union(fixtures.guardrails({}), {"workspace": workspace})

test_asks_by_default if fixtures.effects(_findings({})) == ["needs-approval"]

test_denies_where_an_origin_says_so if {
	found := _findings({"settings": {"unresolved": "deny"}})
	fixtures.effects(found) == ["deny", "needs-approval"]
	some finding in found
	finding.guardrail == "/guardrails/unresolved"
}

test_allows_what_is_resolved if {
	found := unresolved.findings with input as fixtures.event({}) with data.kiro.guardrails as fixtures.guardrails({})
	count(found) == 0
}
