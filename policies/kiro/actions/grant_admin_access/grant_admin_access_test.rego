package kiro.actions.grant_admin_access_test

import data.kiro.actions.grant_admin_access
import data.kiro.lib.fixtures_test as fixtures

_policy := "arn:aws:iam::aws:policy/AdministratorAccess"

_match(text) := {"fact": "f", "at": {"path": "<command>", "line": 1}, "text": text}

_matches(facts) := found if {
	found := grant_admin_access.matches with input as fixtures.event(facts)
}

_call(action, text) := {"calls": [fixtures.fact({"action": action, "text": text})]}

_command(program, arguments, words) := {"commands": [fixtures.fact({
	"program": program,
	"argv": array.concat([program], arguments),
	"words": words,
	"text": program,
})]}

_resource(type, patch) := {"infrastructure": [fixtures.fact({"type": type, "patch": [patch]})]}

_added(value) := {"op": "add", "path": "", "value": value}

test_finds_a_call_that_attaches if {
	actions := [
		"iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:AttachUserPolicy",
		"sso:AttachManagedPolicyToPermissionSet",
	]
	every action in actions {
		_matches(_call(action, _policy)) == {_match(action)}
	}
	_matches(_call("iam:AttachRolePolicy", "policy/IAMFullAccess")) == {_match("iam:AttachRolePolicy")}
}

test_finds_a_command_that_attaches if {
	commands := [
		["aws", "attach-group-policy", _policy],
		["aws", "attach-managed-policy-to-permission-set", _policy],
		["aws", "attach-role-policy", _policy],
		["aws", "attach-user-policy", "arn:aws:iam::aws:policy/IAMFullAccess"],
		["az", "create", "Owner"],
		["gcloud", "add-iam-policy-binding", "--role=roles/owner"],
		["kubectl", "create", "--clusterrole=cluster-admin"],
	]
	every command in commands {
		_matches(_command(command[0], ["x", command[2]], ["x", command[1]])) == {_match(command[0])}
	}
}

test_finds_a_resource_that_attaches if {
	types := [
		"aws_iam_group_policy_attachment", "aws_iam_policy_attachment", "aws_iam_role", "aws_iam_role_policy_attachment",
		"aws_iam_role_policy_attachments_exclusive", "aws_iam_user_policy_attachment",
		"aws_ssoadmin_managed_policy_attachment", "AWS::IAM::Group", "AWS::IAM::Role", "AWS::IAM::User",
		"AWS::SSO::PermissionSet", "ClusterRoleBinding", "RoleBinding", "azurerm_role_assignment",
		"google_folder_iam_binding", "google_folder_iam_member", "google_organization_iam_binding",
		"google_organization_iam_member", "google_project_iam_binding", "google_project_iam_member",
		"kubernetes_cluster_role_binding", "kubernetes_cluster_role_binding_v1", "kubernetes_role_binding",
		"kubernetes_role_binding_v1",
	]
	every type in types {
		_matches(_resource(type, _added({"policies": ["x", _policy]}))) == {_match(type)}
		_matches(_resource(type, {"op": "replace", "path": "/role", "value": "roles/owner"})) == {_match(type)}
	}
}

test_finds_nothing_in_other_policies if {
	count(_matches(_call("iam:AttachRolePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess"))) == 0
	count(_matches(_resource("aws_iam_role", _added({"policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})))) == 0
	count(_matches(_command("aws", ["iam", "attach-role-policy", "policy/X"], ["iam", "attach-role-policy"]))) == 0
}

test_finds_nothing_in_reading_and_in_others if {
	count(_matches(_call("iam:GetPolicy", _policy))) == 0
	count(_matches(_command("aws", ["iam", "get-policy", "--policy-arn", _policy], ["iam", "get-policy"]))) == 0
	count(_matches(_command("grep", ["create", "Owner"], ["create"]))) == 0
	count(_matches(_resource("aws_s3_bucket", _added({"bucket": "AdministratorAccess"})))) == 0
}

test_finds_nothing_in_a_number if count(_matches(_resource("aws_iam_role", _added({"max_session": 1})))) == 0

test_finds_nothing_in_what_is_removed if {
	every patch in [{"op": "remove", "path": "/Owner"}, {"op": "test", "path": "/x", "value": "Owner"}] {
		count(_matches(_resource("aws_iam_role", patch))) == 0
	}
}

test_finds_nothing_beside_what_is_added if {
	count(_matches(_resource("aws_iam_role", {"op": "add", "path": "Owner", "from": "Owner", "value": 1}))) == 0
}
