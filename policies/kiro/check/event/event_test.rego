package kiro.check.event_test

import data.kiro.check.event
import data.kiro.lib.event.shapes as tables
import data.kiro.lib.fixtures_test as fixtures

_sound := fixtures.full_event

_problems(changed) := found if {
	found := event.problems with input as changed
}

_edited(path, value) := json.patch(_sound, [{"op": "add", "path": path, "value": value}])

_without(path) := json.patch(_sound, [{"op": "remove", "path": path}])

_kinds := [
	"files", "commands", "calls", "statements", "infrastructure", "permissions", "intents", "secrets", "tools",
	"guardrail_changes", "unresolved",
]

_flaw(path) := concat("", ["`", path, "` of the event is missing, of another type or unknown"])

test_a_sound_event_has_no_problem if _problems(_sound) == set()

test_names_each_part_of_another_type if {
	every kind in array.concat(_kinds, ["version", "digest", "request", "stage", "approvals"]) {
		said := {_flaw(kind)}
		_problems(_edited(concat("/", ["", kind]), 0)) == said
		_problems(_without(concat("/", ["", kind]))) == said
	}
}

test_names_a_source_that_is_none if {
	_problems(_without("/source")) == {_flaw("source")}
	_problems(_edited("/source", 0)) == {_flaw("source"), _flaw("source.object")}
}

test_names_a_fact_that_is_none if {
	every kind in _kinds {
		_problems(_edited(concat("/", ["", kind, "0"]), 0)) == {_flaw(concat("", [kind, ".*.object"]))}
	}
}

test_names_a_fact_without_its_place if {
	every kind in _kinds {
		_problems(_without(concat("/", ["", kind, "0", "at"]))) == {_flaw(concat("", [kind, ".*.at"]))}
		_problems(_edited(concat("/", ["", kind, "0", "at", "line"]), "1")) == {_flaw(concat("", [kind, ".*.at.line"]))}
	}
}

test_names_a_run_of_another_shape if {
	every kind in ["files", "commands", "statements", "tools"] {
		path := concat("/", ["", kind, "0", "runs", "0", "folded"])
		_problems(_without(path)) == {_flaw(concat("", [kind, ".*.runs.*.folded"]))}
	}
}

test_names_a_resource_of_another_shape if {
	said := {_flaw("calls.*.resources.*.quantifier")}
	_problems(_without("/calls/0/resources/0/quantifier")) == said
	_problems(_edited("/calls/0/resources/0/quantifier", "some")) == said
}

test_the_context_must_name_the_origins_expected if {
	_problems(_without("/context")) == {_flaw("context")}
	_problems(_without("/context/expected")) == {_flaw("context.expected")}
	every pin in ["x", [], ["a", "b"], ["a", "b", 0, 0], ["a", "b", 0.5], [0, "b", 0], ["a", 0, 0], ["a", "b", "0"]] {
		_problems(_edited("/context/expected/0", pin)) == {
			"an element of `context.expected` is not an origin, a content and a counter",
		}
	}
}

test_a_pin_may_have_no_content if _problems(_edited("/context/expected/0", ["a", null, 0])) == set()

test_what_is_no_object_lacks_everything if {
	every nothing in [null, "x", []] {
		count(_problems(nothing)) == count(tables.envelope)
	}
}

test_names_a_patch_of_another_shape if {
	_problems(_edited("/infrastructure/0/patch", [{"op": "add"}])) == {_flaw("infrastructure.*.patch.*.path")}
	_problems(_edited("/infrastructure/0/patch", [{"path": "/x"}])) == {_flaw("infrastructure.*.patch.*.op")}
}

test_names_what_is_wrong_once if {
	every kind in _kinds {
		_problems(_edited(concat("/", ["", kind]), {"x": {}})) == {_flaw(kind)}
	}
	_problems(_edited("/calls/0/runs", [{}])) == {_flaw("calls.*.runs")}
	approved := json.patch(_sound, [{"op": "add", "path": "/approvals/-", "value": {"at": 0, "runs": [{}]}}])
	_problems(approved) == set()
	_problems(object.union(approved, {"calls": "x"})) == {_flaw("calls")}
}

test_what_the_quick_check_refuses_is_refused_without_a_reason_too if {
	found := event.problems with input as _sound with data.kiro.check.facts.are_whole as false
	found == {"the event is not whole"}
}

test_the_library_of_shapes_must_be_whole if {
	every broken in [
		object.remove(tables, ["envelope"]),
		object.remove(tables, ["facts"]),
		object.remove(tables, ["parts"]),
		object.union(object.remove(tables, ["envelope"]), {"envelope": {kind: "array" | some kind in _kinds}}),
		object.union(tables, {"parts": {"oops": {}}}),
		object.union(object.remove(tables, ["facts"]), {"facts": object.remove(tables.facts, ["files"])}),
		object.union(
			object.remove(tables, ["facts"]),
			{"facts": object.union(object.remove(tables.facts, ["files"]), {"files": {"id": "string", "at": "object"}})},
		),
	] {
		found := event.problems with input as _sound with tables as broken
		"the library of shapes is not loaded" in found
	}
}
