"""The seed file unchanged: the verdicts that users were promised, embedded and through a sidecar."""

from __future__ import annotations

import json

import pytest
from workspace import CONFIGURATION, SEED, Workspace, hook

from pykiro_opa.events import canonical

ALLOW, DENY, ASK = 0, 10, 11

POLICY = """
resource "aws_iam_policy" "deploy" {
  name   = "deploy"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}
"""
LAMBDA = """
variable "account" {}

resource "aws_lambda_function" "api" {
  function_name = "api"
  role          = "arn:aws:iam::${var.account}:role/ROLE"
}
"""
GRANT = """
variable "account" {}

resource "aws_iam_role_policy" "pass" {
  name   = "pass"
  role   = "ci"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "arn:aws:iam::${var.account}:role/ROLE" }]
  })
}
"""
TASKS = ".kiro/specs/network/tasks.md"
MIGRATION = "migrations/7.sql"
SECURITY_GROUP = """
resource "aws_security_group" "web" {
  name = "web"
  ingress {
    from_port   = PORT
    to_port     = PORT
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
"""
FILLER = "".join(f"-- line {number}\n" for number in range(20))

# name: (files on main besides the seed, files changed by the branch, exit code)
CHANGES = {
    "dockerfile at the root": ({"Dockerfile": "FROM a\n"}, {"Dockerfile": "FROM b\n"}, ASK),
    "dockerfile below": ({}, {"a/b/Dockerfile": "FROM b\n"}, ASK),
    "dockerfile deleted": ({"Dockerfile": "FROM a\n"}, {"Dockerfile": None}, ASK),
    "dockerfile renamed away": ({"Dockerfile": "FROM a\nRUN b\n"}, {"Dockerfile": None, "x": "FROM a\nRUN b\n"}, ASK),
    "compose file": ({}, {"docker-compose.prod.yml": "services: {}\n"}, ASK),
    "production of a -config folder": ({}, {"payments-config/production.yaml": "a: 1\n"}, ASK),
    "production of another folder": ({}, {"config/production.yaml": "a: 1\n"}, ALLOW),
    "a denied name in .env": ({}, {".env": "AWS_SECRET_ACCESS_KEY=x\n"}, DENY),
    "drop table over two added lines": ({}, {MIGRATION: "drop\ntable users;\n"}, ASK),
    "drop and table in separate hunks": (
        {MIGRATION: FILLER},
        {MIGRATION: f"drop\n{FILLER}table users;\n"},
        ALLOW,
    ),
    "a line with drop table removed": ({MIGRATION: f"{FILLER}DROP TABLE users;\n"}, {MIGRATION: FILLER}, ALLOW),
    "terraform grants everything": ({}, {"iam.tf": POLICY}, DENY),
    "a production role in another account": (
        {"main.tf": LAMBDA.replace("ROLE", "api")},
        {"main.tf": LAMBDA.replace("ROLE", "production-api")},
        DENY,
    ),
    "a grant on a production role": ({}, {"pass.tf": GRANT.replace("ROLE", "production-api")}, DENY),
    "a grant on a staging role": ({}, {"pass.tf": GRANT.replace("ROLE", "staging-api")}, ASK),
    "a security group changed": (
        {"sg.tf": SECURITY_GROUP.replace("PORT", "443")},
        {"sg.tf": SECURITY_GROUP.replace("PORT", "22")},
        DENY,
    ),
    "a security group reformatted": (
        {"sg.tf": SECURITY_GROUP.replace("PORT", "443")},
        {"sg.tf": "# The web tier.\n" + SECURITY_GROUP.replace("PORT", "443").replace("   = ", " = ")},
        ALLOW,
    ),
    "a spec that opens a port": (
        {},
        {TASKS: "# Plan\n\n- [ ] 1. Open port 22 in the production security group\n"},
        DENY,
    ),
    "a spec that forbids it": (
        {},
        {TASKS: "# Plan\n\n1. THE SYSTEM SHALL NOT open port 22 in the production security group\n"},
        ALLOW,
    ),
    "the prohibition alone": ({}, {TASKS: "# Plan\n\n1. THE SYSTEM SHALL NOT open port 22\n"}, ALLOW),
    "prose about a cart": ({}, {"docs/cart.md": "Users can delete from the cart what they do not want.\n"}, ALLOW),
    "a pattern appended to the seed": (
        {},
        {CONFIGURATION: SEED.replace('"DATABASE_URL_PRIMARY"', '"DATABASE_URL_PRIMARY", "STRIPE_LIVE_KEY"')},
        ALLOW,
    ),
    "a pattern removed from the seed": ({}, {CONFIGURATION: SEED.replace(', "DATABASE_URL_PRIMARY"', "")}, ASK),
    "a loosening and its use": (
        {},
        {CONFIGURATION: SEED.replace('"AWS_SECRET_ACCESS_KEY", ', ""), ".env": "AWS_SECRET_ACCESS_KEY=x\n"},
        DENY,
    ),
    "the guardrails deleted": ({}, {CONFIGURATION: None}, ASK),
    "keys of other people": ({}, {CONFIGURATION: SEED.replace('{\n  "guard', '{\n  "project": "x",\n  "guard')}, ALLOW),
    "an ordinary edit": ({"app.py": "a = 1\n"}, {"app.py": "a = 2\n"}, ALLOW),
}
COMMANDS = {
    "aws s3 rm s3://data-production/key": DENY,
    "aws s3 ls s3://$B": ALLOW,
    "aws iam attach-user-policy --user-name ci --policy-arn arn:aws:iam::aws:policy/AdministratorAccess": DENY,
    'aws iam delete-role --role-name "$R"': ASK,
    "aws iam delete-role --role-name production-api": DENY,
    "aws iam delete-role --role-name staging-api": ALLOW,
    "psql -c 'DROP TABLE users'": ASK,
    "grep -r 'DROP TABLE' migrations/": ALLOW,
    "echo FROM x > Dockerfile": ASK,
    "rm .kiro/kiro.json": ASK,
    "export AWS_SECRET_ACCESS_KEY=x": DENY,
    "npm test && git status": ALLOW,
    "$TOOL --now": ASK,
}


@pytest.fixture(scope="module")
def sidecar(tmp_path_factory, opa):
    """The address of a sidecar that serves the seed."""
    served = Workspace(tmp_path_factory.mktemp("served"), {CONFIGURATION: SEED})
    started = served.run("sidecar", "start", "--format", "json", "--opa", opa)
    assert started.returncode == 0, started.stderr
    yield json.loads(started.stdout)["url"]
    assert served.run("sidecar", "stop").returncode == 0


def both(workspace: Workspace, sidecar: str, *arguments: str) -> tuple[int, dict]:
    """The embedded engine's answer, after proving that the sidecar gives the same."""
    code, decision = workspace.decide(*arguments, "--engine", "embedded")
    served_code, served = workspace.decide(*arguments, "--engine", sidecar)
    assert (code, canonical(decision)) == (served_code, canonical(served))
    return code, decision


@pytest.mark.parametrize("name", CHANGES)
def test_a_pull_request_gets_the_promised_verdict(name, tmp_path, sidecar):
    base, change, expected = CHANGES[name]
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED, **base})
    workspace.branch("change", change)

    code, decision = both(workspace, sidecar, "--diff", "main..change")

    assert expected == code, decision["findings"]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_gets_the_promised_verdict(command, tmp_path, sidecar):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED})

    code, decision = both(workspace, sidecar, "--command", command)

    assert COMMANDS[command] == code, decision["findings"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_hook_blocks_what_the_command_line_stops(command, tmp_path):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED})
    payload = {
        "hook_event_name": "PreToolUse",
        "cwd": str(workspace.folder),
        "tool_name": "execute_bash",
        "tool_input": {"command": command},
    }

    done = hook(payload, workspace.folder)

    assert (2 if COMMANDS[command] else 0) == done.returncode, done.stderr
    assert bool(done.returncode) == bool(done.stderr)
    assert "blocked: " not in done.stderr


def test_a_spec_folder_is_rejected_before_code_exists(tmp_path, sidecar):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED})
    workspace.write({TASKS: "# Plan\n\n- [ ] 1. Open port 22 in the production security group\n"})

    code, decision = both(workspace, sidecar, "--spec", ".kiro/specs/network")

    assert DENY == code
    assert ["modify_network_security_groups"] == [finding["action"] for finding in decision["findings"]]
    assert [{"path": TASKS, "line": 3}] == [
        {key: item[key] for key in ("path", "line")} for item in decision["findings"][0]["evidence"]
    ]


def test_a_tightening_is_a_notice(tmp_path, sidecar):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED})
    workspace.branch("change", CHANGES["a pattern appended to the seed"][1])

    _, decision = both(workspace, sidecar, "--diff", "main..change")

    assert ["notice"] == [finding["effect"] for finding in decision["findings"]]


def test_without_guardrails_a_harmless_change_is_allowed_with_a_note(tmp_path):
    workspace = Workspace(tmp_path / "w", {"app.py": "a = 1\n"})
    workspace.branch("change", {"app.py": "a = 2\n"})

    done = workspace.run("evaluate", "--diff", "main..change")

    assert ALLOW == done.returncode
    assert "only the built-in protections judge" in done.stderr
