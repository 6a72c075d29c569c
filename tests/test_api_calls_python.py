"""boto3, botocore and their kin in Python, as calls on resources; nothing of the code runs."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.changes import Change, Command, FileChange
from pykiro_opa.facts.extract import extract

PRODUCTION = {"names": ("prod", "production"), "accounts": (), "profiles": ("live-*",)}
USER = ("iam:CreateUser", "arn:aws:iam::*:user/x")
CREATED = "create_user(UserName='x')"


def facts_of_file(after, before=None, path="app.py", kind="git"):
    files = (FileChange(path, before=before and before.encode(), after=after.encode()),)
    change = Change("commit", kind, root="/nowhere", files=files, read=lambda _: None, entries=lambda _: [])
    return extract(change, PRODUCTION)


def facts_of_command(text, stdin=None, **files):
    command = Command(text, stdin=stdin)
    content = {name.replace("__", "."): value.encode() for name, value in files.items()}
    change = Change("task", "command", root="/nowhere", commands=(command,), read=content.get, entries=lambda _: [])
    return extract(change, PRODUCTION)


def found(facts):
    return {
        (call["action"], resource["arn"]) for call in facts["calls"] for resource in call["resources"] or [{"arn": ""}]
    }


SPELLINGS = {
    "a client": f"boto3.client('iam').{CREATED}",
    "by keyword": f"boto3.client(service_name='iam', region_name='eu').{CREATED}",
    "a module by another name": f"import boto3 as b\nb.client('iam').{CREATED}",
    "a function by another name": f"from boto3 import client as c\nc('iam').{CREATED}",
    "a session": f"boto3.Session().client('iam').{CREATED}",
    "a session of the submodule": f"from boto3.session import Session\nSession().client('iam').{CREATED}",
    "botocore": f"import botocore.session\nbotocore.session.get_session().create_client('iam').{CREATED}",
    "a variable": f"iam = boto3.client('iam')\niam.{CREATED}",
    "a constant": f"SERVICE = 'iam'\nboto3.client(SERVICE).{CREATED}",
    "a name that comes later": f"def f():\n    iam.{CREATED}\niam = boto3.client('iam')",
    "an attribute": f"class A:\n  def __init__(self):\n    self.c = boto3.client('iam')\n  def f(self):\n    self.c.{CREATED}",
    "an attribute of a base": f"class B:\n  c = boto3.client('iam')\nclass A(B):\n  def f(self):\n    self.c.{CREATED}",
    "a property": f"class A:\n  @property\n  def c(self):\n    return boto3.client('iam')\n  def f(self):\n    self.c.{CREATED}",
    "an attribute of another object": f"app.c = boto3.client('iam')\napp.c.{CREATED}",
    "an instance": f"class A:\n  c = boto3.client('iam')\na = A()\na.c.{CREATED}",
    "a function that makes it": f"def c():\n  return boto3.client('iam')\nc().{CREATED}",
    "a function that makes any": f"def c(name):\n  return boto3.client(name)\nc('iam').{CREATED}",
    "a method that makes it": f"class A:\n  def c(self):\n    return boto3.client('iam')\n  def f(self):\n    self.c().{CREATED}",
    "a lambda": f"c = lambda: boto3.client('iam')\nc().{CREATED}",
    "a parameter": f"def f(c):\n  c.{CREATED}\nf(boto3.client('iam'))",
    "a parameter of a class": f"class A:\n  def __init__(self, c):\n    self.c = c\n  def f(self):\n    self.c.{CREATED}\n"
                              "A(boto3.client('iam'))",
    "a default": f"def f(c=boto3.client('iam')):\n  c.{CREATED}",
    "an annotation": f"from mypy_boto3_iam import IAMClient\ndef f(c: IAMClient):\n  c.{CREATED}",
    "an annotation in quotes": f"from mypy_boto3_iam.client import IAMClient\ndef f(c: 'IAMClient'):\n  c.{CREATED}",
    "by its name alone": f"# boto3\ndef f(iam_client):\n  iam_client.{CREATED}",
    "a session from elsewhere": f"def f(session):\n  session.client('iam').{CREATED}",
    "a client from elsewhere": f"from .clients import iam_client\niam_client.{CREATED}",
    "an object from elsewhere": "from .sessions import s\ns.resource('iam').User('x').create()",
    "asynchronous": f"async def f():\n  async with aioboto3.Session().client('iam') as c:\n    await c.{CREATED}",
    "a generator": f"def c():\n  yield boto3.client('iam')\nfor one in [1]:\n  with c() as d:\n    d.{CREATED}",
    "a dictionary": f"c = {{'a': boto3.client('iam')}}\nc['a'].{CREATED}",
    "a key that is set": f"c = {{}}\nc['a'] = boto3.client('iam')\nc['a'].{CREATED}",
    "a loop over a dictionary": f"for n, c in {{'a': boto3.client('iam')}}.items():\n  c.{CREATED}",
    "several at once": f"s3, iam = boto3.client('s3'), boto3.client('iam')\niam.{CREATED}",
    "a comprehension": f"[c.{CREATED} for c in [boto3.client('iam')]]",
    "a loop over names": f"for s in ('iam',):\n  boto3.client(s).{CREATED}",
    "a walrus": f"if (c := boto3.client('iam')):\n  c.{CREATED}",
    "one of two": f"c = boto3.client('iam') if x else None\nc.{CREATED}",
    "an import by name": f"__import__('bo' + 'to3').client('iam').{CREATED}\n# boto",
    "importlib": f"import importlib\nimportlib.import_module('boto3').client('iam').{CREATED}",
    "getattr": "getattr(boto3.client('iam'), 'create_user')(UserName='x')",
    "getattr of a module": f"getattr(boto3, 'cli' + 'ent')('iam').{CREATED}",
    "a name in pieces": "getattr(boto3.client('i' + 'am'), 'create_' + 'user')(UserName='x')",
    "an f-string": "verb = 'create'\ngetattr(boto3.client('iam'), f'{verb}_user')(UserName='x')",
    "format": "getattr(boto3.client('iam'), '{}_{kind}'.format('create', kind='user'))(UserName='x')",
    "per cent": "getattr(boto3.client('iam'), '%s_%s' % ('create', 'user'))(UserName='x')",
    "join": "getattr(boto3.client('iam'), '_'.join(['create', 'user']))(UserName='x')",
    "replace": "getattr(boto3.client('iam'), 'create-user'.replace('-', '_'))(UserName='x')",
    "backwards": "getattr(boto3.client('iam'), 'resu_etaerc'[::-1])(UserName='x')",
    "added to": "name = 'create'\nname += '_user'\ngetattr(boto3.client('iam'), name)(UserName='x')",
    "a method in a variable": "create = boto3.client('iam').create_user\ncreate(UserName='x')",
    "partial": "import functools\nfunctools.partial(boto3.client('iam').create_user, UserName='x')()",
    "partial of a client": f"from functools import partial\npartial(boto3.client, 'iam')().{CREATED}",
    "spread parameters": "p = {'UserName': 'x'}\nboto3.client('iam').create_user(**p)",
    "the operation itself": "boto3.client('iam')._make_api_call('CreateUser', {'UserName': 'x'})",
    "an object": "boto3.resource('iam').User('x').create()",
    "an object's service": "boto3.resource('iam').create_user(UserName='x')",
    "an object's client": f"boto3.resource('iam').meta.client.{CREATED}",
    "inside a try": f"try:\n  import boto3\n  c = boto3.client('iam')\nexcept ImportError:\n  c = None\nc.{CREATED}",
    "inside a match": f"match x:\n  case 1:\n    boto3.client('iam').{CREATED}",
    "a global": f"c = None\ndef start():\n  global c\n  c = boto3.client('iam')\ndef f():\n  c.{CREATED}",
    "a chain of names": f"a = boto3.client\nb = a\nb('iam').{CREATED}",
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_spelling_is_the_same_call(spelling):
    facts = facts_of_file("import boto3, aioboto3\n" + SPELLINGS[spelling])

    assert USER in found(facts)
    assert {action for action, _ in found(facts)} == {"iam:CreateUser"}
    assert {("sdk", False)} == {(call["via"], call["runs_now"]) for call in facts["calls"]}
    assert not facts["unresolved"]


CALLS = {
    "boto3.client('s3').delete_bucket(Bucket='b')": {("s3:DeleteBucket", "arn:aws:s3:::b")},
    "boto3.client('s3').delete_object(Bucket='b', Key='k')": {("s3:DeleteObject", "arn:aws:s3:::b/k")},
    "boto3.resource('s3').Bucket('b').delete()": {("s3:DeleteBucket", "arn:aws:s3:::b")},
    "boto3.resource('s3').Object('b', 'k').delete()": {("s3:DeleteObject", "arn:aws:s3:::b/k")},
    "boto3.resource('s3').Bucket('b').Object('k').put(Body=b'')": {("s3:PutObject", "arn:aws:s3:::b/k")},
    "boto3.resource('s3').Bucket('b').Policy().put(Policy='x')": {("s3:PutBucketPolicy", "arn:aws:s3:::b")},
    "boto3.resource('s3').Bucket('b').objects.all().delete()": {
        ("s3:ListBucket", "arn:aws:s3:::b"), ("s3:DeleteObject", "arn:aws:s3:::b"),
    },
    "for o in boto3.resource('s3').Bucket('b').objects.filter(Prefix='x'):\n  o.delete()": {
        ("s3:ListBucket", "arn:aws:s3:::b"), ("s3:DeleteObject", "arn:aws:s3:::b/*"),
    },
    "boto3.client('s3').upload_file('f', 'b', 'k')": {("s3:PutObject", "arn:aws:s3:::b/k")},
    "boto3.client('s3').generate_presigned_url('delete_object', Params={'Bucket': 'b', 'Key': 'k'})": {
        ("s3:DeleteObject", "arn:aws:s3:::b/k"),
    },
    "boto3.resource('ec2').Instance('i-1').terminate()": {
        ("ec2:TerminateInstances", "arn:aws:ec2:*:*:instance/i-1"),
    },
    "boto3.resource('dynamodb').Table('t').delete()": {("dynamodb:DeleteTable", "arn:aws:dynamodb:*:*:table/t")},
    "boto3.client('rds').delete_db_instance(DBInstanceIdentifier='d')": {
        ("rds:DeleteDBInstance", "arn:aws:rds:*:*:db:d"),
    },
    "boto3.client('elbv2').delete_rule(RuleArn='arn:aws:elasticloadbalancing:eu:1:x')": {
        ("elasticloadbalancing:DeleteRule", "arn:aws:elasticloadbalancing:eu:1:x"),
    },
    "boto3.client('iam').get_paginator('list_users').paginate()": {("iam:ListUsers", "")},
    "boto3.client('iam').create_user(UserName=name)": {("iam:CreateUser", "arn:aws:iam::*:user/*")},
    "boto3.client('iam').create_user(UserName=f'prod-{name}')": {("iam:CreateUser", "arn:aws:iam::*:user/prod-*")},
    "boto3.client('iam').create_user(**given)": {("iam:CreateUser", "arn:aws:iam:*:*:*")},
    "boto3.client('iam').do_what_nobody_knows()": {("iam:DoWhatNobodyKnows", "")},
    "getattr(boto3.client('iam'), name)()": {("iam:*", "")},
    "getattr(boto3.client('iam'), 'delete_' + kind)()": {("iam:Delete*", "")},
    "boto3.client(service).delete_user(UserName='x')": {("*:DeleteUser", "")},
    "getattr(boto3.client(service), name)()": {("*:*", "")},
    "getattr(boto3, kind)('iam').delete_user(UserName='x')": {("iam:DeleteUser", "arn:aws:iam::*:user/x")},
    "boto3.client(os.environ.get('S', 'iam')).delete_user(UserName='x')": {("*:DeleteUser", "")},
    "def f(s='iam'):\n  boto3.client(s).delete_user(UserName='x')": {("iam:DeleteUser", "arn:aws:iam::*:user/x")},
}  # fmt: skip


@pytest.mark.parametrize("code", CALLS)
def test_a_call_names_its_resources_as_far_as_they_are_known(code):
    assert CALLS[code] == found(facts_of_file(f"import boto3, os\n{code}\n"))


HARMLESS = [
    "directory.create_user(UserName='x')", "self.create_user('x')", "{'create_user': 'iam'}",
    "# boto3.client('iam').create_user(UserName='x')", "'''boto3.client('iam').create_user(UserName='x')'''",
    "def create_user(iam):\n  return iam", "boto3.client('iam')", "boto3.client('iam').exceptions.NoSuchEntityException",
    "boto3.client('iam').close()", "boto3.client('iam').get_waiter('user_exists').wait(UserName='x')",
    "client = Directory()\nclient.create_user(UserName='x')", "db.client('iam').create_user(name='x')", "db.client('people').create_user(UserName='x')",
    "class Boto:\n  def client(self, name):\n    return self\nBoto().client('iam').create_user(UserName='x')",
    "iam = {}\niam.get('create_user')", "mock.create_user.assert_called_with(UserName='x')",
    "import botanist\nbotanist.client('iam').create_user(name='x')", "@patch('boto3.client')\ndef test(m):\n  pass",
    "iam.create_user(username='x')", "from app import iam\niam.create_user(user)", "boto3.set_stream_logger('')",
    "print('boto3.client(\"iam\").create_user()')", "def f(s3_client):\n  s3_client.create_user(UserName='x')",
]  # fmt: skip


@pytest.mark.parametrize("code", HARMLESS)
def test_what_is_no_client_calls_nothing(code):
    facts = facts_of_file(f"import boto3\n{code}\n")

    assert ([], []) == (facts["calls"], facts["unresolved"])


@pytest.mark.parametrize(
    "code",
    [
        f"from .aws import iam\niam.{CREATED}",
        f"s.client('iam').{CREATED}",
        f"iam_client.{CREATED}",
        f"self.iam_client.{CREATED}",
    ],
)
def test_code_that_asks_as_boto_is_asked_need_not_name_it(code):
    assert {USER} == found(facts_of_file(code))


def test_code_that_knows_no_library_is_not_read():
    assert [] == facts_of_file("client('iam').create_user(UserName='x')\nthis is no Python")["unresolved"]


OLD = "import boto3\nNAME = 'a'\niam = boto3.client('iam')\niam.create_user(UserName=NAME)\niam.list_users()\n"


@pytest.mark.parametrize(
    ("after", "actions"),
    [
        (OLD + "x = 1\n", set()),
        ("# first\n" + OLD, set()),
        (OLD + "iam.delete_user(UserName='b')\n", {"iam:DeleteUser"}),
        (OLD + "iam.create_user(UserName='a')\n", {"iam:CreateUser"}),
        (OLD.replace("'a'", "'production'"), {"iam:CreateUser"}),
        (OLD.replace("client('iam')", "client('cognito-idp')"), {"cognito-idp:CreateUser", "cognito-idp:ListUsers"}),
        (OLD.replace("iam.list_users()\n", ""), set()),
        (OLD.replace("(UserName=NAME)", "(\n  UserName=NAME,\n)"), {"iam:CreateUser"}),
    ],
)
def test_only_new_calls_count(after, actions):
    assert actions == {call["action"] for call in facts_of_file(after, OLD)["calls"]}


def test_a_call_stands_on_its_own_lines():
    (call,) = facts_of_file("import boto3\n\nboto3.client('iam').create_user(\n  UserName='x',\n)\n")["calls"]

    assert ({"path": "app.py", "line": 3}, "boto3.client('iam').create_user(") == (call["at"], call["text"])


@pytest.mark.parametrize(
    ("code", "environment"),
    [
        ("boto3.client('rds').delete_db_instance(DBInstanceIdentifier='production-orders')", "production"),
        ("boto3.client('rds').delete_db_instance(DBInstanceIdentifier='staging-orders')", "other"),
        ("boto3.client('rds').delete_db_instance(DBInstanceIdentifier=name)", "unknown"),
        (
            "boto3.Session(profile_name='live-eu').client('rds').delete_db_instance(DBInstanceIdentifier=n)",
            "production",
        ),
    ],
)
def test_production_is_what_the_guardrails_say(code, environment):
    assert [environment] == [call["environment"] for call in facts_of_file(f"import boto3\n{code}")["calls"]]


def test_a_policy_that_is_given_is_a_permission_gained():
    document = "json.dumps({'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]})"
    facts = facts_of_file(
        f"import boto3, json\nboto3.client('iam').put_user_policy(UserName='x', PolicyDocument={document})"
    )

    (permission,) = facts["permissions"]
    assert ("gained", ["*"], "arn:aws:iam::*:user/x") == tuple(
        permission[key] for key in ("change", "actions", "principal")
    )


CODE = "import boto3\nboto3.client('iam').create_user(UserName='x')\n"
ONE_LINE = CODE.strip().replace("\n", "; ").replace("'", '\\"')


@pytest.mark.parametrize(
    "text",
    [
        f'python -c "{ONE_LINE}"', f'sudo python3 -u -c "{ONE_LINE}"', f"python - <<'E'\n{CODE}E",
        f"python3 <<'E'\n{CODE}E", f"cat <<'E' | python\n{CODE}E", "python app.py", "python3 -W ignore ./app.py --now",
        "python -m app", "./app.py", "uv run python app.py", f'docker run i python -c "{ONE_LINE}"',
    ],
)  # fmt: skip
def test_code_that_a_command_runs_calls_now(text):
    facts = facts_of_command(text, app__py="#!/usr/bin/env python3\n" + CODE)

    assert {USER} == found(facts)
    assert [("sdk", True, "<command>")] == [
        (call["via"], call["runs_now"], call["at"]["path"]) for call in facts["calls"]
    ]


def test_a_script_that_hides_the_library_is_read_when_it_runs():
    assert {USER} == found(facts_of_command(f"python -c \"__import__('bo'+'to3').client('iam').{CREATED}\""))


def test_a_script_becomes_part_of_what_is_approved():
    one, two = (facts_of_command("python app.py", app__py=text)["commands"][0] for text in ("a", "b"))

    assert one["inputs"] != two["inputs"]


def test_a_notebook_is_read_by_its_cells():
    cells = [
        {"cell_type": "markdown", "source": ["boto3.client('iam').delete_user(UserName='x')\n"]},
        {"cell_type": "code", "source": ["%pip install boto3\n", "import boto3\n", "iam = boto3.client('iam')"]},
        {"cell_type": "code", "source": ["!ls\n", "iam.create_user(UserName='x')"]},
    ]
    text = json.dumps({"cells": cells, "nbformat": 4}, indent=1)
    facts = facts_of_file(text, path="a.ipynb")

    assert {USER} == found(facts)
    assert [text.split("\n").index(next(line for line in text.split("\n") if "iam.create" in line)) + 1] == [
        call["at"]["line"] for call in facts["calls"]
    ]
    assert [] == facts["unresolved"]


def test_a_plan_is_read_by_its_code_blocks():
    text = f"# Tasks\n\n```python\n{CODE}```\n\n```text\n{CODE.replace('create', 'delete')}```\n"
    facts = facts_of_file(text, path=".kiro/specs/x/design.md", kind="spec")

    assert {USER} == found(facts)
    assert [5] == [call["at"]["line"] for call in facts["calls"]]
    assert [] == facts_of_file(text, path="README.md")["calls"]


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("import boto3\nprint 'x'\n", 2),
        ("import boto3\nx = (\n", 2),
        ("# boto3\n" + "(" * 5000, 2),
        ("# boto3\n" + "-" * 50_000 + "1", 1),
    ],
)
def test_what_cannot_be_parsed_is_said(code, line):
    (doubt,) = facts_of_file(code)["unresolved"]

    assert ("code", line) == (doubt["what"], doubt["at"]["line"])


def test_the_rest_of_what_cannot_be_parsed_is_read():
    assert {USER} == found(facts_of_file(CODE + "print 'x'\n"))


def test_what_is_too_long_is_said():
    (doubt,) = facts_of_file("import boto3\n" + "x = 1\n" * 90_000)["unresolved"]

    assert "size" == doubt["what"]


@pytest.mark.parametrize(
    "code",
    [
        "a = a + a\ngetattr(boto3.client(a), a)()", "def f(x):\n  return f(x)\nf(boto3.client)('iam')",
        "class A(A): pass\nA().x.y()", "x = [x, x]\nfor y in x: y()", "a, *b = c = a\n" * 50, "f(*a, **b)(**{'a': 1})",
        "a = 'x'\n" + "a = a + a\n" * 200 + "boto3.client(a)", "boto3.client(" * 60 + ")" * 60, "x[1:2, ::3]()",
        "'{} {x} {{'.format()", "'%s %d %(a)s' % ()", "boto3.client()", "boto3.client(**{})", "getattr()()()",
    ],
)  # fmt: skip
def test_code_that_goes_in_circles_ends(code):
    facts_of_file("import boto3\n" + code)


def test_more_calls_than_anybody_reads_are_said():
    facts = facts_of_file("import boto3\nc = boto3.client('iam')\n" + "c.list_users()\n" * 2_001)

    assert [("size", 2_003)] == [(doubt["what"], doubt["at"]["line"]) for doubt in facts["unresolved"]]
    assert len(facts["calls"]) == 2_000


@pytest.mark.parametrize(
    ("text", "actions"),
    [
        ("```python\ndef f(ids):\n    ec2.terminate_instances(InstanceIds=ids)\n```", {"ec2:TerminateInstances"}),
        ("```python\nself.kms_client.schedule_key_deletion(KeyId=k)\n```", {"kms:ScheduleKeyDeletion"}),
        ("It calls `cfn.delete_stack(StackName=name, …)` for each.", {"cloudformation:DeleteStack"}),
        ("`_iam.create_user(UserName=name)` makes it.", {"iam:CreateUser"}),
        ("It must never call `ec2.terminate_instances(InstanceIds=ids)`.", set()),
        ("```python\nqueue.delete_stack(StackName=name)\n```", set()),
        ("`items.sort_values(by=key)` sorts them.", set()),
    ],
)
def test_clients_of_a_spec_are_known_by_their_names(text, actions):
    """A sketch leaves out how its clients are made."""
    facts = facts_of_file(f"# Design\n\n{text}\n", path=".kiro/specs/x/design.md", kind="spec")

    assert {call["action"] for call in facts["calls"]} == actions
    assert facts["unresolved"] == []
