"""Commands of the AWS command line, and Kiro's `use_aws`, as calls on resources."""

from __future__ import annotations

import pytest

from pykiro_opa.changes import ToolCall
from pykiro_opa.facts import api_calls, shell

PRODUCTION = {"names": ("prod", "production"), "accounts": ("111122223333",), "profiles": ("live-*",)}
FILES = {
    "policy.json": b'{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}',
    "input.json": b'{"RoleName": "production-api"}',
}


def calls(text):
    commands = shell.evaluate(text, path="<command>", line=1, cwd="", read=FILES.get, runs_now=True).commands
    return api_calls.from_commands(commands, production=PRODUCTION, read=FILES.get)


def arns(call):
    return {(one["arn"], one["quantifier"]) for one in call["resources"]}


CALLS = {
    "aws s3 rm s3://b/k": ("s3:DeleteObject", {("arn:aws:s3:::b/k", "any")}),
    "aws s3 rm --recursive s3://b/p": ("s3:DeleteObject", {("arn:aws:s3:::b/p/*", "all")}),
    "aws s3 ls s3://b": ("s3:ListBucket", {("arn:aws:s3:::b", "any")}),
    "aws s3 ls s3://$B": ("s3:ListBucket", {("arn:aws:s3:::*", "any")}),
    "aws s3 cp x s3://b/k": ("s3:PutObject", {("arn:aws:s3:::b/k", "any")}),
    "aws s3 cp s3://b/k x": ("s3:GetObject", {("arn:aws:s3:::b/k", "any")}),
    "aws s3 rb s3://b": ("s3:DeleteBucket", {("arn:aws:s3:::b", "any")}),
    "aws s3 mb s3://b": ("s3:CreateBucket", {("arn:aws:s3:::b", "any")}),
    "aws s3api delete-object --bucket b --key k": ("s3:DeleteObject", {("arn:aws:s3:::b/k", "any")}),
    "aws s3api put-bucket-policy --bucket=b --policy {}": ("s3:PutBucketPolicy", {("arn:aws:s3:::b", "any")}),
    "aws iam delete-role --role-name r": ("iam:DeleteRole", {("arn:aws:iam::*:role/r", "any")}),
    'aws iam delete-role --role-name "$R"': ("iam:DeleteRole", {("arn:aws:iam::*:role/*", "any")}),
    'aws iam delete-role --role-name "prod-$R"': ("iam:DeleteRole", {("arn:aws:iam::*:role/prod-*", "any")}),
    "aws --region eu --profile p iam create-user --user-name u": ("iam:CreateUser", {("arn:aws:iam::*:user/u", "any")}),
    "aws iam create-user --user-name u --region eu": ("iam:CreateUser", {("arn:aws:iam::*:user/u", "any")}),
    "aws iam delete-role --cli-input-json file://input.json": (
        "iam:DeleteRole", {("arn:aws:iam::*:role/production-api", "any")},
    ),
    "aws iam delete-role --cli-input-json file://gone.json": ("iam:DeleteRole", {("arn:aws:iam:*:*:*", "any")}),
    "aws rds delete-db-instance --db-instance-identifier d": ("rds:DeleteDBInstance", {("arn:aws:rds:*:*:db:d", "any")}),
    "aws dynamodb delete-table --table-name t": ("dynamodb:DeleteTable", {("arn:aws:dynamodb:*:*:table/t", "any")}),
    "aws lambda invoke out --function-name f": ("lambda:InvokeFunction", {("arn:aws:lambda:*:*:function:f", "any")}),
    "aws ec2 terminate-instances --instance-ids i-1 i-2": (
        "ec2:TerminateInstances", {("arn:aws:ec2:*:*:instance/i-1", "any"), ("arn:aws:ec2:*:*:instance/i-2", "any")},
    ),
    "aws sts assume-role --role-arn arn:aws:iam::1:role/r": ("sts:AssumeRole", {("arn:aws:iam::1:role/r", "any")}),
    "aws elbv2 delete-rule --rule-arn arn:aws:elasticloadbalancing:eu:1:x": (
        "elasticloadbalancing:DeleteRule", {("arn:aws:elasticloadbalancing:eu:1:x", "any")},
    ),
    "aws $SERVICE delete-role": ("*:DeleteRole", set()),
    'aws $SERVICE "$OPERATION"': ("*:*", set()),
    'aws iam "delete-$KIND"': ("iam:Delete*", set()),
    'aws iam "$OPERATION"': ("iam:*", set()),
    "sudo env X=1 aws iam delete-role --role-name r": ("iam:DeleteRole", {("arn:aws:iam::*:role/r", "any")}),
}  # fmt: skip


@pytest.mark.parametrize("text", CALLS)
def test_a_command_is_a_call_on_its_resources(text):
    (call,), _ = calls(text)

    assert CALLS[text] == (call["action"], arns(call))


@pytest.mark.parametrize("text", ["aws help", "aws iam help", "echo aws iam delete-role", "aws --version"])
def test_what_calls_nothing_is_no_call(text):
    assert ([], []) == calls(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("aws s3 ls s3://b", "list"), ("aws iam list-roles", "list"), ("aws s3 cp s3://b/k x", "read"),
        ("aws iam get-role --role-name r", "read"), ("aws s3 rm s3://b/k", "write"), ("aws x do-it", "write"),
        ("aws ec2 create-tags --resources i", "tagging"), ("aws iam put-role-policy --role-name r", "permissions-management"),
        ("aws iam attach-user-policy --user-name u", "permissions-management"),
    ],
)  # fmt: skip
def test_the_level_is_that_of_the_verb(text, level):
    assert level == calls(text)[0][0]["level"]


@pytest.mark.parametrize(
    ("text", "environment"),
    [
        ("aws rds delete-db-instance --db-instance-identifier production-orders", "production"),
        ("aws rds delete-db-instance --db-instance-identifier prod_orders", "production"),
        ("aws rds delete-db-instance --db-instance-identifier products", "unknown"),
        ("aws rds delete-db-instance --db-instance-identifier staging-orders", "other"),
        ("aws rds delete-db-instance --db-instance-identifier x --profile live-eu", "production"),
        ("AWS_PROFILE=live-eu aws rds delete-db-instance --db-instance-identifier x", "production"),
        ("aws sts assume-role --role-arn arn:aws:iam::111122223333:role/r", "production"),
        ('aws rds delete-db-instance --db-instance-identifier "$DB"', "unknown"),
    ],
)
def test_production_is_what_the_guardrails_say(text, environment):
    assert environment == calls(text)[0][0]["environment"]


GRANTS = [
    "aws iam attach-user-policy --user-name u --policy-arn arn:aws:iam::aws:policy/AdministratorAccess",
    "aws iam put-role-policy --role-name r --policy-name p --policy-document file://policy.json",
    'aws iam create-policy --policy-name p --policy-document \'{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}\'',
]


@pytest.mark.parametrize("text", GRANTS)
def test_a_policy_that_is_given_is_a_permission_gained(text):
    (permission,) = calls(text)[1]

    assert ("gained", ["*"], "*", "permissions-management") == tuple(
        permission[field] for field in ("change", "actions", "resource", "level")
    )


def test_use_aws_is_the_same_call():
    tool = ToolCall("", "use_aws", {"service_name": "iam", "operation_name": "delete-role",
                                    "parameters": {"RoleName": "production-api"}, "region": "eu"})  # fmt: skip

    (call,), _ = api_calls.from_tools([tool], production=PRODUCTION, read=FILES.get)

    assert ("iam:DeleteRole", {("arn:aws:iam::*:role/production-api", "any")}) == (call["action"], arns(call))
    assert "use_aws" == call["via"]
