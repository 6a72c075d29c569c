package kiro.rules.permissions.trust_widened_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.permissions.trust_widened

_of(fields, settings) := {[finding.effect, finding.origin] | some finding in found} if {
	found := trust_widened.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting(settings)
}

_said(fields) := [finding.message | some finding in found] if {
	found := trust_widened.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting({})
}

_told := {"kind": "trust", "held": "unknown"}

_new := {"kind": "trust", "held": "none"}

test_asks_about_trust_that_is_widened if {
	_of(_told, {}) == {["needs-approval", "builtin"]}
	_of(_told, {"expansion": "deny"}) == {["needs-approval", "builtin"], ["deny", "workspace"]}
}

test_notices_whom_a_new_role_trusts if {
	_of(_new, {"expansion": "deny"}) == {["notice", "builtin"]}
	_of(object.union(_new, {"principal": "*", "condition": "{}"}), {}) == {["notice", "builtin"]}
}

test_asks_about_a_new_role_that_anybody_may_take if {
	_of(object.union(_new, {"principal": "x, *"}), {}) == {["needs-approval", "builtin"]}
}

test_allows_what_is_no_trust if {
	_of({}, {}) == set()
	_of({"kind": "trust", "held": "unknown", "way": "unknown"}, {}) == set()
}

test_says_who_may_take_it if {
	startswith(_said(_told)[0], "p may newly take the role: ")
	startswith(_said(_new)[0], "p may take the new role: ")
}

test_what_is_lost_or_unchanged_is_none if {
	every change in ["lost", "unchanged"] {
		_of(object.union(_told, {"change": change}), {}) == set()
	}
}

test_the_rule_answers if trust_widened.evaluated

test_names_the_setting if {
	found := trust_widened.findings with input as fixtures.event({"permissions": [fixtures.gain(_told)]})
		with data.kiro.guardrails as fixtures.permitting({"expansion": "deny"})
	{finding.guardrail | some finding in found} == {"", "/guardrails/permissions/expansion"}
}
