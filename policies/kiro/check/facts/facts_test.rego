package kiro.check.facts_test

import data.kiro.check.facts
import data.kiro.lib.event.shapes as tables
import data.kiro.lib.fixtures_test as fixtures

# what is no value of a type, and of an enumeration
_odd := {
	"name": ["", 1, null, {}],
	"string": [1, null, {}],
	"boolean": [0, null, "true"],
	"object": [1, null, []],
	"array": [null, "x", {"x": "x"}],
	"integer": [1.5, "1", null],
	"line": [0, 1.5, "1", null],
	"offsets": ["", "x", 0, null],
	"text or null": [1, {}],
	"name or null": ["", 1, {}],
	"strings": [null, "x", {"x": "x"}, ["x", null], ["x", {}]],
	"strings or nulls": [null, "x", {"x": "x"}, [1], [null, {}]],
	"some names": [null, "x", {"x": "x"}, [], ["x", ""], ["x", null], ["x", {}]],
}

_others(type) := _odd[type]

_others(type) := ["no such", 2, null] if is_array(type)

_one_of(kind) := fixtures.full_event[kind][0]

_is_whole(event) if {
	facts.are_whole with input as event
}

# asked of the rules of a kind, since the whole event takes a hundred times as long
_are_whole(kind, listed) if {
	facts._whole[kind] with input as {kind: listed}
	facts._runs_are_whole with input as {kind: listed}
}

_edited(kind, path, value) := json.patch(_one_of(kind), [{"op": "add", "path": path, "value": value}])

test_an_event_is_whole_with_facts_and_without if {
	_is_whole(fixtures.full_event)
	_is_whole(fixtures.event({}))
	every kind, _ in tables.facts {
		_is_whole(fixtures.event({kind: [_one_of(kind)]}))
		_are_whole(kind, [_one_of(kind)])
		_are_whole(kind, [_one_of(kind), _one_of(kind)])
	}
}

test_a_fact_with_a_field_of_another_type_is_not_whole if {
	every kind, shape in tables.facts {
		every field, type in shape {
			every value in _others(type) {
				changed := _edited(kind, concat("", ["/", field]), value)
				not _are_whole(kind, [_one_of(kind), changed])
			}
		}
	}
}

test_a_fact_that_lacks_a_field_or_has_one_more_is_not_whole if {
	every kind, shape in tables.facts {
		every field, _ in shape {
			not _are_whole(kind, [json.remove(_one_of(kind), [field])])
		}
		not _are_whole(kind, [_edited(kind, "/more", "x")])
	}
}

test_a_fact_has_every_value_of_its_enumerations if {
	every kind, shape in tables.facts {
		every field, type in shape {
			every value in [value | is_array(type); some value in type] {
				_are_whole(kind, [_edited(kind, concat("", ["/", field]), value)])
			}
		}
	}
}

test_what_is_no_list_of_facts_is_not_whole if {
	every kind, _ in tables.facts {
		every value in [null, 1, "x", true, {}, {"x": _one_of(kind)}, [null], ["x"], [1], [[]], [{}]] {
			not _are_whole(kind, value)
		}
		not _is_whole(object.remove(fixtures.event({}), [kind]))
	}
}

test_a_place_of_another_shape_is_not_whole if {
	every kind, _ in tables.facts {
		every field, type in tables.parts.at {
			every value in _odd[type] {
				not _are_whole(kind, [_edited(kind, concat("", ["/at/", field]), value)])
			}
			not _are_whole(kind, [json.remove(_one_of(kind), [concat("", ["at/", field])])])
		}
		not _are_whole(kind, [_edited(kind, "/at/more", "x")])
	}
}

test_a_part_of_another_shape_is_not_whole if {
	parts := [
		["files", "runs/0", "run"], ["commands", "runs/0", "run"], ["statements", "runs/0", "run"],
		["tools", "runs/0", "run"], ["calls", "resources/0", "resource"],
	]
	every part in parts {
		every field, type in tables.parts[part[2]] {
			path := concat("/", [part[1], field])
			every value in _others(type) {
				not _are_whole(part[0], [_edited(part[0], concat("", ["/", path]), value)])
			}
			not _are_whole(part[0], [json.remove(_one_of(part[0]), [path])])
		}
		every value in [null, "x", 1, [], {}] {
			not _are_whole(part[0], [_edited(part[0], concat("", ["/", part[1]]), value)])
		}
		not _are_whole(part[0], [_edited(part[0], concat("", ["/", part[1], "/more"]), "x")])
	}
}

_patched(patch) if _are_whole("infrastructure", [_edited("infrastructure", "/patch", patch)])

test_a_patch_has_an_operation_a_path_and_what_else_it_likes if {
	_patched([{"op": "add", "path": ""}, {"op": "move", "path": "/x", "from": "/y", "value": 1}])
	every field, type in tables.parts.patch {
		every value in _odd[type] {
			not _patched([object.union({"op": "add", "path": "/x"}, {field: value})])
		}
		not _patched([object.remove({"op": "add", "path": "/x"}, [field])])
	}
	every value in [null, "x", 1, [], {}] {
		not _patched([value])
	}
}

test_texts_that_may_be_missing_may_be if {
	_are_whole("commands", [_edited("commands", "/program", null)])
	_are_whole("commands", [_edited("commands", "/words", ["x", null, ""])])
	_are_whole("files", [_edited("files", "/content", "x")])
	_are_whole("statements", [_edited("statements", "/object", "x")])
	_are_whole("permissions", [_edited("permissions", "/condition", "{}")])
	_are_whole("guardrail_changes", [_edited("guardrail_changes", "/before", "x")])
	every kind in ["files", "commands", "statements", "tools"] {
		_are_whole(kind, [_edited(kind, "/runs", [])])
		_are_whole(kind, [_edited(kind, "/runs", [fixtures.code("a\nb"), fixtures.prose("", true)])])
	}
}

_field(path, value) := json.patch(fixtures.event({}), [{"op": "replace", "path": path, "value": value}])

test_an_envelope_of_another_shape_is_not_whole if {
	every field, type in tables.envelope {
		every value in _others(type) {
			not _is_whole(_field(concat("", ["/", field]), value))
		}
		not _is_whole(object.remove(fixtures.event({}), [field]))
	}
	every part in ["source", "context"] {
		every field, type in tables.parts[part] {
			path := concat("/", ["", part, field])
			every value in _others(type) {
				not _is_whole(_field(path, value))
			}
			not _is_whole(json.remove(fixtures.event({}), [concat("/", [part, field])]))
		}
	}
	every value in [null, 1, "x", [], {}] {
		not _is_whole(value)
	}
}

test_an_envelope_or_a_source_with_a_field_more_is_not_whole if {
	not _is_whole(object.union(fixtures.event({}), {"more": []}))
	not _is_whole(object.union(fixtures.event({}), {"source": {"more": "x"}}))
	_is_whole(object.union(fixtures.event({}), {"context": {"more": "x"}}))
}
