package kiro.rules.resources.protected_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.resources.protected

_literal(text) := {"text": text, "literal": true, "prefix": text, "suffix": text, "regex": concat("", ["^", text, "$"])}

_entry := {"matcher": "arn", "fields": [
	_literal("arn"), _literal("aws"), _literal("s3"), _literal(""), _literal(""),
	{"text": "*-production", "literal": false, "prefix": "", "suffix": "-production", "regex": `^[\s\S]*-production$`},
]}

_call(arn, quantifier, level) := {
	"id": "c", "action": "s3:DeleteObject", "resources": [{"arn": arn, "quantifier": quantifier}], "parameters": "p",
	"level": level, "runs_now": true, "via": "cli", "environment": "unknown", "at": fixtures.at, "text": "t",
}

_effects(arn, quantifier, level) := [finding.effect |
	some finding in protected.findings with data.kiro.guardrails as fixtures.guardrails("resources", _entry)
		with input as fixtures.event("calls", [_call(arn, quantifier, level)])
]

test_denies_the_resource if _effects("arn:aws:s3:::a-production", "any", "write") == ["deny"]

test_denies_what_is_in_the_container if _effects("arn:aws:s3:::a-production/key", "any", "write") == ["deny"]

test_denies_a_set_that_holds_some_of_it if _effects("arn:aws:s3:::a-*", "all", "write") == ["deny"]

test_asks_about_one_that_may_be_it if _effects("arn:aws:s3:::a-*", "any", "write") == ["needs-approval"]

test_asks_about_a_write_to_an_unknown_name if _effects("arn:aws:s3:::*", "any", "write") == ["needs-approval"]

test_notices_a_read_of_an_unknown_name if _effects("arn:aws:s3:::*", "any", "list") == ["notice"]

test_allows_another_resource if _effects("arn:aws:s3:::a-staging", "any", "write") == []

test_allows_another_service if _effects("arn:aws:sqs:eu:1:a-production", "any", "write") == []
