package kiro.rules.resources.protected_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.resources.protected

_entry(arn) := fixtures.entry(object.union(fixtures.arn(arn), {"matcher": "arn"}))

_buckets := _entry("arn:aws:s3:::*-production")

_roles := _entry("arn:aws:iam::*:role/production-*")

_call(action, arn, quantifier, fields) := {"calls": [fixtures.fact(object.union(
	{
		"action": action, "resources": [{"arn": arn, "quantifier": quantifier}], "level": "write", "runs_now": true,
		"via": "cli", "environment": "unknown",
	},
	fields,
))]}

_gained(actions, resource, fields) := {"permissions": [fixtures.fact(object.union(
	{
		"principal": "p", "change": "gained", "actions": actions, "level": "write", "resource": resource,
		"quantifier": "all",
	},
	fields,
))]}

_effects(facts, entry) := fixtures.effects(found) if {
	found := protected.findings with input as fixtures.event(facts)
		with data.kiro.guardrails as fixtures.guardrails({"resources": [entry]})
}

test_denies_a_resource_it_names if {
	_effects(_call("s3:DeleteBucket", "arn:aws:s3:::a-production", "any", {}), _buckets) == ["deny"]
	_effects(_call("iam:DeleteRole", "arn:aws:iam::1:role/production-a", "any", {}), _roles) == ["deny"]
}

test_denies_one_that_a_spec_plans_to_change if {
	intent := {"action": "arn:aws:s3:::a-production", "polarity": "plans"}
	_effects({"intents": [fixtures.fact(intent)]}, _buckets) == ["deny"]
	count(_effects({"intents": [fixtures.fact(object.union(intent, {"polarity": "forbids"}))]}, _buckets)) == 0
	count(_effects({"intents": [fixtures.fact(object.union(intent, {"action": "arn:aws:s3:::a"}))]}, _buckets)) == 0
}

test_asks_about_a_planned_resource_that_is_known_in_part if {
	intent := {"action": "arn:aws:s3:::app-*", "polarity": "plans"}
	_effects({"intents": [fixtures.fact(intent)]}, _buckets) == ["needs-approval"]
	_effects({"intents": [fixtures.fact(object.union(intent, {"action": "arn:aws:s3:::*"}))]}, _buckets) == ["notice"]
}

test_a_plan_that_names_no_resource_is_none_of_its if {
	every action in ["delete_production_database", "an arn:aws:s3:::a-production", "s3:DeleteBucket", "*"] {
		intent := fixtures.fact({"action": action, "polarity": "plans"})
		every arn in ["arn:aws:s3:::*-production", "arn:*:*:*:*:*", "arn:*"] {
			count(_effects({"intents": [intent]}, _entry(arn))) == 0
		}
	}
}

test_says_how_to_reword_a_plan if {
	intent := {"action": "arn:aws:s3:::a-production", "polarity": "plans"}
	found := protected.findings with input as fixtures.event({"intents": [fixtures.fact(intent)]})
		with data.kiro.guardrails as fixtures.guardrails({"resources": [_buckets]})

	some finding in found
	startswith(finding.remedy, "reword")
}

test_denies_what_is_in_a_container if {
	_effects(_call("s3:PutObject", "arn:aws:s3:::a-production/x/y", "any", {}), _buckets) == ["deny"]
	table := _entry("arn:aws:dynamodb:*:*:table/orders")
	_effects(_call("dynamodb:Query", "arn:aws:dynamodb:eu-west-1:1:table/orders/index/i", "any", {}), table) == ["deny"]
}

test_denies_an_unknown_object_of_a_container if {
	_effects(_call("s3:PutObject", "arn:aws:s3:::a-production/*", "any", {}), _buckets) == ["deny"]
}

test_asks_where_one_unknown_member_may_be_it if {
	_effects(_call("s3:PutObject", "arn:aws:s3:::app-*", "any", {}), _buckets) == ["needs-approval"]
	_effects(_call("iam:DeleteRole", "arn:aws:iam::*:role/*-admin", "any", {}), _roles) == ["needs-approval"]
}

test_denies_where_all_of_an_overlapping_set_are_used if {
	_effects(_call("s3:DeleteObject", "arn:aws:s3:::app-*", "all", {}), _buckets) == ["deny"]
}

test_asks_when_a_wholly_unknown_name_is_written if {
	_effects(_call("s3:PutObject", "arn:aws:s3:::*", "any", {}), _buckets) == ["needs-approval"]
	_effects(_call("s3:PutObject", "*", "any", {}), _buckets) == ["needs-approval"]
}

test_notices_when_a_wholly_unknown_name_is_read_or_only_in_source_code if {
	_effects(_call("s3:GetObject", "arn:aws:s3:::*/*", "any", {"level": "read"}), _buckets) == ["notice"]
	facts := _call("iam:DeleteRole", "arn:aws:iam::*:role/*", "any", {"runs_now": false, "via": "sdk"})
	_effects(facts, _roles) == ["notice"]
}

test_denies_a_permission_on_it if {
	_effects(_gained(["s3:PutObject"], "arn:aws:s3:::a-production/*", {}), _buckets) == ["deny"]
}

test_denies_writing_on_everything_of_its_service if _effects(_gained(["s3:*"], "*", {}), _buckets) == ["deny"]

test_denies_every_action_on_everything if _effects(_gained(["*"], "*", {}), _buckets) == ["deny"]

test_notices_reading_everything_of_its_service if {
	_effects(_gained(["s3:ListBucket"], "*", {"level": "list"}), _buckets) == ["notice"]
}

test_allows_a_permission_lost if {
	count(_effects(_gained(["s3:*"], "*", {"change": "lost"}), _buckets)) == 0
}

test_allows_everything_of_another_service if count(_effects(_gained(["logs:PutLogEvents"], "*", {}), _buckets)) == 0

test_allows_another_resource if {
	count(_effects(_call("s3:PutObject", "arn:aws:s3:::logs/x", "any", {}), _buckets)) == 0
	count(_effects(_call("iam:DeleteRole", "arn:aws:iam::1:role/app", "any", {}), _roles)) == 0
	count(_effects(_call("iam:DeleteUser", "arn:aws:iam::1:user/production-a", "any", {}), _roles)) == 0
}

test_allows_unknown_objects_of_another_container if {
	count(_effects(_call("s3:PutObject", "arn:aws:s3:::logs/*", "any", {}), _buckets)) == 0
	count(_effects(_call("s3:DeleteObject", "arn:aws:s3:::logs/*", "all", {}), _buckets)) == 0
	secrets := _entry("arn:aws:s3:::app/secrets/*")
	count(_effects(_call("s3:PutObject", "arn:aws:s3:::logs/*", "all", {}), secrets)) == 0
}

test_asks_about_an_unknown_object_beside_a_guarded_one if {
	secrets := _entry("arn:aws:s3:::app/secrets/*")
	_effects(_call("s3:PutObject", "arn:aws:s3:::app/*", "any", {}), secrets) == ["needs-approval"]
}

test_says_all_that_there_is_to_say if {
	finding := {
		"effect": "deny", "origin": "workspace", "guardrail": "/guardrails/deny/x/0", "action": "", "entry": "e",
		"fact": "f", "message": "not that", "remedy": "leave this out, or ask the owners of the guardrail to change it",
		"evidence": [{"path": "<command>", "line": 1, "text": "arn:aws:s3:::a-production"}],
	}
	arn := "arn:aws:s3:::a-production"
	every facts in [_call("s3:DeleteBucket", arn, "any", {}), _gained(["s3:DeleteBucket"], arn, {})] {
		found := protected.findings with input as fixtures.event(facts)
			with data.kiro.guardrails as fixtures.guardrails({"resources": [_buckets]})
		found == {finding}
	}
}

test_shows_no_more_of_an_arn_than_fits if {
	arn := "arn:aws:s3:::a-bucket-with-a-very-long-name-production"
	found := protected.findings with input as fixtures.event(_call("s3:DeleteBucket", arn, "any", {}))
		with data.kiro.guardrails as fixtures.guardrails({"resources": [_buckets]})
	{finding.evidence[0].text | some finding in found} == {"arn:aws:s3:::a-bucket-with-a-very-long-…"}
}

test_allows_where_the_entry_does_not_apply if {
	entry := object.union(_buckets, {"stages": ["spec"]})
	count(_effects(_call("s3:DeleteBucket", "arn:aws:s3:::a-production", "any", {}), entry)) == 0
}

test_a_level_above_reading_is_not_harmless if {
	every level in ["tagging", "write", "permissions-management"] {
		_effects(_call("s3:X", "arn:aws:s3:::*", "any", {"level": level}), _buckets) == ["needs-approval"]
		_effects(_gained(["s3:X"], "*", {"level": level}), _buckets) == ["deny"]
	}
	every level in ["list", "read"] {
		_effects(_call("s3:X", "arn:aws:s3:::*", "any", {"level": level}), _buckets) == ["notice"]
		_effects(_gained(["s3:X"], "*", {"level": level}), _buckets) == ["notice"]
	}
}

test_what_is_deployed_is_not_harmless if {
	facts := _call("iam:DeleteRole", "arn:aws:iam::*:role/*", "any", {"runs_now": false, "via": "iac"})
	_effects(facts, _roles) == ["needs-approval"]
}

test_all_members_of_an_unknown_name_are_denied if {
	_effects(_call("s3:DeleteBucket", "arn:aws:s3:::*", "all", {}), _buckets) == ["deny"]
	_effects(_call("s3:GetObject", "arn:aws:s3:::*", "all", {"level": "read"}), _buckets) == ["notice"]
}

test_a_resource_of_an_unknown_service_is_of_that_of_the_action if {
	_effects(_call("S3:DeleteBucket", "arn:aws:*:::a-production", "any", {}), _buckets) == ["deny"]
	count(_effects(_call("sqs:DeleteQueue", "arn:aws:*:::a-production", "any", {}), _buckets)) == 0
}

test_a_permission_on_a_named_resource_needs_no_service if {
	_effects(_gained(["*"], "arn:aws:s3:::a-production", {}), _buckets) == ["deny"]
	count(_effects(_gained(["*"], "arn:aws:s3:::logs", {}), _buckets)) == 0
}

test_the_effect_on_an_unknown_name_is_that_of_the_origin if {
	facts := _call("s3:PutObject", "arn:aws:s3:::*", "any", {})
	own := object.union(
		fixtures.guardrails({"resources": [_buckets]}),
		{"workspace": {"settings": {"unresolved": "notice"}}},
	)
	found := protected.findings with input as fixtures.event(facts) with data.kiro.guardrails as own
	fixtures.effects(found) == ["notice"]
	lowered := object.union(
		fixtures.guardrails({"resources": [_buckets]}),
		{"builtin": {"settings": {"unresolved": "deny"}}},
	)
	others := protected.findings with input as fixtures.event(facts) with data.kiro.guardrails as lowered
	fixtures.effects(others) == ["deny"]
}

# what a workspace says of what is built in is not what a shared bundle says
test_a_shared_bundle_that_says_nothing_of_the_unknown_asks_for_approval if {
	facts := _call("s3:PutObject", "arn:aws:s3:::*", "any", {})
	milder := object.union(
		fixtures.guardrails({"resources": [_buckets]}),
		{"builtin": {"settings": {"unresolved": "notice"}}},
	)
	every counter, effect in {0: "notice", 1: "needs-approval", 7: "needs-approval"} {
		shared := object.union(milder, {"workspace": {"about": {"counter": counter}}})
		found := protected.findings with input as fixtures.event(facts) with data.kiro.guardrails as shared
		fixtures.effects(found) == [effect]
	}
}

test_leaves_what_nobody_can_know_to_the_rule_of_the_unknown if {
	count(_effects(_gained(["s3:PutObject"], "arn:aws:s3:::a-production/x", {"way": "unknown"}), _buckets)) == 0
}

test_a_name_that_is_known_in_part_is_no_unknown_one if {
	facts := _call("s3:PutObject", "arn:aws:s3:::app-*", "any", {})
	harsher := object.union(
		fixtures.guardrails({"resources": [_buckets]}),
		{"builtin": {"settings": {"unresolved": "deny"}}},
	)
	found := protected.findings with input as fixtures.event(facts) with data.kiro.guardrails as harsher
	fixtures.effects(found) == ["needs-approval"]
	_effects(_call("s3:GetObject", "arn:aws:s3:::app-*", "all", {"level": "read"}), _buckets) == ["deny"]
}

test_the_rule_answers if protected.evaluated
