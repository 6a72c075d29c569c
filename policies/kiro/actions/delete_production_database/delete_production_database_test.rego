package kiro.actions.delete_production_database_test

import data.kiro.actions.delete_production_database
import data.kiro.lib.fixtures_test as fixtures

_count(operation, target) := count(found) if {
	found := delete_production_database.matches with data.kiro.guardrails as fixtures.guardrails({})
		with input as fixtures.event({"statements": [fixtures.fact({"operation": operation, "object": target})]})
}

test_finds_a_dropped_database_of_production if _count("DROP DATABASE", "orders_prod") == 1

test_finds_nothing_in_others if {
	_count("DROP DATABASE", "orders_test") == 0
	_count("DROP TABLE", "production_lines") == 0
	_count("DROP DATABASE", null) == 0
}
