"""Ways past the gate that were found and closed, each beside its harmless neighbour, judged end to end."""

from __future__ import annotations

import json
import os
import textwrap
from pathlib import Path

import pytest
from judging import ALLOW, ASK, DENY, REFUSED, Judge

SCRIPT = "#!/bin/bash\nCMD=plan\nterraform \\\n  -chdir=x \\\n  $CMD\necho done\n"
JOB = "jobs:\n  a:\n    env:\n      X: ls\n    steps:\n      - run: |\n          Y=1\n          $X y\n      - run: terraform\n          plan\n"
MAKEFILE = "CMD = ls\nall:\n\tX=1; \\\n\tls y\nz:\n\t$(CMD) y\n"
RECIPE = "FROM a\nRUN ls && \\\n# why\n  ls y\n"


def step(line):
    return f"jobs:\n  a:\n    steps:\n{line}\n"


# name: (files on main, files of the branch, verdict)
SCRIPTS = {
    "a variable's value on another line": ({"s.sh": SCRIPT}, {"s.sh": SCRIPT.replace("CMD=plan", "CMD=destroy")}, DENY),
    "another variable's value": ({"s.sh": SCRIPT}, {"s.sh": SCRIPT.replace("CMD=plan", "CMD=validate")}, ALLOW),
    "a continuation line": (
        {"s.sh": "terraform \\\n  plan\n"},
        {"s.sh": "terraform \\\n  destroy\n"},
        DENY,
    ),
    "a continuation line, harmless": ({"s.sh": "terraform \\\n  plan\n"}, {"s.sh": "terraform \\\n  apply\n"}, ALLOW),
    "a command that was there before": ({"s.sh": "rm x\nls\n"}, {"s.sh": "rm x\nls -l\n"}, ALLOW),
    "a second command like one before": ({"s.sh": "rm x\nls\n"}, {"s.sh": "rm x\nls\nrm x\n"}, DENY),
    "a renamed script with its commands": ({"a/s.sh": "rm x\nls\nls\n"}, {"a/s.sh": None, "b/s.sh": "rm x\nls\nls\n"}, ALLOW),
    "a job's variable": ({"ci.yml": JOB}, {"ci.yml": JOB.replace("X: ls", "X: rm")}, DENY),
    "a job's other variable": ({"ci.yml": JOB}, {"ci.yml": JOB.replace("Y=1", "Y=2")}, ALLOW),
    "a job's folded second line": ({"ci.yml": JOB}, {"ci.yml": JOB.replace("          plan", "          destroy")}, DENY),
    "a quoted key": ({}, {"ci.yml": step('      - "run": rm y')}, DENY),
    "a flow mapping": ({}, {"ci.yml": "jobs: {a: {steps: [{run: rm y}]}}\n"}, DENY),
    "an escaped word": ({}, {"ci.yml": step('      - run: "\\x72m y"')}, DENY),
    "a tagged text": ({}, {"ci.yml": step("      - run: !!str rm y")}, DENY),
    "an anchor": ({}, {"ci.yml": ".x: &x\n  - rm y\na:\n  script: *x\n"}, DENY),
    "an inline list": ({}, {"ci.yml": "a:\n  script: [ls, 'rm y']\n"}, DENY),
    "a list of harmless lines": ({}, {"ci.yml": "a:\n  script: [ls, 'npm test']\n  run: true\n"}, ALLOW),
    "YAML as JSON": ({}, {"ci.yml": '{"jobs": {"a": {"steps": [{"run": "rm y"}]}}}\n'}, DENY),
    "a step with a name": ({}, {"ci.yml": step("      - run:\n          name: x\n          command: rm y")}, DENY),
    "a template of YAML": ({}, {"t.yaml": "{{ if .x }}\na:\n  run: rm y\n{{ end }}\n"}, DENY),
    "a harmless template": ({}, {"t.yaml": "{{ if .x }}\na:\n  run: {{ .y }}\n{{ end }}\n"}, ALLOW),
    "a task file": ({}, {"Taskfile.yml": "tasks:\n  a:\n    cmds:\n      - rm y\n"}, DENY),
    "a compose command": ({}, {"compose.yml": "services:\n  a:\n    command: [rm, -rf, y]\n"}, DENY),
    "a pod's shell": ({}, {"k.yaml": "spec:\n  containers:\n  - command: [sh, -c]\n    args: ['rm y']\n"}, DENY),
    "a pod's program": ({}, {"k.yaml": "spec:\n  containers:\n  - command: [node]\n    args: [rm.js]\n"}, ALLOW),
    "a hook of pre-commit": ({}, {".pre-commit-config.yaml": "- hooks:\n  - id: x\n    entry: rm -rf y\n"}, DENY),
    "a playbook": ({}, {"p.yml": "- hosts: all\n  tasks:\n    - shell: rm y\n"}, DENY),
    "a package's script": ({}, {"package.json": '{"scripts": {"x": "rm -rf y"}}'}, DENY),
    "a package's harmless script": ({}, {"package.json": '{"scripts": {"rm": "jest"}, "files": ["rm x"]}'}, ALLOW),
    "a recipe's second line": ({"Makefile": MAKEFILE}, {"Makefile": MAKEFILE.replace("\tls y\nz", "\trm y\nz")}, DENY),
    "a variable of make": ({"Makefile": MAKEFILE}, {"Makefile": MAKEFILE.replace("CMD = ls", "CMD = rm")}, DENY),
    "another variable of make": ({"Makefile": MAKEFILE}, {"Makefile": MAKEFILE.replace("CMD = ls", "CMD = wc")}, ALLOW),
    "a recipe on the rule's line": ({}, {"Makefile": "all: ; rm y\n"}, DENY),
    "the shell function of make": ({}, {"Makefile": "X := $(shell rm y)\n"}, DENY),
    "another prefix of recipes": ({}, {"Makefile": ".RECIPEPREFIX = >\nall:\n> rm y\n"}, DENY),
    "a justfile": ({}, {"justfile": "all:\n  rm y\n"}, DENY),
    "a comment between continued lines": ({"a.Dockerfile": RECIPE}, {"a.Dockerfile": RECIPE.replace("  ls y", "  rm y")}, DENY),
    "a here-document of a Dockerfile": ({}, {"x.Dockerfile": "FROM a\nRUN <<E\nrm y\nE\n"}, DENY),
    "a delayed instruction": ({}, {"x.Dockerfile": "FROM a\nONBUILD RUN rm y\n"}, DENY),
    "a health check": ({}, {"x.Dockerfile": "FROM a\nHEALTHCHECK --interval=5m CMD rm y\n"}, DENY),
    "another character that continues lines": ({}, {"x.Dockerfile": "# escape=`\nFROM a\nRUN terraform `\n  destroy\n"}, DENY),
    "a harmless Dockerfile": ({}, {"x.Dockerfile": "FROM a\n# rm y\nRUN ls \\\n  y\nLABEL x=rm\n"}, ALLOW),
    "a unit of systemd": ({}, {"a.service": "[Service]\nExecStart=-/bin/rm y\n"}, DENY),
    "a table of cron": ({}, {"crontab": "*/5 * * * * rm y\n"}, DENY),
    "a Procfile": ({}, {"Procfile": "web: rm y\n"}, DENY),
    "a pipeline of Jenkins": ({}, {"Jenkinsfile": "stage('x') {\n  steps { sh 'rm y' }\n}\n"}, DENY),
    "a test environment": ({}, {"tox.ini": "[testenv]\ncommands =\n    ls\n    rm y\n"}, DENY),
    "a provisioner": ({}, {"m.tf": 'resource "null_resource" "x" {\n  provisioner "local-exec" {\n    command = "rm y"\n  }\n}\n'}, DENY),
    "a harmless provisioner": ({}, {"m.tf": 'resource "null_resource" "x" {\n  provisioner "local-exec" {\n    command = "ls"\n  }\n}\n'}, ALLOW),
    "a provisioner of another machine": (
        {},
        {"m.tf": 'resource "null_resource" "x" {\n  provisioner "remote-exec" {\n    inline = ["ls", "rm y"]\n  }\n}\n'},
        DENY,
    ),
    "an external program": ({}, {"m.tf": 'data "external" "x" {\n  program = ["rm", "-rf", "y"]\n}\n'}, DENY),
    "a machine's first script": ({}, {"m.tf": 'resource "aws_instance" "x" {\n  user_data = <<EOF\n#!/bin/bash\nrm y\nEOF\n}\n'}, DENY),
    "a template's first script": (
        {},
        {"t.yml": "Resources:\n  F:\n    Type: AWS::EC2::Instance\n    Properties:\n      UserData:\n        Fn::Base64: |\n          #!/bin/bash\n          rm y\n"},
        DENY,
    ),
    "a shell's start-up file": ({}, {".envrc": "rm y\n"}, DENY),
    "a hook of git": ({}, {".husky/pre-push": "rm y\n"}, DENY),
    "a Python file of the same words": ({}, {"x.py": "rm = 1\n"}, ALLOW),
}  # fmt: skip


@pytest.fixture
def judge(tmp_path):
    return lambda base=None: Judge(tmp_path / "w", base)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_file_that_runs_commands_is_judged_by_what_it_would_run(name, judge):
    base, change, expected = SCRIPTS[name]
    at = judge(base)

    assert expected == at.branch(change), at.decision.findings


def test_a_script_that_becomes_executable_is_read_as_one(judge):
    at = judge({"bin/x": "rm y\n"})
    at.workspace.git("checkout", "-q", "-b", "change")
    at.workspace.git("update-index", "--chmod=+x", "bin/x")
    at.workspace.git("commit", "-q", "-m", "run it")

    assert DENY == at.source("git_range", "main..change")


PLAN = "open port 22 in the production security group"
# text of a plan: verdict
SPECS = {
    f"## Risks\n\n1. {PLAN}\n": DENY,
    "## Risks\n\n- Somebody may open port 22 in the production security group.\n": ALLOW,
    f"## Background\n\nNow {PLAN}.\n": DENY,
    "## Background\n\nThe old script opened port 22 in the production security group.\n": ALLOW,
    f"## Out of scope\n\nNothing.\n\n### Steps\n\n1. {PLAN}\n": DENY,
    f"## Out of scope\n\n1. {PLAN}\n": ALLOW,
    f"Without further review {PLAN}.\n": DENY,
    "Deploy without opening port 22 in the production security group.\n": ALLOW,
    f"WHEN we {PLAN}, THE SYSTEM SHALL deploy.\n": DENY,
    "WHEN somebody tries to open port 22 in the production security group, THE SYSTEM SHALL refuse.\n": ALLOW,
    "- [ ] open port 22 in the security&nbsp;group\n": DENY,
    "- [ ] open port 22 in the secu&shy;rity group\n": DENY,
    "- [ ] open port 22 in the secu\u200brity group\n": DENY,
    f"```text\n{PLAN}\n```\n": DENY,
    f"```\nls\n\n{PLAN}\n": DENY,
    f"```python\n# {PLAN}\n```\n": ALLOW,
    "```\nrm -rf x\n```\n": DENY,
    "```console\n$ rm -rf x\n```\n": DENY,
    "```console\n$ ls\nrm is an output\n```\n": ALLOW,
    "```{.sh}\nrm x\n```\n": DENY,
    "- ```sh\n  rm x\n  ```\n": DENY,
    "> ```sh\n> rm x\n> ```\n": DENY,
    "```yaml\n- run: rm x\n```\n": DENY,
    "```json\n{}\n```\n": ALLOW,
    "- [ ] Run `terraform destroy` at the end\n": DENY,
    "Never run `terraform destroy`.\n": ALLOW,
    "The `rm` helper moves files to the bin.\n": ALLOW,
}


@pytest.mark.parametrize("text", SPECS)
def test_a_plan_is_what_a_reader_would_do(text, judge):
    at = judge({"specs/tasks.md": text})

    assert SPECS[text] == at.source("spec", "specs"), at.decision.findings


@pytest.mark.parametrize("name", ["design.txt", "design.MD", "design.markdown", "design.mdx", "design.rst"])
def test_a_plan_may_have_any_name_of_prose(name, judge):
    assert DENY == judge({f"specs/{name}": f"- {PLAN}\n"}).source("spec", "specs")


# name, content of a new file: verdict
TEXTS = {
    ("a.env", "AWS_SECRET_ACCESS_KEY=1\n".encode("utf-16-le")): DENY,
    ("a.env", "AWS_SECRET_ACCESS_KEY=1\n".encode("utf-16-be")): DENY,
    ("a.env", "AWS_SECRET_ACCESS_KEY=1\n".encode("utf-32")): DENY,
    ("a.env", "AWS_SECRET_ACCESS_KEY=1\n".encode("utf-32-le")): DENY,
    ("a.env", b"\0\nAWS_SECRET_ACCESS_KEY=1\n"): DENY,
    ("a.env", b"AWS_SECRET\0_ACCESS_KEY=1\n"): DENY,
    ("a.env", "AWS_SECRET\u200b_ACCESS_KEY=1\n".encode()): DENY,
    ("a.env", b"\0\nAWS_REGION=1\n"): ALLOW,
    ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8 + b"DROP TABLE x"): ALLOW,
    ("a.sql", "DR\u00adOP\u00a0TABLE x".encode()): ASK,
    ("requirements.txt", b"--index-url https://u:aws_secret_access_key@example.org # never\n"): DENY,
    ("notes.txt", b"do not tell aws_secret_access_key to anybody\n"): ALLOW,
    ("a.md", b"Never commit this: AWS_SECRET_ACCESS_KEY=1\n"): DENY,
    ("a.md", b"Never commit AWS_SECRET_ACCESS_KEY.\n"): ALLOW,
}


@pytest.mark.parametrize(("name", "content"), TEXTS)
def test_a_text_is_read_in_every_encoding_and_no_letter_hides_another(name, content, judge):
    at = judge()
    at.workspace.git("checkout", "-q", "-b", "change")
    (at.workspace.folder / name).write_bytes(content)
    at.workspace.commit({})

    assert TEXTS[name, content] == at.source("git_range", "main..change"), at.decision.findings


def policy(action, resource='"*"'):
    statement = f'{{ Effect = "Allow", Action = {action}, Resource = {resource} }}'
    return (
        f'resource "aws_iam_policy" "p" {{\n  name = "p"\n  policy = jsonencode({{ Statement = [{statement}] }})\n}}\n'
    )


def group(port):
    return (
        'resource "aws_security_group" "w" {\n  name = "w"\n'
        f'  ingress {{\n    from_port = {port}\n    to_port = {port}\n    protocol = "tcp"\n  }}\n}}\n'
    )


def database(more="", name="prod"):
    return f'resource "aws_db_instance" "{name}" {{\n  identifier = "main"\n{more}}}\n'


def template(resources, **more):
    return json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": resources, **more})


def document(action):
    return f'data "aws_iam_policy_document" "d" {{\n  statement {{\n    actions = ["{action}"]\n    resources = ["*"]\n  }}\n}}\n'


EVERYTHING = '{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}'
READING = EVERYTHING.replace('"*"', '"s3:GetObject"', 1)
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
BY_LOCAL = {"m.tf": policy("local.a"), "l.tf": 'locals {\n  a = "s3:GetObject"\n}\n'}
BY_FILE = 'resource "aws_iam_policy" "p" {\n  name = "p"\n  policy = FUNCTION\n}\n'
BY_DOCUMENT = BY_FILE.replace("FUNCTION", "data.aws_iam_policy_document.d.json")
OF_FILE = BY_FILE.replace("FUNCTION", 'templatefile("${path.module}/p.json.tpl", {})')
BY_VARIABLE = {"m.tf": group("var.p"), "v.tf": 'variable "p" {\n  default = 443\n}\n'}
DATABASE = {"Type": "AWS::RDS::DBInstance", "Properties": {"DBInstanceIdentifier": "prod"}}
SWITCH = 'variable "on" {\n  default = true\n}\n'
INFRASTRUCTURE = {
    "a local in another file": (BY_LOCAL, {"l.tf": 'locals {\n  a = "*"\n}\n'}, DENY),
    "another local": (BY_LOCAL, {"l.tf": 'locals {\n  a = "s3:GetObject"\n  b = "*"\n}\n'}, ALLOW),
    "a local of another module": (BY_LOCAL, {"other/l.tf": 'locals {\n  a = "*"\n}\n'}, ALLOW),
    "a policy that reads an unchanged local": (
        {"l.tf": 'locals {\n  a = "*"\n}\n'}, {"m.tf": policy("local.a")}, DENY),
    "a data source in another file": ({"m.tf": BY_DOCUMENT, "d.tf": document("s3:GetObject")}, {"d.tf": document("*")}, DENY),
    "a data source in another file, harmless": ({"m.tf": BY_DOCUMENT, "d.tf": document("s3:ListBucket")}, {"d.tf": document("s3:GetObject")}, ALLOW),
    "values that are always read": (BY_LOCAL | {"m.tf": 'variable "a" {}\n' + policy("var.a"), "terraform.tfvars": 'a = "s3:GetObject"\n'}, {"terraform.tfvars": 'a = "*"\n'}, DENY),
    "a default in another file": (BY_VARIABLE, {"v.tf": 'variable "p" {\n  default = 22\n}\n'}, DENY),
    "a default in another file, unused": (BY_VARIABLE, {"v.tf": 'variable "p" {\n  default = 443\n}\nvariable "q" {}\n'}, ALLOW),
    "values that a deployment names": (BY_VARIABLE | {"prod.tfvars": "p = 443\n"}, {"prod.tfvars": "p = 22\n"}, DENY),
    "values in a folder below": (BY_VARIABLE | {"env/prod.tfvars": "p = 443\n"}, {"env/prod.tfvars": "p = 22\n"}, DENY),
    "values as JSON": (BY_VARIABLE | {"prod.tfvars.json": '{"p": 443}'}, {"prod.tfvars.json": '{"p": 22}'}, DENY),
    "values that nothing uses": (BY_VARIABLE | {"prod.tfvars": "p = 443\n"}, {"prod.tfvars": "p = 443\nq = 22\n"}, ALLOW),
    "a policy in a template file": ({"m.tf": OF_FILE, "p.json.tpl": READING}, {"p.json.tpl": EVERYTHING}, DENY),
    "a policy in a template file, harmless": ({"m.tf": OF_FILE, "p.json.tpl": READING}, {"p.json.tpl": READING + "\n"}, ALLOW),
    "a policy made by a loop": ({}, {"m.tf": BY_FILE.replace("FUNCTION", 'jsonencode({ Statement = [for a in ["*"] : { Effect = "Allow", Action = a, Resource = "*" }] })')}, DENY),
    "a flattened policy": ({}, {"m.tf": BY_FILE.replace("FUNCTION", 'jsonencode({ Statement = flatten([[{ Effect = "Allow", Action = "*", Resource = "*" }]]) })')}, DENY),
    "a list of resources in JSON": ({}, {"m.tf.json": json.dumps({"resource": [{"aws_iam_policy": [{"p": [{"policy": EVERYTHING}]}]}]})}, DENY),
    "a reference in JSON": (
        {},
        {"m.tf.json": json.dumps({"locals": {"a": ADMINISTRATOR}, "resource": {"aws_iam_role_policy_attachment": {"p": {"role": "r", "policy_arn": "${local.a}"}}}})},
        DENY,
    ),
    "harmless JSON": ({}, {"m.tf.json": json.dumps({"resource": {"aws_sqs_queue": {"q": {"name": "a\bq"}}}, "output": {"x": {"value": 1}}})}, ALLOW),
    "an override file that comes first": ({"z.tf": group(443)}, {"a_override.tf": group(22)}, DENY),
    "an override file of something else": ({"z.tf": group(443)}, {"a_override.tf": 'resource "aws_sqs_queue" "q" {\n  name = "q"\n}\n'}, ALLOW),
    "a database switched off": ({"m.tf": database()}, {"m.tf": database("  count = 0\n")}, DENY),
    "a database switched off by a default": ({"m.tf": database("  count = var.on ? 1 : 0\n"), "v.tf": SWITCH}, {"v.tf": SWITCH.replace("true", "false")}, DENY),
    "a database counted": ({"m.tf": database()}, {"m.tf": database("  count = 1\n")}, ALLOW),
    "a database of another engine": ({"m.tf": database('  engine = "mysql"\n')}, {"m.tf": database('  engine = "postgres"\n')}, DENY),
    "a database of another size": ({"m.tf": database('  instance_class = "a"\n')}, {"m.tf": database('  instance_class = "b"\n')}, ALLOW),
    "a database replaced by order": ({"m.tf": database()}, {"m.tf": database("  lifecycle {\n    replace_triggered_by = [null_resource.x]\n  }\n")}, DENY),
    "a database that is kept": ({"m.tf": database()}, {"m.tf": database("  lifecycle {\n    prevent_destroy = true\n  }\n")}, ALLOW),
    "a condition that is false": (
        {"t.json": template({"D": DATABASE})},
        {"t.json": template({"D": {**DATABASE, "Condition": "N"}}, Conditions={"N": {"Fn::Equals": ["a", "b"]}})},
        DENY,
    ),
    "a condition that is true": (
        {"t.json": template({"D": DATABASE})},
        {"t.json": template({"D": {**DATABASE, "Condition": "Y"}}, Conditions={"Y": {"Fn::Equals": ["a", "a"]}})},
        ALLOW,
    ),
    "a loop of a template": ({}, {"t.json": template({"Fn::ForEach::G": ["I", ["a"], {"G${I}": {"Type": "AWS::EC2::SecurityGroup"}}]})}, DENY),
    "a merged key": ({}, {"t.yml": "x: &s {Type: 'AWS::EC2::SecurityGroup'}\nResources:\n  G:\n    <<: *s\n"}, DENY),
    "a merged key, harmless": ({}, {"t.yml": "x: &s {Type: 'AWS::SQS::Queue'}\nResources:\n  G:\n    <<: *s\n    Type: AWS::SQS::Queue\n"}, ALLOW),
    "a template by another name": ({}, {"t.txt": template({"G": {"Type": "AWS::EC2::SecurityGroup"}})}, DENY),
    "prose about a template": ({}, {"t.txt": "{not a template} Resources of AWS::EC2::SecurityGroup\n"}, ALLOW),
    "a policy that a function names": ({}, {"t.yml": "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n      - AdministratorAccess\n"}, DENY),
    "a reader's policy that a function names": ({}, {"t.yml": "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n      - AmazonS3ReadOnlyAccess\n"}, ALLOW),
    "a policy to write logs that a function names": ({}, {"t.yml": "Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties:\n      Policies:\n      - AWSLambdaBasicExecutionRole\n"}, ASK),
    "statements of a framework": ({}, {"serverless.yml": "provider:\n  iam:\n    role:\n      statements:\n      - {Effect: Allow, Action: '*', Resource: '*'}\n"}, DENY),
}  # fmt: skip


@pytest.mark.parametrize("name", INFRASTRUCTURE)
def test_infrastructure_is_judged_by_what_it_comes_to(name, judge):
    base, change, expected = INFRASTRUCTURE[name]
    at = judge(base)

    assert expected == at.branch(change), at.decision.findings


@pytest.mark.parametrize("source", ["staged", "working_tree"])
def test_a_module_is_read_whole_wherever_its_change_lies(source, judge):
    at = judge({"a/m.tf": policy("local.a"), "a/l.tf": BY_LOCAL["l.tf"]})
    at.workspace.write({"a/l.tf": 'locals {\n  a = "*"\n}\n'})
    at.workspace.git("add", "-A")

    assert DENY == at.source(source), at.decision.findings


def test_a_tool_call_is_judged_with_the_module_it_edits(judge):
    at = judge({"a/m.tf": policy("local.a"), "a/l.tf": BY_LOCAL["l.tf"]})
    edit = {"command": "str_replace", "path": "a/l.tf", "old_str": "s3:GetObject", "new_str": "NEW"}

    assert DENY == at.call("fs_write", {**edit, "new_str": "*"})
    assert ALLOW == at.call("fs_write", {**edit, "new_str": "s3:ListBucket"})


IMAGE = {"Dockerfile": "FROM a\nRUN b\nRUN c\n"}


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_the_index_cannot_hide_a_changed_file(flag, judge):
    at = judge({**IMAGE, "app.py": "a = 1\n"})
    for name in ("Dockerfile", "app.py"):
        at.workspace.git("update-index", flag, name)
    at.workspace.write({"app.py": "a = 2\n"})
    assert ALLOW == at.source("working_tree")
    at.workspace.write({"Dockerfile": "FROM z\n"})
    assert ASK == at.source("working_tree")


def test_a_sparse_checkout_is_no_change(judge):
    at = judge(IMAGE)
    at.workspace.git("sparse-checkout", "set", "--no-cone", "/README.md", "/.kiro/")

    assert not (at.workspace.folder / "Dockerfile").exists()
    assert ALLOW == at.source("working_tree")


def test_grafted_parents_are_not_believed(judge):
    at = judge(IMAGE)
    at.workspace.branch("change", {"Dockerfile": "FROM z\n"})
    at.workspace.commit({"app.py": "a = 1\n"})
    parent, main = at.workspace.git("rev-parse", "HEAD~1", "main").split()
    (at.workspace.folder / ".git/info").mkdir(exist_ok=True)
    (at.workspace.folder / ".git/info/grafts").write_text(f"{main} {parent}\n")

    assert ASK == at.source("git_range", "main..change")


def test_a_missing_object_is_no_deletion(judge):
    at = judge()
    at.workspace.branch("change", {"a.env": "AWS_SECRET_ACCESS_KEY=1\n"})
    name = at.workspace.git("rev-parse", "HEAD:a.env").strip()
    assert DENY == at.source("git_range", "main..change")
    (at.workspace.folder / f".git/objects/{name[:2]}/{name[2:]}").unlink()
    assert REFUSED == at.source("git_range", "main..change")


# Ways to write `rm x`: all are denied, or ask where the text is not known.
COMMANDS = [
    "python3 -c 'import os; os.system(\"rm x\")'", "python3 - <<E\nimport subprocess\nsubprocess.run(['rm', 'x'])\nE",
    "perl -e 'system(\"rm x\")'", "perl -ne 'system(\"rm\", \"x\")' p", "ruby -e '`rm x`'", "ruby -e '%x{rm x}'",
    "node -e 'require(\"child_process\").execSync(\"rm x\")'", "php -r 'system(\"rm x\");'",
    "awk 'BEGIN { system(\"rm x\") }'", "awk '{ print | \"rm x\" }' p", "sed '1e rm x' p", "bash < rm.sh", "sh -s < rm.sh", "./rm.sh",
    "bin/clean", "bash -o pipefail -c 'rm x'", "bash -O extglob -c 'rm x'", "bash --rcfile rm.sh -i", "bash -s -- a <<'E'\nrm x\nE",
    "bash -c '\"$@\"' _ rm x", "bash -c '$0 x' rm", "c='rm x' bash -c '$c'", "fish -c 'rm x'", "pwsh -Command 'rm x'",
    "pwsh -c 'Remove-Item x'", 'set -- a rm x; shift; "$@"', 'set rm x; "$@"', "trap 'rm x' EXIT", "BASH_ENV=rm.sh bash -c ls",
    "GIT_SSH_COMMAND='rm x' git fetch", "export EDITOR='rm x'; git commit", "LESSOPEN='|rm x' less p",
    "git -c core.pager='rm x' log", "git -c alias.z='!rm x' z", "git config alias.z '!rm x'", "git rebase --exec 'rm x' main",
    "git bisect run rm x", "git submodule foreach 'rm x'", "git filter-branch --tree-filter 'rm x'", "git difftool -x 'rm x'",
    "tar cf a.tar --checkpoint=1 --checkpoint-action=exec='rm x' p", "tar xf a.tar --to-command='rm x'", "ssh -o ProxyCommand='rm x' h",
    "rsync -ae 'rm x' a b", "env -S 'rm x'", "env -iS'rm x'", "script -qc 'rm x' l", "flock l -c 'rm x'", "watch 'rm x'",
    "at now <<< 'rm x'", "echo '* * * * * rm x' | crontab -", "make -f - <<< 'a: ; rm x'", "vim -c ':!rm x' p", "gdb -ex 'shell rm x'",
    "gdb --args rm x", "psql -c '\\! rm x'", "sqlite3 a.db '.shell rm x'", "tmux new -d 'rm x'", "tmux send-keys 'rm x' Enter",
    "screen -dm rm x", "npx -c 'rm x'", "npm exec -- rm x", "pnpm exec rm x", "uvx rm x", "nix-shell --run 'rm x'", "unshare -r rm x",
    "systemd-run --user rm x", "taskset -c 1 rm x", "chrt 1 rm x", "gosu root rm x", "tini -- rm x", "coproc rm x", "ls | entr rm x",
    "docker run --entrypoint rm image x", "docker-compose exec web rm x", "docker container exec web rm x", "kubectl run a --image=b -- rm x",
    "gcloud compute ssh vm --command='rm x'", "aws ssm send-command --parameters 'commands=[\"rm x\"]'", "cp /bin/rm foo; ./foo x",
    "/lib64/ld-linux-x86-64.so.2 /bin/rm x", "(( $(rm x) ))", "echo $(( $(rm x) ))", "x=$((`rm x`))", "a[$(rm x)]=1",
    "case $(rm x) in a) ;; esac", "f() { rm x; }; trap f EXIT", "f() { ls; }; unset -f f; rm x", "if false; then rm() { :; }; fi; rm x",
    "if ((( \nrm x", "git push --mirror", "git -c alias.p='push --force' p", "git -c alias.p=push p --force",
    "git config alias.p 'push --force'", "git send-pack --force o", "hub push -f", "git.exe push -f", "terraform apply -destroy",
    "tofu destroy", "terragrunt destroy", "TF_CLI_ARGS=-destroy terraform apply", "export TF_CLI_ARGS_apply=-destroy; terraform apply",
    "python3 -m awscli iam create-access-key", "docker run amazon/aws-cli iam create-access-key", "/bin/r? x", "declare -n r=c; c=rm; $r x",
]  # fmt: skip
EVERYDAY = [
    "python3 -c 'print(1)'", "python3 - <<E\nimport subprocess\nsubprocess.run(['ls', 'rm'])\nE", "perl -ne 'print if /rm x/' p",
    "node -e 'console.log(\"rm x\")'", "awk '{ print $1 }' p", "sed -n '1p' p", "bash < ls.sh", "./ls.sh", "bash -o pipefail -c 'ls'",
    "trap 'ls' EXIT", "trap - EXIT", "GIT_EDITOR=true git commit", "export EDITOR=vim", "git -c core.pager=cat log", "git config alias.st status",
    "git rebase -i main", "git config user.name rm", "tar cf a.tar p", "ssh -o StrictHostKeyChecking=no h uptime", "env -i ls",
    "watch -n 1 ls", "crontab -l", "vim p", "psql -c 'select 1'", "tmux ls", "tmux attach -t rm", "npx jest", "docker run --rm -it image",
    "docker compose up -d", "kubectl run a --image=b", "cp /bin/ls foo; ./foo x", "command -v rm", "f() { ls; }; f", "git push", "terraform apply",
    "terraform plan -destroy", "git push --follow-tags", 'eval "$(ssh-agent -s)"', 'eval "$(direnv hook bash)"', "shift; ls", "set -e; ls",
    "python3 -m pytest", "python3 -m venv .venv", "ls *.txt", "gdb ./program", 'while read -r l; do echo "$l"; done < p',
]  # fmt: skip
SCRIPT_FILES = {"rm.sh": "rm -rf x\n", "bin/clean": "#!/bin/sh\nrm x\n", "ls.sh": "#!/bin/sh\nls\n", "p": "x\n"}


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    return Judge(tmp_path_factory.mktemp("commands") / "w", SCRIPT_FILES)


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_is_known_in_every_disguise(text, commands):
    assert commands.command(text) in (DENY, ASK)


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_commands_pass(text, commands):
    assert ALLOW == commands.command(text), commands.decision.findings


HOOKS = {
    "hooks": {"PreToolUse": [{"matcher": "*", "hooks": [{"type": "command", "command": "pykiro-opa-hook --root ."}]}]}
}
GUARDED = {
    **IMAGE, "svc/Dockerfile": "FROM a\n", "svc/app.py": "a = 1\n", ".github/workflows/release.yml": "on: push\n",
    "other/workflows/release.yml": "on: x\n", "x.patch": "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1 +1 @@\n-FROM a\n+FROM z\n",
    "y.patch": "--- a/app.py\n+++ b/app.py\n@@ -1 +1 @@\n-a\n+b\n", "p": "x\n", "app.py": "a = 1\n",
    ".claude/settings.json": json.dumps(HOOKS), ".pre-commit-config.yaml": "- id: pykiro-opa\n",
    "nested/.kiro/kiro.json": json.dumps({"guardrails": {"origin": "nested", "deny": {"commands": ["make"], "patterns": ["NESTED"]}}}),
}  # fmt: skip
FILE_CHANGES = [
    "echo x > link", "echo x > folder/kiro.json", "cd folder && echo '{}' > kiro.json", "echo '{}' > \"$PWD/.kiro/kiro.json\"",
    'echo x > "$ROOT/Dockerfile"', 'cd "$X" && touch Dockerfile', "echo '{}' > \"$(git rev-parse --show-toplevel)/.kiro/kiro.json\"",
    "f() { echo x; } > .kiro/kiro.json; f", "cp --target-directory=.kiro kiro.json", "cp -r other/. .github", "cp -r other/workflows .github",
    "git checkout old Dockerfile", "git checkout HEAD~1 .", "git checkout old -- .github", "git restore --source=HEAD~3 .", "git apply x.patch", "patch -p1 < x.patch",
    "git am x.patch", "find . -name kiro.json -delete", "find .kiro -type f -delete", "find . -name Dockerfile -exec truncate -s0 {} +",
    "find . -name kiro.json | xargs truncate -s0", "find . -path '*kiro*' -exec truncate -s0 {} +", "sed -n 'w Dockerfile' p",
    "ruby -i -pe 'x' Dockerfile", "awk -i inplace 1 Dockerfile", "awk '{ print > \"Dockerfile\" }' p", "yq -i 'del(.a)' .kiro/kiro.json",
    "python3 -c \"open('.kiro/kiro.json', 'w').write('{}')\"", "python3 - <<E\nname = '.kiro/kiro.json'\nopen(name, 'w').write('{}')\nE",
    "python3 -c \"import pathlib; pathlib.Path('Dockerfile').write_text('')\"", "python3 -c \"import shutil; shutil.rmtree('.kiro')\"",
    "node -e \"fs.writeFileSync('Dockerfile', '')\"", "node -e \"fs.rmSync('.kiro', {recursive: true})\"",
    "ruby -e 'File.write(\"Dockerfile\", \"\")'", "perl -e 'open F, \">Dockerfile\"'", "php -r 'file_put_contents(\"Dockerfile\", \"\");'",
    "python3 -m json.tool p .kiro/kiro.json", "scp h:a Dockerfile", "curl -fsSLo Dockerfile http://x", "curl --output=Dockerfile http://x",
    "curl -O --output-dir .kiro http://x/kiro.json", "cd .kiro && curl -O http://x/kiro.json", "wget -qO Dockerfile http://x",
    "wget -P .kiro http://x/kiro.json", "tar xf a.tar -C .kiro", "unzip a.zip -d .kiro", "echo x | sponge Dockerfile", "sort -o Dockerfile p",
    "ex -sc '%d|x' Dockerfile", "ed Dockerfile <<E\n,d\nw\nE", "gzip Dockerfile", "trash Dockerfile", "openssl enc -in p -out Dockerfile",
    "mv svc x", "mv svc/* x", "mv Docker* x", "git rm -r svc", "mv .github x", "sed -i s/a/b/ .github/workflows/*.yml", "chmod -R 000 svc",
    "xargs -I{} cp {} .kiro/kiro.json < p", "cd nested && make", "make -C nested", "echo NESTED > nested/x.txt", "git commit --no-verify -m x", "git commit -nm x",
    "git -c core.hooksPath=/dev/null commit -m x", "git config core.hooksPath x", "git update-index --skip-worktree Dockerfile",
    "pre-commit uninstall", "pip uninstall -y pykiro-opa", "SKIP=pykiro-opa git commit", "printf '[core]\\nhooksPath=x\\n' > .git/config",
    "echo '{\"disableAllHooks\": true}' > .claude/settings.local.json", "echo '{}' > ~/.claude/settings.json",
    "rimraf ..", 'rimraf "$(dirname "$PWD")"', "rimraf ../*", "rimraf $(realpath ..)", "cd .kiro; rimraf $(dirname $(readlink -f .))", "rimraf ../*/Dockerfile", "cp x ../w*/Dockerfile", "cd / && rimraf *", "find / -name Dockerfile -delete",
    "rsync -a --delete empty/ .", "rsync -a --del h:empty/ ./", "rsync -a --delete-after /empty/ ..", "rsync -a --remove-source-files . h:x",
    "scp h:Dockerfile .", "scp h:x/Dockerfile ./", "docker cp c:/x/Dockerfile .", "aws s3 cp s3://b/Dockerfile .", "aws s3 sync s3://b . --delete",
    "gsutil -m rsync -r -d gs://b .", "rclone sync b:x .", "rclone move . b:x", "rclone delete .", "mount -t tmpfs none .", "mount --bind /empty ..", "mount /dev/sdb1 .",
    'for f in Docker*; do rimraf "$f"; done', "for f in *; do rimraf ./$f; done", 'for f in ../*/Docker*; do echo x > "$f"; done', 'for f in Docker*; do mv "$f" "$f.bak"; done',
    "for f in a b c d e f g h i Dockerfile; do rimraf $f; done", 'F=(Docker*); for f in "${F[@]}"; do rimraf $f; done', "set -- Docker*; for f; do rimraf $f; done",
    'r() { rimraf "$1"; }; for f in Docker*; do r "$f"; done', "ls | xargs rimraf", 'ls -d D* | while IFS= read -r f; do rimraf "$f"; done', "for f in $(ls -A); do rimraf $f; done",
    "git ls-files | xargs rimraf", "git ls-files | grep Docker | sort -u | xargs rimraf", "for f in $(git ls-files 'Docker*'); do sed -i s/a/b/ $f; done",
    "grep -l x Docker* | xargs sed -i s/a/b/", "grep -rl --include='Docker*' x . | xargs sed -i s/a/b/", "fd Dockerfile -X truncate -s0", "fd -g 'Docker*' | xargs rimraf", "rg --files | xargs rimraf",
    'while read -r f; do rimraf "$f"; done < <(find . -name "Docker*")', 'mapfile -t a < <(find . -name "Docker*"); rimraf "${a[@]}"', "files=$(find . -name 'Docker*'); for f in $files; do rimraf $f; done",
    "rimraf $(find . -name 'Docker*')", "find . -name 'Docker*' -exec sh -c 'rimraf \"$1\"' _ {} \\;", "find . -name 'Docker*' -exec mv {} {}.bak \\;", "find . -name 'Docker*' | parallel rimraf",
    "find . -name 'Docker*' -print0 | xargs -0 -I{} sh -c 'rimraf \"{}\"'", "printf 'Dockerfile\\nx\\n' | while read f; do rimraf $f; done", "parallel rimraf ::: Dockerfile x",
    "docker run -v $PWD:/w alpine rimraf /w/Dockerfile", 'docker run --rm -v "$(pwd)":/w alpine sh -c "rimraf /w/*"', "podman run --mount type=bind,src=.,dst=/w alpine rimraf /w",
    "docker run -v ..:/x alpine rimraf /x", "ed -s Dockerfile <<E\n,d\nw\nE", "split -b1 p Dockerfile", "pandoc p -o Dockerfile", "fallocate -l 1 Dockerfile", "npx prettier --write Dockerfile",
    "git stash push Dockerfile", "hg rm Dockerfile", "gio trash Dockerfile", "awk 'BEGIN{f=\"Dockerfile\"; print \"\" > f}'",
    "php -r '$f=\"Docker\".\"file\"; unlink($f);'", "ruby -e 'Dir[\"D*\"].each{|f| File.write(f,\"\")}'", "perl -e 'unlink for <D*>'", "perl -e 'rename \"Dockerfile\", \"x\"'", "ls | tee l | xargs rimraf",
]  # fmt: skip
FILE_NEIGHBOURS = [
    "echo x > other.txt", 'echo x > "$ROOT/app.py"', 'cd "$(mktemp -d)" && touch Dockerfile', "cp -r other/. docs", "git checkout old app.py",
    "git checkout -b Dockerfile", "git checkout .", "git checkout -- app.py", "git restore .", "git apply y.patch", "find . -name '*.pyc' -delete",
    "find . -name Dockerfile", "find . -name '*.py' | xargs sed -i s/a/b/", "sed -n 's/w Dockerfile/x/p' p", "awk '{ print > \"out.txt\" }' p",
    "python3 -c \"print(open('Dockerfile').read())\"", "python3 -c \"open('out.json', 'w').write('x')\"", "node -e \"fs.readFileSync('Dockerfile')\"",
    "scp Dockerfile h:a", "curl -fsSLo install.sh http://x", "tar xf a.tar -C src", "unzip a.zip", "sort -o out.txt p", "gzip -k Dockerfile", "gzip p",
    "mv app.py x.py", "mv svc/app.py x", "mv *.py src/", "chmod -R u+w src", "ls nested", "cat nested/x.txt", "echo NESTED > x.txt",
    "git commit -m 'no --no-verify'", "git config core.editor vim", "pip install pykiro-opa", "pip uninstall -y requests", "mv node_modules x",
    "echo '{\"model\": \"x\"}' > .claude/settings.local.json",
    "cp x ..", "rimraf ../other", "rimraf ../o*", "rimraf /tmp/*.log", "find .. -maxdepth 1 -name 'x*' -delete", "rsync -a --delete docs/ out/", "rsync -an --delete empty/ .",
    "rsync -d docs/ out/", "rsync -a --delete . h:x", "rsync -a --delay-updates docs/ out/", "scp h:x .", "docker cp c:/x/app.py .", "docker cp Dockerfile c:/x", "aws s3 cp Dockerfile s3://b/x",
    "aws s3 sync . s3://b --delete", "gsutil rsync -d . gs://b", "rclone sync . b:x", "rclone copy . b:x", "rclone sync -n b:x .", "mount", "mount /dev/sdb1 /mnt", "mount -o remount,rw /",
    "mount --make-rprivate /",
    'for f in *.py; do sed -i s/a/b/ "$f"; done', "for f in a b c d e f g h i j; do touch $f; done", 'for f in *; do cat "$f"; done', "ls | xargs cat", "git ls-files '*.py' | xargs sed -i s/a/b/",
    "git ls-files | grep '\\.py$' | xargs sed -i s/a/b/", "fd -e py -x sed -i s/a/b/", 'find . -name "*.py" | while read f; do sed -i s/a/b/ "$f"; done', "for f in docs/*; do rimraf $f; done", "ls docs/*.md | xargs rimraf",
    'for f in *.py; do mv "$f" "src/$f"; done', "while read -r a b; do echo $a; done < p",
    "docker run -v $PWD:/w alpine cat /w/Dockerfile", "docker run alpine rimraf /w/Dockerfile", "docker run -v $PWD:/app node npm test", "docker run -v data:/w alpine rimraf /w/Dockerfile",
    "ed -s app.py <<E\n,d\nw\nE", "black .", "npx prettier --write .", "npx prettier --check Dockerfile", "gofmt -l Dockerfile", "git stash", "git stash push app.py", "go build -o app ./cmd", "split -b1 Dockerfile x",
    "python3 -c \"from pathlib import Path; Path('out').write_text(Path('Dockerfile').read_text())\"", "node -e \"fs.writeFileSync('out', fs.readFileSync('Dockerfile'))\"", 'set -- a; while [ $# -gt 0 ]; do rimraf "$1"; shift; done',
]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    judge = Judge(tmp_path_factory.mktemp("files") / "w", GUARDED)
    for name, target in {"link": "Dockerfile", "folder": ".kiro"}.items():
        (judge.workspace.folder / name).symlink_to(target)
    home = Path(os.environ["HOME"]) / ".claude"
    home.mkdir(exist_ok=True)
    (home / "settings.json").write_text(json.dumps(HOOKS))
    yield judge
    (home / "settings.json").unlink()


@pytest.mark.parametrize("text", FILE_CHANGES)
def test_a_guarded_file_is_known_however_a_command_changes_it(text, files):
    assert files.command(text) in (DENY, ASK)


@pytest.mark.parametrize("text", FILE_NEIGHBOURS)
def test_other_files_are_nobodys_business(text, files):
    assert ALLOW == files.command(text), files.decision.findings


def test_no_verify_matters_only_where_our_hook_is(commands):
    assert ALLOW == commands.command("git commit --no-verify -m x")


def test_a_large_folder_asks_and_what_tools_made_does_not(judge):
    at = judge({**{f"src/{name}.py": "" for name in range(2_100)}, **{f"dist/{name}.js": "" for name in range(2_100)}})

    assert ASK == at.command("mv src x")
    assert ALLOW == at.command("mv dist x")


SETTINGS = {
    json.dumps({**HOOKS, "env": {"PYKIRO_OPA_ENGINE": "http://evil"}}): ASK,
    json.dumps({**HOOKS, "env": {"PATH": "/tmp"}}): ASK,
    json.dumps({**HOOKS, "env": {"NODE_ENV": "test"}}): ALLOW,
    json.dumps({**HOOKS, "disableAllHooks": True}): ASK,
    json.dumps({**HOOKS, "model": "x"}): ALLOW,
}


@pytest.mark.parametrize("content", SETTINGS)
def test_settings_that_undo_the_hooks_ask(content, files):
    assert SETTINGS[content] == files.call("fs_write", {"path": ".claude/settings.json", "file_text": content})


def test_when_our_hook_is_asked_is_part_of_it(judge):
    hook = {
        "enabled": True,
        "when": {"type": "preToolUse"},
        "then": {"type": "runCommand", "command": "pykiro-opa-hook --root ."},
    }
    at = judge({".kiro/hooks/a.kiro.hook": json.dumps(hook)})

    def rewritten(**changed):
        return at.call("fs_write", {"path": ".kiro/hooks/a.kiro.hook", "file_text": json.dumps({**hook, **changed})})

    assert ASK == rewritten(when={"type": "manual"})
    assert ALLOW == rewritten(description="asks the guardrails")


HERE = {**IMAGE, "a.txt": "1\n2\n3\n4\n5\n6\n", "sg.tf": group(443), "app.py": "a = 1\n"}
OK_PART = "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-1\n+z\n 2\n"
TO_22 = "@@ -{0},3 +{0},3 @@\n   ingress {{\n-    from_port = 443\n+    from_port = 22\n     to_port = 443\n"
FILE_Z = "--- a/Dockerfile\n+++ b/Dockerfile\n@@ -1,2 +1,2 @@\n-FROM a\n+FROM z\n RUN b\n"
PATCHES = {
    "a plain one": (OK_PART, ALLOW),
    "a message before it": (f"From {'1' * 40} Mon Sep 17 00:00:00 2001\nFrom: x <x@example.org>\nContent-Transfer-Encoding: 8bit\nSubject: x\n\n- a list\n+ of two\n---\n a.txt | 2 +-\n\n{OK_PART}-- \n2.39\n\n", ALLOW),
    "a context diff beside it": ("*** a/Dockerfile\n--- b/Dockerfile\n***************\n*** 1,2 ****\n! FROM a\n--- 1,2 ----\n! FROM z\n" + OK_PART, REFUSED),
    "a diff without context beside it": (f"1c1\n< 1\n---\n> AWS_SECRET_ACCESS_KEY\n{OK_PART}", REFUSED),
    "a script for ed beside it": (f"1c\nAWS_SECRET_ACCESS_KEY\n.\n{OK_PART}", REFUSED),
    "an indented diff beside it": (textwrap.indent(FILE_Z, "  ") + OK_PART, REFUSED),
    "an encoded message": (f"From: x\nContent-Transfer-Encoding: quoted-printable\n\n{OK_PART.replace('+z', '+AWS_SECRET_ACC=45SS_KEY')}", REFUSED),
    "lines behind the end of a hunk": (OK_PART + "+AWS_SECRET_ACCESS_KEY\n", REFUSED),
    "a name with a time behind a space": (FILE_Z.replace("a/Dockerfile", "a/Dockerfile 2020-01-01 00:00:00"), ASK),
    "a name with two slashes": ("--- /dev/null\n+++ b//.github/workflows/release.yml\n@@ -0,0 +1 @@\n+x\n", DENY),
    "a hunk that has moved": (f"--- a/sg.tf\n+++ b/sg.tf\n{TO_22.format(40)}", DENY),
    "a hunk in place": (f"--- a/sg.tf\n+++ b/sg.tf\n{TO_22.format(3)}", DENY),
    "a hunk with other white space": ("--- a/sg.tf\n+++ b/sg.tf\n" + TO_22.format(3).replace("   ingress", "   ingress "), DENY),
    "a hunk with fuzz": ("--- a/sg.tf\n+++ b/sg.tf\n" + TO_22.format(3).replace("   ingress", "   egress"), DENY),
    "a hunk of another file": (f"--- a/app.py\n+++ b/app.py\n{TO_22.format(3)}", ASK),
    "the same file twice": (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-1\n+DROP\n 2\n--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n DROP\n-2\n+TABLE x\n", ASK),
    "the same file twice, harmless": (
        "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-1\n+DROP\n 2\n--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n-DROP\n+1\n 2\n", ALLOW),
}  # fmt: skip


@pytest.mark.parametrize("name", PATCHES)
def test_a_patch_is_read_as_those_who_apply_it_would(name, judge):
    text, expected = PATCHES[name]
    at = judge(HERE)

    assert expected == at.source("patch", "-", text.encode()), at.decision


@pytest.mark.parametrize(("more", "expected"), [(b"AWS_SECRET_ACCESS_KEY", DENY), (b"AWS_REGION", ALLOW)])
@pytest.mark.parametrize("size", [0, 20], ids=["literal", "delta"])
def test_a_binary_part_of_a_patch_is_unpacked(size, more, expected, judge):
    old = b"key = value\n" * size * 40
    at = judge({"a.env": old.decode()} if size else {})
    (at.workspace.folder / "a.env").write_bytes(old + more + b"=1\n" + old)
    (at.workspace.folder / ".gitattributes").write_text("*.env binary\n")
    at.workspace.git("add", "-A")
    text = at.workspace.git("diff", "--cached", "--binary")
    at.workspace.git("reset", "-q", "--hard")

    assert ("delta " in text) == bool(size)
    assert expected == at.source("patch", "-", text.encode()), at.decision


def test_a_plan_behind_a_link_is_part_of_the_plan(judge):
    at = judge({"specs/design.md": "# Design\n", "elsewhere/tasks.md": f"- {PLAN}\n"})
    assert ALLOW == at.source("spec", "specs")
    (at.workspace.folder / "specs/more").symlink_to("../elsewhere")
    (at.workspace.folder / "specs/again").symlink_to(".")
    assert DENY == at.source("spec", "specs")


CALLS = [
    ("mcp__files__put", {"uri": "file://ROOT/Dockerfile", "data": "x"}, ASK),
    ("mcp__files__put", {"uri": "file://ROOT/app%2Epy", "data": "x"}, ALLOW),
    ("fs_write", {"path": "file://ROOT/.github/workflows/release.yml", "file_text": "x"}, DENY),
    ("mcp__terraform__ExecuteTerraformCommand", {"command": "destroy"}, DENY),
    ("mcp__terraform__ExecuteTerraformCommand", {"command": "plan"}, ALLOW),
    (
        "use_aws",
        {"service_name": "s3api", "operation_name": "put-object", "parameters": '{"Bucket": "data-production"}'},
        DENY,
    ),
    (
        "use_aws",
        {"service_name": "s3api", "operation_name": "put-object", "parameters": '{"Bucket": "data-dev"}'},
        ALLOW,
    ),
    ("mcp__postgres__query", {"query": "DROP TABLE users"}, ASK),
    ("mcp__db__search_and_replace", {"query": "DROP TABLE users"}, ASK),
    ("mcp__db__execute_search", {"query": "DROP TABLE users"}, ASK),
    ("mcp__files__search_files", {"path": ".", "pattern": "DROP TABLE"}, ALLOW),
    ("mcp__github__search_code", {"q": "AWS_SECRET_ACCESS_KEY"}, ALLOW),
    ("mcp__docs__get-library-docs", {"topic": "DROP TABLE"}, ALLOW),
    ("mcp__db__get_rows", {"query": "DROP TABLE users"}, ASK),
    ("web_search", {"query": "how to DROP TABLE"}, ALLOW),
    ("web_fetch", {"url": "http://x/?AWS_SECRET_ACCESS_KEY=1"}, DENY),
]


@pytest.mark.parametrize(("tool", "arguments", "expected"), CALLS)
def test_a_tool_is_judged_by_what_it_does_with_its_arguments(tool, arguments, expected, files):
    root = str(files.workspace.folder)
    given = {name: value.replace("ROOT", root) for name, value in arguments.items()}

    assert expected == files.call(tool, given), files.decision


LONG = {
    "code": "python3 - <<'E'\n" + "open(" * 20_000 + "\nE",
    "code in one line": "python3 - <<'E'\n" + "open('a';" * 10_000 + "open('Dockerfile', 'w')\nE",
    "file names": "cp " + "a " * 20_000 + "Dockerfile",
    "folders": "find " + ". " * 20_000 + "-name Dockerfile -delete",
    "wrappers": "timeout 1 " * 1_000 + "rm x",
}


@pytest.mark.parametrize("name", LONG)
def test_length_hides_nothing(name, files):
    effect = files.command(LONG[name])

    assert effect == ALLOW if name == "code" else effect in (DENY, ASK)
