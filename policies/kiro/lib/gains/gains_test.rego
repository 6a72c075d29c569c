package kiro.lib.gains_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.lib.gains

_gain(fields) := fixtures.gain(fields)

test_what_counts_as_an_expansion if {
	every level in ["tagging", "write", "permissions-management"] {
		gains.expands(_gain({"level": level}))
	}
	every level in ["list", "read"] {
		not gains.expands(_gain({"level": level}))
		gains.expands(_gain({"level": level, "reads_secrets": true}))
	}
	every way in ["condition", "deny", "boundary", "boundary-removed"] {
		gains.expands(_gain({"level": "read", "way": way}))
	}
	gains.expands(_gain({"level": "read", "kind": "resource", "principal": "*"}))
	not gains.expands(_gain({"level": "read", "kind": "resource", "principal": "*", "condition": "{}"}))
	not gains.expands(_gain({"level": "read", "kind": "resource", "principal": "x"}))
	not gains.expands(_gain({"level": "read", "principal": "*"}))
	every way in ["action", "resource", "principal", "unknown"] {
		not gains.expands(_gain({"level": "read", "way": way}))
	}
}

test_what_is_unknown if {
	gains.is_unknown(_gain({"way": "unknown"}))
	gains.is_unknown(_gain({"sure": false}))
	not gains.is_unknown(_gain({"sure": false, "level": "read"}))
	not gains.is_unknown(_gain({}))
}

test_who_could_only_read if {
	every held in ["list", "read"] {
		gains.is_read_only_gaining_write(_gain({"held": held}))
		not gains.is_read_only_gaining_write(_gain({"held": held, "level": "read"}))
		not gains.is_read_only_gaining_write(_gain({"held": held, "kind": "resource"}))
		not gains.is_read_only_gaining_write(_gain({"held": held, "way": "unknown"}))
	}
	every held in ["none", "tagging", "write", "permissions-management", "unknown"] {
		not gains.is_read_only_gaining_write(_gain({"held": held}))
	}
}

_effects(setting, fields, scope) := found if {
	guardrails := object.union(fixtures.permitting({"expansion": "deny"}), {"workspace": {"scope": scope}})
	found := gains.effects(setting, _gain(fields)) with data.kiro.guardrails as guardrails
}

test_each_origin_says_what_it_means if {
	_effects("expansion", {}, "") == {"builtin": "needs-approval", "workspace": "deny"}
	_effects("unknown", {}, "") == {"builtin": "needs-approval"}
	_effects("oops", {}, "") == {}
}

test_an_origin_speaks_for_its_folder_alone if {
	_effects("expansion", {"at": {"path": "b/x.tf", "line": 1}}, "a/") == {"builtin": "needs-approval"}
	count(_effects("expansion", {"at": {"path": "a/x.tf", "line": 1}}, "a/")) == 2
}

test_a_finding_is_whole if {
	gains.finding("workspace", "deny", "expansion", {"fact": _gain({}), "said": "p gains write"}) == {
		"effect": "deny", "origin": "workspace", "guardrail": "/guardrails/permissions/expansion", "action": "",
		"entry": "", "fact": "f", "message": "p gains write: s3:PutObject on * (a new action), for example s3:PutObject x",
		"evidence": [{"path": "<command>", "line": 1, "text": "s3:PutObject x"}],
		"remedy": "leave this out, or ask the owners of the guardrail to change it",
	}
	gains.finding("builtin", "notice", "expansion", {"fact": _gain({}), "said": "p"}).guardrail == ""
}

test_many_actions_are_cut if {
	told := gains.told(_gain({"actions": ["a:A", "a:B", "a:C", "a:D", "a:E"]}))
	startswith(told, "a:A, a:B, a:C, a:D and more on * ")
	startswith(gains.told(_gain({"actions": ["a:A", "a:B", "a:C", "a:D"]})), "a:A, a:B, a:C, a:D on * ")
}

test_an_effect_that_nobody_knows_is_the_harshest if {
	[gains.rank(effect) | some effect in ["notice", "needs-approval", "deny", "odd"]] == [1, 2, 3, 3]
}

test_what_a_spec_sketches_is_noticed if {
	at := {"path": ".kiro/specs/a/design.md", "line": 1}
	found := gains.effects("expansion", _gain({"at": at})) with data.kiro.guardrails as fixtures.guardrails({})
	{effect | some effect in found} == {"notice"}
}

test_what_a_file_holds_is_not_noticed_alone_for_its_folder if {
	effects := {"a/DESIGN.MD": "notice", "a.md/main.tf": "needs-approval", "a/b.md.tf": "needs-approval"}
	every path, effect in effects {
		_effects("unknown", {"at": {"path": path, "line": 1}}, "") == {"builtin": effect}
	}
}
