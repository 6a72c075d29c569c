package kiro.rules.permissions.escalation_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.permissions.escalation

_of(fields, settings) := {[finding.effect, finding.origin] | some finding in found} if {
	found := escalation.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting(settings)
}

_said(fields) := [finding.message | some finding in found] if {
	found := escalation.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting({})
}

_told := {"opens": ["iam-001"]}

test_denies_a_path_that_opens if {
	_of(_told, {}) == {["deny", "builtin"]}
	_of(_told, {"privilegeEscalation": "needs-approval"}) == {["deny", "builtin"], ["needs-approval", "workspace"]}
}

test_allows_what_opens_none if _of({}, {}) == set()

test_says_which_paths if {
	startswith(_said(_told)[0], "p can give itself more permissions (iam-001): ")
	startswith(_said({"opens": ["a", "b", "c"]})[0], "p can give itself more permissions (a, b, c): ")
	startswith(_said({"opens": ["a", "b", "c", "d"]})[0], "p can give itself more permissions (a, b, c and more): ")
}

test_what_is_lost_or_unchanged_is_none if {
	every change in ["lost", "unchanged"] {
		_of(object.union(_told, {"change": change}), {}) == set()
	}
}

test_the_rule_answers if escalation.evaluated

test_names_the_setting if {
	found := escalation.findings with input as fixtures.event({"permissions": [fixtures.gain(_told)]})
		with data.kiro.guardrails as fixtures.permitting({"privilegeEscalation": "deny"})
	{finding.guardrail | some finding in found} == {"", "/guardrails/permissions/privilegeEscalation"}
}
