package kiro.check.documents_test

import data.kiro.check.documents
import data.kiro.lib.fixtures_test as fixtures

_action := {
	"production": false, "api": ["iam:*"], "grants": [{"actions": ["iam:*"], "resource": "*"}],
	"infrastructure": [{"types": ["t"], "operations": ["delete"]}],
	"commands": [{"program": "p", "words": ["w"], "options": ["o"]}],
	"settings": [{"types": ["t"], "operations": ["update"], "keys": ["k"], "values": ["v", ""]}],
	"arguments": [{
		"programs": ["p"], "words": ["w"], "options": ["o"], "without": ["n"], "arguments": ["a"],
	}],
	"calls": [{"actions": ["a:B"], "texts": ["t"]}], "files": [{"changes": ["deleted"], "paths": ["p"]}],
	"statements": [{"operations": ["drop"], "bounded": ["no"]}],
}

_named := fixtures.guardrails({"actions": [fixtures.entry({"matcher": "named", "name": "x"})]})

_is_whole(action) if {
	documents.are_whole with data.kiro.guardrails as _named with data.kiro.actions as {"x": action}
}

_edited(path, value) := json.patch(_action, [{"op": "add", "path": path, "value": value}])

_columns := [
	"api", "grants", "infrastructure", "settings", "commands", "arguments", "calls", "files", "statements",
]

_texts := [
	"/commands/0/words", "/commands/0/options", "/settings/0/values", "/arguments/0/words", "/arguments/0/options",
	"/arguments/0/without",
]

_odd_lists := ["x", {}, {"x": "y"}, {"x": {}}, null, 1, [1], ["x", 1], [null], [[]], [{}], [""], ["x", ""]]

test_a_sound_action_is_whole if {
	_is_whole(_action)
	_is_whole(_edited("/matches", 1)) # which is what its own Rego finds
	_is_whole(_edited("/production", true))
	every list in _columns {
		_is_whole(_edited(concat("/", ["", list]), []))
	}
	every path in _texts {
		every value in [[], [""], ["x", "y"]] {
			_is_whole(_edited(path, value))
		}
	}
	_is_whole(_edited("/grants/0/actions", ["x", "y"]))
}

test_an_action_that_lacks_something_is_not_whole if {
	every path in _columns {
		not _is_whole(json.remove(_action, [path]))
	}
	every path in [
		"grants/0/actions", "grants/0/resource", "infrastructure/0/types", "infrastructure/0/operations",
		"commands/0/program", "commands/0/words", "commands/0/options", "settings/0/types", "settings/0/operations",
		"settings/0/keys", "settings/0/values", "arguments/0/programs", "arguments/0/words", "arguments/0/options",
		"arguments/0/without", "arguments/0/arguments", "calls/0/actions", "calls/0/texts", "files/0/changes",
		"files/0/paths", "statements/0/operations", "statements/0/bounded",
	] {
		not _is_whole(json.remove(_action, [path]))
	}
}

test_an_action_with_a_name_of_another_type_is_not_whole if {
	every path in ["/grants/0/resource", "/commands/0/program"] {
		every value in ["", 1, null, true, [], {}] {
			not _is_whole(_edited(path, value))
		}
	}
	every value in ["", "true", 1, null] {
		not _is_whole(_edited("/production", value))
	}
}

test_an_action_with_a_list_of_another_type_is_not_whole if {
	every list in _columns {
		every value in _odd_lists {
			not _is_whole(_edited(concat("/", ["", list]), value))
		}
	}
	every path in [
		"/grants/0/actions", "/infrastructure/0/types", "/infrastructure/0/operations", "/settings/0/types",
		"/settings/0/operations", "/settings/0/keys", "/arguments/0/programs", "/calls/0/actions", "/calls/0/texts",
		"/files/0/changes", "/files/0/paths", "/statements/0/operations", "/statements/0/bounded",
	] {
		every value in array.concat(_odd_lists, [[]]) {
			not _is_whole(_edited(path, value))
		}
	}
	every path in _texts {
		every value in array.slice(_odd_lists, 0, 11) {
			not _is_whole(_edited(path, value))
		}
	}
}

test_one_element_that_is_whole_does_not_speak_for_another if {
	every list in array.slice(_columns, 1, 9) {
		not _is_whole(_edited(concat("/", ["", list, "-"]), {}))
		not _is_whole(_edited(concat("/", ["", list, "0", "more"]), "x"))
	}
}

test_one_action_that_is_whole_does_not_speak_for_another if {
	both := fixtures.guardrails({"actions": [
		fixtures.entry({"matcher": "named", "name": "x"}),
		fixtures.entry({"matcher": "named", "name": "y"}),
	]})
	not documents.are_whole with data.kiro.guardrails as both
		with data.kiro.actions as {"x": _action, "y": object.remove(_action, ["api"])}
	documents.are_whole with data.kiro.guardrails as both with data.kiro.actions as {"x": _action, "y": _action}
}

test_actions_are_those_that_are_named_and_loaded if {
	entries := [
		fixtures.entry({"matcher": "named", "name": "x"}),
		fixtures.entry({"matcher": "named", "name": "gone"}),
		fixtures.entry({"matcher": "api", "name": "y"}),
	]
	found := documents.actions with data.kiro.guardrails as fixtures.guardrails({"actions": entries})
		with data.kiro.actions as {"x": _action, "y": _action}
	found == {"x"}
}

test_what_is_no_object_is_not_whole if {
	every nothing in ["", [], null, 0, false, "x", ["x"]] {
		not documents.are_whole with data.kiro.guardrails as nothing
	}
}

test_every_part_of_an_arn_is_a_text if {
	sound := fixtures.guardrails({"resources": [fixtures.entry(object.union(
		fixtures.arn("arn:aws:s3:::*-production"),
		{"matcher": "arn"},
	))]})
	documents.are_whole with data.kiro.guardrails as sound
	every list in ["fields", "regexes"] {
		every index in ["0", "1", "2", "3", "4", "5"] {
			path := concat("/", ["", "workspace", "entries", "resources", "0", list, index])
			changed := json.patch(sound, [{"op": "replace", "path": path, "value": 1}])
			not documents.are_whole with data.kiro.guardrails as changed
		}
	}
}

_every_matcher := fixtures.guardrails({
	"actions": [
		fixtures.entry({"matcher": "named", "name": "grant_admin_access"}),
		fixtures.entry({"matcher": "api", "text": "iam:*"}),
	],
	"files": [fixtures.entry({"matcher": "glob", "regex": "^x$", "prefix": "x", "needle": "x"})],
	"commands": [fixtures.entry({"matcher": "argv", "program": "rm", "words": [], "options": []})],
	"patterns": [
		fixtures.entry({"matcher": "literal", "text": "X", "folded": "x"}),
		fixtures.entry({"matcher": "regex", "regex": "x", "text": "x", "folded": "x"}),
	],
})

test_every_field_of_every_matcher_is_looked_at if {
	documents.are_whole with data.kiro.guardrails as _every_matcher
	every list, entries in _every_matcher.workspace.entries {
		every index, entry in entries {
			every field, _ in entry {
				changed := json.patch(_every_matcher, [{
					"op": "replace", "value": 0,
					"path": concat("/", ["", "workspace", "entries", list, format_int(index, 10), field]),
				}])
				not documents.are_whole with data.kiro.guardrails as changed
			}
		}
	}
}

test_an_object_that_holds_what_is_whole_is_no_list if {
	every list in array.slice(_columns, 1, 9) {
		not _is_whole(_edited(concat("/", ["", list]), {"x": _action[list][0]}))
	}
}
