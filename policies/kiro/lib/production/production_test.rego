package kiro.lib.production_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.lib.production

_environment(text) := found if {
	found := production.environment_of(text) with data.kiro.guardrails as fixtures.guardrails({})
}

test_environment_is_read_from_whole_words if {
	_environment("orders-prod") == "production"
	_environment("db/PRODUCTION.main") == "production"
	_environment("product") == "unknown"
	_environment("orders_test") == "other"
	_environment("orders") == "unknown"
}

test_words_are_divided_by_each_separator if {
	every letter in ["-", "_", "/", ".", ":", ",", "=", "@", `"`, "'", "`", " "] {
		_environment(concat(letter, ["x", "Prod", "y"])) == "production"
	}
	_environment("x+prod+y") == "unknown"
}

test_each_name_of_another_environment_is_known if {
	every name in [
		"ci", "demo", "dev", "development", "example", "local", "localhost", "qa", "sandbox", "scratch", "staging", "stage",
		"temp", "test", "testing", "tests", "tmp",
	] {
		_environment(concat("-", ["orders", upper(name)])) == "other"
	}
}

test_the_names_of_production_are_those_of_all_origins_in_lower_case if {
	names := production.names with data.kiro.guardrails as {
		"builtin": {"production": {"names": ["Live"]}},
		"team": {"production": {"names": ["main", "PRD"]}},
	}
	names == {"live", "main", "prd"}
}

test_production_wins_over_other_names if _environment("prod-test") == "production"

test_an_action_of_production_weighs_by_environment if {
	production.weight(false, "other", false) == "full"
	production.weight(true, "production", false) == "full"
	production.weight(true, "unknown", true) == "ask"
	production.weight(true, "unknown", false) == "note"
	not _weighs(true, "other", true)
}

_weighs(action, environment, deploys) if production.weight(action, environment, deploys)
