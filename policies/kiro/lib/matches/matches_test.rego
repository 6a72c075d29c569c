package kiro.lib.matches_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.lib.matches

_action := {
	"title": "t", "production": false, "api": ["ec2:Open*", "s3:PutObject"],
	"grants": [{"actions": ["*", "IAM:*"], "resource": "*"}],
	"infrastructure": [
		{"types": ["gate"], "operations": ["create", "delete"]},
		{"types": ["wall", "gate"], "operations": ["replace"]},
	],
	"commands": [{"program": "gates", "words": ["open"], "options": ["-f"]}],
}

_entry(name) := fixtures.entry({"matcher": "named", "name": name})

_of(facts, action) := found if {
	found := matches.of.open_gates with input as fixtures.event(facts)
		with data.kiro.guardrails as fixtures.guardrails({"actions": [_entry("open_gates")]})
		with data.kiro.actions as {"open_gates": action}
} else := set()

_found(facts) := _of(facts, _action)

_in_production(facts) := {match.weight | some match in _of(facts, object.union(_action, {"production": true}))}

_match(text, weight) := {{"fact": "f", "at": {"path": "<command>", "line": 1}, "text": text, "weight": weight}}

_call(fields) := {"calls": [fixtures.fact(object.union(
	{"action": "ec2:OpenGate", "resources": [], "runs_now": true, "via": "cli", "environment": "unknown"},
	fields,
))]}

_gained(fields) := {"permissions": [fixtures.fact(object.union(
	{"principal": "p", "change": "gained", "actions": ["ec2:OpenGate"], "resource": "r"},
	fields,
))]}

_resource(fields) := {"infrastructure": [fixtures.fact(object.union(
	{"type": "gate", "operation": "create", "environment": "unknown"},
	fields,
))]}

_command(fields) := {"commands": [fixtures.fact(object.union(
	{
		"program": "gates", "words": ["open"], "options": ["-f"], "reads_only": false, "runs_now": true,
		"text": "gates open",
	},
	fields,
))]}

_intent(fields) := {"intents": [fixtures.fact(object.union(
	{"action": "open_gates", "polarity": "plans", "text": "open the gates"},
	fields,
))]}

test_finds_a_call_in_any_case if {
	every action in ["ec2:OpenGate", "EC2:opengate", "S3:PUTOBJECT", "ec2:*", "s3:Put*", "*"] {
		_found(_call({"action": action})) == _match(action, "full")
	}
	every action in ["ec2:CloseGate", "s3:PutObjectAcl", "s3:PutObj", "3:PutObject", "sqs:OpenGate"] {
		_found(_call({"action": action})) == set()
	}
}

test_finds_the_first_and_the_only_one_of_its_calls_and_none_of_no_calls if {
	facts := _call({"action": "s3:PutObject"})
	every api in [["s3:PutObject"], ["s3:PutObject", "ec2:OpenGate"], ["ec2:OpenGate", "s3:PutObject"]] {
		_of(facts, object.union(_action, {"api": api})) == _match("s3:PutObject", "full")
	}
	_of(_call({"action": "*"}), object.union(_action, {"api": []})) == set()
}

test_finds_a_permission_gained if {
	_found(_gained({"actions": ["s3:GetObject", "ec2:open*"]})) == _match("s3:GetObject ec2:open*", "full")
	_found(_gained({"actions": ["s3:GetObject"]})) == set()
	_found(_gained({"change": "lost"})) == set()
	_found(_gained({"way": "unknown"})) == set()
}

test_finds_a_grant_on_its_resource_alone if {
	_found(_gained({"actions": ["s3:GetObject", "iam:*"], "resource": "*"})) == _match("s3:GetObject iam:*", "full")
	_found(_gained({"actions": ["Iam:*"], "resource": "*"})) == _match("Iam:*", "full")
	_found(_gained({"actions": ["iam:*"], "resource": "arn:aws:iam::1:role/x"})) == set()
	_found(_gained({"actions": ["iam:Get*"], "resource": "*"})) == set()
}

test_finds_a_resource_by_type_and_operation if {
	_found(_resource({})) == _match("create gate", "full")
	_found(_resource({"operation": "replace", "type": "wall"})) == _match("replace wall", "full")
	_found(_resource({"operation": "update"})) == set()
	_found(_resource({"operation": "create", "type": "wall"})) == set()
}

test_finds_a_command_that_changes_something if {
	_found(_command({})) == _match("gates open", "full")
	_found(_command({"options": [null]})) == _match("gates open", "ask")
	_found(_command({"options": []})) == set()
	_found(_command({"reads_only": true})) == set()
	_found(_command({"program": "doors"})) == set()
}

test_finds_a_plan if {
	_found(_intent({})) == _match("open the gates", "full")
	_found(_intent({"polarity": "forbids"})) == set()
	_found(_intent({"action": "close_gates"})) == set()
}

test_what_an_action_finds_itself_is_made_whole if {
	whole := {"fact": "x", "at": {"path": "a", "line": 2}, "text": "t", "weight": "note"}
	_of({}, object.union(_action, {"matches": [whole]})) == {whole}
	_of({}, object.union(_action, {"matches": [{}]})) == {{
		"fact": "", "at": {"path": "", "line": 0}, "text": "", "weight": "full",
	}}
}

test_finds_nothing_that_nobody_asks_about if {
	entries := [_entry("close_gates"), fixtures.entry({"matcher": "api", "name": "open_gates"})]
	granted := _gained({"actions": ["iam:*"], "resource": "*"})
	every facts in [_call({}), _gained({}), granted, _resource({}), _command({}), _intent({})] {
		found := matches.of with input as fixtures.event(facts)
			with data.kiro.guardrails as fixtures.guardrails({"actions": entries})
			with data.kiro.actions as {"open_gates": object.union(_action, {"matches": [{}]})}
		found == {}
	}
}

test_an_action_of_production_asks_where_it_is_unknown_and_runs if {
	_in_production(_call({})) == {"ask"}
	_in_production(_call({"runs_now": false})) == {"note"}
	_in_production(_call({"runs_now": false, "via": "iac"})) == {"ask"}
	_in_production(_gained({})) == {"ask"}
	_in_production(_resource({})) == {"ask"}
	_in_production(_command({})) == {"ask"}
	_in_production(_command({"runs_now": false})) == {"note"}
}

test_an_action_of_production_is_found_in_production if {
	_in_production(_call({"environment": "production"})) == {"full"}
	_in_production(_gained({"principal": "role/prod-x"})) == {"full"}
	_in_production(_gained({"resource": "arn:aws:ec2:r:1:gate/prod-x"})) == {"full"}
	_in_production(_resource({"environment": "production"})) == {"full"}
	_in_production(_command({"words": ["open", null, "prod"]})) == {"full"}
	_in_production(_command({"words": ["open", "prod", "wide"]})) == {"full"}
	_in_production(_command({"words": ["open", "prod"], "options": [null]})) == {"ask"}
	_in_production(_intent({})) == {"full"}
}

test_an_action_of_production_is_none_elsewhere if {
	_in_production(_call({"environment": "other"})) == set()
	_in_production(_gained({"principal": "role/test", "resource": "x"})) == set()
	_in_production(_resource({"environment": "other"})) == set()
	_in_production(_command({"words": ["open", "test"]})) == set()
}

test_of_two_weights_the_lighter_counts if {
	every row in [["note", "ask", "note"], ["ask", "full", "ask"], ["full", "note", "note"], ["full", "full", "full"]] {
		matches.lighter(row[0], row[1]) == row[2]
		matches.lighter(row[1], row[0]) == row[2]
	}
}
