package kiro.rules.actions.named_test

import data.kiro.lib.fixtures_test as fixtures
import data.kiro.rules.actions.named

_action(name) := fixtures.entry({"matcher": "named", "name": name})

_api(text) := fixtures.entry({"matcher": "api", "text": text})

_call(action, fields) := {"calls": [fixtures.fact(object.union(
	{
		"action": action, "resources": [], "level": "write", "runs_now": true, "via": "cli", "environment": "unknown",
		"text": "",
	},
	fields,
))]}

_gained(actions) := {"permissions": [fixtures.fact({
	"principal": "role", "change": "gained", "actions": actions, "level": "write", "resource": "*", "quantifier": "all",
})]}

_findings(facts, entry) := found if {
	found := named.findings with input as fixtures.event(facts)
		with data.kiro.guardrails as fixtures.guardrails({"actions": [entry]})
}

_effects(facts, entry) := fixtures.effects(_findings(facts, entry))

test_denies_a_call_of_a_named_action if {
	found := _findings(_call("ec2:AuthorizeSecurityGroupIngress", {}), _action("modify_network_security_groups"))
	some finding in found
	finding.effect == "deny"
	finding.action == "modify_network_security_groups"
}

test_denies_a_call_of_an_api_action_in_any_case if {
	_effects(_call("iam:createACCESSkey", {}), _api("iam:createaccesskey")) == ["deny"]
	_effects(_call("iam:CreateUser", {}), _api("iam:create*")) == ["deny"]
}

test_asks_where_the_operation_is_unknown if {
	source := {"runs_now": false, "via": "sdk"}
	_effects(_call("iam:*", {}), _api("iam:createuser")) == ["needs-approval"]
	_effects(_call("*:CreateUser", {}), _api("iam:createuser")) == ["needs-approval"]
	_effects(_call("iam:*", source), _api("iam:createuser")) == ["needs-approval"]
	_effects(_call("*:CreateUser", source), _api("iam:createuser")) == ["notice"]
	count(_effects(_call("*:DeleteUser", source), _api("iam:createuser"))) == 0
}

test_denies_a_permission_to_perform_it if {
	_effects(_gained(["iam:Create*"]), _api("iam:createuser")) == ["deny"]
	_effects(_gained(["*"]), _action("grant_admin_access")) == ["deny"]
}

test_denies_infrastructure_of_it if {
	resource := {"type": "aws_security_group", "address": "a", "operation": "update", "patch": [], "environment": "other"}
	_effects({"infrastructure": [fixtures.fact(resource)]}, _action("modify_network_security_groups")) == ["deny"]
}

test_denies_a_program_that_performs_it if {
	command := {
		"argv": ["gcloud", "compute", "firewall-rules", "create", "x"], "program": "gcloud",
		"words": ["compute", "firewall-rules", "create", "x"], "options": [], "reads_only": false, "runs_now": true,
	}
	_effects({"commands": [fixtures.fact(command)]}, _action("modify_network_security_groups")) == ["deny"]
}

test_denies_a_plan if {
	intent := {"action": "grant_admin_access", "polarity": "plans"}
	_effects({"intents": [fixtures.fact(intent)]}, _action("grant_admin_access")) == ["deny"]
}

test_says_how_to_reword_a_plan if {
	intent := {"action": "grant_admin_access", "polarity": "plans"}
	found := named.findings with input as fixtures.event({"intents": [fixtures.fact(intent)]})
		with data.kiro.guardrails as fixtures.guardrails({"actions": [_action("grant_admin_access")]})

	some finding in found
	startswith(finding.remedy, "reword")
}

test_allows_a_plan_that_forbids_it if {
	intent := {"action": "grant_admin_access", "polarity": "forbids"}
	count(_effects({"intents": [fixtures.fact(intent)]}, _action("grant_admin_access"))) == 0
}

test_production_is_denied_asked_about_or_noticed if {
	entry := _action("delete_production_database")
	_effects(_call("rds:DeleteDBInstance", {"environment": "production"}), entry) == ["deny"]
	_effects(_call("rds:DeleteDBInstance", {}), entry) == ["needs-approval"]
	_effects(_call("rds:DeleteDBInstance", {"runs_now": false, "via": "sdk"}), entry) == ["notice"]
}

test_allows_other_environments if {
	count(_effects(_call("rds:DeleteDBInstance", {"environment": "other"}), _action("delete_production_database"))) == 0
}

test_allows_another_call if {
	count(_effects(_call("ec2:DescribeSecurityGroups", {}), _action("modify_network_security_groups"))) == 0
	count(_effects(_call("iam:ListUsers", {}), _api("iam:create*"))) == 0
}

test_allows_a_permission_for_something_else if {
	count(_effects(_gained(["ec2:Describe*"]), _action("modify_network_security_groups"))) == 0
	count(_effects(_gained(["s3:*"]), _action("grant_admin_access"))) == 0
	count(_effects(_gained(["iam:ListUsers"]), _api("iam:create*"))) == 0
}

_whole(action, text) := {{
	"effect": "deny", "origin": "workspace", "guardrail": "/guardrails/deny/x/0", "action": action, "entry": "e",
	"fact": "f", "message": "not that", "evidence": [{"path": "<command>", "line": 1, "text": text}],
	"remedy": "leave this out, or ask the owners of the guardrail to change it",
}}

test_a_finding_says_all_that_there_is_to_say if {
	_findings(_call("iam:CreateUser", {}), _api("iam:createuser")) == _whole("", "iam:CreateUser")
	_findings(_gained(["iam:CreateUser"]), _api("iam:createuser")) == _whole("", "iam:CreateUser")
	authorize := "ec2:AuthorizeSecurityGroupIngress"
	found := _findings(_call(authorize, {}), _action("modify_network_security_groups"))
	found == _whole("modify_network_security_groups", authorize)
}

test_allows_where_the_entry_does_not_apply if {
	every entry in [_api("iam:createuser"), _action("grant_admin_access")] {
		elsewhere := object.union(entry, {"stages": ["spec"]})
		count(_effects(_call("iam:CreateUser", {}), elsewhere)) == 0
		count(_effects(_gained(["iam:CreateUser", "*"]), elsewhere)) == 0
	}
}

test_allows_what_was_lost if {
	lost := {"permissions": [object.union(_gained(["iam:CreateUser"]).permissions[0], {"change": "lost"})]}
	count(_effects(lost, _api("iam:createuser"))) == 0
}

test_leaves_what_nobody_can_know_to_the_rule_of_the_unknown if {
	facts := {"permissions": [object.union(_gained(["iam:CreateUser"]).permissions[0], {"way": "unknown"})]}
	count(_effects(facts, _api("iam:createuser"))) == 0
}

test_the_rule_answers if named.evaluated
