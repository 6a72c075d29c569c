"""Rules of a team's own from the command line: they judge, they break loudly, they travel in a shared bundle."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from workspace import CHECKOUT, CONFIGURATION, Workspace, hook, run

RULE = (CHECKOUT / "examples/custom-rules/.kiro/policies/release_freeze.rego").read_text(encoding="utf-8")
TEST = (CHECKOUT / "examples/custom-rules/.kiro/policies/release_freeze_test.rego").read_text(encoding="utf-8")
PATH = ".kiro/policies/release_freeze.rego"
TESTED = ".kiro/policies/release_freeze_test.rego"
GUARDRAILS = '{"guardrails": {}}'
FROZEN = "echo x > release/notes.md"
BROKEN = RULE.replace("strict.has_prefix", "startswith")


@pytest.fixture
def workspace(tmp_path, opa):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: GUARDRAILS, PATH: RULE, TESTED: TEST})
    workspace.path = f"{Path(opa).parent}:/usr/bin:/bin"
    return workspace


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    """The package in a place without an `opa` beside it, as where it is installed."""
    folder = tmp_path_factory.mktemp("installed")
    for name in ("pykiro_opa", "policies"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"}


def call(command, folder):
    return {
        "hook_event_name": "PreToolUse", "cwd": str(folder), "tool_name": "execute_bash", "tool_input": {"command": command},
    }  # fmt: skip


def judged(workspace, command=FROZEN, **variables):
    """Exit codes of the command line and of the hook, and what they say."""
    told = workspace.run("evaluate", "--command", command, "--engine", "embedded", **variables)
    blocked = hook(call(command, workspace.folder), workspace.folder, **variables)
    return told.returncode, blocked.returncode, told.stdout + told.stderr, blocked.stderr


def test_a_rule_judges_at_every_stage(workspace):
    code, hooked, told, blocked = judged(workspace)
    assert (code, hooked) == (10, 2)
    for text in (told, blocked):
        assert "deny custom/workspace/release_freeze: " in text
        assert "why: workspace policies/release_freeze.rego" in text
    assert judged(workspace, "echo x > notes.md")[:2] == (0, 0)

    workspace.branch("change", {"release/notes.md": "x\n"})
    decided, document = workspace.decide("--diff", "main..change")
    assert decided == 10
    (finding,) = document["findings"]
    assert (finding["rule"], finding["origin"]) == ("custom/workspace/release_freeze", "workspace")
    assert finding["evidence"][0]["path"] == "release/notes.md"


def test_a_rule_that_cannot_judge_stops_everything(workspace):
    workspace.write({PATH: BROKEN})

    code, hooked, told, blocked = judged(workspace, "git status")
    assert (code, hooked) == (3, 2)
    assert f"error: {PATH}:" in told
    assert "can fail unseen; call `strict.has_prefix(text, prefix)`" in told
    assert f"pykiro-opa: blocked: {PATH}:" in blocked
    assert told.count("\n") == 1


def test_without_an_opa_nothing_is_left_out(workspace, elsewhere, tmp_path):
    variables = {**elsewhere, "XDG_CACHE_HOME": str(tmp_path / "cold")}

    code, hooked, told, blocked = judged(workspace, "git status", **variables)
    assert (code, hooked) == (3, 2)
    for text in (told, blocked):
        assert "rules of a team's own are compiled by `opa`, once for each content: `opa` is not on PATH" in text

    with_opa = {**variables, "PATH": workspace.path}
    assert judged(workspace, "git status", **with_opa)[:2] == (0, 0)
    assert judged(workspace, **variables)[:2] == (10, 2)  # it was compiled, and is kept
    workspace.write({PATH: RULE + "# another\n"})
    assert judged(workspace, "git status", **variables)[:2] == (3, 2)


def test_who_writes_one_is_told_what_to_mend(workspace):
    done = workspace.run("policies", "check", PATH=workspace.path)
    assert (done.returncode, done.stdout) == (0, "1 rule, 2 tests: fine\n"), done.stderr

    workspace.write({TESTED: TEST + '\ntest_wrong if _effects("src/x") == {"deny"}\n'})
    failed = workspace.run("policies", "check", PATH=workspace.path)
    assert failed.returncode == 3
    assert failed.stderr.startswith(f"error: {TESTED}:")
    assert failed.stderr.endswith("the test `test_wrong` failed\n")

    workspace.write({TESTED: "oops\n"})
    broken = workspace.run("policies", "check", PATH=workspace.path)
    assert (broken.returncode, broken.stderr.startswith(f"error: {TESTED}:1:1: ")) == (3, True), broken.stderr

    workspace.write({TESTED: None})
    untested = workspace.run("policies", "check", PATH=workspace.path)
    assert (untested.returncode, untested.stdout) == (0, "1 rule, 0 tests: fine\n")
    assert untested.stderr == f"note: {PATH}: there is no `release_freeze_test.rego` beside it\n"

    workspace.write({PATH: BROKEN})
    assert workspace.run("policies", "check", ".kiro/policies", PATH=workspace.path).returncode == 3


def test_a_test_may_not_ask_the_network(workspace):
    text = TEST + '\ntest_network if http.send({"method": "get", "url": "http://127.0.0.1:9"}).status_code == 200\n'
    workspace.write({TESTED: text})
    done = workspace.run("policies", "check", PATH=workspace.path)

    assert done.returncode == 3
    assert "undefined function http.send" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"), [((), "there is no such folder"), (("none",), "there is no such folder")]
)
def test_without_rules_there_is_nothing_to_check(arguments, said, tmp_path):
    done = run("policies", "check", *arguments, folder=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr


def test_a_sidecar_serves_it(workspace, opa):
    alone, document = workspace.decide("--command", FROZEN, "--engine", "embedded")
    started = workspace.run("sidecar", "start", "--opa", opa)
    assert started.returncode == 0, started.stderr
    try:
        served = workspace.run("evaluate", "--command", FROZEN, "--format", "json")
        status = json.loads(workspace.run("sidecar", "status", "--format", "json").stdout)
        workspace.write({PATH: RULE + "# another\n"})
        other = workspace.run("evaluate", "--command", FROZEN)
    finally:
        workspace.run("sidecar", "stop")

    assert (served.returncode, served.stderr) == (alone, "")
    assert json.loads(served.stdout) == document
    assert "rules" in [name for name, _, _ in status["bundles"]]
    assert any("kiro/custom/workspace/release_freeze.rego" in name for name in status["policies"])
    assert "the running sidecar serves other guardrails; the embedded engine decides" in other.stderr
    assert other.returncode == 10


def test_the_bundles_to_serve_hold_it(workspace):
    built = workspace.run("bundle", "build", "--output", "dist", PATH=workspace.path)
    assert built.returncode == 0, built.stderr
    assert [line.split()[0] for line in built.stdout.splitlines()] == [
        f"dist/{name}.tar.gz" for name in ("library", "guardrails", "rules")
    ]
    shown = workspace.run("bundle", "inspect", "dist/rules.tar.gz")
    assert "root     kiro/custom/workspace\nrule     custom/workspace/release_freeze\n" in shown.stdout


def test_a_shared_bundle_brings_its_rules(workspace, tmp_path):
    platform = Workspace(tmp_path / "platform", {
        CONFIGURATION: '{"guardrails": {"origin": "platform"}}',
        PATH: RULE.replace("custom.workspace.", "custom.platform."),
        TESTED: TEST.replace("custom.workspace.", "custom.platform."),
    })  # fmt: skip
    built = platform.run("bundle", "build", "--shared", "--output", "dist", PATH=workspace.path)
    assert built.returncode == 0, built.stderr
    team = Workspace(tmp_path / "team", {CONFIGURATION: '{"guardrails": {"extends": ["shared/platform.tar.gz"]}}'})
    (team.folder / "shared").mkdir()
    shutil.copy(platform.folder / "dist/shared.tar.gz", team.folder / "shared/platform.tar.gz")
    updated = team.run("bundle", "update", PATH=workspace.path)
    assert updated.returncode == 0, updated.stderr

    code, hooked, told, _ = judged(team)
    assert (code, hooked) == (10, 2)
    assert "deny custom/platform/release_freeze: " in told
    team.write({CONFIGURATION: '{"guardrails": {"mode": "shadow", "extends": ["shared/platform.tar.gz"]}}'})
    assert judged(team)[:2] == (10, 2)  # shadow mode is not that of the platform's rules


def test_a_bundle_with_a_rule_that_may_not_judge_is_neither_built_nor_extended(workspace, tmp_path):
    workspace.write({CONFIGURATION: '{"guardrails": {"origin": "platform"}}', PATH: BROKEN.replace("custom.workspace", "custom.platform")})  # fmt: skip
    refused = workspace.run("bundle", "build", "--shared", PATH=workspace.path)
    assert (refused.returncode, f"error: {PATH}:" in refused.stderr) == (3, True), refused.stderr

    # Built by somebody who asks for no check.
    code = (
        "import sys\nfrom pykiro_opa.cli.bundle import build\nfrom pykiro_opa.custom import checking, testing\n"
        "from pykiro_opa.engines.embedded import EmbeddedEngine\n"
        "checking.check = testing.run_tests = EmbeddedEngine.prepare = lambda *_: None\n"
        "from pykiro_opa.cli import main\nmain()\n"
    )
    subprocess.run(
        [sys.executable, "-c", code, "bundle", "build", "--shared"], cwd=workspace.folder, check=True, capture_output=True,
        env={"PYTHONPATH": str(CHECKOUT), "PATH": workspace.path, "HOME": str(tmp_path)},
    )  # fmt: skip
    team = Workspace(tmp_path / "team", {CONFIGURATION: '{"guardrails": {"extends": ["platform.tar.gz"]}}'})
    shutil.copy(workspace.folder / "shared.tar.gz", team.folder / "platform.tar.gz")
    updated = team.run("bundle", "update", PATH=workspace.path)

    assert updated.returncode == 3
    assert "error: `platform.tar.gz`: kiro/custom/platform/release_freeze.rego:" in updated.stderr
    assert not (team.folder / ".kiro/guardrails.lock").exists()
