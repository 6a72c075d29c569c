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

test_what_is_not_known_to_be_bounded_is_not if {
	every bounded in [false, null] {
		conditions.states({"operation": "Drop", "bounded": bounded}, {"operations": ["drop"], "bounded": ["no"]})
	}
	not conditions.states({"operation": "drop", "bounded": true}, {"operations": ["drop"], "bounded": ["no"]})
	conditions.states({"operation": "drop", "bounded": true}, {"operations": ["drop"], "bounded": ["no", "yes"]})
}
