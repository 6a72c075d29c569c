"""The examples for CI: the shell script and the lines of the GitLab job run here, the workflow is checked for its shape."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from workspace import CHECKOUT, CONFIGURATION, SEED, Workspace

from pykiro_opa.engines import folders

CI = CHECKOUT / "examples/ci"
ALLOW, DENY, ASK, ENGINE = 0, 10, 11, 4
CHANGES = {
    ALLOW: {"app.py": "a = 2\n"},
    DENY: {"deploy.sh": "aws s3 rm s3://data-production/key\n"},
    ASK: {"Dockerfile": "FROM b\n"},
}


@pytest.fixture
def environment(tmp_path, opa):
    """The commands on PATH and a state of the test's own; no Docker, which has its own case."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "opa").symlink_to(opa)
    (programs / "pykiro-opa").write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(CHECKOUT)!r})\n"
        "from pykiro_opa.cli import main\n\nif __name__ == '__main__':\n    main()\n"
    )
    (programs / "pykiro-opa").chmod(0o755)
    inherited = {name: value for name, value in os.environ.items() if name != "DOCKER_HOST"}
    return {
        **inherited,
        "PATH": f"{programs}:{os.environ['PATH']}",
        "XDG_RUNTIME_DIR": str(tmp_path / "r"),
        "XDG_CACHE_HOME": str(tmp_path / "c"),
        "DOCKER_HOST": f"unix://{tmp_path}/none.sock",
    }


@pytest.fixture
def workspace(tmp_path):
    made = Workspace(tmp_path / "w", {CONFIGURATION: SEED, "app.py": "a = 1\n"})
    for number, change in CHANGES.items():
        made.branch(f"change-{number}", change)
    return made


def nothing_left(workspace, environment):
    """No worktree, no sidecar's state, no process with these files."""
    assert len(workspace.git("worktree", "list").splitlines()) == 1
    left = [path.name for path in Path(environment["XDG_RUNTIME_DIR"]).rglob("*") if path.is_file()]
    assert set(left) <= {"lock"}
    named = environment["XDG_RUNTIME_DIR"].encode()
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            assert named not in path.read_bytes()
        except OSError:
            continue


def check(workspace, environment, *arguments):
    return subprocess.run(
        ["/bin/sh", CI / "check.sh", *arguments],
        cwd=workspace.folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.parametrize("expected", CHANGES)
def test_the_script_gives_the_verdict_through_a_sidecar_and_stops_it(workspace, environment, expected):
    workspace.git("checkout", "-q", f"change-{expected}")
    done = check(workspace, environment, "main")
    assert done.returncode == expected, done.stderr
    assert re.search(r"^OPA answers at unix:/", done.stderr, re.MULTILINE)
    nothing_left(workspace, environment)


def test_the_script_judges_by_the_target_alone(workspace, environment):
    """The branch removes the guardrail that it breaks."""
    loosened = SEED.replace('"arn:aws:s3:::*-production"', '"arn:aws:s3:::none"')
    assert loosened != SEED
    workspace.branch("loose", {CONFIGURATION: loosened, **CHANGES[DENY]})
    assert check(workspace, environment, "main", "loose").returncode == DENY
    nothing_left(workspace, environment)


def test_the_script_stops_the_sidecar_where_evaluating_fails(workspace, environment):
    done = check(workspace, environment, "main", "no-such-branch")
    assert done.returncode not in (ALLOW, DENY, ASK)
    assert "OPA answers at" in done.stderr
    nothing_left(workspace, environment)


def test_the_script_says_why_opa_does_not_start(workspace, environment):
    Path(environment["PATH"].split(":")[0], "opa").unlink()
    Path(environment["PATH"].split(":")[0], "opa").write_text("#!/bin/sh\nexit 1\n")
    Path(environment["PATH"].split(":")[0], "opa").chmod(0o755)
    done = check(workspace, environment, "main")
    assert (done.returncode, "or newer is needed" in done.stderr) == (ENGINE, True)
    nothing_left(workspace, environment)


def test_the_script_uses_docker_where_it_answers(workspace, environment, docker):
    workspace.git("checkout", "-q", f"change-{DENY}")
    engine = {name: value for name, value in environment.items() if name != "DOCKER_HOST"}
    if "DOCKER_HOST" in os.environ:
        engine["DOCKER_HOST"] = os.environ["DOCKER_HOST"]
    done = check(workspace, engine, "main")
    assert done.returncode == DENY, done.stderr
    nothing_left(workspace, engine)
    # The container is gone by the end; the image that it was of stays.
    found = subprocess.run([docker, "images", "-q", "pykiro-opa/opa"], capture_output=True, text=True, check=True)
    assert found.stdout


def gitlab():
    job = yaml.safe_load((CI / "gitlab-ci.yml").read_text())["guardrails"]
    # What is installed is installed here already.
    return job, [line for line in job["script"] if not line.startswith("#")]


@pytest.mark.parametrize("expected", CHANGES)
def test_the_gitlab_job_gives_the_verdict_and_stops_the_sidecar(workspace, environment, expected, tmp_path):
    job, script = gitlab()
    workspace.git("clone", "-q", str(workspace.folder), str(tmp_path / "clone"))
    merge_request = Workspace.__new__(Workspace)
    merge_request.folder = tmp_path / "clone"
    merge_request.git("checkout", "-q", f"change-{expected}")
    variables = {
        "CI_PROJECT_DIR": str(merge_request.folder),
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        **{name: str(value) for name, value in job["variables"].items()},
    }

    def lines(some):
        # As a runner does: all lines in one shell that stops at the first failure.
        return subprocess.run(
            ["/bin/sh", "-ec", "\n".join(some)],
            cwd=merge_request.folder, env={**environment, **variables}, capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip

    done = lines(script)
    assert done.returncode == expected, done.stderr
    assert '"kind": "process"' in (merge_request.folder / "sidecar.json").read_text()
    assert lines(job["after_script"]).returncode == 0
    state = Path(environment["XDG_RUNTIME_DIR"], folders.NAME)
    assert {path.name for path in state.rglob("*") if path.is_file()} == {"lock"}


def test_the_gitlab_job_fails_for_a_deny_and_warns_for_an_approval():
    job, _ = gitlab()
    assert job["allow_failure"] == {"exit_codes": [ASK]}
    assert job["variables"]["GIT_DEPTH"] == "0"
    assert any("sidecar stop" in line for line in job["after_script"])


def workflow():
    document = yaml.safe_load((CI / "github-actions.yml").read_text())
    return document, document["jobs"]["guardrails"]


def test_the_workflow_reads_and_writes_nothing():
    document, job = workflow()
    assert list(document[True]) == ["pull_request"]  # YAML reads `on` as true
    assert document["permissions"] == {"contents": "read"}
    assert "permissions" not in job
    checkout = next(step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@"))
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": False}


def test_the_workflow_stops_what_it_started_in_any_case():
    _, job = workflow()
    names = [step.get("name", "") for step in job["steps"]]
    start, judge, stop = (
        names.index(name) for name in ("Start OPA with the target's guardrails", "Judge the pull request", "Stop OPA")
    )
    assert start < judge < stop == len(names) - 1
    assert job["steps"][stop]["if"] == "always()"
    assert "timeout-minutes" in job


def test_no_name_that_an_author_chooses_becomes_a_script():
    _, job = workflow()
    assert not [step["run"] for step in job["steps"] if "${{" in step.get("run", "")]
    # A verdict behind a pipe is the exit code of the last program, unless the shell is told otherwise.
    assert all(step.get("shell") == "bash" for step in job["steps"] if " | " in step.get("run", ""))


def test_the_steps_of_the_workflow_run(workspace, environment, tmp_path):
    """Its scripts, as the runner runs them; what the actions install is here already."""
    _, job = workflow()
    workspace.git("checkout", "-q", f"change-{DENY}")
    files = {name: tmp_path / name for name in ("GITHUB_ENV", "GITHUB_STEP_SUMMARY")}
    for path in files.values():
        path.touch()
    own = {
        **environment,
        **{name: str(path) for name, path in files.items()},
        "RUNNER_TEMP": str(tmp_path),
        "TARGET": "main",
    }
    codes = {}
    for step in job["steps"]:
        if "run" not in step or step["name"] == "Install pykiro-opa":
            continue
        added = dict(line.split("=", 1) for line in files["GITHUB_ENV"].read_text().splitlines())
        shell = ["/bin/bash", "-eo", "pipefail", "-c"] if step.get("shell") == "bash" else ["/bin/bash", "-ec"]
        done = subprocess.run([*shell, step["run"]], cwd=workspace.folder, env={**own, **added}, capture_output=True, text=True, check=False)  # fmt: skip
        codes[step["name"]] = done.returncode
    assert codes == {"Start OPA with the target's guardrails": 0, "Judge the pull request": DENY, "Stop OPA": 0}
    assert "DENY" in files["GITHUB_STEP_SUMMARY"].read_text().upper()
