package kiro.rules.permissions.expansion_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.permissions.expansion

_of(fields, settings) := {[finding.effect, finding.origin] | some finding in found} if {
	found := expansion.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting(settings)
}

_said(fields) := [finding.message | some finding in found] if {
	found := expansion.findings with input as fixtures.event({"permissions": [fixtures.gain(fields)]})
		with data.kiro.guardrails as fixtures.permitting({})
}

_told := {}

_expansion := {["needs-approval", "builtin"]}

_notice := {["notice", "builtin"]}

test_asks_about_an_expansion if {
	every kind in ["identity", "resource"] {
		_of({"kind": kind}, {}) == _expansion
	}
	_of({"level": "read", "reads_secrets": true}, {}) == _expansion
	_of({"level": "read", "way": "condition"}, {}) == _expansion
	_of({}, {"expansion": "deny"}) == _expansion | {["deny", "workspace"]}
}

test_notices_a_read if {
	_of({"level": "read"}, {"expansion": "deny"}) == _notice
	_of({"level": "list", "kind": "resource", "sure": false}, {}) == _notice
}

test_leaves_to_others_what_is_theirs if {
	_of({"kind": "trust"}, {}) == set()
	_of({"kind": "trust", "level": "read"}, {}) == set()
	_of({"way": "boundary-removed"}, {}) == set()
	_of({"way": "unknown"}, {}) == set()
	_of({"way": "unknown", "level": "read"}, {}) == set()
	_of({"sure": false}, {}) == set()
}

test_gives_way_to_what_is_at_least_as_harsh if {
	_of({"held": "read"}, {}) == set()
	_of({"opens": ["x-1"]}, {}) == set()
	_of({"held": "read"}, {"expansion": "deny"}) == {["deny", "workspace"]}
	_of({"held": "read"}, {"expansion": "deny", "readOnlyGainsWrite": "notice"}) == {["deny", "workspace"]}
	_of({"held": "read"}, {"expansion": "deny", "readOnlyGainsWrite": "deny"}) == set()
	_of({"opens": ["x-1"]}, {"expansion": "deny", "privilegeEscalation": "notice"}) == {["deny", "workspace"]}
	_of({"opens": ["x-1"]}, {"expansion": "deny", "privilegeEscalation": "deny"}) == set()
}

test_says_who_gains_what if {
	startswith(_said({})[0], "p gains write: ")
	startswith(_said({"level": "read", "reads_secrets": true})[0], "p can read secrets: ")
	startswith(_said({"level": "write", "reads_secrets": true})[0], "p gains write: ")
	startswith(_said({"level": "read", "way": "deny"})[0], "p gains read: ")
	startswith(_said({"level": "list"})[0], "p gains list: ")
}

test_what_is_lost_or_unchanged_is_none if {
	every change in ["lost", "unchanged"] {
		_of(object.union(_told, {"change": change}), {}) == set()
		_of({"level": "read", "change": change}, {}) == set()
	}
}

test_the_rule_answers if expansion.evaluated

test_names_the_setting if {
	found := expansion.findings with input as fixtures.event({"permissions": [fixtures.gain({})]})
		with data.kiro.guardrails as fixtures.permitting({"expansion": "deny"})
	{finding.guardrail | some finding in found} == {"", "/guardrails/permissions/expansion"}
}
