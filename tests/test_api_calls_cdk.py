"""Constructs of the AWS CDK in TypeScript and Python, as the calls of a deployment."""

from __future__ import annotations

import pytest
from test_api_calls_python import facts_of_file, found

TYPESCRIPT = {
    "import * as iam from 'aws-cdk-lib/aws-iam';\nnew iam.User(this, 'u', { userName: 'x' });": {
        ("iam:CreateUser", "arn:aws:iam::*:user/x"),
    },
    "import { User } from 'aws-cdk-lib/aws-iam';\nnew User(this, 'u', { userName: 'x' });": {
        ("iam:CreateUser", "arn:aws:iam::*:user/x"),
    },
    "import { aws_iam as iam } from 'aws-cdk-lib';\nnew iam.CfnUser(this, 'u', { userName: 'x' });": {
        ("iam:CreateUser", "arn:aws:iam::*:user/x"),
    },
    "import * as iam from '@aws-cdk/aws-iam';\nnew iam.Role(this, 'r', { roleName: `prod-${n}` });": {
        ("iam:CreateRole", "arn:aws:iam::*:role/prod-*"),
    },
    "import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'b', { bucketName: 'b' });": {
        ("s3:CreateBucket", "arn:aws:s3:::b"),
    },
    "import * as s3 from 'aws-cdk-lib/aws-s3';\nnew s3.Bucket(this, 'b', { bucketName: 'b', publicReadAccess: true });": {
        ("s3:CreateBucket", "arn:aws:s3:::b"), ("s3:PutBucketPolicy", "arn:aws:s3:::b"),
    },
    "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nconst g = new ec2.SecurityGroup(this, 'g', { vpc });\n"
    "g.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22));": {
        ("ec2:CreateSecurityGroup", ""), ("ec2:AuthorizeSecurityGroupIngress", ""),
    },
    "import * as ec2 from 'aws-cdk-lib/aws-ec2';\n"
    "class S extends Stack { constructor() { this.g = new ec2.CfnSecurityGroupIngress(this, 'g', {}); } }": {
        ("ec2:AuthorizeSecurityGroupIngress", ""),
    },
    "import * as s3 from 'aws-cdk-lib/aws-s3';\ns3.Bucket.fromBucketName(this, 'b', 'x').grantReadWrite(role);": {
        ("iam:PutRolePolicy", ""),
    },
    "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nnew ec2.Instance(this, 'i', {}).connections.allowFromAnyIpv4(p);": {
        ("ec2:RunInstances", ""), ("ec2:AuthorizeSecurityGroupIngress", ""),
    },
}  # fmt: skip
PYTHON = {
    "from aws_cdk import aws_iam as iam\niam.User(self, 'u', user_name='x')": {("iam:CreateUser", "arn:aws:iam::*:user/x")},
    "import aws_cdk.aws_iam as iam\niam.CfnUser(self, 'u', user_name='x')": {("iam:CreateUser", "arn:aws:iam::*:user/x")},
    "import aws_cdk as cdk\ncdk.aws_iam.User(self, 'u', user_name='x')": {("iam:CreateUser", "arn:aws:iam::*:user/x")},
    "from aws_cdk.aws_s3 import Bucket\nBucket(self, 'b', bucket_name='b', public_read_access=True)": {
        ("s3:CreateBucket", "arn:aws:s3:::b"), ("s3:PutBucketPolicy", "arn:aws:s3:::b"),
    },
    "from aws_cdk import aws_ec2\ng = aws_ec2.SecurityGroup(self, 'g', vpc=vpc)\ng.add_ingress_rule(peer, port)": {
        ("ec2:CreateSecurityGroup", ""), ("ec2:AuthorizeSecurityGroupIngress", ""),
    },
    "from aws_cdk import aws_dynamodb as d\nt = d.Table(self, 't', table_name='t')\nt.grant_read_write_data(role)": {
        ("dynamodb:CreateTable", "arn:aws:dynamodb:*:*:table/t"), ("iam:PutRolePolicy", ""),
    },
}  # fmt: skip
ROWS = [*(("stack.ts", *row) for row in TYPESCRIPT.items()), *(("stack.py", *row) for row in PYTHON.items())]


@pytest.mark.parametrize(("path", "code", "calls"), ROWS)
def test_a_construct_is_what_its_deployment_calls(path, code, calls):
    facts = facts_of_file(code, path=path)

    assert calls == found(facts)
    assert {("iac", False)} == {(call["via"], call["runs_now"]) for call in facts["calls"]}


IAM = "import * as iam from 'aws-cdk-lib/aws-iam';\n"
GRANTS = [
    ("stack.ts", f"{IAM}role.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess'));"),
    ("stack.ts", f"{IAM}new iam.PolicyStatement({{ effect: iam.Effect.ALLOW, actions: ['*'], resources: ['*'] }});"),
    ("stack.py", "from aws_cdk import aws_iam as iam\niam.ManagedPolicy.from_aws_managed_policy_name('AdministratorAccess')"),
    ("stack.py", "from aws_cdk import aws_iam as iam\niam.PolicyStatement(actions=['*'], resources=['*'])"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code"), GRANTS)
def test_a_policy_is_a_permission_gained(path, code):
    (permission,) = facts_of_file(code, path=path)["permissions"]

    assert ("gained", ["*"], "*") == tuple(permission[key] for key in ("change", "actions", "resource"))


def test_what_a_statement_leaves_open_is_one_of_many():
    code = "from aws_cdk import aws_iam as iam\niam.PolicyStatement(actions=['s3:PutObject'], resources=[bucket.arn + '/x'])"
    (permission,) = facts_of_file(code, path="stack.py")["permissions"]

    assert (["s3:PutObject"], "any") == (permission["actions"], permission["quantifier"])


HARMLESS = [
    ("stack.ts", "import * as iam from 'aws-cdk-lib/aws-iam';\nnew iam.PolicyStatement({effect: iam.Effect.DENY, actions: ['*']});"),
    ("stack.ts", "// aws-cdk\nimport * as iam from './iam';\nnew iam.User(this, 'u', { userName: 'x' });"),
    ("stack.ts", "import * as cdk from 'aws-cdk-lib';\nnew cdk.Stack(app, 's'); new cdk.CfnOutput(this, 'o', {});"),
    ("stack.ts", "import * as ec2 from 'aws-cdk-lib/aws-ec2';\nec2.Vpc.fromLookup(this, 'v', {}); ec2.Port.tcp(22);"),
    ("stack.py", "from aws_cdk import Stack\nclass User(Stack): pass\nUser(self, 'u', user_name='x')"),
    ("stack.py", "from aws_cdk import aws_iam as iam\niam.Role.from_role_arn(self, 'r', 'arn:aws:iam::1:role/x')"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "code"), HARMLESS)
def test_what_deploys_nothing_calls_nothing(path, code):
    facts = facts_of_file(code, path=path)

    assert ([], [], []) == (facts["calls"], facts["permissions"], facts["unresolved"])


def test_the_rules_inside_a_security_group_are_calls_of_their_own():
    group = 'resource "aws_security_group" "g" {\n  name = "g"\n%s}\n'
    rule = '  ingress {\n    from_port = 22\n    to_port = 22\n    protocol = "tcp"\n    cidr_blocks = ["0.0.0.0/0"]\n  }\n'
    alone, inside = (facts_of_file(group % one, path="main.tf") for one in ("", rule))
    added = facts_of_file(group % rule, group % "", path="main.tf")

    assert {"ec2:CreateSecurityGroup"} == {call["action"] for call in alone["calls"]}
    assert {"ec2:CreateSecurityGroup", "ec2:AuthorizeSecurityGroupIngress"} == {
        call["action"] for call in inside["calls"]
    }
    assert {"ec2:ModifySecurityGroupRules", "ec2:AuthorizeSecurityGroupIngress"} == {
        call["action"] for call in added["calls"]
    }
