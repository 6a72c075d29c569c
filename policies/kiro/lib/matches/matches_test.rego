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
	"settings": [{"types": ["lock"], "operations": ["update"], "keys": ["closed"], "values": ["false", ""]}],
	"arguments": [
		{
			"programs": ["key", "pick"], "words": ["turn"], "options": ["-l"], "without": ["-n"],
			"arguments": ["^left$", "^gate"],
		},
		{"programs": ["*"], "words": [], "options": [], "without": [], "arguments": ["^/gates"]},
	],
	"calls": [{"actions": ["ec2:Lift*"], "texts": ["high", "top"]}],
	"files": [{"changes": ["deleted"], "paths": ["^gate$", "^fence"]}],
	"statements": [{"operations": ["open"], "bounded": ["no"]}],
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
		"program": "gates", "argv": ["gates", "open"], "words": ["open"], "options": ["-f"], "reads_only": false,
		"runs_now": true, "text": "gates open",
	},
	fields,
))]}

_intent(fields) := {"intents": [fixtures.fact(object.union(
	{"action": "open_gates", "polarity": "plans", "text": "open the gates"},
	fields,
))]}

test_finds_a_call_in_any_case if {
	every action in ["ec2:OpenGate", "EC2:opengate", "S3:PUTOBJECT"] {
		_found(_call({"action": action})) == _match(action, "full")
	}
	every action in [
		"ec2:CloseGate", "s3:PutObjectAcl", "s3:PutObj", "3:PutObject", "sqs:OpenGate", "s3:Get*", "Put*", "Door",
	] {
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

test_asks_where_part_of_an_action_is_unknown if {
	every action in ["ec2:*", "ec2:Open*", "*:OpenGate", "*:*", "s3:Put*", "*"] {
		_found(_call({"action": action})) == _match(action, "ask")
		_found(_call({"action": action, "runs_now": false, "via": "iac"})) == _match(action, "ask")
	}
	written := {"runs_now": false, "via": "sdk"}
	_found(_call(object.union(written, {"action": "ec2:*"}))) == _match("ec2:*", "ask")
	_found(_call(object.union(written, {"action": "*:*"}))) == _match("*:*", "note")
	_found(_call(object.union(written, {"action": "*:OpenGate"}))) == _match("*:OpenGate", "note")
	_found(_call(object.union(written, {"action": "*:ShutGate"}))) == set()
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

_setting(patch) := {"infrastructure": [fixtures.fact({
	"type": "lock", "operation": "update", "environment": "unknown", "patch": [patch],
})]}

test_finds_a_value_that_is_set_or_removed if {
	every patch in [
		{"op": "add", "path": "/closed", "value": false}, {"op": "replace", "path": "/a/0/Closed", "value": "FALSE"},
		{"op": "add", "path": "/a", "value": [{"closed": false}]}, {"op": "remove", "path": "/closed"},
	] {
		_found(_setting(patch)) == _match("update lock", "full")
	}
	every patch in [
		{"op": "add", "path": "/closed", "value": true}, {"op": "replace", "path": "/open", "value": false},
		{"op": "remove", "path": "/open"}, {"op": "test", "path": "/closed", "value": false},
	] {
		_found(_setting(patch)) == set()
	}
}

_turn(fields) := _command(object.union(
	{
		"program": "key", "argv": ["key", "turn", "-l", "left", "gate 1"], "words": ["turn", "left", "gate 1"],
		"options": ["-l"], "text": "key turn", "reads_only": true,
	},
	fields,
))

test_finds_a_command_by_its_arguments if {
	_found(_turn({})) == _match("key turn", "full")
	_found(_turn({"program": "pick", "options": [null]})) == _match("key turn", "ask")
	of_one := object.union(_action, {"arguments": [object.union(_action.arguments[0], {"programs": ["key"]})]})
	_of(_turn({}), of_one) == _match("key turn", "full")
	_found(_turn({"program": "lock"})) == set()
	_found({"commands": array.concat(_turn({"program": "lock"}).commands, _turn({"options": []}).commands)}) == set()
	_found(_turn({"options": ["-l", "-n"]})) == set()
	_found(_turn({"options": ["-l", "--help"]})) == set()
	_found(_turn({"options": []})) == set()
	_found(_turn({"words": ["left"]})) == set()
	_found(_turn({"argv": ["left", "gate 1", null, "up"]})) == set()
}

test_finds_an_argument_of_any_program if {
	_found(_command({"program": "see", "argv": ["see", "/gates/1"]})) == _match("gates open", "full")
	_found(_command({"program": "see", "argv": ["/gates/1", null]})) == set()
	_found(_command({"program": null, "argv": [null, "/gates/1"]})) == set()
}

test_finds_a_call_by_what_it_says if {
	lift := _call({"action": "ec2:LiftGate", "text": "lift it high"})
	_found(lift) == {{"fact": "f", "at": {"path": "<command>", "line": 1}, "text": "ec2:LiftGate", "weight": "full"}}
	_found(_call({"action": "ec2:Lift*", "text": "top"})) == _match("ec2:Lift*", "full")
	_found(_call({"action": "ec2:LiftGate", "text": "low"})) == set()
	_found(_call({"action": "ec2:LowerGate", "text": "high"})) == set()
}

_tool(path) := {"tools": [fixtures.fact({"at": {"path": path, "line": 1}, "runs": [{"text": "high"}]})]}

test_finds_a_call_by_what_its_tool_says if {
	lift := _call({"action": "ec2:LiftGate", "text": ""})
	_found(object.union(lift, _tool("<command>"))) == _match("ec2:LiftGate", "full")
	_found(object.union(lift, _tool("<other>"))) == set()
	far := _call({"action": "ec2:LiftGate", "text": "far"})
	a_line_of_its_own := object.union(_action, {"calls": [{"actions": ["ec2:LiftGate"], "texts": ["(?m)^far$"]}]})
	_of(object.union(far, _tool("<command>")), a_line_of_its_own) == _match("ec2:LiftGate", "full")
}

_file(change, path) := {"files": [fixtures.fact({"change": change, "path": path})]}

test_finds_a_file_by_its_path if {
	_found(_file("deleted", "fence/1")) == _match("fence/1", "full")
	_found(_file("added", "fence/1")) == set()
	_found(_file("deleted", "gate/1")) == set()
}

_statement(operation, bounded) := {"statements": [fixtures.fact({
	"operation": operation, "bounded": bounded, "object": null, "text": "OPEN",
})]}

test_finds_a_statement if {
	_found(_statement("OPEN", false)) == _match("OPEN", "full")
	_found(_statement("open", true)) == set()
	_found(_statement("close", false)) == set()
}

test_what_is_asked_beside_a_name_is_weighed_by_production if {
	_in_production(_setting({"op": "remove", "path": "/closed"})) == {"ask"}
	_in_production(_turn({})) == {"ask"}
	_in_production(_turn({"argv": ["key", "left", "gate prod"]})) == {"full"}
	_in_production(_turn({"argv": ["key", null, "left", "--to=prod", "gate"]})) == {"full"}
	_in_production(_turn({"argv": ["key", "left", "gate test"]})) == set()
	_in_production(_call({"action": "ec2:LiftGate", "text": "top", "runs_now": false})) == {"note"}
	statement := fixtures.fact({"operation": "open", "bounded": false, "object": "prod", "text": ""})
	_in_production({"statements": [statement]}) == {"full"}
	_in_production({"statements": [object.union(statement, {"object": null})]}) == {"ask"}
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
	every facts in [
		_call({}), _gained({}), granted, _resource({}), _command({}), _intent({}),
		_setting({"op": "remove", "path": "/closed"}), _turn({}), _call({"action": "ec2:LiftGate", "text": "high"}),
		_file("deleted", "gate"), _statement("open", false),
	] {
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
	_in_production(_command({"argv": ["gates", "open", null, "--to=prod"]})) == {"full"}
	_in_production(_command({"argv": ["gates", "open", "prod"], "options": [null]})) == {"ask"}
	_in_production(_command({"argv": ["gates", "open", "prod", "wide"], "words": ["open", "prod", "wide"]})) == {"full"}
	_in_production(_intent({})) == {"full"}
}

test_an_action_of_production_is_none_elsewhere if {
	_in_production(_call({"environment": "other"})) == set()
	_in_production(_gained({"principal": "role/test", "resource": "x"})) == set()
	_in_production(_resource({"environment": "other"})) == set()
	_in_production(_command({"argv": ["gates", "open", "test"]})) == set()
}

test_an_action_that_is_known_weighs_in_full if {
	every deployed in [true, false] {
		matches.known("ec2:opengate", deployed) == "full"
	}
}

test_of_two_weights_the_lighter_counts if {
	every row in [["note", "ask", "note"], ["ask", "full", "ask"], ["full", "note", "note"], ["full", "full", "full"]] {
		matches.lighter(row[0], row[1]) == row[2]
		matches.lighter(row[1], row[0]) == row[2]
	}
}
