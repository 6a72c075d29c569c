# METADATA
# title: Grant administrator access
# description: >-
#   Attaching a policy or role whose name means every right. Its name is an argument or a value, which the data of an
#   action cannot speak of.
package kiro.actions.grant_admin_access

_administrators := {"AdministratorAccess", "IAMFullAccess", "Owner", "cluster-admin", "roles/owner"}

_attaching_calls := {
	"iam:attachgrouppolicy",
	"iam:attachrolepolicy",
	"iam:attachuserpolicy",
	"sso:attachmanagedpolicytopermissionset",
}

_attaching_words := {
	"add-iam-policy-binding",
	"attach-group-policy",
	"attach-managed-policy-to-permission-set",
	"attach-role-policy",
	"attach-user-policy",
	"create", # az role assignment create, kubectl create clusterrolebinding
}

_attaching_types := {
	"aws_iam_group_policy_attachment",
	"aws_iam_policy_attachment",
	"aws_iam_role",
	"aws_iam_role_policy_attachment",
	"aws_iam_role_policy_attachments_exclusive",
	"aws_iam_user_policy_attachment",
	"aws_ssoadmin_managed_policy_attachment",
	"AWS::IAM::Group",
	"AWS::IAM::Role",
	"AWS::IAM::User",
	"AWS::SSO::PermissionSet",
	"ClusterRoleBinding",
	"RoleBinding",
	"azurerm_role_assignment",
	"google_folder_iam_binding",
	"google_folder_iam_member",
	"google_organization_iam_binding",
	"google_organization_iam_member",
	"google_project_iam_binding",
	"google_project_iam_member",
	"kubernetes_cluster_role_binding",
	"kubernetes_cluster_role_binding_v1",
	"kubernetes_role_binding",
	"kubernetes_role_binding_v1",
}

# METADATA
# description: What attaches an administrator policy; see `kiro.lib.matches`.
# scope: document
# schemas:
#   - input: schema["change_event.v1"]
matches contains {"fact": call.id, "at": call.at, "text": call.action} if {
	some call in input.calls
	lower(call.action) in _attaching_calls
	some name in ["policy/AdministratorAccess", "policy/IAMFullAccess"]
	contains(call.text, name)
}

matches contains {"fact": command.id, "at": command.at, "text": command.text} if {
	some command in input.commands
	command.program in ["aws", "az", "gcloud", "kubectl"]
	some word in command.words
	word in _attaching_words
	some argument in command.argv
	_name_of(argument) in _administrators
}

matches contains {"fact": resource.id, "at": resource.at, "text": resource.type} if {
	some resource in input.infrastructure
	resource.type in _attaching_types
	some patch in resource.patch
	patch.op in ["add", "replace"]
	walk(patch, [path, value])
	path[0] == "value"
	_name_of(value) in _administrators
}

# the name in `arn:aws:iam::aws:policy/AdministratorAccess`, or in `--role=roles/owner`
_name_of(value) := name if {
	is_string(value)
	parts := split(value, ":policy/")
	unassigned := split(parts[count(parts) - 1], "=")
	name := unassigned[count(unassigned) - 1]
}
