"""A changed resource as the API call that a deployment would make."""

from __future__ import annotations

import re

from ..events import canonical, clean, sha256

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..events import Fact
    from ..infrastructure.model import ResourceChange

_ARN = re.compile(r"arn:[\w*-]*:[\w*-]*:[^\s\"',:]*:[^\s\"',:]*:[^\s\"',]+")

# type: its service and, for each operation, the action; a type without a row gets a name made of its own
_ACTIONS: dict[str, tuple[str, str, str]] = {
    "aws_db_instance": ("rds:CreateDBInstance", "rds:ModifyDBInstance", "rds:DeleteDBInstance"),
    "aws_dynamodb_table": ("dynamodb:CreateTable", "dynamodb:UpdateTable", "dynamodb:DeleteTable"),
    "aws_iam_access_key": ("iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey"),
    "aws_iam_group": ("iam:CreateGroup", "iam:UpdateGroup", "iam:DeleteGroup"),
    "aws_iam_group_policy": ("iam:PutGroupPolicy", "iam:PutGroupPolicy", "iam:DeleteGroupPolicy"),
    "aws_iam_group_policy_attachment": ("iam:AttachGroupPolicy", "iam:AttachGroupPolicy", "iam:DetachGroupPolicy"),
    "aws_iam_policy": ("iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy"),
    "aws_iam_role": ("iam:CreateRole", "iam:UpdateRole", "iam:DeleteRole"),
    "aws_iam_role_policy": ("iam:PutRolePolicy", "iam:PutRolePolicy", "iam:DeleteRolePolicy"),
    "aws_iam_role_policy_attachment": ("iam:AttachRolePolicy", "iam:AttachRolePolicy", "iam:DetachRolePolicy"),
    "aws_iam_user": ("iam:CreateUser", "iam:UpdateUser", "iam:DeleteUser"),
    "aws_iam_user_login_profile": ("iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:DeleteLoginProfile"),
    "aws_iam_user_policy": ("iam:PutUserPolicy", "iam:PutUserPolicy", "iam:DeleteUserPolicy"),
    "aws_iam_user_policy_attachment": ("iam:AttachUserPolicy", "iam:AttachUserPolicy", "iam:DetachUserPolicy"),
    "aws_instance": ("ec2:RunInstances", "ec2:ModifyInstanceAttribute", "ec2:TerminateInstances"),
    "aws_kms_key": ("kms:CreateKey", "kms:PutKeyPolicy", "kms:ScheduleKeyDeletion"),
    "aws_lambda_function": ("lambda:CreateFunction", "lambda:UpdateFunctionConfiguration", "lambda:DeleteFunction"),
    "aws_rds_cluster": ("rds:CreateDBCluster", "rds:ModifyDBCluster", "rds:DeleteDBCluster"),
    "aws_s3_bucket": ("s3:CreateBucket", "s3:PutBucketTagging", "s3:DeleteBucket"),
    "aws_s3_bucket_policy": ("s3:PutBucketPolicy", "s3:PutBucketPolicy", "s3:DeleteBucketPolicy"),
    "aws_s3_bucket_public_access_block": (
        "s3:PutBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock", "s3:PutBucketPublicAccessBlock"
    ),
    "aws_security_group_rule": (
        "ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupIngress"
    ),
    "aws_vpc_security_group_egress_rule": (
        "ec2:AuthorizeSecurityGroupEgress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupEgress"
    ),
    "aws_vpc_security_group_ingress_rule": (
        "ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupIngress"
    ),
    "aws_security_group": (
        "ec2:CreateSecurityGroup", "ec2:ModifySecurityGroupRules", "ec2:DeleteSecurityGroup"
    ),
    "AWS::DynamoDB::Table": ("dynamodb:CreateTable", "dynamodb:UpdateTable", "dynamodb:DeleteTable"),
    "AWS::EC2::SecurityGroup": (
        "ec2:CreateSecurityGroup", "ec2:ModifySecurityGroupRules", "ec2:DeleteSecurityGroup"
    ),
    "AWS::EC2::SecurityGroupEgress": (
        "ec2:AuthorizeSecurityGroupEgress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupEgress"
    ),
    "AWS::EC2::SecurityGroupIngress": (
        "ec2:AuthorizeSecurityGroupIngress", "ec2:ModifySecurityGroupRules", "ec2:RevokeSecurityGroupIngress"
    ),
    "AWS::IAM::AccessKey": ("iam:CreateAccessKey", "iam:UpdateAccessKey", "iam:DeleteAccessKey"),
    "AWS::IAM::ManagedPolicy": ("iam:CreatePolicy", "iam:CreatePolicyVersion", "iam:DeletePolicy"),
    "AWS::IAM::Role": ("iam:CreateRole", "iam:UpdateRole", "iam:DeleteRole"),
    "AWS::IAM::User": ("iam:CreateUser", "iam:UpdateUser", "iam:DeleteUser"),
    "AWS::RDS::DBCluster": ("rds:CreateDBCluster", "rds:ModifyDBCluster", "rds:DeleteDBCluster"),
    "AWS::RDS::DBInstance": ("rds:CreateDBInstance", "rds:ModifyDBInstance", "rds:DeleteDBInstance"),
    "AWS::S3::Bucket": ("s3:CreateBucket", "s3:PutBucketTagging", "s3:DeleteBucket"),
}  # fmt: skip
_BY_LOWER = {type_.lower(): row for type_, row in _ACTIONS.items()}  # the CDK writes its services small
# what a resource has inside it is another action of its own: (type, property): action
_INSIDE = {
    ("aws_security_group", "egress"): "ec2:AuthorizeSecurityGroupEgress",
    ("aws_security_group", "ingress"): "ec2:AuthorizeSecurityGroupIngress",
    ("AWS::EC2::SecurityGroup", "SecurityGroupEgress"): "ec2:AuthorizeSecurityGroupEgress",
    ("AWS::EC2::SecurityGroup", "SecurityGroupIngress"): "ec2:AuthorizeSecurityGroupIngress",
}
_VERBS = {"create": "Create", "update": "Update", "delete": "Delete"}
_GRANTING = ("aws_iam_", "AWS::IAM::", "aws_s3_bucket_policy", "AWS::S3::BucketPolicy")


def calls(change: ResourceChange, environment: str) -> list[Fact]:
    """One call, two for a replacement; each on the resource itself and on every ARN that its changed values name."""
    operations = ("delete", "create") if change.operation == "replace" else (change.operation,)
    made = [(operation, action_of(change.type, operation)) for operation in operations]
    made += [(operations[-1], action) for action in _inside(change)]
    return [_call(change, operation, action, environment) for operation, action in made]


def _inside(change: ResourceChange) -> Iterator[str]:
    """The actions of what a resource newly has inside it."""
    before = {} if change.before is None else change.before.properties
    after = {} if change.after is None else change.after.properties
    for (type_, name), action in _INSIDE.items():
        if type_ == change.type and after.get(name) and after[name] != before.get(name):
            yield action


def _call(change: ResourceChange, operation: str, action: str, environment: str) -> Fact:
    return {
        "action": action,
        "resources": _resources(change, operation),
        "parameters": sha256(canonical(clean(change.patch))),
        "level": "permissions-management" if change.type.startswith(_GRANTING) else "write",
        "runs_now": False,
        "via": "iac",
        "environment": environment,
        "text": f"{operation} {change.type} {change.address}",
        "at": {"path": change.path, "line": change.line},
    }


def action_of(type_: str, operation: str) -> str:
    """The action that creates, updates or deletes a resource of a type, in Terraform's or CloudFormation's spelling."""
    row = _ACTIONS.get(type_) or _BY_LOWER.get(type_.lower())
    if row is not None:
        return row[("create", "update", "delete").index(operation)]
    parts = [part for part in re.split(r"_|::", type_) if part] or [
        "unknown"
    ]  # a type of no letters is none of anybody's
    if len(parts) < 2 or parts[0].lower() != "aws":
        return f"{parts[0].lower()}:{_VERBS[operation]}{''.join(part.capitalize() for part in parts[1:])}"
    return f"{parts[1].lower()}:{_VERBS[operation]}{''.join(part[:1].upper() + part[1:] for part in parts[2:])}"


def _resources(change: ResourceChange, operation: str) -> list[dict[str, str]]:
    from ..infrastructure.arns import arn_of
    from ..infrastructure.rounds import each
    from ..infrastructure.unknowns import as_pattern

    side = change.before if operation == "delete" else change.after
    sides = [one for one in (change.before, change.after) if one is not None] if operation == "update" else [side]
    made = [one for side in sides if side is not None for one in each(side)]
    own = [arn_of(change.type, one.properties, change.address) for one in made]
    found = {as_pattern(arn) for arn in own if arn is not None} | set(_named(change, operation))
    return [{"arn": arn, "quantifier": "any"} for arn in sorted(found)]


def _named(change: ResourceChange, operation: str) -> Iterator[str]:
    """ARNs in values that change, outside of policy documents."""
    from ..infrastructure.policies import without
    from ..infrastructure.unknowns import as_pattern

    before = change.before.properties if change.before is not None and operation == "update" else {}
    after = change.after.properties if change.after is not None and operation != "delete" else {}
    for key, value in after.items():
        if before.get(key) != value:
            for text in _texts(without(value)):
                for match in _ARN.finditer(as_pattern(text)):
                    if not match[0].partition(":policy/")[0].endswith("::aws"):
                        yield match[0]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
