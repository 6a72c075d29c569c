"""The AWS SDK for JavaScript, versions 2 and 3, as calls on resources; nothing of the code runs."""

from __future__ import annotations

import pytest
from test_api_calls_python import facts_of_command, facts_of_file, found

USER = ("iam:CreateUser", "arn:aws:iam::*:user/x")
X = "{UserName: 'x'}"
SECOND = "const AWS = require('aws-sdk');\n"
THIRD = "import { IAMClient, CreateUserCommand } from '@aws-sdk/client-iam';\nconst client = new IAMClient({});\n"

SPELLINGS = {
    "a service object": f"{SECOND}new AWS.IAM().createUser({X}).promise()",
    "a service in a variable": f"{SECOND}const iam = new AWS.IAM();\nawait iam.createUser({X}).promise();",
    "with a callback": f"{SECOND}new AWS.IAM().createUser({X}, (e, d) => console.log(d));",
    "taken apart": f"const {{ IAM }} = require('aws-sdk');\nnew IAM().createUser({X});",
    "taken apart under another name": f"const {{ IAM: I }} = require('aws-sdk');\nnew I().createUser({X});",
    "an import": f"import AWS from 'aws-sdk';\nnew AWS.IAM().createUser({X});",
    "an import of all": f"import * as A from 'aws-sdk';\nnew A.IAM().createUser({X});",
    "an import by name": f"import {{ IAM as I }} from 'aws-sdk';\nnew I().createUser({X});",
    "one client": f"const IAM = require('aws-sdk/clients/iam');\nnew IAM().createUser({X});",
    "a member by a text": f"{SECOND}new AWS['I' + 'AM']()['create' + 'User']({X});",
    "a member by a template": f"{SECOND}const v = 'create';\nnew AWS.IAM()[`${{v}}User`]({X});",
    "a joined name": f"{SECOND}new AWS.IAM()[['create', 'User'].join('')]({X});",
    "a request": f"{SECOND}new AWS.IAM().makeRequest('createUser', {X});",
    "a command": f"{THIRD}await client.send(new CreateUserCommand({X}));",
    "a command in a variable": f"{THIRD}const c = new CreateUserCommand({X});\nclient.send(c);",
    "a command under another name": f"import {{ CreateUserCommand as C }} from '@aws-sdk/client-iam';\nclient.send(new C({X}));",
    "a command of all": f"import * as iam from '@aws-sdk/client-iam';\nc.send(new iam.CreateUserCommand({X}));",
    "a command that is required": f"const {{ CreateUserCommand }} = require('@aws-sdk/client-iam');\nc.send(new CreateUserCommand({X}));",
    "a command by a text": f"const iam = require('@aws-sdk/client-iam');\nc.send(new iam['CreateUser' + 'Command']({X}));",
    "an import that waits": f"const iam = await import('@aws-sdk/client-iam');\nnew iam.IAM({{}}).createUser({X});",
    "an import taken apart": f"const {{ IAM }} = await import('@aws-sdk/client-iam');\nnew IAM({{}}).createUser({X});",
    "the whole client": f"import {{ IAM }} from '@aws-sdk/client-iam';\nnew IAM({{}}).createUser({X});",
    "a field of a class": f"{SECOND}class A {{ iam = new AWS.IAM(); f() {{ return this.iam.createUser({X}); }} }}",
    "set by a constructor": f"{SECOND}class A {{ constructor() {{ this.c = new AWS.IAM(); }} f() {{ this.c.createUser({X}); }} }}",
    "inherited": f"{SECOND}class B {{ c = new AWS.IAM(); }}\nclass A extends B {{ f() {{ this.c.createUser({X}); }} }}",
    "a getter": f"{SECOND}class A {{ get c() {{ return new AWS.IAM(); }} f() {{ this.c.createUser({X}); }} }}",
    "a function that makes it": f"{SECOND}function c() {{ return new AWS.IAM(); }}\nc().createUser({X});",
    "an arrow that makes it": f"{SECOND}const c = () => new AWS.IAM();\nc().createUser({X});",
    "a function that makes any": f"{SECOND}const c = (name) => new AWS[name]();\nc('IAM').createUser({X});",
    "a parameter": f"{SECOND}function f(c) {{ c.createUser({X}); }}\nf(new AWS.IAM());",
    "a parameter taken apart": f"{SECOND}function f({{ c }}) {{ c.createUser({X}); }}\nf({{ c: new AWS.IAM() }});",
    "by its name alone": f"// aws-sdk\nexport const f = (iamClient) => iamClient.createUser({X});",
    "exported": f"{SECOND}exports.c = new AWS.IAM();\nexports.c.createUser({X});",
    "one of two": f"{SECOND}const c = given ?? new AWS.IAM();\nc.createUser({X});",
    "a loop": f"{SECOND}for (const c of [new AWS.IAM()]) c.createUser({X});",
    "for each": f"{SECOND}['IAM'].forEach((name) => new AWS[name]().createUser({X}));",
    "parameters in a variable": f"{SECOND}const p = {X};\nnew AWS.IAM().createUser(p);",
    "parameters spread": f"{SECOND}const p = {X};\nnew AWS.IAM().createUser({{ ...p }});",
    "a name in a variable": f"{SECOND}const UserName = 'x';\nnew AWS.IAM().createUser({{ UserName }});",
    "optional": f"{SECOND}const c = new AWS.IAM();\nc?.createUser?.({X});",
    "over several lines": f"{SECOND}new AWS.IAM()\n  .createUser({X})\n  .promise()\n  .then(() => 1);",
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("path", ["app.js", "app.ts", "app.tsx"])
def test_every_spelling_is_the_same_call(spelling, path):
    facts = facts_of_file(SPELLINGS[spelling], path=path)

    assert {USER} == found(facts)
    assert {("sdk", False)} == {(call["via"], call["runs_now"]) for call in facts["calls"]}
    assert not facts["unresolved"]


TYPED = {
    "a parameter": f"{THIRD}import {{ IAM }} from '@aws-sdk/client-iam';\nasync function f(c: IAM) {{ await c.createUser({X}); }}",
    "a field": f"import * as AWS from 'aws-sdk';\nclass A {{ private c!: AWS.IAM;\n f() {{ this.c.createUser({X}); }} }}",
    "a parameter that is a field": f"import {{ IAM }} from 'aws-sdk';\nclass A {{ constructor(private readonly c: IAM) {{}}\n"
                                   f" f() {{ this.c.createUser({X}); }} }}",
    "a cast": f"import AWS = require('aws-sdk');\n(new AWS.IAM() as any).createUser({X});",
    "another cast": f"import AWS = require('aws-sdk');\n(<any>new AWS.IAM()).createUser({X});",
}  # fmt: skip


@pytest.mark.parametrize("spelling", TYPED)
def test_types_tell_what_a_name_is(spelling):
    assert {USER} == found(facts_of_file(TYPED[spelling], path="app.ts"))


CALLS = {
    "new AWS.S3().deleteBucket({Bucket: 'b'})": {("s3:DeleteBucket", "arn:aws:s3:::b")},
    "new AWS.S3().upload({Bucket: 'b', Key: 'k'})": {("s3:PutObject", "arn:aws:s3:::b/k")},
    "new AWS.S3().getSignedUrl('deleteObject', {Bucket: 'b', Key: 'k'})": {("s3:DeleteObject", "arn:aws:s3:::b/k")},
    "new AWS.DynamoDB.DocumentClient().delete({TableName: 't', Key: {}})": {
        ("dynamodb:DeleteItem", "arn:aws:dynamodb:*:*:table/t"),
    },
    "new AWS.CognitoIdentityServiceProvider().adminDeleteUser({UserPoolId: 'p'})": {("cognito-idp:AdminDeleteUser", "")},
    "new AWS.RDS().deleteDBInstance({DBInstanceIdentifier: 'd'})": {("rds:DeleteDBInstance", "arn:aws:rds:*:*:db:d")},
    "new AWS.IAM().createUser({UserName: name})": {("iam:CreateUser", "arn:aws:iam::*:user/*")},
    "new AWS.IAM().createUser({UserName: `prod-${name}`})": {("iam:CreateUser", "arn:aws:iam::*:user/prod-*")},
    "new AWS.IAM().createUser(given)": {("iam:CreateUser", "arn:aws:iam:*:*:*")},
    "new AWS.IAM()[name]()": {("iam:*", "")},
    "new AWS[name]().deleteUser({UserName: 'x'})": {("*:DeleteUser", "")},
    "new (require('@aws-sdk/client-rds').DeleteDBInstanceCommand)({DBInstanceIdentifier: 'd'})": {
        ("rds:DeleteDBInstance", "arn:aws:rds:*:*:db:d"),
    },
    "new (require('@aws-sdk/client-elastic-load-balancing-v2').DeleteRuleCommand)({})": {
        ("elasticloadbalancing:DeleteRule", ""),
    },
    "new (require('@aws-sdk/client-cloudwatch-logs').DeleteLogGroupCommand)({logGroupName: 'g'})": {
        ("logs:DeleteLogGroup", "arn:aws:logs:*:*:log-group:g"),
    },
    "new (require('@aws-sdk/client-s3')[`${verb}Command`])({})": {("s3:*", "")},
    "new (require('@aws-sdk/lib-dynamodb').PutCommand)({TableName: 't'})": {
        ("dynamodb:PutItem", "arn:aws:dynamodb:*:*:table/t"),
    },
    "new (require('@aws-sdk/lib-storage').Upload)({params: {Bucket: 'b', Key: 'k'}})": {
        ("s3:PutObject", "arn:aws:s3:::b/k"),
    },
    "require('@aws-sdk/client-iam').paginateListUsers({client}, {})": {("iam:ListUsers", "")},
}  # fmt: skip


@pytest.mark.parametrize("code", CALLS)
def test_a_call_names_its_resources_as_far_as_they_are_known(code):
    assert CALLS[code] == found(facts_of_file(SECOND + code, path="app.mjs"))


HARMLESS = [
    "directory.createUser({UserName: 'x'})", "const o = {createUser: 1}", "// new AWS.IAM().createUser({})",
    "'new AWS.IAM().createUser({})'", "new AWS.IAM()", "new AWS.Config({})", "AWS.config.update({region: 'eu'})",
    "class IAM { createUser() {} }\nnew IAM().createUser({UserName: 'x'})", "iam.createUser({username: 'x'})",
    "const {IAM} = require('./iam');\nnew IAM().createUser({UserName: 'x'})", "new AWS.IAM().send(command)",
    "mock.on(CreateUserCommand).resolves({})", "import {CreateUserCommand} from './commands';\nnew CreateUserCommand({})",
    "import type {CreateUserCommandInput} from '@aws-sdk/client-iam'", "new AWS.IAM().waitFor('userExists', {})",
    "/createUser(/.test(x)", "<a createUser={AWS.IAM}>createUser(x)</a>",
]  # fmt: skip


@pytest.mark.parametrize("code", HARMLESS)
def test_what_is_no_client_calls_nothing(code):
    facts = facts_of_file(f"{SECOND}{code}\n", path="app.jsx")

    assert ([], []) == (facts["calls"], facts["unresolved"])


def test_a_page_that_loads_the_sdk_elsewhere_is_read_where_it_says_so():
    assert {USER} == found(facts_of_file(f"// aws-sdk\nnew AWS.IAM().createUser({X})", path="app.js"))


OLD = f"{SECOND}const NAME = 'a';\nconst iam = new AWS.IAM();\niam.createUser({{\n  UserName: NAME,\n}});\n"


@pytest.mark.parametrize(
    ("after", "actions"),
    [
        (OLD + "f();\n", set()),
        (OLD.replace("'a'", "'production'"), {"iam:CreateUser"}),
        (OLD.replace("NAME,", "NAME, // who"), {"iam:CreateUser"}),
        (OLD + "iam.deleteUser({});\n", {"iam:DeleteUser"}),
    ],
)
def test_only_new_calls_count(after, actions):
    assert actions == {call["action"] for call in facts_of_file(after, OLD, path="app.js")["calls"]}


CODE = f"{SECOND}new AWS.IAM().createUser({X});\n"


@pytest.mark.parametrize(
    "text",
    [
        f"node -e \"require('aws-sdk').IAM; new (require('aws-sdk').IAM)().createUser({X})\"", f"node <<'E'\n{CODE}E",
        "node app.js", "node --require x ./app.js", "bun run app.js", "deno run -A app.js", "npx tsx app.js",
        "ts-node app.js", f"echo \"new (require('aws-' + 'sdk').IAM)().createUser({X})\" | node -",
    ],
)  # fmt: skip
def test_code_that_a_command_runs_calls_now(text):
    facts = facts_of_command(text, app__js=CODE)

    assert {USER} == found(facts)
    assert {True} == {call["runs_now"] for call in facts["calls"]}


@pytest.mark.parametrize("code", ["new AWS.IAM(", "class {{{ f(", "let x = ;;; ((("])
def test_what_cannot_be_parsed_is_said(code):
    (doubt,) = facts_of_file(SECOND + code, path="app.js")["unresolved"]

    assert "code" == doubt["what"]


def test_the_rest_of_what_cannot_be_parsed_is_read():
    assert {USER} == found(facts_of_file(CODE + "let x = ;;; ((", path="app.js"))


@pytest.mark.parametrize(
    "code",
    [
        "a = a + a; new AWS[a]()[a]();", "function f(x) { return f(x); } f(f)(f);", "class A extends A {} new A().x.y();",
        "const [a, , ...b] = b, {c, ...d} = d;", "x.y.z = x.y.z;", "(((((((a)))))))()()", "let {a = b, c: {d}} = {};",
        "x[0][1][`${x}`]();", "[].concat([1], ['a']).join()", "JSON.stringify({a: [1, {b: null}]})", "new AWS()",
    ],
)  # fmt: skip
def test_code_that_goes_in_circles_ends(code):
    facts_of_file(SECOND + code, path="app.js")
