package kiro.lib.conditions_test

import data.kiro.lib.conditions

_row := {"types": ["t"], "operations": ["create"], "keys": ["k"], "values": ["0", "other"]}

_sets(value, row) if {
	conditions.sets({"type": "t", "operation": "create", "patch": [{"op": "add", "path": "/k", "value": value}]}, row)
}

test_a_value_is_told_by_a_word if {
	every pair in [["A", "a"], [0, "0"], [true, "true"], [false, "false"], [7, "other"], [null, "other"], [[], "other"]] {
		conditions.told(pair[0]) == pair[1]
	}
}

test_a_key_is_set_to_one_of_the_values if {
	_sets(0, _row)
	_sets(null, _row)
	_sets({"k": 0}, _row)
	not _sets("1", _row)
	not _sets(0, object.union(_row, {"types": ["u"]}))
	not _sets(0, object.union(_row, {"operations": ["delete"]}))
	not _sets(0, object.union(_row, {"keys": ["j"]}))
}

test_only_what_is_added_or_replaced_is_set_and_only_what_is_removed_is_gone if {
	every pair in [["add", ""], ["replace", ""], ["test", "0"], ["test", ""], ["remove", "0"]] {
		patch := {"op": pair[0], "path": "/k", "value": 0}
		not conditions.sets({"type": "t", "operation": "create", "patch": [patch]}, object.union(_row, {"values": [pair[1]]}))
	}
}

test_a_key_above_a_value_counts if {
	every patch in [
		{"op": "add", "path": "/k/0/Principal/AWS", "value": 0}, {"op": "replace", "path": "/x", "value": {"K": [{"y": 0}]}},
	] {
		conditions.sets({"type": "t", "operation": "create", "patch": [patch]}, _row)
	}
}

test_a_star_is_any_value_and_a_removal if {
	every_value := object.union(_row, {"values": ["*"]})
	_sets("x", every_value)
	conditions.sets({"type": "t", "operation": "create", "patch": [{"op": "remove", "path": "/K"}]}, every_value)
}

test_an_expression_that_cannot_be_used_is_met if {
	conditions.says("x", {"texts": ["("]})
	conditions.touches({"change": "added", "path": "p"}, {"changes": ["added"], "paths": ["("]})
	row := {"words": [], "options": [], "without": [], "arguments": ["("]}
	conditions.weight({"program": "p", "argv": ["p", "a"], "words": ["a"], "options": []}, row) == "full"
}

_run(fields) := object.union({"program": "p", "argv": ["p", "a"], "words": ["a"], "options": []}, fields)

_words := {"words": ["a"], "options": [], "without": ["-n", "--dry-run"], "arguments": ["^a$"]}

test_a_command_is_weighed_by_its_words_and_arguments if {
	conditions.weight(_run({"options": ["-v"]}), _words) == "full"
	conditions.weight(_run({}), object.union(_words, {"arguments": []})) == "full"
	every run in [
		{"options": ["-n"]}, {"options": ["-v", "--dry-run"]}, {"options": ["--help"]}, {"words": ["b"]},
		{"argv": ["p", "b"]}, {"argv": ["a"]}, {"argv": ["p", null]},
	] {
		not conditions.weight(_run(run), _words)
	}
	not conditions.weight(_run({}), object.union(_words, {"arguments": ["^a$", "^b$"]}))
}

test_what_matches_no_regex_of_the_row_is_not_meant if {
	conditions.says("xy", {"texts": ["z", "y"]})
	not conditions.says("x", {"texts": ["z", "y"]})
	row := {"changes": ["added"], "paths": ["^p", "^q"]}
	conditions.touches({"change": "added", "path": "q"}, row)
	not conditions.touches({"change": "added", "path": "xq"}, row)
	not conditions.touches({"change": "deleted", "path": "q"}, row)
}

test_a_statement_of_another_operation_is_not_meant if {
	not conditions.states({"operation": "Select", "bounded": false}, {"operations": ["drop"], "bounded": ["no"]})
}

test_what_is_not_known_to_be_bounded_is_not if {
	every bounded in [false, null] {
		conditions.states({"operation": "Drop", "bounded": bounded}, {"operations": ["drop"], "bounded": ["no"]})
	}
	not conditions.states({"operation": "drop", "bounded": true}, {"operations": ["drop"], "bounded": ["no"]})
	conditions.states({"operation": "drop", "bounded": true}, {"operations": ["drop"], "bounded": ["no", "yes"]})
}
