package kiro.actions.grant_admin_access_test

import data.kiro.actions.grant_admin_access
import data.kiro.lib.fixtures_test as fixtures

_policy := "arn:aws:iam::aws:policy/AdministratorAccess"

_count(facts) := count(found) if {
	found := grant_admin_access.matches with input as fixtures.event(facts)
}

_command(program, arguments, words) := {"commands": [fixtures.fact({
	"program": program,
	"argv": array.concat([program], arguments),
	"words": words,
})]}

_resource(type, value) := {"infrastructure": [fixtures.fact({
	"type": type,
	"patch": [{"op": "add", "path": "", "value": value}],
})]}

test_finds_an_attached_administrator_policy if {
	_count({"calls": [fixtures.fact({"action": "iam:AttachRolePolicy", "text": _policy})]}) == 1
	_count(_command("aws", ["iam", "attach-role-policy", "--policy-arn", _policy], ["iam", "attach-role-policy"])) == 1
	_count(_command("kubectl", ["create", "clusterrolebinding", "--clusterrole=cluster-admin"], ["create"])) == 1
	_count(_resource("aws_iam_role_policy_attachment", {"policy_arn": _policy})) == 1
	_count(_resource("AWS::IAM::Role", {"ManagedPolicyArns": [_policy]})) == 1
	_count(_resource("google_project_iam_member", {"role": "roles/owner"})) == 1
}

test_finds_nothing_in_other_policies_and_in_reading if {
	_count({"calls": [fixtures.fact({"action": "iam:GetPolicy", "text": _policy})]}) == 0
	_count(_command("aws", ["iam", "get-policy", "--policy-arn", _policy], ["iam", "get-policy"])) == 0
	_count(_resource("aws_iam_role_policy_attachment", {"policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})) == 0
	_count(_resource("aws_s3_bucket", {"bucket": "AdministratorAccess"})) == 0
}

test_finds_nothing_in_what_is_removed if {
	patch := [{"op": "remove", "path": "/policy_arn"}]
	_count({"infrastructure": [fixtures.fact({"type": "aws_iam_role_policy_attachment", "patch": patch})]}) == 0
}
