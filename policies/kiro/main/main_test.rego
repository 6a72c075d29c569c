package kiro.main_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.main

_dockerfile := fixtures.entry({"matcher": "glob", "regex": "^(?:Dockerfile)$", "prefix": "Dockerfile", "needle": "Dockerfile"})

# a file has no `text`, and neither has a change of the guardrails
_changed := {"files": [object.remove(
	fixtures.fact({
		"path": "Dockerfile", "previous_path": null, "change": "modified", "content": null, "runs": [],
		"at": {"path": "Dockerfile", "line": 1},
	}),
	["text"],
)]}

_decide(event, guardrails) := decision if {
	decision := main.decision with input as event with data.kiro.guardrails as guardrails
}

test_allows_an_empty_change if {
	decision := _decide(fixtures.event({}), fixtures.guardrails({}))
	decision.effect == "allow"
	decision.findings == []
	decision.origins == [["builtin", "b", 0], ["workspace", "w", 0]]
}

test_stamps_the_rule_and_the_subject if {
	decision := _decide(fixtures.event(_changed), fixtures.guardrails({"files": [_dockerfile]}))
	decision.effect == "deny"
	decision.findings[0].rule == "files/protected"
	decision.findings[0].subject == ["workspace", "files/protected", "e", "f"]
}

test_findings_stand_worst_first if {
	asks := object.union(_dockerfile, {"effect": "needs-approval", "digest": "e2"})
	decision := _decide(fixtures.event(_changed), fixtures.guardrails({"files": [asks, _dockerfile]}))
	[finding.effect | some finding in decision.findings] == ["deny", "needs-approval"]
}

test_a_notice_is_allowed if {
	made := fixtures.fact({"pointer": "/p", "change": "tightened", "before": null, "after": "a"})
	changed := object.remove(made, ["text"])
	decision := _decide(fixtures.event({"guardrail_changes": [changed]}), fixtures.guardrails({}))
	decision.effect == "allow"
	count(decision.findings) == 1
}

test_denies_without_guardrails if {
	every guardrails in [{}, {"builtin": null}, "oops", object.filter(fixtures.guardrails({}), ["builtin"])] {
		_refused(_decide(fixtures.event({}), guardrails), "engine/configuration")
	}
}

test_denies_an_event_that_is_none if {
	every event in [{}, null, "x", [], {"files": ["x"]}] {
		_refused(_decide(event, fixtures.guardrails({})), "engine/event")
	}
}

test_believes_no_rule_once_a_check_failed if {
	event := object.union(fixtures.event(_changed), {"calls": "x"})
	decision := _decide(event, fixtures.guardrails({"files": [_dockerfile]}))
	{finding.rule | some finding in decision.findings} == {"engine/event"}
}

test_the_decision_holds_no_sets if {
	decision := _decide(fixtures.event(_changed), fixtures.guardrails({"files": [_dockerfile]}))
	sets := [value | walk(decision, [_, value]); is_set(value)]
	sets == []
}

_refused(decision, rule) if {
	decision.effect == "deny"
	rule in {finding.rule | some finding in decision.findings}
}
