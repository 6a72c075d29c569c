"""Ways to let somebody do more that are easy to overlook. Each entry: the files before, and the files after."""

from __future__ import annotations

import json

from .consolidation import document
from .shapes import (
    _ME,
    _YOU,
    CONDITION,
    FULL,
    MODULE,
    PUT,
    PUT_JSON,
    READ,
    READ_JSON,
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
    role,
    role_of,
    staged,
    statement,
    swapped,
    trusting,
)

ATTACKS: dict[str, tuple[Files, Files]] = {
    # Terraform: what an expression refers to
    "a slice of another local": swapped(
        actions("slice(local.a, 0, 2)", "locals {\n  a = OLD\n}\n"),
        f'["{READ}", "s3:GetObjectAcl"]',
        f'["{READ}", "{PUT}"]',
    ),
    "a choice of another local": swapped(
        actions(
            "var.admin ? local.a : local.b", f'variable "admin" {{}}\nlocals {{\n  a = OLD\n  b = ["{READ}"]\n}}\n'
        ),
        f'["{READ}", "s3:ListBucket"]',
        f'["{PUT}"]',
    ),
    "a default that turns a choice": swapped(
        actions(f'var.admin ? ["s3:*"] : ["{READ}"]', 'variable "admin" {\n  default = OLD\n}\n'), "false", "true"
    ),
    "a map looked up by a variable": swapped(
        actions("local.a[var.stage]", 'variable "stage" {}\nlocals {\n  a = {\n    dev = OLD\n  }\n}\n'),
        f'["{READ}"]',
        f'["{PUT}"]',
    ),
    "lookup with a default": swapped(
        actions("lookup(local.a, var.stage, [])", 'variable "stage" {}\nlocals {\n  a = {\n    dev = OLD\n  }\n}\n'),
        f'["{READ}"]',
        f'["{PUT}"]',
    ),
    "try": swapped(actions("try(local.a, [])", "locals {\n  a = OLD\n}\n"), f'["{READ}"]', f'["{PUT}"]'),
    "coalescelist": swapped(
        actions("coalescelist(local.a, [])", "locals {\n  a = OLD\n}\n"), f'["{READ}"]', f'["{PUT}"]'
    ),
    "split": swapped(actions('split(",", local.a)', 'locals {\n  a = "OLD"\n}\n'), READ, f"{READ},{PUT}"),
    "formatlist": swapped(
        actions('formatlist("s3:%s", local.a)', "locals {\n  a = OLD\n}\n"), '["GetObject"]', '["PutObject"]'
    ),
    "a splat": swapped(
        actions("local.a[*].name", "locals {\n  a = OLD\n}\n"), f'[{{ name = "{READ}" }}]', f'[{{ name = "{PUT}" }}]'
    ),
    "values of a map": swapped(
        actions("values(local.a)", "locals {\n  a = OLD\n}\n"), f'{{ x = "{READ}" }}', f'{{ x = "{PUT}" }}'
    ),
    "a document that is rewritten": swapped(
        role('replace(data.aws_iam_policy_document.d.json, "x", "y")', data(statement(actions='["OLD"]'))), READ, PUT
    ),
    "a document among several": swapped(
        role("data.aws_iam_policy_document.d[0].json", data("count = 1\n" + statement(actions='["OLD"]'))), READ, PUT
    ),
    "a document of a splat": swapped(
        role("element(data.aws_iam_policy_document.d[*].json, 0)", data("count = 1\n" + statement(actions='["OLD"]'))),
        READ,
        PUT,
    ),
    "a document of one function": swapped(
        role("one(data.aws_iam_policy_document.d[*].json)", data("count = 1\n" + statement(actions='["OLD"]'))),
        READ,
        PUT,
    ),
    "a template file's variables": swapped(
        {
            "main.tf": role('templatefile("p.json.tpl", { actions = OLD })'),
            "p.json.tpl": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ${jsonencode(actions)}, "Resource": "*"}]}',
        },
        f'["{READ}"]',
        f'["{PUT}"]',
    ),
    "a template file with a loop": swapped(
        {
            "main.tf": role('templatefile("p.json.tpl", { actions = OLD })'),
            "p.json.tpl": '{"Version": "2012-10-17", "Statement": [%{ for a in actions ~}{"Effect": "Allow", "Action": "${a}", "Resource": "*"}%{ endfor ~}]}',
        },
        f'["{READ}"]',
        f'["{PUT}"]',
    ),
    "the template file itself": swapped(
        {
            "main.tf": role('templatefile("p.json.tpl", { bucket = "b" })'),
            "p.json.tpl": '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "OLD", "Resource": "arn:aws:s3:::${bucket}/*"}]}',
        },
        READ,
        PUT,
    ),
    "a value of yamldecode": swapped(
        actions("yamldecode(local.a)", 'locals {\n  a = "OLD"\n}\n'), f"[{READ}]", f"[{PUT}]"
    ),
    "a long for_each": swapped(
        'resource "aws_iam_user_policy" "u" {\n  for_each = merge(local.a, var.more)\n  user = each.key\n  policy = each.value\n}\nvariable "more" {}\nlocals {\n  a = {\n    u = jsonencode('
        + json.dumps(document(allow("OLD")))
        + ")\n  }\n}\n",
        READ,
        PUT,
    ),
    # what Terraform takes from files of values
    "a file of values that another one overrides": (
        {
            "main.tf": actions("var.a", 'variable "a" {}\n'),
            "terraform.tfvars": f'a = ["{READ}"]\n',
            "a.auto.tfvars": f'a = ["{READ}", "s3:ListBucket"]\n',
        },
        {
            "main.tf": actions("var.a", 'variable "a" {}\n'),
            "terraform.tfvars": f'a = ["{READ}"]\n',
            "a.auto.tfvars": f'a = ["{PUT}"]\n',
        },
    ),
    "locals of another file": swapped(
        {"main.tf": actions("local.a"), "l.tf": "locals {\n  a = OLD\n}\n"}, f'["{READ}"]', f'["{PUT}"]'
    ),
    "an override file": (
        {"main.tf": actions(f'["{READ}"]')},
        {
            "main.tf": actions(f'["{READ}"]'),
            "override.tf": 'resource "aws_iam_role_policy" "p" {\n  policy = jsonencode(' + PUT_JSON + ")\n}\n",
        },
    ),
    "JSON syntax": swapped(
        {"main.tf.json": json.dumps({"resource": {"aws_iam_role_policy": {"p": {"role": "r", "policy": "OLD"}}}})},
        READ_JSON.replace('"', '\\"'),
        PUT_JSON.replace('"', '\\"'),
    ),
    "concat of a local": swapped(
        actions(f'concat(["{READ}"], local.a)', "locals {\n  a = OLD\n}\n"), "[]", f'["{PUT}"]'
    ),
    "an open count": swapped(
        actions(f'["{PUT}"]').replace("role = aws_iam_role.r.id", 'count = OLD\n  role = "r"'), "0", "1"
    ),
    # how Terraform puts documents together
    "two blocks of principals": (
        {"main.tf": queue(statement(principals(_ME), actions='["sqs:SendMessage"]'))},
        {"main.tf": queue(statement(principals(_YOU, _ME), actions='["sqs:SendMessage"]'))},
    ),
    "dynamic principals": swapped(
        queue(
            statement(
                'dynamic "principals" {\n  for_each = OLD\n  content {\n    type = "AWS"\n    identifiers = [principals.value]\n  }\n}',
                actions='["sqs:SendMessage"]',
            )
        ),
        f'["{_ME}"]',
        f'["{_ME}", "{_YOU}"]',
    ),
    "two conditions of one key": swapped(
        from_data(statement("OLD", actions=f'["{PUT}"]')),
        CONDITION.replace("WHO", "a"),
        CONDITION.replace("WHO", "b") + "\n" + CONDITION.replace("WHO", "a"),
    ),
    "a dynamic condition": swapped(
        from_data(
            statement(
                'dynamic "condition" {\n  for_each = OLD\n  content {\n    test = "StringEquals"\n    variable = "aws:PrincipalTag/team"\n    values = [condition.value]\n  }\n}',
                actions=f'["{PUT}"]',
            )
        ),
        '["a"]',
        '["b"]',
    ),
    "a dynamic condition that goes": swapped(
        from_data(
            statement(
                'dynamic "condition" {\n  for_each = OLD\n  content {\n    test = "StringEquals"\n    variable = "aws:PrincipalTag/team"\n    values = ["a"]\n  }\n}',
                actions=f'["{PUT}"]',
            )
        ),
        "[1]",
        "[]",
    ),
    "an override that narrowed": swapped(
        from_data(
            "override_policy_documents = [OLD]\nsource_policy_documents = [data.aws_iam_policy_document.wide.json]",
            data(statement('sid = "A"', actions='["s3:*"]'), "wide") + data(statement('sid = "A"'), "narrow"),
        ),
        "data.aws_iam_policy_document.narrow.json",
        "",
    ),
    "a source document": swapped(
        from_data(
            "source_policy_documents = [data.aws_iam_policy_document.s.json]", data(statement(actions='["OLD"]'), "s")
        ),
        READ,
        PUT,
    ),
    "source_json": swapped(
        from_data(
            "source_json = data.aws_iam_policy_document.s.json\n" + statement(), data(statement(actions='["OLD"]'), "s")
        ),
        READ,
        PUT,
    ),
    "override_json": swapped(
        from_data(
            "override_json = data.aws_iam_policy_document.s.json\n" + statement(),
            data(statement(actions='["OLD"]'), "s"),
        ),
        READ,
        PUT,
    ),
    "a Deny that goes": swapped(
        from_data(statement(actions='["s3:*"]') + "\nOLD"),
        statement('effect = "Deny"', actions='["s3:DeleteObject"]'),
        "",
    ),
    "a Deny that a filter leaves out": swapped(
        role(
            'jsonencode({ Version = "2012-10-17", Statement = concat([{ Effect = "Allow", Action = "s3:*", Resource = "*" }], [for a in ["s3:DeleteObject", "s3:PutObject"] : { Effect = "Deny", Action = a, Resource = "*" } OLD]) })'
        ),
        "",
        'if a != "s3:PutObject"',
    ),
    # who it is that Terraform gives a policy to
    "another role that stands elsewhere": swapped(attached("OLD", FULL), '"deployer"', '"reporting"'),
    "another role of a variable": swapped(attached("OLD", FULL), "var.deployer", "var.reporting"),
    "another user in a group": swapped(
        'resource "aws_iam_group_membership" "m" {\n  name = "m"\n  group = "admins"\n  users = ["OLD"]\n}\n',
        "alice",
        "bob",
    ),
    "one more user in a group": swapped(
        'resource "aws_iam_group_membership" "m" {\n  name = "m"\n  group = "admins"\n  users = [OLD]\n}\n',
        '"alice"',
        '"alice", "bob"',
    ),
    "a user of a group": swapped(
        'resource "aws_iam_user_group_membership" "m" {\n  user = "bob"\n  groups = [OLD]\n}\n',
        '"readers"',
        '"readers", "admins"',
    ),
    "one attachment for many": swapped(
        'resource "aws_iam_policy_attachment" "a" {\n  name = "a"\n  roles = [OLD]\n  policy_arn = "' + FULL + '"\n}\n',
        '"a"',
        '"a", "b"',
    ),
    "a role's inline_policy": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  inline_policy {\n    name = "i"\n    policy = jsonencode('
        + json.dumps(document(allow("OLD")))
        + ")\n  }\n}\n",
        READ,
        PUT,
    ),
    "a role's dynamic inline_policy": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  dynamic "inline_policy" {\n    for_each = [jsonencode('
        + json.dumps(document(allow("OLD")))
        + ')]\n    content {\n      name = "i"\n      policy = inline_policy.value\n    }\n  }\n}\n',
        READ,
        PUT,
    ),
    "a role's managed_policy_arns": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  managed_policy_arns = ["OLD"]\n}\n', READS, FULL
    ),
    "a boundary that goes": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  OLD\n}\n', f'permissions_boundary = "{READS}"', ""
    ),
    "a boundary that is null": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  permissions_boundary = OLD\n}\n', f'"{READS}"', "null"
    ),
    "a boundary of a default": swapped(
        'variable "b" {\n  default = OLD\n}\nresource "aws_iam_role" "r" {\n  name = "r"\n  permissions_boundary = var.b\n}\n',
        f'"{READS}"',
        "null",
    ),
    "a trust policy of a data source": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = data.aws_iam_policy_document.d.json\n}\n'
        + data('statement {\n  actions = ["sts:AssumeRole"]\n' + "OLD\n}"),
        principals(_ME),
        principals(_YOU, _ME),
    ),
    "an open subject of an OIDC trust": swapped(
        'resource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = jsonencode('
        + json.dumps(
            trusting(
                {"Federated": "arn:aws:iam::1:oidc-provider/t"},
                Action="sts:AssumeRoleWithWebIdentity",
                Condition={"StringLike": {"t:sub": "OLD"}},
            )
        )
        + ")\n}\n",
        "repo:me/a:ref:refs/heads/main",
        "repo:me/*",
    ),
    # Terraform: grants without a document
    "a function that others may call": (
        {},
        {"main.tf": callable_by("444455556666")},
    ),
    "a function that anybody may call": swapped(
        callable_by("OLD"),
        "111122223333",
        "*",
    ),
    "a function for a whole service": swapped(
        callable_by("s3.amazonaws.com").replace("\n}", "\n  OLD\n}"),
        'source_arn = "arn:aws:s3:::b"',
        "",
    ),
    "a function's URL for anybody": swapped(
        resource("aws_lambda_function_url", function_name="f", authorization_type="OLD"), "AWS_IAM", "NONE"
    ),
    "a grant of a key": (
        {},
        {"main.tf": resource("aws_kms_grant", key_id="k", grantee_principal=_YOU, operations=["Decrypt", "Encrypt"])},
    ),
    "one more operation of a grant": swapped(
        resource("aws_kms_grant", key_id="k", grantee_principal=_YOU, operations=["OLD"]), "DescribeKey", "Decrypt"
    ),
    "a bucket that anybody may write": swapped(
        resource("aws_s3_bucket_acl", bucket="b", acl="OLD"), "private", "public-read-write"
    ),
    "a bucket's policy": swapped(
        resource(
            "aws_s3_bucket_policy",
            bucket="b",
            policy=json.dumps(document({**allow(PUT), "Resource": "arn:aws:s3:::b/*", "Principal": {"AWS": "OLD"}})),
        ),
        _ME,
        _YOU,
    ),
    "a key's policy": swapped(
        resource("aws_kms_key", policy=json.dumps(document({**allow("kms:*"), "Principal": {"AWS": "OLD"}}))), _ME, "*"
    ),
    "an event bus for others": (
        {},
        {"main.tf": resource("aws_cloudwatch_event_permission", principal="444455556666", statement_id="s")},
    ),
    "a layer for anybody": (
        {},
        {
            "main.tf": resource(
                "aws_lambda_layer_version_permission",
                layer_name="l",
                version_number=1,
                action="lambda:GetLayerVersion",
                principal="*",
                statement_id="s",
            )
        },
    ),
    # Terraform: permission sets
    "a permission set's inline policy": swapped(
        'resource "aws_ssoadmin_permission_set_inline_policy" "p" {\n  permission_set_arn = aws_ssoadmin_permission_set.s.arn\n  inline_policy = jsonencode('
        + json.dumps(document(allow("OLD")))
        + ")\n}\n",
        READ,
        PUT,
    ),
    "another permission set for a policy": swapped(
        'resource "aws_ssoadmin_permission_set_inline_policy" "p" {\n  permission_set_arn = aws_ssoadmin_permission_set.OLD.arn\n  inline_policy = jsonencode('
        + json.dumps(document(allow(PUT)))
        + ")\n}\n",
        "admins",
        "readers",
    ),
    "a managed policy of a permission set": swapped(
        'resource "aws_ssoadmin_managed_policy_attachment" "p" {\n  permission_set_arn = aws_ssoadmin_permission_set.s.arn\n  managed_policy_arn = "OLD"\n}\n',
        READS,
        FULL,
    ),
    "another permission set for a managed policy": swapped(
        'resource "aws_ssoadmin_managed_policy_attachment" "p" {\n  permission_set_arn = aws_ssoadmin_permission_set.OLD.arn\n  managed_policy_arn = "'
        + FULL
        + '"\n}\n',
        "admins",
        "readers",
    ),
    "a customer's policy of a permission set": (
        {},
        {
            "main.tf": 'resource "aws_ssoadmin_customer_managed_policy_attachment" "p" {\n  permission_set_arn = aws_ssoadmin_permission_set.s.arn\n  customer_managed_policy_reference {\n    name = "admin"\n  }\n}\n'
        },
    ),
    "an account assignment": (
        {},
        {
            "main.tf": resource(
                "aws_ssoadmin_account_assignment",
                permission_set_arn="arn:aws:sso:::permissionSet/i/p",
                principal_id="g",
                principal_type="GROUP",
                target_id="111122223333",
                target_type="AWS_ACCOUNT",
            )
        },
    ),
    "another group of an assignment": swapped(
        resource(
            "aws_ssoadmin_account_assignment",
            permission_set_arn="arn:aws:sso:::permissionSet/i/p",
            principal_id="OLD",
            principal_type="GROUP",
            target_id="111122223333",
            target_type="AWS_ACCOUNT",
        ),
        "admins",
        "everybody",
    ),
    "a permission set's boundary": (
        {
            "main.tf": 'resource "aws_ssoadmin_permissions_boundary_attachment" "b" {\n  permission_set_arn = aws_ssoadmin_permission_set.s.arn\n  permissions_boundary {\n    managed_policy_arn = "'
            + READS
            + '"\n  }\n}\n'
        },
        {},
    ),
    # modules of the workspace
    "a module's actions": swapped(MODULE, f'actions = ["{READ}"]', f'actions = ["{READ}", "{PUT}"]'),
    "a module's actions in place of its default": swapped(MODULE, "", f'actions = ["{PUT}"]'),
    "a module's managed policies": swapped(MODULE, f'arns = ["{READS}"]', f'arns = ["{FULL}"]'),
    "a module's document": swapped(
        {
            **MODULE,
            "d.tf": data(statement(actions='["s3:GetObject"]')) + data(statement(actions='["s3:PutObject"]'), "e"),
        },
        "policy = data.aws_iam_policy_document.d.json",
        "policy = data.aws_iam_policy_document.e.json",
    ),
    "a module of a module": swapped(
        {
            "main.tf": 'module "o" {\n  source = "./o"\n  a = ["OLD"]\n}\n',
            "o/main.tf": 'variable "a" {}\nmodule "x" {\n  source = "../m"\n  actions = var.a\n}\n',
            "m/main.tf": MODULE["m/main.tf"],
        },
        READ,
        PUT,
    ),
    "a module for each": swapped(
        {
            **MODULE,
            "main.tf": 'module "x" {\n  source = "./m"\n  for_each = { a = "OLD" }\n  actions = [each.value]\n}\n',
        },
        READ,
        PUT,
    ),
    "a module that another value switches on": swapped(
        {**MODULE, "main.tf": f'module "x" {{\n  source = "./m"\n  count = OLD\n  actions = ["{PUT}"]\n}}\n'}, "0", "1"
    ),
    "what a module hands on": swapped(
        {
            "main.tf": 'module "x" {\n  source = "./m"\n}\n' + attached('"r"', "X").replace('"X"', "module.x.arn"),
            "m/main.tf": 'output "arn" {\n  value = aws_iam_policy.OLD.arn\n}\n'
            + "".join(
                f'resource "aws_iam_policy" "{one}" {{\n  name = "{one}"\n  policy = jsonencode({json.dumps(document(allow(action)))})\n}}\n'
                for one, action in (("read", READ), ("put", PUT))
            ),
        },
        "read",
        "put",
    ),
    # CloudFormation and SAM
    "a mapping": tuple(
        cfn(
            {"R": cfn_role(document(allow({"Fn::FindInMap": ["M", {"Ref": "Stage"}, "a"]})))},
            Parameters={"Stage": {"Type": "String"}},
            Mappings={"M": {"dev": {"a": one}}},
        )
        for one in (READ, PUT)
    ),
    "a part of a parameter's default": tuple(
        cfn(
            {"R": cfn_role(document({**allow(), "Action": {"Fn::Split": [",", {"Ref": "A"}]}}))},
            Parameters={"A": {"Type": "String", "Default": one}},
        )
        for one in (READ, f"{READ},{PUT}")
    ),
    "a list as a parameter's default": tuple(
        cfn(
            {"R": cfn_role(document({**allow(), "Action": {"Ref": "A"}}))},
            Parameters={"A": {"Type": "CommaDelimitedList", "Default": one}},
        )
        for one in (READ, f"{READ},{PUT}")
    ),
    "a choice between actions": tuple(
        cfn(
            {"R": cfn_role(document({**allow(), "Action": {"Fn::If": ["C", one, READ]}}))},
            Parameters={"S": {"Type": "String"}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "S"}, "p"]}},
        )
        for one in ("s3:ListBucket", PUT)
    ),
    "a condition that turns a choice": tuple(
        cfn(
            {"R": cfn_role(document({**allow(), "Action": {"Fn::If": ["C", PUT, READ]}}))},
            Parameters={"S": {"Type": "String", "Default": "dev"}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "S"}, one]}},
        )
        for one in ("never", "dev")
    ),
    "a choice of a parameter's default": tuple(
        cfn(
            {"R": cfn_role(document({**allow(), "Action": {"Fn::If": ["C", {"Ref": "A"}, READ]}}))},
            Parameters={"S": {"Type": "String"}, "A": {"Type": "String", "Default": one}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "S"}, "p"]}},
        )
        for one in ("s3:ListBucket", PUT)
    ),
    "a choice between whole statements": tuple(
        cfn(
            {"R": cfn_role(document({"Fn::If": ["C", allow(one), allow(READ)]}))},
            Parameters={"S": {"Type": "String"}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "S"}, "p"]}},
        )
        for one in ("s3:ListBucket", PUT)
    ),
    "a whole policy list by choice": tuple(
        cfn(
            {"R": cfn_role(document(allow(READ)), ManagedPolicyArns={"Fn::If": ["C", [one], {"Ref": "AWS::NoValue"}]})},
            Parameters={"S": {"Type": "String"}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "S"}, "p"]}},
        )
        for one in (READS, FULL)
    ),
    "a boundary by choice": tuple(
        cfn({"R": cfn_role(document(allow("s3:*")), **one)})
        for one in ({"PermissionsBoundary": READS}, {"PermissionsBoundary": {"Ref": "AWS::NoValue"}})
    ),
    "users of a group": tuple(
        cfn({"A": {"Type": "AWS::IAM::UserToGroupAddition", "Properties": {"GroupName": "admins", "Users": [one]}}})
        for one in ("alice", "bob")
    ),
    "a policy of a role by name": tuple(
        cfn(
            {
                "A": {
                    "Type": "AWS::IAM::RolePolicy",
                    "Properties": {"PolicyName": "p", "RoleName": "r", "PolicyDocument": document(allow(one))},
                }
            }
        )
        for one in (READ, PUT)
    ),
    "a policy for another role": tuple(
        cfn(
            {
                "A": {
                    "Type": "AWS::IAM::Policy",
                    "Properties": {"PolicyName": "p", "Roles": [one], "PolicyDocument": document(allow(PUT))},
                }
            }
        )
        for one in ("deployer", "reporting")
    ),
    "a function that others may call, in a template": (
        cfn({}),
        cfn(
            {
                "A": {
                    "Type": "AWS::Lambda::Permission",
                    "Properties": {"Action": "lambda:InvokeFunction", "FunctionName": "f", "Principal": "*"},
                }
            }
        ),
    ),
    "an access control of a bucket": tuple(
        cfn({"A": {"Type": "AWS::S3::Bucket", "Properties": {"BucketName": "b", "AccessControl": one}}})
        for one in ("Private", "PublicReadWrite")
    ),
    "a permission set of a template": tuple(
        cfn({"A": {"Type": "AWS::SSO::PermissionSet", "Properties": {"Name": "p", "ManagedPolicies": [one]}}})
        for one in (READS, FULL)
    ),
    "a permission set's inline policy in a template": tuple(
        cfn(
            {
                "A": {
                    "Type": "AWS::SSO::PermissionSet",
                    "Properties": {"Name": "p", "InlinePolicy": document(allow(one))},
                }
            }
        )
        for one in (READ, PUT)
    ),
    "an assignment of a template": tuple(
        cfn(
            {
                "A": {
                    "Type": "AWS::SSO::Assignment",
                    "Properties": {
                        "PermissionSetArn": "arn:aws:sso:::permissionSet/i/p",
                        "PrincipalId": one,
                        "PrincipalType": "GROUP",
                        "TargetId": "1",
                        "TargetType": "AWS_ACCOUNT",
                    },
                }
            }
        )
        for one in ("admins", "all")
    ),
    "a policy template of SAM": tuple(
        cfn({"F": function(Policies=[{one: {"BucketName": "b"}}])}, **SAM) for one in ("S3ReadPolicy", "S3CrudPolicy")
    ),
    "a boundary for all functions": tuple(
        cfn({"F": function(Policies=[FULL])}, **SAM, Globals={"Function": one})
        for one in ({"PermissionsBoundary": READS}, {})
    ),
    "a connector": tuple(
        cfn(
            {
                "F": function(),
                "C": {
                    "Type": "AWS::Serverless::Connector",
                    "Properties": {"Source": {"Id": "F"}, "Destination": {"Id": "T"}, "Permissions": one},
                },
            },
            **SAM,
        )
        for one in (["Read"], ["Read", "Write"])
    ),
    "an embedded connector": tuple(
        cfn(
            {
                "F": {
                    **function(),
                    "Connectors": {"C": {"Properties": {"Destination": {"Id": "T"}, "Permissions": one}}},
                }
            },
            **SAM,
        )
        for one in (["Read"], ["Read", "Write"])
    ),
    "a function's URL, in SAM": tuple(
        cfn({"F": function(FunctionUrlConfig={"AuthType": one})}, **SAM) for one in ("AWS_IAM", "NONE")
    ),
    # documents anywhere
    "JSON in YAML": swapped(
        {
            "k.yaml": 'kind: Policy\nspec:\n  document: |\n    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "OLD", "Resource": "*"}]}\n'
        },
        READ,
        PUT,
    ),
    "Serverless Framework": swapped(
        {
            "serverless.yml": "provider:\n  name: aws\n  iam:\n    role:\n      statements:\n        - Effect: Allow\n          Action:\n            - OLD\n          Resource: '*'\n"
        },
        READ,
        PUT,
    ),
    "an odd extension": swapped({"p.iam": json.dumps(document(allow("OLD")), indent=1)}, READ, PUT),
    "JSON with comments": swapped(
        {"p.jsonc": "// the policy\n" + json.dumps(document(allow("OLD")), indent=1)}, READ, PUT
    ),
    "JSON with comments under .json": swapped(
        {"p.json": "// the policy\n" + json.dumps(document(allow("OLD")), indent=1)}, READ, PUT
    ),
    "a byte order mark": swapped({"p.json": "\ufeff" + json.dumps(document(allow("OLD")), indent=1)}, READ, PUT),
    "a byte order mark without an extension": swapped(
        {"policy": "\ufeff" + json.dumps(document(allow("OLD")), indent=1)}, READ, PUT
    ),
    # what IAM makes of it
    "case of actions": swapped({"p.json": json.dumps(document(allow("OLD")))}, READ, "S3:pUToBJECT"),
    "NotAction": swapped(
        {"p.json": json.dumps(document({"Effect": "Allow", "NotAction": ["OLD"], "Resource": "*"}))}, "*", "iam:*"
    ),
    "a Deny's condition": tuple(
        {"p.json": json.dumps(document(allow("s3:*"), {"Effect": "Deny", "Action": "s3:*", "Resource": "*", **one}))}
        for one in ({}, {"Condition": {"Bool": {"aws:SecureTransport": "false"}}})
    ),
    "IfExists": tuple(
        {"p.json": json.dumps(document(allow("s3:*", Condition={one: {"aws:PrincipalOrgID": "o"}})))}
        for one in ("StringEquals", "StringEqualsIfExists")
    ),
    "ForAllValues over a missing key": tuple(
        {"p.json": json.dumps(document(allow("s3:*", Condition={one: {"aws:TagKeys": "o"}})))}
        for one in ("ForAnyValue:StringEquals", "ForAllValues:StringEquals")
    ),
    "one statement in place of a list": (
        {"p.json": json.dumps({"Version": "2012-10-17", "Statement": allow(READ)})},
        {"p.json": json.dumps({"Version": "2012-10-17", "Statement": allow(PUT)})},
    ),
    "an older version": (
        {
            "p.json": json.dumps(
                {
                    "Version": "2012-10-17",
                    "Statement": [
                        {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username}/*"},
                        allow("s3:*"),
                    ],
                }
            )
        },
        {
            "p.json": json.dumps(
                {
                    "Version": "2008-10-17",
                    "Statement": [
                        {"Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::${aws:username}/*"},
                        allow("s3:*"),
                    ],
                }
            )
        },
    ),
    "NotPrincipal": tuple(
        {
            "p.json": json.dumps(
                document(
                    {**allow(PUT), "Effect": "Deny", "NotPrincipal": {"AWS": [one]}}, {**allow(PUT), "Principal": "*"}
                )
            )
        }
        for one in (_ME, "*")
    ),
    # what a second look found
    "a count by the stage": (
        {},
        {
            "main.tf": actions(f'["{PUT}"]', 'variable "stage" {}\n').replace(
                "role = aws_iam_role.r.id", 'count = var.stage == "prod" ? 1 : 0\n  role = "r"'
            )
        },
    ),
    "a count by a default": (
        {},
        {
            "main.tf": actions(f'["{PUT}"]', 'variable "on" {\n  default = false\n}\n').replace(
                "role = aws_iam_role.r.id", 'count = var.on ? 1 : 0\n  role = "r"'
            )
        },
    ),
    "a default that switches on": swapped(
        actions(f'["{PUT}"]', 'variable "on" {\n  default = OLD\n}\n').replace(
            "role = aws_iam_role.r.id", 'count = var.on ? 1 : 0\n  role = "r"'
        ),
        "false",
        "true",
    ),
    "another stage for a policy": swapped(
        actions(f'["{PUT}"]', 'variable "stage" {}\n').replace(
            "role = aws_iam_role.r.id", 'count = var.stage == "OLD" ? 1 : 0\n  role = "r"'
        ),
        "dev",
        "prod",
    ),
    "a count that goes": swapped(
        actions(f'["{PUT}"]', 'variable "stage" {}\n').replace("role = aws_iam_role.r.id", 'OLD\n  role = "r"'),
        'count = var.stage == "dev" ? 1 : 0',
        "",
    ),
    "more stages": swapped(
        staged("OLD"),
        'var.kind == "member" && var.stage == "dev"',
        '(var.kind == "member" && (var.stage == "dev" || var.stage == "test"))',
    ),
    "a Deny for one stage only": swapped(
        'resource "aws_iam_role_policy" "a" {\n  role = "r"\n  policy = jsonencode('
        + json.dumps(document(allow("s3:*")))
        + ')\n}\nvariable "stage" {}\nresource "aws_iam_role_policy" "d" {\n  OLD\n  role = "r"\n  policy = jsonencode('
        + json.dumps(document({**allow("s3:Delete*"), "Effect": "Deny"}))
        + ")\n}\n",
        "",
        'count = var.stage == "dev" ? 1 : 0',
    ),
    "the condition of a resource": tuple(
        cfn(
            {
                "R": {**cfn_role(document(allow(READ)))},
                "P": {
                    "Type": "AWS::IAM::Policy",
                    "Condition": "C",
                    "Properties": {"PolicyName": "p", "Roles": [{"Ref": "R"}], "PolicyDocument": document(allow(PUT))},
                },
            },
            Parameters={"S": {"Type": "String"}},
            Conditions={"C": {"Fn::Equals": [{"Ref": "S"}, one]}},
        )
        for one in ("dev", "prod")
    ),
    "a loop over more": tuple(
        cfn(
            {
                "Fn::ForEach::L": [
                    "A",
                    one,
                    {
                        "P${A}": {
                            "Type": "AWS::IAM::UserPolicy",
                            "Properties": {
                                "PolicyName": "p",
                                "UserName": "u",
                                "PolicyDocument": document(allow("s3:${A}")),
                            },
                        }
                    },
                ]
            },
            Transform="AWS::LanguageExtensions",
        )
        for one in (["GetObject"], ["GetObject", "PutObject"])
    ),
    "a parameter of the store": tuple(
        cfn(
            {"R": cfn_role(document(allow({"Ref": "A"})))},
            Parameters={"A": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": one}},
        )
        for one in ("/a/get", "/b/get")
    ),
    "a dynamic reference": tuple(
        cfn({"R": cfn_role(document(allow("{{resolve:ssm:/" + one + "}}")))}) for one in ("a", "b")
    ),
    "a transform within": tuple(
        cfn({"R": cfn_role({"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": one}}})})
        for one in ("s3://a", "s3://b")
    ),
    "a template within Terraform": swapped(
        'resource "aws_cloudformation_stack" "s" {\n  name = "s"\n  template_body = <<EOF\nResources:\n  P:\n    Type: AWS::IAM::UserPolicy\n    Properties:\n      UserName: u\n      PolicyName: p\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement:\n          - Effect: Allow\n            Action: OLD\n            Resource: "*"\nEOF\n}\n',
        READ,
        PUT,
    ),
    "a resource's policy that nobody can read": swapped(
        'variable "a" {}\nvariable "b" {}\nresource "aws_sqs_queue_policy" "q" {\n  queue_url = "q"\n  policy = var.OLD\n}\n',
        "a",
        "b",
    ),
    "a resource's policy from nowhere": (
        {},
        {"main.tf": 'variable "a" {}\nresource "aws_s3_bucket_policy" "q" {\n  bucket = "q"\n  policy = var.a\n}\n'},
    ),
    "minified_json": swapped(
        role("data.aws_iam_policy_document.d.minified_json", data(statement(actions='["OLD"]'))), READ, PUT
    ),
    "an item of a list by count": swapped(
        'locals {\n  arns = ["OLD"]\n}\nresource "aws_iam_role_policy_attachment" "a" {\n  count = length(local.arns)\n  role = "r"\n  policy_arn = local.arns[count.index]\n}\n',
        READS,
        FULL,
    ),
    "a document for each": swapped(
        'data "aws_iam_policy_document" "d" {\n  for_each = local.a\n  statement {\n    actions = each.value\n    resources = ["*"]\n  }\n}\nlocals {\n  a = {\n    x = OLD\n  }\n}\nresource "aws_iam_user_policy" "u" {\n  for_each = local.a\n  user = "u"\n  policy = data.aws_iam_policy_document.d[each.key].json\n}\n',
        f'["{READ}"]',
        f'["{PUT}"]',
    ),
    "JSON syntax of a document": swapped(
        {
            "main.tf.json": json.dumps(
                {
                    "data": {
                        "aws_iam_policy_document": {"d": {"statement": [{"actions": ["OLD"], "resources": ["*"]}]}}
                    },
                    "resource": {
                        "aws_iam_role_policy": {"p": {"role": "r", "policy": "${data.aws_iam_policy_document.d.json}"}}
                    },
                }
            )
        },
        READ,
        PUT,
    ),
    "JSON syntax of a call": swapped(
        {
            "main.tf.json": json.dumps({"module": {"x": {"source": "./m", "actions": ["OLD"]}}}),
            "m/main.tf": MODULE["m/main.tf"],
        },
        READ,
        PUT,
    ),
    "another version of a document": swapped(
        from_data(
            'version = "OLD"\n'
            + statement(actions='["s3:*"]')
            + "\n"
            + statement('effect = "Deny"', actions='["s3:*"]', resources='["arn:aws:s3:::&{aws:username}/*"]')
        ),
        "2012-10-17",
        "2008-10-17",
    ),
    "an anchor in YAML": swapped(
        {
            "t.yaml": "x: &a\n  Effect: Allow\n  Action: OLD\n  Resource: '*'\nResources:\n  P:\n    Type: AWS::IAM::UserPolicy\n    Properties:\n      UserName: u\n      PolicyDocument:\n        Statement:\n          - <<: *a\n"
        },
        READ,
        PUT,
    ),
    "another role for an inline policy": swapped(
        'resource "aws_iam_role_policy" "p" {\n  role = "OLD"\n  policy = jsonencode('
        + json.dumps(document(allow(PUT)))
        + ")\n}\n",
        "a",
        "b",
    ),
    "a role that moves to others": ({"main.tf": role_of("a", "me")}, {"main.tf": role_of("b", "you")}),
    "a call that is new": (
        {"m/main.tf": MODULE["m/main.tf"]},
        {"main.tf": f'module "x" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}\n', "m/main.tf": MODULE["m/main.tf"]},
    ),
    "a second call": swapped(
        {**MODULE, "main.tf": f'module "x" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}\nOLD\n'},
        "",
        f'module "y" {{\n  source = "./m"\n  actions = ["{PUT}"]\n}}',
    ),
    "a module's trusted account": swapped(
        {
            "main.tf": 'module "x" {\n  source = "./m"\n  who = "OLD"\n}\n',
            "m/main.tf": 'variable "who" {}\nresource "aws_iam_role" "r" {\n  name = "r"\n  assume_role_policy = jsonencode('
            + json.dumps(trusting({"AWS": "${var.who}"}))
            + ")\n}\n",
        },
        "111122223333",
        "444455556666",
    ),
    "a module's boundary": swapped(
        {
            "main.tf": 'module "x" {\n  source = "./m"\n  b = OLD\n}\n',
            "m/main.tf": 'variable "b" {}\nresource "aws_iam_role" "r" {\n  name = "r"\n  permissions_boundary = var.b\n}\n',
        },
        f'"{READS}"',
        "null",
    ),
    "a module's role": swapped(
        {
            "main.tf": 'module "x" {\n  source = "./m"\n  who = "OLD"\n}\n',
            "m/main.tf": 'variable "who" {}\nresource "aws_iam_role_policy_attachment" "a" {\n  role = var.who\n  policy_arn = "'
            + FULL
            + '"\n}\n',
        },
        "deployer",
        "reporting",
    ),
    "an object that a module takes": swapped(
        {
            "main.tf": 'module "x" {\n  source = "./m"\n  s = [{ actions = ["OLD"], resources = ["*"] }]\n}\n',
            "m/main.tf": 'variable "s" {}\n'
            + from_data(
                'dynamic "statement" {\n  for_each = var.s\n  content {\n    actions = statement.value.actions\n    resources = statement.value.resources\n  }\n}'
            ),
        },
        READ,
        PUT,
    ),
    "a file of values for a module": swapped(
        {
            "main.tf": 'variable "a" {}\nmodule "x" {\n  source = "./m"\n  actions = var.a\n}\n',
            "m/main.tf": MODULE["m/main.tf"],
            "prod.tfvars": 'a = ["OLD"]\n',
        },
        READ,
        PUT,
    ),
    "statements for a registry's module": swapped(
        'module "f" {\n  source = "terraform-aws-modules/lambda/aws"\n  policy_statements = {\n    s3 = {\n      effect = "Allow"\n      actions = ["OLD"]\n      resources = ["*"]\n    }\n  }\n}\n',
        READ,
        PUT,
    ),
    "a queue's statements for a registry's module": swapped(
        'module "q" {\n  source = "terraform-aws-modules/sqs/aws"\n  queue_policy_statements = {\n    a = {\n      actions = ["sqs:SendMessage"]\n      principals = [{\n        type = "AWS"\n        identifiers = ["OLD"]\n      }]\n    }\n  }\n}\n',
        _ME,
        _YOU,
    ),
    "whom a registry's module trusts": swapped(
        'module "r" {\n  source = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"\n  trusted_role_arns = ["OLD"]\n}\n',
        _ME,
        _YOU,
    ),
    "the subjects of a registry's module": swapped(
        'module "r" {\n  source = "terraform-aws-modules/iam/aws//modules/iam-github-oidc-role"\n  subjects = ["OLD"]\n}\n',
        "me/a:ref:refs/heads/main",
        "me/*",
    ),
}
