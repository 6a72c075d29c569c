package kiro.rules.permissions.boundary_removed_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.permissions.boundary_removed

_of(fields, settings) := {[finding.effect, finding.origin] | some finding in found} if {
	found := boundary_removed.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting(settings)
}

_said(fields) := [finding.message | some finding in found] if {
	found := boundary_removed.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting({})
}

_told := {"way": "boundary-removed"}

test_asks_about_a_boundary_that_is_gone if {
	_of(_told, {}) == {["needs-approval", "builtin"]}
	_of({"way": "boundary-removed", "level": "read"}, {}) == {["needs-approval", "builtin"]}
	_of(_told, {"expansion": "deny"}) == {["needs-approval", "builtin"], ["deny", "workspace"]}
}

test_allows_all_else if {
	_of({"way": "boundary"}, {}) == set()
	_of({"way": "boundary-removed", "sure": false}, {}) == set()
}

test_says_whose_it_is if startswith(_said(_told)[0], "p loses its permissions boundary and gains write: ")

test_what_is_lost_or_unchanged_is_none if {
	every change in ["lost", "unchanged"] {
		_of(object.union(_told, {"change": change}), {}) == set()
	}
}

test_the_rule_answers if boundary_removed.evaluated

test_names_the_setting if {
	found := boundary_removed.findings with input as fixtures.event({"permissions": [fixtures.gain(_told)]})
		with data.kiro.guardrails as fixtures.permitting({"expansion": "deny"})
	{finding.guardrail | some finding in found} == {"", "/guardrails/permissions/expansion"}
}
