"""The story behind the permission rules, in every format: "consolidate duplicate policies".

The reporting job may read orders and the worker may write them. One policy for both looks tidier, and then whoever could
only read can write. Each entry: the files before, and the files after.
"""

from __future__ import annotations

import json

TABLE = "arn:aws:dynamodb:eu-west-1:111122223333:table/orders"
READ = {"Sid": "Read", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"], "Resource": TABLE}
WRITE = {"Sid": "Write", "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem"], "Resource": TABLE}
ORDERS = {
    "Sid": "Orders",
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
    "Resource": TABLE,
}


def document(*statements: dict) -> dict:
    return {"Version": "2012-10-17", "Statement": list(statements)}


def text(value: object) -> str:
    return json.dumps(value, indent=2) + "\n"


def block(*statements: dict) -> str:
    """The body of an `aws_iam_policy_document`."""
    return "".join(
        f'  statement {{\n    sid = "{one["Sid"]}"\n    actions = {json.dumps(one["Action"])}\n'
        f'    resources = ["{one["Resource"]}"]\n  }}\n'
        for one in statements
    )


def encoded(*statements: dict) -> str:
    inner = ", ".join(
        f'{{ Sid = "{one["Sid"]}", Effect = "Allow", Action = {json.dumps(one["Action"])}, Resource = "{one["Resource"]}" }}'
        for one in statements
    )
    return f'jsonencode({{ Version = "2012-10-17", Statement = [{inner}] }})'


def heredoc(*statements: dict) -> str:
    return f"<<EOF\n{text(document(*statements))}EOF\n"


ROLES = "".join(
    f'resource "aws_iam_role" "{name}" {{\n  name = "{name}"\n  assume_role_policy = data.aws_iam_policy_document.trust.json\n}}\n'
    for name in ("reporting", "worker")
) + (
    'data "aws_iam_policy_document" "trust" {\n  statement {\n    actions = ["sts:AssumeRole"]\n'
    '    principals {\n      type = "Service"\n      identifiers = ["lambda.amazonaws.com"]\n    }\n  }\n}\n'
)


def attachment(role: str, policy: str) -> str:
    return (
        f'resource "aws_iam_role_policy_attachment" "{role}" {{\n  role = aws_iam_role.{role}.name\n'
        f"  policy_arn = aws_iam_policy.{policy}.arn\n}}\n"
    )


def policy(name: str, value: str) -> str:
    return f'resource "aws_iam_policy" "{name}" {{\n  name = "{name}"\n  policy = {value}\n}}\n'


def terraform(read: str, write: str, both: str, extra: tuple[str, str] = ("", "")) -> tuple[dict, dict]:
    before = ROLES + extra[0] + policy("read", read) + policy("write", write)
    after = ROLES + extra[1] + policy("orders", both)
    return (
        {"iam.tf": before + attachment("reporting", "read") + attachment("worker", "write")},
        {"iam.tf": after + attachment("reporting", "orders") + attachment("worker", "orders")},
    )


def data(name: str, *statements: dict) -> str:
    return f'data "aws_iam_policy_document" "{name}" {{\n{block(*statements)}}}\n'


def reference(name: str) -> str:
    return f"data.aws_iam_policy_document.{name}.json"


TRUST = document({"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"})


def role(*policies: str) -> dict:
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {"AssumeRolePolicyDocument": TRUST, "ManagedPolicyArns": [{"Ref": one} for one in policies]},
    }


def managed(*statements: dict) -> dict:
    return {"Type": "AWS::IAM::ManagedPolicy", "Properties": {"PolicyDocument": document(*statements)}}


def template(**resources: dict) -> dict:
    return {"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources}


CLOUDFORMATION = (
    template(Reporting=role("Read"), Worker=role("Write"), Read=managed(READ), Write=managed(WRITE)),
    template(Reporting=role("Orders"), Worker=role("Orders"), Orders=managed(ORDERS)),
)


def serverless(reporting: list[dict], worker: list[dict]) -> dict:
    function = {"Runtime": "python3.12", "Handler": "a.b", "CodeUri": "."}
    return {
        "AWSTemplateFormatVersion": "2010-09-09",
        "Transform": "AWS::Serverless-2016-10-31",
        "Resources": {
            name: {"Type": "AWS::Serverless::Function", "Properties": {**function, "Policies": policies}}
            for name, policies in (("Reporting", reporting), ("Worker", worker))
        },
    }


READS, WRITES = {"DynamoDBReadPolicy": {"TableName": "orders"}}, {"DynamoDBCrudPolicy": {"TableName": "orders"}}


def synthesised(*policies: tuple[str, list[str], dict]) -> dict:
    """As the CDK writes it: logical names with hashes, policies of their own with the roles they are for."""
    resources: dict = {
        f"{name}ServiceRole1A2B3C4D": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": TRUST},
            "Metadata": {"aws:cdk:path": f"Orders/{name}/ServiceRole/Resource"},
        }
        for name in ("Reporting", "Worker")
    }
    for name, roles, statement in policies:
        resources[f"{name}DefaultPolicyF00DBABE"] = {
            "Type": "AWS::IAM::Policy",
            "Properties": {
                "PolicyName": f"{name}DefaultPolicyF00DBABE",
                "PolicyDocument": document(statement),
                "Roles": [{"Ref": f"{one}ServiceRole1A2B3C4D"} for one in roles],
            },
            "Metadata": {"aws:cdk:path": f"Orders/{name}/DefaultPolicy/Resource"},
        }
    return {"Resources": resources}


CDK = (
    synthesised(("Reporting", ["Reporting"], READ), ("Worker", ["Worker"], WRITE)),
    synthesised(("Orders", ["Reporting", "Worker"], ORDERS)),
)

FORMATS: dict[str, tuple[dict, dict]] = {
    "JSON, one file takes over": (
        {"policies/reporting.json": text(document(READ)), "policies/worker.json": text(document(WRITE))},
        {"policies/reporting.json": text(document(ORDERS))},
    ),
    "JSON, a new file": (
        {"policies/reporting.json": text(document(READ)), "policies/worker.json": text(document(WRITE))},
        {"policies/orders.json": text(document(ORDERS))},
    ),
    "Terraform, document": terraform(
        reference("read"),
        reference("write"),
        reference("orders"),
        (data("read", READ) + data("write", WRITE), data("orders", ORDERS)),
    ),
    "Terraform, jsonencode": terraform(encoded(READ), encoded(WRITE), encoded(ORDERS)),
    "Terraform, heredoc": terraform(heredoc(READ), heredoc(WRITE), heredoc(ORDERS)),
    "Terraform, without attachments": (
        {"iam.tf": policy("read", encoded(READ)) + policy("write", encoded(WRITE))},
        {"iam.tf": policy("orders", encoded(ORDERS))},
    ),
    "CloudFormation": ({"stack.json": text(CLOUDFORMATION[0])}, {"stack.json": text(CLOUDFORMATION[1])}),
    "SAM": (
        {"template.yaml": text(serverless([READS], [WRITES]))},
        {"template.yaml": text(serverless([WRITES], [WRITES]))},
    ),
    "CDK": ({"cdk.out/Orders.template.json": text(CDK[0])}, {"cdk.out/Orders.template.json": text(CDK[1])}),
}
