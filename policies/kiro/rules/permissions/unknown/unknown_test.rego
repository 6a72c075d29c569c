package kiro.rules.permissions.unknown_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.permissions.unknown

_of(fields, settings) := {[finding.effect, finding.origin] | some finding in found} if {
	found := unknown.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting(settings)
}

_said(fields) := [finding.message | some finding in found] if {
	found := unknown.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting({})
}

_told := {"way": "unknown"}

test_asks_about_what_nobody_can_tell if {
	_of(_told, {}) == {["needs-approval", "builtin"]}
	_of({"sure": false}, {}) == {["needs-approval", "builtin"]}
	_of({"way": "unknown", "kind": "trust"}, {}) == {["needs-approval", "builtin"]}
	_of(_told, {"unknown": "deny"}) == {["needs-approval", "builtin"], ["deny", "workspace"]}
}

test_allows_what_is_known if {
	_of({}, {}) == set()
	_of({"sure": false, "level": "read"}, {}) == set()
}

test_says_whose_it_is if startswith(_said(_told)[0], "nobody can tell here what p gains: ")

test_what_is_lost_or_unchanged_is_none if {
	every change in ["lost", "unchanged"] {
		_of(object.union(_told, {"change": change}), {}) == set()
	}
}

test_the_rule_answers if unknown.evaluated

test_names_the_setting if {
	found := unknown.findings with input as fixtures.event({"permissions": [fixtures.gain(_told)]})
		with data.kiro.guardrails as fixtures.permitting({"unknown": "deny"})
	{finding.guardrail | some finding in found} == {"", "/guardrails/permissions/unknown"}
}
