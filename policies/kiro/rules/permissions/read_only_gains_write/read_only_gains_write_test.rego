package kiro.rules.permissions.read_only_gains_write_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.permissions.read_only_gains_write

_of(fields, settings) := {[finding.effect, finding.origin] | some finding in found} if {
	found := read_only_gains_write.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting(settings)
}

_said(fields) := [finding.message | some finding in found] if {
	found := read_only_gains_write.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting({})
}

_told := {"held": "read"}

test_denies_a_write_of_who_could_only_read if {
	_of(_told, {}) == {["deny", "builtin"]}
	_of({"held": "list", "level": "tagging"}, {}) == {["deny", "builtin"]}
	_of(_told, {"readOnlyGainsWrite": "notice"}) == {["deny", "builtin"], ["notice", "workspace"]}
}

test_allows_what_others_gain if {
	_of({"held": "write"}, {}) == set()
	_of({"held": "none"}, {}) == set()
	_of({"held": "read", "level": "read"}, {}) == set()
	_of({"held": "read", "sure": false}, {}) == set()
}

test_says_who_gains_what if startswith(_said(_told)[0], "p could only read and gains write: ")

test_what_is_lost_or_unchanged_is_none if {
	every change in ["lost", "unchanged"] {
		_of(object.union(_told, {"change": change}), {}) == set()
	}
}

test_the_rule_answers if read_only_gains_write.evaluated

test_names_the_setting if {
	found := read_only_gains_write.findings with input as fixtures.event({"permissions": [fixtures.gain(_told)]})
		with data.kiro.guardrails as fixtures.permitting({"readOnlyGainsWrite": "deny"})
	{finding.guardrail | some finding in found} == {"", "/guardrails/permissions/readOnlyGainsWrite"}
}
