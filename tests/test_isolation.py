"""The hook's process: whatever happens to it, an agent must not take it for an allow."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workspace import CHECKOUT, CONFIGURATION, SEED, Workspace

from pykiro_opa import isolation

EVIL = "import os; os._exit(0)\n"
FORBIDDEN = {
    "hook_event_name": "PreToolUse",
    "cwd": ".",
    "tool_name": "fs_write",
    "tool_input": {"path": "Dockerfile", "text": "FROM x\n"},
}
CALL = json.dumps(FORBIDDEN).encode()
CODE = f"import sys; sys.path[:0] = [{str(CHECKOUT)!r}]; from pykiro_opa.hook import main; main()"
HOOK = [sys.executable, "-c", CODE, "--root", "."]


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w", {CONFIGURATION: SEED})


def start(folder, **options):
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    return subprocess.Popen(HOOK, cwd=folder, **{**pipes, **options})


def ended(process, seconds=20):
    try:
        return process.wait(seconds)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                pipe.close()


def ready(process):
    """Wait until the process catches SIGTERM; it then waits for its stdin."""
    caught = 1 << (signal.SIGTERM - 1)
    for _ in range(500):
        status = Path(f"/proc/{process.pid}/status").read_text()
        if int(re.search(r"SigCgt:\s*(\w+)", status)[1], 16) & caught:
            return
        time.sleep(0.01)
    raise AssertionError("the hook never caught SIGTERM")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="asks /proc which signals are caught")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGXCPU", "SIGALRM", "SIGVTALRM", "SIGPROF"])  # fmt: skip
def test_a_signal_blocks_with_a_reason(name, workspace):
    process = start(workspace.folder)
    ready(process)
    process.send_signal(getattr(signal, name))
    process.wait(20)

    assert process.stderr.read().startswith(b"pykiro-opa: blocked: ")
    assert 2 == ended(process)


def test_an_alarm_that_the_parent_blocked_still_ends_a_hook_without_a_call(workspace):
    process = start(workspace.folder, preexec_fn=lambda: signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM]))
    process.wait(30)

    assert b"no decision within 8 s" in process.stderr.read()
    assert 2 == ended(process)


def test_a_reason_that_nobody_reads_does_not_hold_the_hook(workspace):
    names = [f"some/long/name/of/a/folder/and/a/file/number/{number}" for number in range(1500)]
    workspace.commit({CONFIGURATION: json.dumps({"guardrails": {"deny": {"files": names}}})})
    call = {**FORBIDDEN, "tool_input": {"path": CONFIGURATION, "text": '{"guardrails": {}}'}}
    process = start(workspace.folder)
    process.stdin.write(json.dumps(call).encode())
    process.stdin.close()
    process.wait(30)
    said = process.stderr.read().decode()

    assert said.startswith("pykiro-opa: NEEDS-APPROVAL: 1500 to approve")
    assert 8_000 < len(said) < 16_000
    assert 2 == ended(process)


@pytest.mark.parametrize("closed", [(0,), (1,), (2,), (0, 1, 2)])
def test_closed_streams_allow_nothing(closed, workspace):
    process = start(workspace.folder, preexec_fn=lambda: [os.close(number) for number in closed])
    if 0 not in closed:
        process.stdin.write(CALL)
    process.stdin.close()

    assert 2 == ended(process)


@pytest.mark.parametrize("name", ["json", "re", "signal", "pykiro_opa"])
@pytest.mark.parametrize("path", [".", "", "{root}", "lib:{root}/lib"])
def test_modules_of_the_workspace_are_not_the_hooks(name, path, workspace):
    for folder in ("", "lib/"):
        workspace.write({f"{folder}{name}.py": EVIL})
    named = path.replace("{root}", str(workspace.folder))
    done = subprocess.run(
        HOOK,
        cwd=workspace.folder,
        input=CALL,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": named},
    )

    assert 2 == done.returncode, done
    assert done.stderr.startswith(b"pykiro-opa: NEEDS-APPROVAL")


def test_no_freed_memory_is_read(workspace):
    """Python's debug allocator overwrites what is freed, so that C would not find there what it was told of."""
    variables = {**os.environ, "PYTHONMALLOC": "debug"}
    done = subprocess.run(HOOK, cwd=workspace.folder, input=CALL, capture_output=True, check=False, env=variables)

    assert 2 == done.returncode
    assert done.stderr.startswith(b"pykiro-opa: NEEDS-APPROVAL"), done.stderr


def test_what_python_finds_by_itself_stays(tmp_path, monkeypatch):
    own = str(Path(isolation.__file__).parents[1])
    environment = str(tmp_path / ".venv/lib/site-packages")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:/elsewhere:{own}")
    monkeypatch.setattr(sys, "path", [str(tmp_path), "/elsewhere", environment, own])

    isolation.forget_workspace([str(tmp_path), str(Path(own).parent)])

    assert ["/elsewhere", environment, own] == sys.path


def command_of_the_readme():
    text = (CHECKOUT / "README.md").read_text()
    written = text.split("`.kiro/hooks/guard.json`:")[1].split("```json\n")[1].split("```")[0]
    return json.loads(written)["hooks"][0]["action"]["command"]


@pytest.fixture
def installed(tmp_path):
    """A folder for PATH with a `pykiro-opa-hook` as an installer makes it: without `-I`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "pykiro-opa-hook"
    script.write_text(f"#!{sys.executable}\n{CODE}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return folder


def around(workspace, path, before="", **variables):
    """What an agent sees of the command that the README tells to install."""
    return subprocess.run(
        ["/bin/sh", "-c", f"{before}{command_of_the_readme()}"],
        cwd=workspace.folder,
        input=CALL,
        capture_output=True,
        check=False,
        env={**os.environ, "PATH": f"{path}:/usr/bin:/bin", **variables},
    )


def test_the_installed_command_blocks_with_the_reason(workspace, installed):
    done = around(workspace, installed)

    assert 2 == done.returncode
    assert done.stderr.startswith(b"pykiro-opa: NEEDS-APPROVAL")


def test_the_installed_command_runs_nothing_of_the_workspace_and_needs_no_home_of_python(workspace, installed):
    workspace.write({"sitecustomize.py": EVIL, "usercustomize.py": EVIL, "json.py": EVIL})
    done = around(workspace, installed, PYTHONPATH=".", PYTHONHOME="/nowhere")

    assert 2 == done.returncode
    assert done.stderr.startswith(b"pykiro-opa: NEEDS-APPROVAL")


@pytest.mark.parametrize(
    ("what", "script"),
    [
        ("crashes", "#!/bin/sh\nkill -SEGV $$\n"),
        ("is killed", "#!/bin/sh\nkill -KILL $$\n"),
        ("ends with another code", "#!/bin/sh\nexit 1\n"),
        ("has no interpreter", "#!/nowhere/python\n"),
    ],
)
def test_the_installed_command_blocks_with_a_word_where_the_hook(what, script, workspace, installed):
    (installed / "pykiro-opa-hook").write_text(script)
    done = around(workspace, installed)

    assert 2 == done.returncode, what
    assert done.stderr.strip(), what


def test_the_installed_command_blocks_where_nothing_is_installed(workspace, tmp_path):
    done = around(workspace, tmp_path)

    assert 2 == done.returncode
    assert b"not installed" in done.stderr


def test_the_installed_command_blocks_where_python_cannot_even_start(workspace, installed):
    done = around(workspace, installed, before="ulimit -n 4; ")

    assert 2 == done.returncode
    assert done.stderr.strip()
