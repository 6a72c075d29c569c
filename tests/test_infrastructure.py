"""Infrastructure files as resources, before and after."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.infrastructure import changes_between, kind_of, resources, sides
from pykiro_opa.infrastructure.unknowns import written


def _one(path, text):
    (found,), problems = resources({path: text.encode()})
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("path", "content", "kind"),
    [
        ("a/main.tf", b"", "hcl"),
        ("MAIN.TF", b"", "hcl"),
        ("main.tofu", b"", "hcl"),
        ("x.auto.tfvars", b"", "tfvars"),
        ("terraform.tfvars", b"", "tfvars"),
        ("main.tf.json", b"{}", "tfjson"),
        ("t.yaml", b"AWSTemplateFormatVersion: x", "document"),
        ("t.yml", b"Resources:\n  A: {Type: AWS::S3::Bucket}", "document"),
        ("p.json", b'{"Statement": [{"Effect": "Allow"}]}', "document"),
        ("p.json", b'{"St\\u0061tement": 1}', "document"),
        ("p.json", '{"Statement": {"Effect": 1}}'.encode("utf-16"), "document"),
        ("package.json", b'{"name": "x"}', None),
        ("main.py", b"Statement Effect", None),
    ],
)
def test_what_is_read(path, content, kind):
    assert kind_of(path, content) == kind


_EXPRESSIONS = [
    ('"a-${local.env}-b"', "a-prod-b"),
    ("local.env", "prod"),
    ("local.nested.deep[0]", "x"),
    ('local.nested["deep"][0]', "x"),
    ("var.named", "default"),
    ("var.unnamed", "${var.unnamed}"),
    ('"${var.unnamed}/b"', "${var.unnamed}/b"),
    ('"$${not}"', "${not}"),
    (r'"a\"b\u0041\n"', 'a"bA\n'),
    ("<<EOT\na\n  b\nEOT\n", "a\n  b"),
    ("jsonencode({ A = [1, true, null] })", {"A": [1, True, None]}),
    ('concat(["a"], ["b"])', ["a", "b"]),
    ('merge({ a = 1 }, { "b" = 2 })', {"a": 1, "b": 2}),
    ('join("-", ["a", "b"])', "a-b"),
    ('format("%s/%s", "a", local.env)', "a/prod"),
    ('upper("a")', "A"),
    ("aws_s3_bucket.other.bucket", "named"),
    ('aws_s3_bucket.each["x"].bucket', "x-of-one"),
    ("aws_s3_bucket.each[each.key].bucket", "${each.key}-of-${each.value of [each.key]}"),
    ("aws_s3_bucket.each[var.which].id", "${var.which}-of-${each.value of [var.which]}"),
    ("aws_s3_bucket.each[*].bucket", "${aws_s3_bucket.each[*].bucket}"),
    ('aws_s3_bucket.each["unheard"].bucket', "unheard-of-${each.value of unheard}"),
    ("aws_s3_bucket.counted[0].bucket", "first"),
    ("aws_s3_bucket.counted[count.index].bucket", "first"),
    ('var.flag ? "a" : "b"', '${var.flag ? "a" : "b"}'),
    ("local.round", "${local.round}"),
]


@pytest.mark.parametrize(("expression", "value"), _EXPRESSIONS)
def test_terraform_expressions(expression, value):
    text = f"""
locals {{
  env = "prod"
  nested = {{ deep = ["x"] }}
  round = local.again
  again = local.round
}}
variable "named" {{ default = "default" }}
variable "unnamed" {{}}
resource "aws_s3_bucket" "other" {{ bucket = "named" }}
resource "aws_s3_bucket" "each" {{
  for_each = {{ x = "one" }}
  bucket   = "${{each.key}}-of-${{each.value}}"
}}
resource "aws_s3_bucket" "counted" {{
  count  = 1
  bucket = "first"
}}
resource "test" "it" {{
  value = {expression}
}}
"""
    found, problems = resources({"m/main.tf": text.encode()})
    assert problems == []
    (tested,) = (one for one in found if one.address == "test.it")
    shown = written(tested.properties["value"])
    assert shown == value or (expression == "local.round" and shown.startswith("${"))


def test_a_terraform_module_is_the_files_of_a_folder():
    files = {
        "m/variables.tf": b'variable "env" {}',
        "m/terraform.tfvars": b'env = "prod"',
        "m/main.tf": b'resource "aws_s3_bucket" "b" { bucket = "data-${var.env}" }',
        "n/main.tf": b'resource "aws_s3_bucket" "b" { bucket = "data-${var.env}" }',
    }
    found, _ = resources(files)
    assert [(one.scope, written(one.properties["bucket"])) for one in found] == [
        ("m", "data-prod"),
        ("n", "data-${var.env}"),
    ]


def test_a_block_is_a_list_of_objects_with_lines():
    text = (
        'resource "aws_security_group" "a" {\n  name = "x"\n  ingress {\n    from_port = 22\n  }\n  ingress {\n  }\n}\n'
    )
    found = _one("main.tf", text)
    assert found.properties == {"name": "x", "ingress": [{"from_port": 22}, {}]}
    assert (found.line, found.lines["name"]) == (1, 2)


def test_terraform_that_cannot_be_parsed_is_a_problem_with_its_line():
    _, problems = resources({"main.tf": b'resource "a" "b" {\n  x = [1,\n}\n'})
    assert problems
    assert all(one.path == "main.tf" and one.line >= 1 for one in problems)


def test_a_resource_that_is_nested_too_deeply_is_a_problem_and_the_others_are_read():
    deep = 'resource "a" "deep" {\n  count = 1' + " > 0 ? 1 : 0" * 1_000 + "\n}\n"
    found, problems = resources({"main.tf": f'{deep}resource "a" "plain" {{ x = 1 }}\n'.encode()})
    assert [one.address for one in found] == ["a.plain"]
    assert [(one.path, one.line, one.why) for one in problems] == [
        ("main.tf", 1, "`a.deep` is nested too deeply to be followed")
    ]


@pytest.mark.parametrize("blank", [" ", "\t", "\r\n", "\0", "\u00a0", "\u2028", "\u3000", "\ufeff"])
def test_more_blanks_than_a_parser_should_be_given_are_a_problem(blank):
    """It takes the square of their number, and asks nobody meanwhile whether it may go on."""
    found, problems = resources({"main.tf": f'resource "a" "b" {{ x = "{blank * 60_000}'.encode()})
    assert found == []
    assert [one.why for one in problems] == ["more blanks in a row than anybody needs; remove them"]


def test_many_blanks_are_no_problem():
    text = 'resource "a" "b" {\n' + " " * 900 + "x = 1\n" + "\n" * 900 + "}\n"
    found, problems = resources({"main.tf": text.encode()})
    assert ([one.address for one in found], problems) == (["a.b"], [])


_TEMPLATE = """AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Env: {Type: String, Default: prod}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: %s
"""


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("plain", "plain"),
        ("!Sub 'data-${Env}'", "data-prod"),
        ("{'Fn::Sub': 'data-${Env}'}", "data-prod"),
        ("!Ref Env", "prod"),
        ("!Join ['-', [a, !Ref Env]]", "a-prod"),
        ("!Sub 'data-${AWS::AccountId}'", "data-${AWS::AccountId}"),
    ],
)
def test_cloudformation_intrinsics(value, name):
    found = _one("t.yaml", _TEMPLATE % value)
    assert written(found.properties["BucketName"]) == name
    assert (found.type, found.address) == ("AWS::S3::Bucket", "Bucket")


def test_json_and_yaml_templates_are_the_same_resource():
    body = {"Resources": {"B": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "b"}}}}
    as_json = _one("t.json", json.dumps(body))
    as_yaml = _one("t.yaml", "Resources:\n  B:\n    Type: AWS::S3::Bucket\n    Properties: {BucketName: b}\n")
    assert (as_json.type, as_json.properties) == (as_yaml.type, as_yaml.properties)


_BUCKET = 'resource "aws_s3_bucket" "b" {\n  bucket = "%s"\n  acl = "%s"\n}\n'
_BOTH = _BUCKET % ("x", "private")


def changes(before, after, renamed=None):
    old, new, problems = sides(before, after, renamed)
    return changes_between(old, new, renamed), problems


@pytest.mark.parametrize(
    ("before", "after", "operations"),
    [
        ("", _BOTH, ["create"]),
        (_BOTH, "", ["delete"]),
        (_BOTH, _BUCKET % ("x", "public-read"), ["update"]),
        (_BOTH, _BUCKET % ("y", "private"), ["replace"]),
        (_BOTH, "# a comment\n\n" + _BOTH.replace("  ", "      "), []),
        (_BOTH, 'resource "aws_s3_bucket" "b" {\n  acl = "private"\n  bucket = "x"\n}\n', []),
        (_BOTH, _BOTH.replace('" "b"', '" "c"'), ["delete", "create"]),
        (_BOTH, 'locals { n = "x" }\n' + _BOTH.replace('"x"', "local.n"), []),
    ],
)
def test_changes(before, after, operations):
    found, problems = changes({"main.tf": before.encode()}, {"main.tf": after.encode()})
    assert ([one.operation for one in found], problems) == (operations, [])


def test_moving_a_resource_between_files_of_a_module_is_no_change():
    found, _ = changes({"a.tf": _BOTH.encode(), "b.tf": b""}, {"a.tf": b"", "b.tf": _BOTH.encode()})
    assert found == []


def test_a_renamed_template_is_compared_with_itself():
    text = (_TEMPLATE % "plain").encode()
    assert changes({"old.yaml": text}, {"new.yaml": text}, {"old.yaml": "new.yaml"}) == ([], [])
    assert len(changes({"old.yaml": text}, {"new.yaml": text})[0]) == 2


def test_an_old_problem_is_not_blamed_on_the_change():
    broken = b'resource "a" "b" {\n  x = [1,\n}\n'
    assert changes({"main.tf": broken}, {"main.tf": broken}) == ([], [])
    assert changes({"main.tf": b""}, {"main.tf": broken})[1]


def test_a_value_that_moves_is_written_out():
    """A patch that only says `move` would hide what comes to stand in the other place."""
    before = 'resource "a" "b" {\n  n = "x"\n  o = ["y", "z"]\n}\n'
    after = 'resource "a" "b" {\n  role = "x"\n  o = ["z", "y"]\n  p = "y"\n}\n'
    (change,), _ = changes({"main.tf": before.encode()}, {"main.tf": after.encode()})

    assert {"op": "add", "path": "/role", "value": "x"} in change.patch
    assert {"op": "remove", "path": "/n"} in change.patch
    assert all("from" not in operation for operation in change.patch)


DEEP = 'resource "a" "b" {\n  count = 1' + " > 0 ? 1 : 0" * 1_000 + '\n  x = "'
UNREADABLE = {
    "a resource nested too deeply": ("main.tf", DEEP, '"\n}\n'),
    "what a resource nested too deeply refers to": ("main.tf", DEEP + '${local.y}"\n}\nlocals {\n  y = "', '"\n}\n'),
    "HCL that cannot be parsed": ("main.tf", "= ) " * 1_000 + '"', '" ) =\n'),
    "HCL of more than 4 MB": ("main.tf", "# comment\n" * 420_000 + 'resource "a" "b" { x = "', '" }\n'),
    "blanks": ("main.tf", " " * 3_000 + 'resource "a" "b" { x = "', '" }\n'),
    "Terraform's JSON": ("main.tf.json", '{"resource": {"a": [' + '"b", ' * 1_000 + '"', "oops\n"),
    "CloudFormation": ("template.json", '{"AWSTemplateFormatVersion": "2010-09-09", "Resources": [' + '"b", ' * 1_000 + '"', "oops\n"),
    "a manifest": ("role.yaml", "kind: ClusterRoleBinding\nroleRef: {name: cluster-admin}\nx: [" + "b, " * 1_000 + '"', "\n"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_change_far_behind_in_what_cannot_be_read_is_a_new_problem(name):
    """What is unreadable on both sides is no news, unless it is not the same: nobody can say what the change does."""
    path, start, end = UNREADABLE[name]
    one, other = ({path: f"{start}{value}{end}".encode()} for value in ("one", "other"))

    assert [one.path for one in sides(one, other, {})[2]] == [path], "not told"
    assert sides(one, one, {})[2] == []
