"""`pykiro-opa permissions BEFORE AFTER` as a user meets it: files, folders, plans, revisions, formats, exit codes."""

from __future__ import annotations

import json

import pytest
from stories.consolidation import FORMATS, ORDERS, READ, WRITE, document, text
from workspace import Workspace

STORY = "role/reporting could only read and gains write"


def _plan(before: dict | None, after: dict | None) -> str:
    actions = ["create"] if before is None else ["delete"] if after is None else ["update"]
    change = {
        "actions": actions,
        "before": before and {"name": "p", "policy": json.dumps(before)},
        "after": after and {"name": "p", "policy": json.dumps(after)},
    }
    entry = {"address": "aws_iam_policy.p", "mode": "managed", "type": "aws_iam_policy", "name": "p", "change": change}
    return json.dumps({"format_version": "1.2", "resource_changes": [entry]})


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = Workspace(tmp_path_factory.mktemp("permissions") / "w", {})
    before, after = FORMATS["Terraform, document"]
    made.commit(before)
    made.git("tag", "before")
    made.commit(after)
    made.write({f"old/{path}": content for path, content in before.items()})
    made.write({f"new/{path}": content for path, content in after.items()})
    made.write(
        {
            "read.json": text(document(READ)),
            "orders.json": text(document(ORDERS)),
            "plan.json": _plan(document(READ), document(ORDERS)),
            "create.json": _plan(None, document(WRITE)),
            "broken.json": '{"Statement": [{"Effect": "Allow", ',
            "nothing.json": '{"Statement": "Effect"}',
            "prose.txt": "hello\n",
            "lenient.json": json.dumps(
                {"guardrails": {"permissions": {"readOnlyGainsWrite": "notice", "expansion": "notice"}}}
            ),
        }
    )
    return made


CODES = {
    ("read.json", "orders.json"): 10,
    ("orders.json", "read.json"): 0,
    ("read.json", "read.json"): 0,
    ("old", "new"): 10,
    ("old/iam.tf", "new/iam.tf"): 10,
    ("before", "HEAD"): 10,
    ("HEAD", "before"): 0,
    ("before", "new"): 10,
    ("plan.json", "plan.json"): 10,
    ("create.json", "create.json"): 11,
    ("read.json", "orders.json", "--config", "lenient.json"): 0,
    ("read.json", "orders.json", "--config", "nowhere.json"): 3,
    ("read.json", "nowhere"): 5,
    ("read.json", "broken.json"): 5,
    ("broken.json", "read.json"): 5,
    ("read.json", "nothing.json"): 5,
    ("read.json", "prose.txt"): 5,
    ("read.json",): 2,
    ("read.json", "orders.json", "--format", "html"): 2,
}


@pytest.mark.parametrize("arguments", CODES, ids=" ".join)
def test_the_exit_code(arguments, workspace):
    done = workspace.run("permissions", *arguments)

    assert CODES[arguments] == done.returncode, done.stdout + done.stderr
    if CODES[arguments] in (2, 3, 5):
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith("error: ")
        assert done.stdout == ""


@pytest.mark.parametrize("sides", [("old", "new"), ("before", "HEAD"), ("old/iam.tf", "new/iam.tf")], ids=" ".join)
@pytest.mark.parametrize("name", ["text", "markdown"])
def test_the_story_is_told_from_folders_revisions_and_files(sides, name, workspace):
    done = workspace.run("permissions", *sides, "--format", name)

    told = done.stdout.replace("\\", "")
    assert STORY in told
    assert "1 principal gains write" in told.splitlines()[0]


def test_json_is_one_decision(workspace):
    done = workspace.run("permissions", "old", "new", "--format", "json")

    decision = json.loads(done.stdout)
    assert decision["effect"] == "deny"
    assert {one["principal"] for one in decision["permission_delta"]} == {
        "arn:aws:iam::*:role/reporting",
        "arn:aws:iam::*:role/worker",
    }


def test_json_is_one_decision_where_nothing_can_be_read(workspace):
    done = workspace.run("permissions", "read.json", "broken.json", "--format", "json")

    decision = json.loads(done.stdout)
    assert (decision["effect"], decision["findings"][0]["rule"]) == ("deny", "gate/input")


def test_a_report_goes_to_a_file(workspace):
    done = workspace.run("permissions", "old", "new", "--output", "report.txt")

    assert done.stdout == ""
    assert STORY in (workspace.folder / "report.txt").read_text(encoding="utf-8")
