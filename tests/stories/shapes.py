"""What the stories of attacks and of tidying up are written with: policies, roles and resources as text."""

from __future__ import annotations

import json

from .consolidation import document, template, text

Files = dict[str, str]
READ, PUT = "s3:GetObject", "s3:PutObject"
AWS = "arn:aws:iam::aws:policy/"
READS, FULL = f"{AWS}AmazonS3ReadOnlyAccess", f"{AWS}AmazonS3FullAccess"
SERVICE = {"Service": "lambda.amazonaws.com"}


def allow(*actions: str, **more: object) -> dict:
    return {"Effect": "Allow", "Action": list(actions), "Resource": "*", **more}


def trusting(principal: object, **more: object) -> dict:
    return document({"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal, **more})


def callable_by(principal):
    """A function `f` that somebody may call."""
    return resource("aws_lambda_permission", action="lambda:InvokeFunction", function_name="f", principal=principal)


def swapped(files: Files | str, old: str, new: str) -> tuple[Files, Files]:
    """Files with a word of them as it was, and as it is now."""
    whole = {"main.tf": files} if isinstance(files, str) else files
    return tuple({path: one.replace("OLD", word) for path, one in whole.items()} for word in (old, new))  # type: ignore[return-value]


def role(policy: str, more: str = "") -> str:
    return (
        'resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = jsonencode(' + json.dumps(trusting(SERVICE)) + ")\n}\n"
        'resource "aws_iam_role_policy" "p" {\n  role = aws_iam_role.r.id\n  policy = ' + policy + "\n}\n" + more
    )  # fmt: skip


def actions(expression: str, more: str = "") -> str:
    """A role whose policy allows what an expression gives."""
    return role(
        f'jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = {expression}, Resource = "*" }}] }})',
        more,
    )


def data(body: str, name: str = "d") -> str:
    return f'data "aws_iam_policy_document" "{name}" {{\n{body}\n}}\n'


def statement(*lines: str, actions: str = f'["{READ}"]', resources: str = '["*"]') -> str:
    body = "\n".join((f"actions = {actions}", f"resources = {resources}", *lines))
    return f"statement {{\n{body}\n}}"


def from_data(body: str, more: str = "") -> str:
    return role("data.aws_iam_policy_document.d.json", data(body) + more)


def attached(who: str, arn: str) -> str:
    return f'resource "aws_iam_role_policy_attachment" "a" {{\n  role = {who}\n  policy_arn = "{arn}"\n}}\n'


def resource(type_: str, **properties: object) -> str:
    lines = "\n".join(f"  {key} = {json.dumps(value)}" for key, value in properties.items())
    return f'resource "{type_}" "x" {{\n{lines}\n}}\n'


def cfn(resources: dict, **more: object) -> Files:
    return {"t.json": text({"AWSTemplateFormatVersion": "2010-09-09", **more, **template(**resources)})}


def cfn_role(policy: object, **properties: object) -> dict:
    return {
        "Type": "AWS::IAM::Role",
        "Properties": {
            "RoleName": "r",
            "AssumeRolePolicyDocument": trusting(SERVICE),
            "Policies": [{"PolicyName": "p", "PolicyDocument": policy}],
            **properties,
        },
    }


def function(**properties: object) -> dict:
    return {"Type": "AWS::Serverless::Function", "Properties": {"Handler": "h", **properties}}


SAM = {"Transform": "AWS::Serverless-2016-10-31"}
MODULE = {
    "main.tf": 'module "x" {\n  source = "./m"\n  OLD\n}\n',
    "m/main.tf": 'variable "actions" {\n  default = ["s3:GetObject"]\n}\nvariable "arns" {\n  default = []\n}\n'
    'variable "policy" {\n  default = null\n}\nvariable "trusted" {\n  default = "111122223333"\n}\n'
    + actions("var.actions")
    + 'resource "aws_iam_role_policy_attachment" "a" {\n  for_each = toset(var.arns)\n  role = aws_iam_role.r.name\n  policy_arn = each.value\n}\n'
    + 'resource "aws_iam_user_policy" "u" {\n  user = "u"\n  policy = var.policy\n}\n',
}
CONDITION = 'condition {\n  test = "StringEquals"\n  variable = "aws:PrincipalTag/team"\n  values = ["WHO"]\n}'


def principals(*who: str) -> str:
    return "\n".join(f'principals {{\n  type = "AWS"\n  identifiers = ["{one}"]\n}}' for one in who)


def queue(body: str) -> str:
    return (
        data(body)
        + 'resource "aws_sqs_queue_policy" "q" {\n  queue_url = "q"\n  policy = data.aws_iam_policy_document.d.json\n}\n'
    )


READ_JSON, PUT_JSON = (json.dumps(document(allow(*one))) for one in ((READ,), (READ, PUT)))
_ME, _YOU = "arn:aws:iam::111122223333:role/me", "arn:aws:iam::444455556666:role/you"


def staged(when: str) -> str:
    """A policy that is there for some stages."""
    return (
        'variable "kind" {}\nvariable "stage" {}\nresource "aws_iam_role_policy" "p" {\n  count = ' + when + ' ? 1 : 0\n  role = "r"\n'
        "  policy = jsonencode(" + json.dumps(document(allow(PUT))) + ")\n}\n"
    )  # fmt: skip


def role_of(name: str, who: str) -> str:
    return f'resource "aws_iam_role" "{name}" {{\n  name = "{name}"\n  managed_policy_arns = ["{FULL}"]\n  assume_role_policy = jsonencode({json.dumps(trusting({"AWS": who}))})\n}}\n'
