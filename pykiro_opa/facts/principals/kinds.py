"""Types of resources that give policies to principals, in Terraform and in CloudFormation, and how they name them."""

from __future__ import annotations

SET = "permission-set"
ASSIGNED = "assigned"  # whoever has a permission set in an account
IDENTITIES = {
    "aws_iam_role": "role", "aws_iam_user": "user", "aws_iam_group": "group",
    "AWS::IAM::Role": "role", "AWS::IAM::User": "user", "AWS::IAM::Group": "group",
    "aws_ssoadmin_permission_set": SET, "AWS::SSO::PermissionSet": SET,
}  # fmt: skip
MANAGED = {
    "aws_iam_policy": "policy",
    "AWS::IAM::ManagedPolicy": "PolicyDocument",
    "AWS::IAM::Policy": "PolicyDocument",
}
INLINE = {
    "aws_iam_role_policy": ("role", "role", "policy"), "aws_iam_user_policy": ("user", "user", "policy"),
    "aws_iam_group_policy": ("group", "group", "policy"), "AWS::IAM::RolePolicy": ("role", "RoleName", "PolicyDocument"),
    "AWS::IAM::UserPolicy": ("user", "UserName", "PolicyDocument"),
    "AWS::IAM::GroupPolicy": ("group", "GroupName", "PolicyDocument"),
    "aws_ssoadmin_permission_set_inline_policy": (SET, "permission_set_arn", "inline_policy"),
}  # fmt: skip
ATTACHMENTS = {
    "aws_iam_role_policy_attachment": (("role", "role"),), "aws_iam_user_policy_attachment": (("user", "user"),),
    "aws_iam_group_policy_attachment": (("group", "group"),),
    "aws_iam_policy_attachment": (("role", "roles"), ("user", "users"), ("group", "groups")),
    "aws_iam_role_policy_attachments_exclusive": (("role", "role_name"),),
    "aws_iam_user_policy_attachments_exclusive": (("user", "user_name"),),
    "aws_iam_group_policy_attachments_exclusive": (("group", "group_name"),),
    "aws_ssoadmin_managed_policy_attachment": ((SET, "permission_set_arn"),),
    "aws_ssoadmin_customer_managed_policy_attachment": ((SET, "permission_set_arn"),),
}  # fmt: skip
HOLDING = (("role", "Roles"), ("user", "Users"), ("group", "Groups"))
MEMBERSHIPS = {
    "aws_iam_user_group_membership": ("user", "groups"), "aws_iam_group_membership": ("users", "group"),
    "AWS::IAM::UserToGroupAddition": ("Users", "GroupName"),
}  # fmt: skip
SET_BOUNDARIES = {"aws_ssoadmin_permissions_boundary_attachment": "permission_set_arn"}
ASSIGNMENTS = {
    "aws_ssoadmin_account_assignment": ("principal_id", "target_id", "permission_set_arn"),
    "AWS::SSO::Assignment": ("PrincipalId", "TargetId", "PermissionSetArn"),
}
CEILINGS = {"aws_organizations_policy": "content", "AWS::Organizations::Policy": "Content"}
EVERYTHING = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
