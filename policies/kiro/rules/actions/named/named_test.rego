package kiro.rules.actions.named_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.actions.named

_api := {
	"matcher": "api", "text": "iam:createaccesskey", "regex": "^iam:createaccesskey$", "prefix": "iam:createaccesskey",
	"suffix": "iam:createaccesskey", "literal": true,
}

_call(action) := {
	"id": "c", "action": action, "resources": [], "parameters": "p", "level": "write", "runs_now": true, "via": "cli",
	"environment": "unknown", "at": fixtures.at, "text": action,
}

_effects(kind, fact, entry) := [finding.effect |
	some finding in named.findings with data.kiro.guardrails as fixtures.guardrails("actions", entry)
		with input as fixtures.event(kind, [fact])
]

_permission(change, actions) := {
	"id": "p", "principal": "*", "change": change, "actions": actions, "count": 1, "examples": [], "level": "write",
	"resource": "*", "quantifier": "all", "witness": "", "why": "", "condition": null, "result": "r", "at": fixtures.at,
}

_intent(polarity) := {
	"id": "i", "action": "grant_admin_access", "polarity": polarity, "source": "s", "text": "t", "at": fixtures.at,
}

test_denies_the_call_in_any_case if _effects("calls", _call("iam:CreateAccessKey"), _api) == ["deny"]

test_denies_a_grant_that_covers_it if _effects("permissions", _permission("gained", ["iam:Create*"]), _api) == ["deny"]

test_denies_a_plan if {
	_effects("intents", _intent("plans"), {"matcher": "named", "name": "grant_admin_access"}) == ["deny"]
}

test_asks_about_a_call_that_may_be_it if _effects("calls", _call("iam:*"), _api) == ["needs-approval"]

test_allows_another_call if _effects("calls", _call("iam:ListAccessKeys"), _api) == []

test_allows_a_grant_that_is_lost if _effects("permissions", _permission("lost", ["iam:*"]), _api) == []

test_allows_a_prohibition if {
	_effects("intents", _intent("forbids"), {"matcher": "named", "name": "grant_admin_access"}) == []
}
