"""Tidying up that lets nobody do more. Each entry: the files before, and the files after."""

from __future__ import annotations

import json

from .consolidation import document, text
from .shapes import (
    _ME,
    _YOU,
    CONDITION,
    FULL,
    MODULE,
    PUT,
    READ,
    READS,
    SAM,
    Files,
    actions,
    allow,
    attached,
    callable_by,
    cfn,
    cfn_role,
    data,
    from_data,
    function,
    principals,
    queue,
    resource,
    staged,
    statement,
    swapped,
)

_TWO = actions(f'["{READ}", "{PUT}"]')
HARMLESS: dict[str, tuple[Files, Files]] = {
    "a list becomes a local": (
        {"main.tf": _TWO},
        {"main.tf": actions("local.a", f'locals {{\n  a = ["{READ}", "{PUT}"]\n}}\n')},
    ),
    "a local becomes a variable": (
        {"main.tf": actions("local.a", f'locals {{\n  a = ["{PUT}"]\n}}\n')},
        {"main.tf": actions("var.a", f'variable "a" {{\n  default = ["{PUT}"]\n}}\n')},
    ),
    "a local moves to another file": (
        {"main.tf": actions("local.a", f'locals {{\n  a = ["{PUT}"]\n}}\n')},
        {"main.tf": actions("local.a"), "l.tf": f'locals {{\n  a = ["{PUT}"]\n}}\n'},
    ),
    "another order of actions": ({"main.tf": _TWO}, {"main.tf": actions(f'["{PUT}", "{READ}"]')}),
    "comments": (
        {"main.tf": _TWO},
        {"main.tf": "# what the job may do\n" + _TWO.replace("  policy =", "  # all of it\n  policy =")},
    ),
    "tags": swapped(_TWO.replace('name = "r"', 'name = "r"\n  tags = OLD'), "{}", '{ team = "x" }'),
    "an open choice with tags beside it": swapped(
        actions(
            "var.admin ? local.a : local.b",
            f'variable "admin" {{}}\nlocals {{\n  tags = OLD\n  a = ["{PUT}"]\n  b = ["{READ}"]\n}}\n',
        ),
        "{}",
        '{ team = "x" }',
    ),
    "a default that nothing of a policy takes": swapped(
        actions(
            "var.admin ? local.a : local.b",
            f'variable "admin" {{}}\nvariable "size" {{\n  default = OLD\n}}\nlocals {{\n  a = ["{PUT}"]\n  b = ["{READ}"]\n}}\n',
        ),
        "1",
        "2",
    ),
    "fewer actions": ({"main.tf": _TWO}, {"main.tf": actions(f'["{READ}"]')}),
    "a narrower resource": swapped(
        {"p.json": json.dumps(document({**allow(PUT), "Resource": "OLD"}))}, "*", "arn:aws:s3:::b/*"
    ),
    "one more Deny": (
        {"p.json": text(document(allow("s3:*")))},
        {"p.json": text(document(allow("s3:*"), {**allow("s3:DeleteBucket"), "Effect": "Deny"}))},
    ),
    "one more condition": (
        {"main.tf": from_data(statement(actions=f'["{PUT}"]'))},
        {"main.tf": from_data(statement(CONDITION, actions=f'["{PUT}"]'))},
    ),
    "two blocks of principals become one": (
        {"main.tf": queue(statement(principals(_ME, _YOU), actions='["sqs:SendMessage"]'))},
        {
            "main.tf": queue(
                statement(
                    f'principals {{\n  type = "AWS"\n  identifiers = ["{_YOU}", "{_ME}"]\n}}',
                    actions='["sqs:SendMessage"]',
                )
            )
        },
    ),
    "dynamic principals written out": (
        {
            "main.tf": queue(
                statement(
                    f'dynamic "principals" {{\n  for_each = ["{_ME}"]\n  content {{\n    type = "AWS"\n    identifiers = [principals.value]\n  }}\n}}',
                    actions='["sqs:SendMessage"]',
                )
            )
        },
        {"main.tf": queue(statement(principals(_ME), actions='["sqs:SendMessage"]'))},
    ),
    "a statement moves to a source document": (
        {"main.tf": from_data(statement('sid = "A"', actions=f'["{PUT}"]'))},
        {
            "main.tf": from_data(
                "source_policy_documents = [data.aws_iam_policy_document.s.json]",
                data(statement('sid = "A"', actions=f'["{PUT}"]'), "s"),
            )
        },
    ),
    "an override that narrows": (
        {"main.tf": from_data(statement('sid = "A"', actions='["s3:*"]'))},
        {
            "main.tf": from_data(
                statement('sid = "A"', actions='["s3:*"]')
                + "\noverride_policy_documents = [data.aws_iam_policy_document.n.json]",
                data(statement('sid = "A"'), "n"),
            )
        },
    ),
    "a role gets another name": (
        {"main.tf": _TWO},
        {"main.tf": _TWO.replace('"r"', '"job"').replace("_role.r.", "_role.job.")},
    ),
    "an attachment moves to another folder": (
        {"a/main.tf": attached('"deployer"', FULL)},
        {"b/main.tf": attached('"deployer"', FULL)},
    ),
    "a module is put around it": (
        {"main.tf": _TWO},
        {"main.tf": 'module "x" {\n  source = "./m"\n}\n', "m/main.tf": _TWO},
    ),
    "a module with what it had by itself": (
        {"main.tf": actions(f'["{READ}", "{PUT}"]')},
        {
            "main.tf": f'module "x" {{\n  source = "./m"\n  a = ["{READ}", "{PUT}"]\n}}\n',
            "m/main.tf": actions("var.a", 'variable "a" {}\n'),
        },
    ),
    "a call gets another name": swapped(
        {**MODULE, "main.tf": f'module "OLD" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}\n'}, "x", "y"
    ),
    "a call moves to another file": (
        {"main.tf": f'module "x" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}\n', "m/main.tf": MODULE["m/main.tf"]},
        {"call.tf": f'module "x" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}\n', "m/main.tf": MODULE["m/main.tf"]},
    ),
    "a module of another folder": (
        {"main.tf": f'module "x" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}\n', "m/main.tf": MODULE["m/main.tf"]},
        {
            "main.tf": f'module "x" {{\n  source = "./modules/m"\n  actions = ["{PUT}"]\n}}\n',
            "modules/m/main.tf": MODULE["m/main.tf"],
        },
    ),
    "a module that may do less": swapped(MODULE, f'actions = ["{READ}", "{PUT}"]', f'actions = ["{READ}"]'),
    "a function that fewer may call": swapped(
        callable_by("OLD"),
        "*",
        "444455556666",
    ),
    "a permission by another name": swapped(
        callable_by("444455556666").replace('"x"', '"OLD"'),
        "x",
        "y",
    ),
    "a bucket that is private": swapped(resource("aws_s3_bucket_acl", bucket="b", acl="OLD"), "public-read", "private"),
    "a file of values that another one overrides anyway": (
        {
            "main.tf": actions("var.a", 'variable "a" {}\n'),
            "terraform.tfvars": f'a = ["{READ}"]\n',
            "a.auto.tfvars": f'a = ["{READ}"]\n',
        },
        {
            "main.tf": actions("var.a", 'variable "a" {}\n'),
            "terraform.tfvars": f'a = ["{PUT}"]\n',
            "a.auto.tfvars": f'a = ["{READ}"]\n',
        },
    ),
    "a mapping for another stage's size": tuple(
        cfn(
            {"R": cfn_role(document(allow({"Fn::FindInMap": ["M", "dev", "a"]})))},
            Mappings={"M": {"dev": {"a": PUT}, "prod": {"size": one}}},
        )
        for one in ("1", "2")
    ),
    "a list written out": (
        cfn(
            {"R": cfn_role(document({**allow(), "Action": {"Ref": "A"}}))},
            Parameters={"A": {"Type": "CommaDelimitedList", "Default": f"{READ},{PUT}"}},
        ),
        cfn({"R": cfn_role(document(allow(READ, PUT)))}),
    ),
    "a boundary for all functions, written once": (
        cfn({"F": function(Policies=[FULL], PermissionsBoundary=READS)}, **SAM),
        cfn({"F": function(Policies=[FULL])}, **SAM, Globals={"Function": {"PermissionsBoundary": READS}}),
    ),
    "JSON to JSON with comments": (
        {"p.json": text(document(allow(PUT)))},
        {"p.json": "// what the job may do\n" + text(document(allow(PUT)))},
    ),
    "a description": tuple(cfn({"R": cfn_role(document(allow(PUT)), Description=one)}) for one in ("old", "new")),
    "fewer stages": swapped(
        staged("OLD"),
        '(var.kind == "member" && (var.stage == "dev" || var.stage == "test"))',
        'var.kind == "member" && var.stage == "dev"',
    ),
    "a switch that comes": swapped(
        staged("OLD").replace("count = OLD ? 1 : 0", "OLD"), "", 'count = var.stage == "dev" ? 1 : 0'
    ),
    "fewer whom a registry's module trusts": swapped(
        'module "r" {\n  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"\n  trusted_role_arns = [OLD]\n}\n',
        f'"{_ME}", "{_YOU}"',
        f'"{_ME}"',
    ),
    "fewer statements for a registry's module": swapped(
        'module "f" {\n  source = "terraform-aws-modules/lambda/aws"\n  policy_statements = {\n    s3 = {\n      effect = "Allow"\n      actions = [OLD]\n      resources = ["*"]\n    }\n  }\n}\n',
        f'"{READ}", "{PUT}"',
        f'"{READ}"',
    ),
}
