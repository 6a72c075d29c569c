"""The built wheel in an empty environment judges the demo's changes: nothing of the checkout is needed."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest
from workspace import CONFIGURATION, SEED, Workspace

CHECKOUT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder with the scripts of an environment that holds the wheel alone; one for all processes of a run."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    with (shared / "wheel.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = shared / "wheel"
        if not done.exists():
            made = _install(tmp_path_factory.mktemp("wheel"))
            done.symlink_to(made)
        return done.resolve()


def _install(folder):
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", str(folder), str(CHECKOUT)], check=True)
    venv.create(folder / "env", with_pip=True)
    (wheel,) = folder.glob("*.whl")
    scripts = folder / "env/bin"
    subprocess.run([scripts / "python", "-m", "pip", "--disable-pip-version-check", "-q", "install", wheel], check=True)
    return scripts


def test_the_wheel_judges_without_a_checkout(installed, tmp_path):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED, "Dockerfile": "FROM a\n"})
    workspace.branch("change", {"Dockerfile": "FROM b\n"})
    outside = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def code(*arguments):
        return subprocess.run(
            [installed / "pykiro-opa", *arguments], cwd=workspace.folder, env=outside, check=False, capture_output=True
        ).returncode

    assert 11 == code("evaluate", "--diff", "main..change", "--engine", "embedded")
    assert 10 == code("evaluate", "--command", "aws s3 rm s3://data-production/key", "--engine", "embedded")
    assert 0 == code("evaluate", "--command", "git status", "--engine", "embedded")
    assert 0 == code("rule", "files/protected")
    assert 0 == code("bundle", "build", "--output", str(tmp_path / "out"))


@pytest.mark.parametrize(("command", "code"), [("git status", 0), ("rm .kiro/kiro.json", 2)])
def test_the_wheels_hook_starts_by_its_command_and_as_a_script(command, code, installed, tmp_path):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED})
    (script,) = installed.parent.glob("lib/python*/site-packages/pykiro_opa/hook.py")
    payload = {
        "hook_event_name": "PreToolUse",
        "cwd": str(workspace.folder),
        "tool_name": "execute_bash",
        "tool_input": {"command": command},
    }
    for start in ([installed / "pykiro-opa-hook"], [installed / "python", "-IS", script]):
        done = subprocess.run(
            [*start, "--root", str(workspace.folder)], input=json.dumps(payload), cwd=workspace.folder,
            text=True, check=False, capture_output=True,
        )  # fmt: skip
        assert code == done.returncode, done.stderr
        assert bool(code) == bool(done.stderr)


def test_the_wheel_starts_a_sidecar(installed, opa, tmp_path):
    workspace = Workspace(tmp_path / "w", {CONFIGURATION: SEED})

    def run(*arguments):
        return subprocess.run(
            [installed / "pykiro-opa", *arguments], cwd=workspace.folder, check=False, capture_output=True, text=True
        )

    started = run("sidecar", "start", "--opa", opa)
    try:
        assert 0 == started.returncode, started.stderr
        assert 10 == run("evaluate", "--command", "aws s3 rm s3://data-production/key").returncode
        assert "running" in run("sidecar", "status").stdout
    finally:
        assert 0 == run("sidecar", "stop").returncode
