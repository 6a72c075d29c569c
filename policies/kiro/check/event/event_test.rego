package kiro.check.event_test

import data.kiro.check.event
import data.kiro.lib.event.shapes as tables
import data.kiro.lib.fixtures_test as fixtures

_runs := [fixtures.code("x")]

# one fact of each kind, as Python makes them
_sound := fixtures.event({
	"files": [fixtures.fact({"path": "a", "previous_path": null, "change": "added", "content": null, "runs": _runs})],
	"commands": [fixtures.fact({
		"argv": ["ls", null], "program": "ls", "words": [null], "options": [], "resolved": true, "reads_only": true,
		"runs_now": true, "inputs": "i", "runs": _runs,
	})],
	"calls": [fixtures.fact({
		"action": "s3:GetObject", "resources": [{"arn": "*", "quantifier": "any"}], "parameters": "p", "level": "read",
		"runs_now": true, "via": "cli", "environment": "unknown",
	})],
	"statements": [fixtures.fact({
		"operation": "DROP TABLE", "object": null, "bounded": false, "source": "s", "runs": _runs,
	})],
	"infrastructure": [fixtures.fact({
		"type": "t", "address": "a", "operation": "update", "patch": [], "environment": "other",
	})],
	"permissions": [fixtures.fact({
		"principal": "p", "change": "gained", "actions": ["s3:*"], "count": 1, "examples": [], "level": "write",
		"resource": "*", "quantifier": "all", "witness": "w", "why": "y", "condition": null, "result": "r",
	})],
	"intents": [fixtures.fact({"action": "a", "polarity": "plans", "source": "s"})],
	"secrets": [fixtures.fact({"type": "t", "fingerprint": "f"})],
	"tools": [fixtures.fact({"server": "s", "tool": "t", "arguments": "a", "runs": _runs, "sandboxed": false})],
	"guardrail_changes": [fixtures.fact({"pointer": "/p", "change": "added", "before": null, "after": "a"})],
	"unresolved": [fixtures.fact({"what": "code", "why": "w"})],
})

_problems(changed) := found if {
	found := event.problems with input as changed
}

_edited(path, value) := json.patch(_sound, [{"op": "add", "path": path, "value": value}])

_without(path) := json.patch(_sound, [{"op": "remove", "path": path}])

_kinds := [
	"files", "commands", "calls", "statements", "infrastructure", "permissions", "intents", "secrets", "tools",
	"guardrail_changes", "unresolved",
]

_element(kind, rest) := concat("", ["an element of `", kind, "` ", rest])

test_a_sound_event_has_no_problem if _problems(_sound) == set()

_lacking(kinds) := {concat("", ["the event lacks `", kind, "` or has it in another type"]) | some kind in kinds}

_parts := array.concat(_kinds, ["version", "digest", "request", "stage", "source", "approvals"])

test_names_each_part_of_another_type if {
	_problems(object.union(_sound, {part: 0 | some part in _parts})) == _lacking(_parts)
	_problems(object.remove(_sound, _parts)) == _lacking(_parts)
	_problems(_edited("/files", {})) == _lacking(["files"])
	_problems(_edited("/files", {"x": 0})) == _lacking(["files"])
}

# every fact replaced by what `change` makes of it
_changed(change) := object.union(_sound, {kind: [object.get(change, kind, 0)] | some kind in _kinds})

test_names_a_fact_that_is_none if {
	_problems(_changed({})) == {_element(kind, "lacks `object` or has it in another type") | some kind in _kinds}
}

# every fixture has a text; not every fact
_textless := {
	"files", "infrastructure", "permissions", "secrets", "tools", "guardrail_changes", "unresolved",
}

_fields(kind) := object.keys(_sound[kind][0]) - {"text"} if kind in _textless

_fields(kind) := object.keys(_sound[kind][0]) if not kind in _textless

_lacking_fields contains _element(kind, concat("", ["lacks `", field, "` or has it in another type"])) if {
	some kind in _kinds
	some field in _fields(kind)
}

# asked of the facts, not of the table that says what is asked
test_every_field_of_every_fact_is_demanded_in_its_type if {
	_problems(_changed({kind: {} | some kind in _kinds})) == _lacking_fields
	mistyped := {kind: {field: 1.5 | some field in _fields(kind)} | some kind in _kinds}
	_problems(_changed(mistyped)) == _lacking_fields | {_element(kind, "lacks `at.object` or has it in another type") |
		some kind in _kinds
	}
}

test_every_value_that_a_fact_may_have_is_sound if {
	values := [
		["files", "change", ["added", "modified", "deleted", "renamed", "mode", "symlink"]],
		["calls", "level", ["list", "read", "tagging", "write", "permissions-management"]],
		["calls", "via", ["cli", "sdk", "mcp", "use_aws", "iac"]],
		["calls", "environment", ["production", "other", "unknown"]],
		["infrastructure", "operation", ["create", "update", "delete", "replace"]],
		["infrastructure", "environment", ["production", "other", "unknown"]],
		["permissions", "change", ["gained", "lost"]],
		["permissions", "level", ["list", "read", "tagging", "write", "permissions-management"]],
		["permissions", "quantifier", ["any", "all"]],
		["intents", "polarity", ["plans", "forbids"]],
		["guardrail_changes", "change", ["added", "loosened", "tightened"]],
		["unresolved", "what", ["program", "code", "input", "file", "size"]],
	]
	facts := {kind: [fact |
		some row in values
		row[0] == kind
		some value in row[2]
		fact := object.union(_sound[kind][0], {row[1]: value})
	] |
		some kind in _kinds
	}
	_problems(object.union(_sound, facts)) == set()
	every stage in ["spec", "task", "commit", "pull_request"] {
		_problems(_edited("/stage", stage)) == set()
	}
	_problems(_edited("/files/0/runs/0/kind", "prose")) == set()
	_problems(_edited("/calls/0/resources/0/quantifier", "all")) == set()
}

test_names_a_fact_without_its_place if {
	missing := {kind: object.remove(_sound[kind][0], ["at"]) | some kind in _kinds}
	_problems(_changed(missing)) == {_element(kind, "lacks `at` or has it in another type") | some kind in _kinds}
	misplaced := {kind: object.union(_sound[kind][0], {"at": {"line": "1"}}) | some kind in _kinds}
	_problems(_changed(misplaced)) == {_element(kind, "lacks `at.line` or has it in another type") | some kind in _kinds}
}

test_every_field_of_a_run_is_demanded if {
	with_runs := ["files", "commands", "statements", "tools"]
	bare := {kind: object.union(_sound[kind][0], {"runs": [{}]}) | some kind in with_runs}
	_problems(object.union(_sound, {kind: [fact] | some kind, fact in bare})) == {said |
		some kind in with_runs
		some field, _ in _runs[0]
		said := _element(kind, concat("", ["has a run without `", field, "`, or with another type"]))
	}
}

test_names_a_resource_of_another_shape if {
	said := {"a call has a resource without `quantifier`, or with another type"}
	_problems(_without("/calls/0/resources/0/quantifier")) == said
	_problems(_edited("/calls/0/resources/0/quantifier", "some")) == said
}

test_the_context_must_name_the_origins_expected if {
	_problems(_without("/context")) == {"the event lacks `context` or has it in another type"}
	_problems(_without("/context/expected")) == {"the event lacks `context.expected` or has it in another type"}
	every pin in ["x", [], ["a", "b"], ["a", "b", 0, 0], [0, "b", 0], ["a", 0, 0], ["a", "b", "0"]] {
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

test_a_table_with_a_field_of_its_own_is_whole if {
	files := {"id": "string", "at": "object", "path": "string"}
	found := event.problems with input as _sound
		with tables as object.union(
			object.remove(tables, ["facts"]),
			{"facts": object.union(object.remove(tables.facts, ["files"]), {"files": files})},
		)
	found == set()
}
