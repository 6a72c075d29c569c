"""The command line as a user meets it: exit codes, one document of JSON, one line for each error."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from workspace import CHECKOUT, CONFIGURATION, SEED, Workspace, hook


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    made = Workspace(tmp_path_factory.mktemp("w") / "w", {CONFIGURATION: SEED})
    made.write(
        {"bad.json": '{"guardrails": {"deny": {"actions": ["grant_admin_acces"], "oops": 1}}}', "broken.json": "{"}
    )
    return made


CODES = {
    ("evaluate", "--command", "git status"): 0,
    ("evaluate", "--command", "aws s3 rm s3://data-production/key"): 10,
    ("evaluate", "--command", "echo x > Dockerfile"): 11,
    ("evaluate", "--command", "ls", "--staged"): 2,
    ("evaluate", "--nonsense"): 2,
    ("nonsense",): 2,
    ("rule", "files/protecte"): 2,
    ("rule", "files/protected"): 0,
    ("rule",): 0,
    ("evaluate", "--command", "ls", "--engine", "magic"): 2,
    ("evaluate", "--command", "ls", "--config", "nowhere.json"): 3,
    ("evaluate", "--command", "ls", "--config", "bad.json"): 3,
    ("evaluate", "--command", "ls", "--config", "broken.json"): 3,
    ("evaluate", "--command", "ls", "--config", "."): 3,
    ("evaluate", "--command", "ls", "--engine", "unix:/nowhere.sock"): 4,
    ("evaluate", "--command", "ls", "--engine", "http://127.0.0.1:1"): 4,
    ("evaluate", "--diff", "main..nowhere"): 5,
    ("evaluate", "--event", "nowhere"): 5,
    ("evaluate", "--tool-call", "broken.json"): 5,
    ("bundle", "inspect", "broken.json"): 5,
    ("sidecar", "status"): 0,
    ("sidecar", "stop"): 0,
    ("--help",): 0,
    ("--version",): 0,
}


@pytest.mark.parametrize("arguments", CODES, ids=" ".join)
def test_exit_codes(arguments, workspace):
    done = workspace.run(*arguments)

    assert CODES[arguments] == done.returncode, done.stderr
    assert "Traceback" not in done.stderr
    if done.returncode in (2, 3, 4, 5):
        assert all(line.startswith(("error: ", "note: ")) for line in done.stderr.splitlines())


@pytest.mark.parametrize("code", [3, 4, 5])
def test_json_is_one_deny_where_nothing_could_be_decided(code, workspace):
    arguments = next(one for one in CODES if CODES[one] == code and one[0] == "evaluate")

    done = workspace.run(*arguments, "--format", "json")

    decision = json.loads(done.stdout)
    assert (code, "deny", None) == (done.returncode, decision["effect"], decision["revision"])
    assert decision["findings"][0]["rule"].startswith("gate/")


def test_every_problem_of_the_configuration_is_named_with_its_place(workspace):
    lines = workspace.run("evaluate", "--command", "ls", "--config", "bad.json").stderr.splitlines()

    assert len(lines) == 2
    assert all("bad.json:1:" in line for line in lines)
    assert any("did you mean `grant_admin_access`" in line for line in lines)


def test_an_event_can_be_judged_elsewhere_and_not_be_edited(workspace, tmp_path):
    event = tmp_path / "event.json"
    first = workspace.run(
        "evaluate", "--command", "echo x > Dockerfile", "--event-output", str(event), "--format", "json"
    )
    again = workspace.run("evaluate", "--event", str(event), "--format", "json")
    assert json.loads(first.stdout)["findings"] == json.loads(again.stdout)["findings"]

    event.write_text(event.read_text().replace("Dockerfile", "Pockerfile"))

    assert 5 == workspace.run("evaluate", "--event", str(event)).returncode


def test_a_closed_stdout_keeps_the_exit_code(workspace):
    script = f"{sys.executable} -c 'from pykiro_opa.cli import main; main()' evaluate --command 'echo x > Dockerfile' >&-; echo $?"
    done = subprocess.run(
        ["sh", "-c", script], cwd=workspace.folder, capture_output=True, text=True, check=False,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    assert "11" == done.stdout.strip(), done.stderr
    assert "Traceback" not in done.stderr


def test_bundles_are_deterministic_and_can_be_inspected(workspace, tmp_path):
    for name in ("one", "other"):
        assert 0 == workspace.run("bundle", "build", "--output", str(tmp_path / name)).returncode
    for bundle in ("library.tar.gz", "guardrails.tar.gz"):
        assert (tmp_path / "one" / bundle).read_bytes() == (tmp_path / "other" / bundle).read_bytes()

    shown = workspace.run("bundle", "inspect", str(tmp_path / "one/guardrails.tar.gz")).stdout

    assert "workspace: 3 actions, 3 files, 5 patterns, 2 resources" in shown


def test_what_a_change_spells_never_reaches_the_terminal_raw(workspace):
    shown = workspace.run("evaluate", "--command", "echo x > 'a\x1b[31m/Dockerfile'").stdout

    assert "\x1b" not in shown
    assert "Dockerfile" in shown


def test_shadow_mode_reports_and_does_not_stop(tmp_path):
    shadow = SEED.replace('"guardrails": {', '"guardrails": {\n    "mode": "shadow",', 1)
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: shadow})

    done = workspace.run("evaluate", "--command", "echo x > Dockerfile")

    assert 0 == done.returncode
    assert "SHADOW MODE" in done.stderr
    assert done.stdout.startswith("NEEDS-APPROVAL")


@pytest.mark.parametrize("head", [{}, None])
def test_shadow_mode_that_the_change_itself_may_have_brought_is_not_obeyed(head, tmp_path):
    shadow = SEED.replace('"guardrails": {', '"guardrails": {\n    "mode": "shadow",', 1)
    workspace = Workspace(tmp_path / "w", {})
    if head is None:
        workspace.git("checkout", "-q", "--orphan", "unborn")
    workspace.write({CONFIGURATION: shadow, "Dockerfile": "FROM x\n"})
    workspace.git("add", "-A")

    assert 11 == workspace.run("evaluate", "--staged").returncode
    assert 11 == workspace.run("evaluate").returncode


CALL = {"hook_event_name": "PreToolUse", "cwd": ".", "tool_name": "execute_bash", "tool_input": {"command": "ls"}}


def test_the_hook_allows_with_0_and_blocks_whatever_it_does_not_understand(workspace, tmp_path):
    assert 0 == hook(CALL, workspace.folder).returncode
    for payload in ({}, {"hook_event_name": "Other"}, {**CALL, "tool_input": 1}):
        done = hook(payload, workspace.folder)
        assert 2 == done.returncode
        assert done.stderr.startswith("pykiro-opa: blocked: ")


@pytest.mark.parametrize("arguments", [[], ["--root"], ["--root", "/nowhere"], ["--other", "."], ["--root", ".", "x"]])
def test_the_hook_blocks_where_its_command_line_is_wrong(arguments, workspace):
    code = "from pykiro_opa.hook import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=workspace.folder, input=json.dumps(CALL), text=True,
        capture_output=True, check=False, env={"PYTHONPATH": str(CHECKOUT), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip

    assert 2 == done.returncode
    assert done.stderr


@pytest.mark.parametrize(
    "content", ["{", '{"guardrails": []}', '{"guardrails": {"deny": "oops"}}', '{"guardrails": {"denny": {}}}']
)
def test_the_hook_blocks_where_the_guardrails_are_invalid(content, tmp_path):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: content})

    done = hook(CALL, workspace.folder)

    assert 2 == done.returncode
    assert "kiro.json:1:" in done.stderr
