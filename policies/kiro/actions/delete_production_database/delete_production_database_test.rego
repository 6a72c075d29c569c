package kiro.actions.delete_production_database_test

import data.kiro.actions.delete_production_database
import data.kiro.lib.fixtures_test as fixtures

_found(operation, target) := found if {
	statement := fixtures.fact({"operation": operation, "object": target, "text": "DROP …"})
	found := delete_production_database.matches with data.kiro.guardrails as fixtures.guardrails({})
		with input as fixtures.event({"statements": [statement]})
}

test_finds_a_dropped_database_of_production if {
	every operation in ["DROP DATABASE", "Drop Schema"] {
		_found(operation, "orders_prod") == {{"fact": "f", "at": {"path": "<command>", "line": 1}, "text": "DROP …"}}
	}
}

test_finds_nothing_in_others if {
	every pair in [["DROP DATABASE", "orders_test"], ["DROP TABLE", "production_lines"], ["DROP DATABASE", null]] {
		count(_found(pair[0], pair[1])) == 0
	}
}
