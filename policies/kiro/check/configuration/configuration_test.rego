package kiro.check.configuration_test

import data.kiro.check.configuration
import data.kiro.lib.fixtures_test as fixtures
import data.kiro.lib.guardrails.shapes as tables

_sound := fixtures.guardrails({
	"actions": [
		fixtures.entry({"matcher": "named", "name": "grant_admin_access"}),
		fixtures.entry({"matcher": "api", "text": "iam:*"}),
	],
	"resources": [fixtures.entry(object.union(fixtures.arn("arn:aws:s3:::*-production"), {"matcher": "arn"}))],
	"files": [fixtures.entry({"matcher": "glob", "regex": "^x$", "prefix": "x", "needle": "x"})],
	"commands": [fixtures.entry({"matcher": "argv", "program": "rm", "words": [], "options": []})],
	"patterns": [
		fixtures.entry({"matcher": "literal", "text": "X", "folded": "x"}),
		fixtures.entry({"matcher": "regex", "regex": "x", "text": "", "folded": ""}),
	],
})

_problems(guardrails, expected) := found if {
	found := configuration.problems with data.kiro.guardrails as guardrails
		with input as fixtures.event({"context": {"expected": expected}})
}

_expected := [["builtin", "b", 0], ["workspace", "w", 0]]

_edited(path, value) := json.patch(_sound, [{"op": "add", "path": path, "value": value}])

_without(path) := json.patch(_sound, [{"op": "remove", "path": path}])

_flaw(path, origin) := concat("", ["`", path, "` of origin `", origin, "` is missing, of another type or unknown"])

_edits := [
	["/workspace/format", 2, _flaw("format", "workspace")],
	["/builtin/scope", null, _flaw("scope", "builtin")],
	["/workspace/about/counter", "1", _flaw("about.counter", "workspace")],
	["/workspace/settings/secrets", "x", _flaw("settings.secrets", "workspace")],
	["/builtin/production/names", "x", _flaw("production.names", "builtin")],
	[
		"/workspace/settings/permissions/unknown",
		"x",
		_flaw("permissions.unknown", "workspace"),
	],
	["/builtin/settings/secrets", null, "the built-in guardrails leave `secrets` open"],
	["/builtin/settings/unresolved", null, "the built-in guardrails leave `unresolved` open"],
	["/builtin/settings/sandbox", null, "the built-in guardrails leave `sandbox` open"],
	["/builtin/settings/specReview", null, "the built-in guardrails leave `specReview` open"],
	["/builtin/settings/permissions/unknown", null, "the built-in guardrails leave `permissions.unknown` open"],
	["/builtin/scope", "services/a/", "the built-in guardrails have a scope"],
	["/builtin/settings/mode", null, _flaw("settings.mode", "builtin")],
	["/workspace/permissions", {}, _flaw("permissions", "workspace")],
	["/workspace/entries/oops", [], _flaw("entries.oops", "workspace")],
	["/workspace/entries/oops", [fixtures.entry({"matcher": "x"})], _flaw("entries.oops", "workspace")],
	["/workspace/entries/actions/1/name", "oops", _flaw("actions.*.name", "workspace")],
	["/workspace/counts/files", 2, "origin `workspace` does not have as many `files` as it says"],
	["/workspace/counts/files", 0, "origin `workspace` does not have as many `files` as it says"],
	["/workspace/entries/files/0/id", 1, _flaw("files.*.id", "workspace")],
	["/workspace/entries/files/0/regex", 1, _flaw("files.*.regex", "workspace")],
	["/workspace/entries/actions/1/text", 1, _flaw("actions.*.text", "workspace")],
	["/workspace/entries/files/0/matcher", "x", "an entry of `files` of origin `workspace` has an unknown matcher"],
	["/workspace/entries/files/0/matcher", "arn", "an entry of `files` of origin `workspace` has an unknown matcher"],
	["/workspace/entries/resources/0/fields/6", {}, _flaw("resources.*.fields", "workspace")],
	["/workspace/entries/resources/0/fields/6", "x", _flaw("resources.*.fields", "workspace")],
	[
		"/workspace/entries/actions/0/name",
		"oops",
		"origin `workspace` names the action `oops`, which is not loaded",
	],
]

test_sound_guardrails_have_no_problem if _problems(_sound, _expected) == set()

test_names_each_flaw if {
	every edit in _edits {
		_problems(_edited(edit[0], edit[1]), _expected) == {edit[2]}
	}
}

test_a_list_or_a_count_of_another_type_is_not_counted_either if {
	every edit in [["entries", {}], ["counts", 1.5]] {
		_problems(_edited(concat("/", ["", "workspace", edit[0], "files"]), edit[1]), _expected) == {
			concat("", ["`", edit[0], ".files` of origin `workspace` is missing, of another type or unknown"]),
			"origin `workspace` does not have as many `files` as it says",
		}
	}
}

test_names_what_is_missing if {
	every part in ["about", "settings", "production", "counts", "entries", "scope", "format"] {
		path := concat("/", ["", "workspace", part])
		said := concat("", ["`", part, "` of origin `workspace` is missing, of another type or unknown"])
		said in _problems(_without(path), _expected)
	}
}

# asked of the entries, not of the table that says what is asked
test_every_field_of_every_entry_is_demanded if {
	bare := {list: [object.filter(entry, ["matcher"]) | some entry in entries] |
		some list, entries in _sound.workspace.entries
	}
	_problems(
		object.union(_sound, {"workspace": object.union(
			object.remove(_sound.workspace, ["entries"]),
			{"entries": bare},
		)}),
		_expected,
	) == {said |
		some list, entries in _sound.workspace.entries
		some entry in entries
		some field in (object.keys(entry) - {"matcher"})
		said := _flaw(concat("", [list, ".*.", field]), "workspace")
	}
}

test_every_field_of_every_part_is_demanded if {
	parts := {"about", "settings", "production", "counts"}
	problems := _problems(
		json.patch(_sound, [{"op": "add", "path": concat("/", ["", "workspace", part]), "value": {}} |
			some part in parts
		]),
		_expected,
	)
	every part in parts {
		every field, _ in _sound.workspace[part] {
			_flaw(concat(".", [part, field]), "workspace") in problems
		}
	}
	_problems(_edited("/workspace/settings/permissions", {}), _expected) == {said |
		some field, _ in _sound.workspace.settings.permissions
		said := _flaw(concat(".", ["permissions", field]), "workspace")
	}
}

test_an_arn_of_five_fields_is_none if {
	said := {_flaw("resources.*.fields", "workspace")}
	_problems(_without("/workspace/entries/resources/0/fields/5"), _expected) == said
	_problems(_edited("/workspace/entries/resources/0/fields/5", 1), _expected) == said
}

test_fields_that_are_an_object_are_no_arn if {
	fields := {text: text | some text in ["a", "b", "c", "d", "e", "f"]}
	_flaw("resources.*.fields", "workspace") in _problems(
		_edited("/workspace/entries/resources/0/fields", fields),
		_expected,
	)
}

test_entries_that_are_an_object_are_not_counted if {
	entries := {"x": _sound.workspace.entries.files[0]}
	"origin `workspace` does not have as many `files` as it says" in _problems(
		_edited("/workspace/entries/files", entries),
		_expected,
	)
}

_action := {
	"production": false, "api": ["iam:*"], "grants": [{"actions": ["iam:*"], "resource": "*"}],
	"infrastructure": [{"types": ["t"], "operations": ["delete"]}],
	"commands": [{"program": "p", "words": [], "options": []}], "matches": set(),
	"settings": [{"types": ["t"], "operations": ["update"], "keys": ["k"], "values": ["v", ""]}],
	"arguments": [{
		"programs": ["p"], "words": ["w"], "options": ["o"], "without": ["n"], "arguments": ["a"],
	}],
	"calls": [{"actions": ["a:B"], "texts": ["t"]}], "files": [{"changes": ["deleted"], "paths": ["p"]}],
	"statements": [{"operations": ["drop"], "bounded": ["no"]}],
}

_problems_of_action(action) := found if {
	found := configuration.problems with data.kiro.guardrails as _sound
		with data.kiro.actions.grant_admin_access as action
		with input as fixtures.event({"context": {"expected": _expected}})
}

test_names_each_flaw_of_an_action if {
	_problems_of_action(_action) == set()
	every path in [
		"production", "api", "grants", "infrastructure", "settings", "commands", "arguments", "calls", "files",
		"statements", "grants/0/actions", "grants/0/resource", "infrastructure/0/types", "infrastructure/0/operations",
		"settings/0/types", "settings/0/operations", "settings/0/keys", "settings/0/values", "commands/0/program",
		"commands/0/words", "commands/0/options", "arguments/0/programs", "arguments/0/words", "arguments/0/options",
		"arguments/0/without", "arguments/0/arguments", "calls/0/actions", "calls/0/texts", "files/0/changes",
		"files/0/paths", "statements/0/operations", "statements/0/bounded",
	] {
		said := concat("", [
			"`", replace(replace(path, "/0", ".*"), "/", "."),
			"` of the action `grant_admin_access` is missing, of another type or unknown",
		])
		changed := json.patch(_action, [{"op": "add", "path": concat("/", ["", path]), "value": 0}])
		said in _problems_of_action(changed)
		count(_problems_of_action(changed)) == 1
	}
}

test_an_action_that_nobody_names_is_not_looked_at if {
	found := configuration.problems with data.kiro.guardrails as _edited("/workspace/format", 2)
		with data.kiro.actions.delete_production_database as {"production": 0, "grants": [{}]}
		with input as fixtures.event({"context": {"expected": _expected}})
	found == {_flaw("format", "workspace")}
}

test_what_the_quick_check_refuses_is_refused_without_a_reason_too if {
	found := configuration.problems with data.kiro.guardrails as _sound
		with data.kiro.check.documents.are_whole as false
		with input as fixtures.event({"context": {"expected": _expected}})
	found == {"the guardrails are not whole"}
}

test_the_builtin_guardrails_must_be_there if {
	_problems(object.remove(_sound, ["builtin"]), [["workspace", "w", 0]]) == {
		"the built-in guardrails are not loaded",
	}
}

test_the_origins_must_be_those_expected if {
	unexpected := "the guardrails loaded are not those of the origins expected"
	_problems(_sound, [["builtin", "b", 0]]) == {
		unexpected,
		"origin `workspace` is not as expected: restart the sidecar",
	}
	_problems(_sound, array.concat(_expected, [["team", "t", 0]])) == {unexpected}
}

test_the_content_of_an_origin_must_be_that_expected if {
	said := {"origin `workspace` is not as expected: restart the sidecar"}
	_problems(_sound, [["builtin", "b", 0], ["workspace", "other", 0]]) == said
	_problems(_sound, [["builtin", "b", 0], ["workspace", "w", 1]]) == said
	_problems(_sound, [["builtin", "b", 0], ["workspace", null, 1]]) == said
	_problems(_edited("/workspace/about/content", "b"), _expected) == said
}

test_a_pin_without_content_may_move_on if {
	_problems(_sound, [["builtin", "b", 0], ["workspace", null, 0]]) == set()
	_problems(_edited("/workspace/about/counter", 5), [["builtin", "b", 0], ["workspace", null, 4]]) == set()
}

test_origins_say_what_they_hold if {
	origins := configuration.origins with data.kiro.guardrails as {
		"workspace": {"about": {"content": "w", "counter": 1}},
		"builtin": "oops",
		"a": {"about": {}},
	}
	origins == [["a", null, null], ["builtin", null, null], ["workspace", "w", 1]]
}

test_there_are_no_origins_in_what_is_none if {
	every guardrails in ["oops", null, {}] {
		origins := configuration.origins with data.kiro.guardrails as guardrails
		origins == []
	}
}

test_the_library_of_shapes_must_be_whole if {
	every broken in [
		object.remove(tables, ["document"]),
		object.remove(tables, ["parts"]),
		object.remove(tables, ["entry"]),
		object.remove(tables, ["matchers"]),
		object.union(object.remove(tables, ["matchers"]), {"matchers": object.remove(tables.matchers, ["files"])}),
		object.union(tables, {"matchers": {"oops": {}}}),
		object.union(tables, {"document": {"oops": "string"}}),
		object.union(tables, {"parts": {"oops": {}}}),
		object.union(tables, {"entry": {"oops": "string"}}),
		object.remove(tables, ["action"]),
		object.union(tables, {"action": {"oops": "string"}}),
		object.remove(tables, ["action_parts"]),
		object.union(tables, {"action_parts": {"oops": {}}}),
	] {
		found := configuration.problems with data.kiro.guardrails as _sound
			with tables as broken
			with input as fixtures.event({})
		"the library of shapes is not loaded" in found
	}
}

test_the_library_of_containers_must_be_loaded if {
	found := configuration.problems with data.kiro.guardrails as _sound
		with data.kiro.lib.arns.containers as {}
		with input as fixtures.event({})
	found == {"the library of containers is not loaded"}
	one := configuration.problems with data.kiro.guardrails as _sound
		with data.kiro.lib.arns.containers as {"s3": []}
		with input as fixtures.event({})
	one == set()
}
