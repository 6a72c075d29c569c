package kiro.main_test

import data.kiro.main

_refused(decision) if {
	decision.effect == "deny"
	some finding in decision.findings
	startswith(finding.rule, "engine/")
}

test_denies_an_empty_event if {
	decision := main.decision with input as {} with data.kiro.guardrails as {}
	_refused(decision)
}

test_denies_an_event_that_is_no_object if {
	decision := main.decision with input as "x" with data.kiro.guardrails as {}
	_refused(decision)
}

test_denies_guardrails_that_are_no_object if {
	decision := main.decision with input as {} with data.kiro.guardrails as "x"
	_refused(decision)
}
