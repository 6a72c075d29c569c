"""One action under nine spellings and more: the same rule stops each of them, and says the same of it."""

from __future__ import annotations

import json

import pytest

from pykiro_opa import gate, hosts
from pykiro_opa.changes import Change, Command, FileChange
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.guardrails import load


class Action:
    """An action as each interface spells it."""

    def __init__(self, name, service, options, python, javascript, parameters, infrastructure, named=None):
        self.name = name
        self.service = service
        self.operation = name.partition(":")[2]
        self.kebab = "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in self.operation)[1:]
        self.snake = self.kebab.replace("-", "_")
        self.camel = self.operation[0].lower() + self.operation[1:]
        self.command = f"aws {service} {self.kebab} {options}"
        self.python = f"import boto3\nboto3.client('{service.removesuffix('api')}').{self.snake}({python})\n"
        self.javascript = javascript
        self.parameters = parameters
        self.infrastructure = infrastructure
        self.named = named


RULE = """
resource "aws_vpc_security_group_ingress_rule" "x" {
  security_group_id = "sg-1"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}
"""
ACTIONS = [
    Action(
        "iam:CreateUser", "iam", "--user-name x", "UserName='x'",
        "import { IAMClient, CreateUserCommand } from '@aws-sdk/client-iam';\n"
        "await new IAMClient({}).send(new CreateUserCommand({ UserName: 'x' }));\n",
        {"UserName": "x"}, ("", 'resource "aws_iam_user" "x" {\n  name = "x"\n}\n'),
    ),
    Action(
        "s3:DeleteBucket", "s3api", "--bucket b", "Bucket='b'",
        "const AWS = require('aws-sdk');\nnew AWS.S3().deleteBucket({ Bucket: 'b' }, done);\n",
        {"Bucket": "b"}, ('resource "aws_s3_bucket" "b" {\n  bucket = "b"\n}\n', ""),
    ),
    Action(
        "ec2:AuthorizeSecurityGroupIngress", "ec2", "--group-id sg-1 --cidr 0.0.0.0/0 --protocol tcp --port 22",
        "GroupId='sg-1', CidrIp='0.0.0.0/0'",
        "import { EC2 } from '@aws-sdk/client-ec2';\n"
        "await new EC2({}).authorizeSecurityGroupIngress({ GroupId: 'sg-1', CidrIp: '0.0.0.0/0' });\n",
        {"GroupId": "sg-1", "CidrIp": "0.0.0.0/0"},
        ("", RULE),
    ),
]  # fmt: skip


def command(action, text):
    return Change("task", "command", root="/nowhere", commands=(Command(text),), read=lambda _: None)


def file(path, before, after):
    change = FileChange(path, before=before.encode() if before else None, after=after.encode())
    return Change("commit", "git", root="/nowhere", files=(change,), read=lambda _: None, entries=lambda _: [])


def tool(name, arguments):
    payload = {"hook_event_name": "preToolUse", "cwd": "/", "tool_name": name, "tool_input": arguments}
    return hosts.decode(json.dumps(payload).encode(), "/")[1]


def policy(action):
    document = {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": action.name, "Resource": "*"}}
    return json.dumps(document, indent=2)


SPELLINGS = {
    "aws": lambda one: command(one, one.command),
    "global options first": lambda one: command(one, f"aws --region eu-west-1 --profile p {one.command[4:]}"),
    "sh -c": lambda one: command(one, f"sh -c 'exec {one.command}'"),
    "boto3": lambda one: file("app.py", None, one.python),
    "the SDK for JavaScript": lambda one: file("app.ts", None, one.javascript),
    "Terraform": lambda one: file("main.tf", *one.infrastructure),
    "a policy": lambda one: file("policy.json", None, policy(one)),
    "use_aws": lambda one: tool(
        "use_aws",
        {"service_name": one.service, "operation_name": one.kebab, "parameters": one.parameters, "region": "eu-west-1"},
    ),
    "a tool that runs it": lambda one: tool("@aws-api/call_aws", {"cli_command": one.command}),
    "a tool that is it": lambda one: tool(f"@{one.service.removesuffix('api')}/{one.snake}", one.parameters),
    "python that runs": lambda one: command(one, f"python - <<'E'\n{one.python}E"),
    "node that runs": lambda one: command(one, f"node <<'E'\n{one.javascript}E"),
    "a notebook": lambda one: file(
        "a.ipynb", None, json.dumps({"cells": [{"cell_type": "code", "source": one.python}]})
    ),
}


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine()


def judged(change, engine, *denied):
    text = json.dumps({"guardrails": {"deny": {"actions": list(denied)}}})
    guardrails = load([(".kiro/kiro.json", text.encode())], engine.regex_is_valid)
    return gate.decide(change, guardrails, engine)


def stops(decision):
    """Rule, effect and the action that each finding of an action says."""
    return {
        (finding["rule"], finding["effect"], finding["evidence"][0]["text"].lower())
        for finding in decision.findings
        if finding["rule"] == "actions/named"
    }


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
def test_every_spelling_is_stopped_as_the_same_action(action, spelling, engine):
    decision = judged(SPELLINGS[spelling](action), engine, action.name)

    assert {("actions/named", "deny", action.name.lower())} == stops(decision)
    assert "deny" == decision.effect


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
def test_no_spelling_is_stopped_as_another_action(action, spelling, engine):
    others = [other.name for other in ACTIONS if other is not action]

    assert set() == stops(judged(SPELLINGS[spelling](action), engine, *others, "iam:DeleteUser"))


NAMED = "modify_network_security_groups"


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_the_same_named_action(spelling, engine):
    decision = judged(SPELLINGS[spelling](ACTIONS[2]), engine, NAMED)
    found = {(one["rule"], one["effect"], one["action"]) for one in decision.findings if one["rule"] == "actions/named"}

    assert {("actions/named", "deny", NAMED)} == found
