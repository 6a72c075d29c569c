package kiro.lib.shapes_test

import data.kiro.lib.shapes

# type, values that fit, values that do not
_table := [
	["string", ["", "x"], [null, 1, true, [], {}]],
	["name", ["x"], ["", null, 1, true, [], {}]],
	["name or null", ["x", null], ["", 1, true, [], {}]],
	["text or null", ["", "x", null], [1, true, [], {}]],
	["boolean", [true, false], [null, 1, "true"]],
	["integer", [0, 1, -1, 1e3], [1.5, "1", null, true]],
	["line", [1, 9], [0, -1, 1.5, "1", null, true]],
	["object", [{}, {"a": 1}], [[], "x", null]],
	["array", [[], [1]], [{}, "x", null]],
	["strings", [[], ["x"]], ["x", ["x", 1], [null], {"x": "x"}, null]],
	["strings or nulls", [[], ["x", null], [null]], ["x", ["x", 1], {"x": "x"}, null]],
	["names", [[], ["x"], ["x", "y"]], ["x", [""], ["x", ""], ["x", 1], [null], {"x": "x"}, null]],
	["some names", [["x"], ["x", "y"]], [[], "x", [""], ["x", 1], [null], {"x": "x"}, null]],
	[
		"some stages", [["spec"], ["task", "commit", "pull_request"], ["spec", "spec"]],
		[[], "spec", ["odd"], ["spec", "odd"], ["spec", null], {"spec": "spec"}, null],
	],
	[
		"six texts", [["", "", "", "", "", ""], ["a", "b", "c", "d", "e", "f"]],
		[
			[], ["a", "b", "c", "d", "e"], ["a", "b", "c", "d", "e", "f", "g"], ["a", "b", "c", "d", "e", 6], "abcdef",
			{"a": "a", "b": "b", "c": "c", "d": "d", "e": "e", "f": "f"}, null,
		],
	],
	["offsets", ["0", "0,4,4,19"], ["", ",", "0,", ",0", "0,,1", "0, 1", "-1", "1.5", "x", 1, [0], null]],
	[["a", 1, null], ["a", 1, null], ["b", "1", 0, []]],
	["no such type", [], ["x", null, 1]],
]

test_a_field_fits_its_type if {
	every row in _table {
		every value in row[1] {
			shapes.flaws({"a": value}, {"a": row[0]}) == set()
			shapes.flaws({"a": value, "more": 1}, {"a": row[0]}) == {"more"}
			shapes.gaps({"a": value, "more": 1}, {"a": row[0]}) == set()
		}
	}
}

test_a_field_of_another_type_is_a_flaw if {
	every row in _table {
		every value in row[2] {
			shapes.flaws({"a": value}, {"a": row[0]}) == {"a"}
		}
	}
}

test_every_field_that_is_missing_is_a_flaw if {
	shapes.flaws({"b": "x"}, {"a": "string", "b": "string", "c": ["x", null]}) == {"a", "c"}
}

test_what_is_no_object_is_a_flaw if {
	every value in ["x", "xy", 1, null, [], ["x", "y"], true] {
		shapes.flaws(value, {"a": "string"}) == {"object"}
	}
}
