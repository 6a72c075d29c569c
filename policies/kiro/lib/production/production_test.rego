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

test_production_wins_over_other_names if _environment("prod-test") == "production"

test_an_action_of_production_weighs_by_environment if {
	production.weight(false, "other", false) == "full"
	production.weight(true, "production", false) == "full"
	production.weight(true, "unknown", true) == "ask"
	production.weight(true, "unknown", false) == "note"
	not _weighs(true, "other", true)
}

_weighs(action, environment, deploys) if production.weight(action, environment, deploys)
