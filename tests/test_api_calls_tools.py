"""Tools that call a cloud, by their names and arguments, and tools that only look as if they did."""

from __future__ import annotations

import json

import pytest
from test_api_calls_python import PRODUCTION, USER, found

from pykiro_opa import hosts
from pykiro_opa.facts.extract import extract


def facts_of(tool, arguments, folder):
    payload = {"hook_event_name": "preToolUse", "cwd": str(folder), "tool_name": tool, "tool_input": arguments}
    return extract(hosts.decode(json.dumps(payload).encode(), str(folder))[1], PRODUCTION)


COMMAND = "aws iam create-user --user-name x"
SPELLINGS = [
    ("use_aws", {"service_name": "iam", "operation_name": "create-user", "parameters": {"UserName": "x"}}),
    ("use_aws", {"serviceName": "iam", "operationName": "CreateUser", "parameters": {"user-name": "x"}}),
    ("mcp__strands__use_aws", {"service_name": "iam", "operation_name": "create_user", "parameters": {"UserName": "x"}}),
    ("@aws-api/call_aws", {"cli_command": COMMAND}),
    ("@aws-api/call_aws", {"cli_command": [COMMAND]}),
    ("@aws-api/call_aws", {"cli_commands": ["aws s3 ls", COMMAND]}),
    ("@awslabs.aws-api-mcp-server/call_aws", {"cli_command": f"aws --region eu {COMMAND.removeprefix('aws ')}"}),
    ("@aws/aws_cli", {"command": COMMAND.removeprefix("aws ")}),
    ("mcp__aws__execute_aws_command", {"command": COMMAND}),
    ("@iam/create_user", {"user_name": "x"}),
    ("@aws-iam/create_user", {"UserName": "x"}),
    ("@awslabs.iam-mcp-server/create_user", {"user_name": "x"}),
    ("mcp__aws__iam_create_user", {"userName": "x"}),
    ("mcp__aws__create_iam_user", {"userName": "x"}),
    ("@cloud/IamCreateUser", {"parameters": {"UserName": "x"}}),
    ("@cloud/call", {"service": "iam", "operation": "CreateUser", "params": '{"UserName": "x"}'}),
    ("@boto3/invoke", {"service": "iam", "method": "create_user", "kwargs": {"UserName": "x"}}),
    ("@ccapi/create_resource", {"resource_type": "AWS::IAM::User", "properties": {"UserName": "x"}}),
    ("@code/run_code", {"language": "python", "code": "import boto3\nboto3.client('iam').create_user(UserName='x')"}),
    ("@code/execute_python", {"code": "import boto3\nboto3.client('iam').create_user(UserName='x')"}),
    ("@code/run", {"code": "new (require('aws-sdk').IAM)().createUser({UserName: 'x'})"}),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments"), SPELLINGS)
def test_every_spelling_is_the_same_call(tool, arguments, tmp_path):
    facts = facts_of(tool, arguments, tmp_path)

    assert USER in found(facts)
    assert {action for action, _ in found(facts)} <= {"iam:CreateUser", "s3:ListAllMyBuckets", "s3:ListBucket"}
    assert {True} == {call["runs_now"] for call in facts["calls"]}


CALLS = [
    ("@aws/delete_s3_bucket", {"bucket": "b"}, {("s3:DeleteBucket", "arn:aws:s3:::b")}),
    ("@s3/delete_object", {"Bucket": "b", "Key": "k"}, {("s3:DeleteObject", "arn:aws:s3:::b/k")}),
    ("@aws/terminate_ec2_instance", {"instance_ids": ["i-1"]}, {("ec2:TerminateInstances", "arn:aws:ec2:*:*:instance/i-1")}),
    ("@aws-iam/list_users", {}, {("iam:ListUsers", "")}),
    ("@aws/use_aws", {"service_name": "iam", "operation_name": "DoIt"}, {("iam:DoIt", "")}),
    ("@ccapi/delete_resource", {"resource_type": "AWS::S3::Bucket", "identifier": "b"}, {("s3:DeleteBucket", "arn:aws:s3:*:*:*b")}),
    ("@aws/rds_delete_db_instance", {"DBInstanceIdentifier": "d"}, {("rds:DeleteDBInstance", "arn:aws:rds:*:*:db:d")}),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "calls"), CALLS)
def test_a_tool_that_is_an_operation_calls_it(tool, arguments, calls, tmp_path):
    facts = facts_of(tool, arguments, tmp_path)

    assert calls == found(facts)
    assert {"mcp"} == {call["via"] for call in facts["calls"]}


HARMLESS = [
    ("@directory/create_user", {"user_name": "x"}), ("@github/create_repository", {"name": "x"}),
    ("@jira/create_issue", {"summary": "iam create_user"}), ("@postgres/query", {"sql": "SELECT 1"}),
    ("@iam/search_documentation", {"query": "create_user"}), ("@docs/read", {"topic": "aws iam create-user"}),
    ("@slack/send_message", {"service": "iam", "text": "create_user"}), ("@iam/user", {"name": "x"}),
    ("@weather/call", {"service": "weather", "operation": "today"}), ("@ccapi/get_resource", {"resource_type": "AWS::IAM::User"}),
    ("@memory/create_entities", {"entities": [{"name": "iam"}]}), ("@code/run_code", {"code": "print('iam.create_user')"}),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments"), HARMLESS)
def test_a_tool_that_only_looks_like_it_calls_nothing(tool, arguments, tmp_path):
    assert [] == facts_of(tool, arguments, tmp_path)["calls"]


COMMANDS = [
    ("@terraform/ExecuteTerraformCommand", {"command": "apply", "workingDirectory": "."}, ["terraform", "apply"]),
    ("@terraform/terraform_destroy", {"auto_approve": True}, ["terraform", "destroy", "--auto-approve"]),
    ("@k8s/kubectl_delete", {"resourceType": "namespace", "name": "prod"}, ["kubectl", "delete", "namespace", "prod"]),
    ("@k8s/kubectl_generic", {"command": "delete", "resourceType": "pod", "name": "x"}, ["kubectl", "delete", "pod", "x"]),
    ("@k8s/helm_uninstall", {"name": "api", "namespace": "prod"}, ["helm", "uninstall", "api", "--namespace=prod"]),
    ("@k8s/uninstall_helm_chart", {"name": "api"}, ["helm", "uninstall", "api"]),
    ("@git/git_push", {"remote": "origin", "branch": "main", "force": True}, ["git", "push", "origin", "main", "--force"]),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments", "argv"), COMMANDS)
def test_a_tool_that_is_a_command_is_one(tool, arguments, argv, tmp_path):
    assert argv in [command["argv"][: len(argv)] for command in facts_of(tool, arguments, tmp_path)["commands"]]


@pytest.mark.parametrize("tool", ["@git/status", "@k8s/explain", "@terraform/search_terraform_registry_modules"])
def test_a_tool_that_names_no_command_is_none(tool, tmp_path):
    assert [] == facts_of(tool, {"query": "delete"}, tmp_path)["commands"]


def test_a_policy_that_a_tool_attaches_is_a_permission_gained(tmp_path):
    arn = "arn:aws:iam::aws:policy/AdministratorAccess"
    facts = facts_of("@aws-iam/attach_user_policy", {"user_name": "x", "policy_arn": arn}, tmp_path)

    assert [["*"]] == [permission["actions"] for permission in facts["permissions"]]


def test_production_is_what_the_profile_says(tmp_path):
    arguments = {"service_name": "rds", "operation_name": "delete-db-instance", "profile_name": "live-eu"}

    assert ["production"] == [call["environment"] for call in facts_of("use_aws", arguments, tmp_path)["calls"]]
