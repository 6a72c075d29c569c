"""What a change of files gives to whom: attachments followed, and nothing told where nothing changed."""

from __future__ import annotations

import json

import pytest
from stories.consolidation import (
    ORDERS,
    READ,
    ROLES,
    TRUST,
    WRITE,
    attachment,
    data,
    document,
    encoded,
    heredoc,
    policy,
    reference,
    synthesised,
    template,
    terraform,
    text,
)
from stories.judging import changed, judged

from pykiro_opa.engines.embedded import EmbeddedEngine

DOCUMENTS = data("read", READ) + data("write", WRITE)
ATTACHED = attachment("reporting", "read") + attachment("worker", "write")
BASE = ROLES + DOCUMENTS + policy("read", reference("read")) + policy("write", reference("write")) + ATTACHED


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine()


def inline(role: str, value: str) -> str:
    return f'resource "aws_iam_role_policy" "{role}" {{\n  role = aws_iam_role.{role}.id\n  policy = {value}\n}}\n'


# a pure refactor: what it is, files before and files after
REFACTORS = {
    "document to jsonencode": (
        {"iam.tf": BASE},
        {"iam.tf": ROLES + policy("read", encoded(READ)) + policy("write", encoded(WRITE)) + ATTACHED},
    ),
    "jsonencode to heredoc": (
        {"iam.tf": ROLES + policy("read", encoded(READ)) + policy("write", encoded(WRITE)) + ATTACHED},
        {"iam.tf": ROLES + policy("read", heredoc(READ)) + policy("write", heredoc(WRITE)) + ATTACHED},
    ),
    "split into files": (
        {"iam.tf": BASE},
        {"roles.tf": ROLES, "data.tf": DOCUMENTS,
         "iam.tf": policy("read", reference("read")) + policy("write", reference("write")) + ATTACHED},
    ),
    "into another folder": ({"iam.tf": BASE}, {"modules/iam/main.tf": BASE}),
    "a policy gets another name": (
        {"iam.tf": BASE},
        {"iam.tf": BASE.replace('"aws_iam_policy" "read"', '"aws_iam_policy" "reader"')
         .replace('name = "read"', 'name = "reader"').replace("aws_iam_policy.read.", "aws_iam_policy.reader.")},
    ),
    "a role gets another name": ({"iam.tf": BASE}, {"iam.tf": BASE.replace("reporting", "reports")}),
    "managed to inline": (
        {"iam.tf": BASE},
        {"iam.tf": ROLES + DOCUMENTS + inline("reporting", reference("read")) + inline("worker", reference("write"))},
    ),
    "into JSON files": (
        {"iam.tf": BASE},
        {"iam.tf": ROLES + policy("read", 'file("${path.module}/read.json")') + policy("write", 'file("write.json")')
         + ATTACHED, "read.json": text(document(READ)), "write.json": text(document(WRITE))},
    ),
    "comments and tags": (
        {"iam.tf": BASE},
        {"iam.tf": "# tidy\n" + BASE.replace('name = "reporting"', 'name = "reporting"\n  tags = { team = "x" }')},
    ),
    "an unknown policy stays": (
        {"iam.tf": 'variable "p" {}\n' + ROLES + attachment("reporting", "x").replace("aws_iam_policy.x.arn", "var.p")},
        {"iam.tf": 'variable "p" {}\n# tidy\n' + ROLES
         + attachment("reporting", "x").replace("aws_iam_policy.x.arn", "var.p")},
    ),
    "a file of JSON moves": (
        {"a/read.json": text(document(READ))}, {"b/reader.json": text(document(READ))},
    ),
    "a file of JSON is split": (
        {"all.json": text(document(READ, WRITE))},
        {"read.json": text(document(READ)), "write.json": text(document(WRITE))},
    ),
    "logical names of the CDK change": (
        {"t.json": text(synthesised(("Worker", ["Worker"], WRITE)))},
        {"t.json": text(synthesised(("Worker", ["Worker"], WRITE))).replace("1A2B3C4D", "5E6F7A8B")},
    ),
    "statements are put together": (
        {"iam.tf": ROLES + policy("all", encoded(*({**READ, "Sid": str(at), "Action": [one]} for at, one in
                                                   enumerate(READ["Action"])))) + attachment("reporting", "all")},
        {"iam.tf": ROLES + policy("all", encoded(READ)) + attachment("reporting", "all")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFACTORS)
def test_a_pure_refactor_gains_nothing(name, engine):
    decision = judged(changed(*REFACTORS[name]), engine)

    assert decision.effect == "allow", decision.findings
    assert [one for one in decision.document["permission_delta"] if one["change"] == "gained"] == []


EACH = """
resource "aws_iam_role" "r" {
  name = "r"
}
resource "aws_iam_role_policy_attachment" "a" {
  for_each   = OVER
  role       = aws_iam_role.r.name
  policy_arn = each.value
}
"""
ARN = "arn:aws:iam::aws:policy/Amazon{}"
READS, FULL = ARN.format("S3ReadOnlyAccess"), ARN.format("S3FullAccess")
MODULE = 'module "ci" {\n  source = "./ci"\n  role_policy_arns = {\n    s3 = "ARN"\n  }\n}\n'
DYNAMIC = """
data "aws_iam_policy_document" "d" {
  dynamic "statement" {
    for_each = ACTIONS
    content {
      actions   = [statement.value]
      resources = ["*"]
    }
  }
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = data.aws_iam_policy_document.d.json
}
"""
GROUP = """
resource "aws_iam_group" "g" {
  name = "g"
}
resource "aws_iam_group_policy_attachment" "g" {
  group      = aws_iam_group.g.name
  policy_arn = "ARN"
}
resource "aws_iam_user" "u" {
  name = "u"
}
resource "aws_iam_user_group_membership" "u" {
  user   = aws_iam_user.u.name
  groups = [aws_iam_group.g.name]
}
"""


def each(over: str) -> dict[str, str]:
    return {"iam.tf": EACH.replace("OVER", over)}


def cloudformation(**properties: object) -> dict[str, str]:
    role = {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": TRUST, **properties}}
    return {"t.json": text(template(R=role))}


def plan_of(arn: object, unknown: bool = False) -> bytes:
    change = {
        "actions": ["update"], "before": {"role": "r", "policy_arn": READS},
        "after": {"role": "r", **({} if unknown else {"policy_arn": arn})}, "after_unknown": {"policy_arn": True} if unknown else {},
    }  # fmt: skip
    resource = {"address": "aws_iam_role_policy_attachment.a", "mode": "managed", "type": "aws_iam_role_policy_attachment",
                "name": "a", "change": change}  # fmt: skip
    return json.dumps({"format_version": "1.2", "resource_changes": [resource]}).encode()


RULE, UNKNOWN = "permissions/read_only_gains_write", "permissions/unknown"
# what changes, files before, files after, the rules that stop it, and who gains
GAINS = {
    "a swapped attachment": (
        {"iam.tf": BASE}, {"iam.tf": BASE.replace("= aws_iam_policy.read.arn", "= aws_iam_policy.write.arn")},
        RULE, "arn:aws:iam::*:role/reporting",
    ),
    "the value of for_each": (each(f'toset(["{READS}"])'), each(f'toset(["{FULL}"])'), RULE, "arn:aws:iam::*:role/r"),
    "one more round of for_each": (
        each(f'{{ a = "{READS}" }}'), each(f'{{ a = "{READS}", b = "{FULL}" }}'), RULE, "arn:aws:iam::*:role/r",
    ),
    "another unknown for_each": (each("var.a"), each("var.b"), UNKNOWN, "arn:aws:iam::*:role/r"),
    "a module's policies": (
        {"m.tf": MODULE.replace("ARN", READS)}, {"m.tf": MODULE.replace("ARN", FULL)}, RULE, "module.ci",
    ),
    "a dynamic statement": (
        {"d.tf": DYNAMIC.replace("ACTIONS", '["s3:GetObject"]')},
        {"d.tf": DYNAMIC.replace("ACTIONS", '["s3:GetObject", "s3:PutObject"]')}, RULE, "arn:aws:iam::*:policy/p",
    ),
    "a group's policy": (
        {"g.tf": GROUP.replace("ARN", READS)}, {"g.tf": GROUP.replace("ARN", FULL)}, RULE, "arn:aws:iam::*:user/u",
    ),
    "a document that only an output hands on": (
        {"d.tf": data("read", READ)}, {"d.tf": data("read", ORDERS)}, RULE, "data.aws_iam_policy_document.read",
    ),
    "managed policies of a template": (
        cloudformation(ManagedPolicyArns=[READS]),
        cloudformation(ManagedPolicyArns=[{"Fn::Sub": FULL.replace(":aws:iam", ":${AWS::Partition}:iam")}]), RULE, "R",
    ),
    "inline policies of a template": (
        cloudformation(Policies=[{"PolicyName": "p", "PolicyDocument": document(READ)}]),
        cloudformation(Policies=[{"PolicyName": "p", "PolicyDocument": document(ORDERS)}]), RULE, "R",
    ),
    "two policies that become one": (*terraform(encoded(READ), encoded(WRITE), encoded(READ, WRITE)), RULE,
                                     "arn:aws:iam::*:role/reporting"),
}  # fmt: skip


@pytest.mark.parametrize("name", GAINS)
def test_a_gain_shows_wherever_it_comes_from(name, engine):
    before, after, rule, principal = GAINS[name]

    decision = judged(changed(before, after), engine)

    stopping = [one for one in decision.findings if one["effect"] != "notice"]
    assert rule in {one["rule"] for one in stopping}, stopping
    gained = [one["principal"] for one in decision.document["permission_delta"] if one["change"] == "gained"]
    assert principal in gained


@pytest.mark.parametrize(
    ("plan", "rule"),
    [(plan_of(FULL), RULE), (plan_of(None, unknown=True), UNKNOWN), (plan_of(READS), None)],
    ids=["swapped", "unknown until it is applied", "the same"],
)
def test_a_plan_is_judged_by_who_holds_what(plan, rule, engine):
    from pykiro_opa.changes import Change

    change = Change("pull_request", "plan", root="/workspace", plan=plan, read=lambda _: None)
    decision = judged(change, engine)

    assert ({rule} if rule else set()) == {one["rule"] for one in decision.findings if one["effect"] != "notice"}


def test_who_read_only_by_what_aws_calls_reading_gains_a_write(engine):
    """ReadOnlyAccess holds a few actions that AWS itself calls writes; its holder is a reader all the same."""
    before, after = (each(f'toset(["arn:aws:iam::aws:policy/{one}"])') for one in ("ReadOnlyAccess", "PowerUserAccess"))

    decision = judged(changed(before, after), engine)

    assert RULE in {one["rule"] for one in decision.findings}


@pytest.mark.parametrize("before", ['["s3:GetObject"]', "var.other"])
def test_actions_that_only_a_deployment_knows_are_unknown(before, engine):
    files = {
        "p.tf": 'variable "these" {}\nvariable "other" {}\nresource "aws_iam_policy" "p" {\n  name = "p"\n  policy = jsonencode({\n'
        '    Version = "2012-10-17"\n'
        '    Statement = [{ Effect = "Allow", Action = ACTIONS, Resource = "*" }]\n  })\n}\n'
    }
    old, new = ({"p.tf": files["p.tf"].replace("ACTIONS", one)} for one in (before, "var.these"))

    decision = judged(changed(old, new), engine)

    stopping = [one for one in decision.findings if one["effect"] != "notice"]
    assert {UNKNOWN} == {one["rule"] for one in stopping}
    assert "${var.these} on *" in stopping[0]["message"]
    assert judged(changed(new, {"p.tf": "# tidy\n" + new["p.tf"]}), engine).effect == "allow"


def test_a_ceiling_of_an_organisation_is_no_grant(engine):
    ceiling = 'resource "aws_organizations_policy" "p" {\n  name = "p"\n  content = jsonencode(CONTENT)\n}\n'
    everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    deny = {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": "*"}
    tight, loose = (ceiling.replace("CONTENT", json.dumps(document(everything, *more))) for more in ((deny,), ()))

    assert judged(changed({}, {"o.tf": tight}), engine).effect == "allow"
    assert judged(changed({"o.tf": loose}, {"o.tf": tight}), engine).effect == "allow"
    assert judged(changed({"o.tf": tight}, {"o.tf": loose}), engine).effect == "needs-approval"


def test_a_role_that_comes_back_twice_is_one_role_more(engine):
    role = ROLES + data("write", WRITE) + inline("worker", reference("write"))
    copy = 'resource "aws_iam_role" "copy" {\n  name = "copy"\n  assume_role_policy = data.aws_iam_policy_document.trust.json\n}\n'
    renamed = role.replace("worker", "job")

    once = judged(changed({"iam.tf": role}, {"iam.tf": renamed}), engine)
    twice = judged(changed({"iam.tf": role}, {"iam.tf": renamed + copy + inline("copy", reference("write"))}), engine)

    assert (once.effect, twice.effect) == ("allow", "needs-approval")


def test_two_environments_with_a_role_of_the_same_name_stay_apart(engine):
    files = {f"{name}/iam.tf": BASE for name in ("dev", "live")}
    swapped = BASE.replace("= aws_iam_policy.read.arn", "= aws_iam_policy.write.arn")

    decision = judged(changed(files, {**files, "live/iam.tf": swapped}), engine)

    gained = [one for one in decision.document["permission_delta"] if one["change"] == "gained"]
    assert [one["at"]["path"] for one in gained] == ["live/iam.tf"]
    assert decision.effect == "deny"
