"""The hook as agents run it: a process of its own, what it loads, how it ends, and that it ends."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from workspace import CONFIGURATION, SEED, Workspace

CHECKOUT = Path(__file__).parents[1]
SCRIPT = CHECKOUT / "pykiro_opa/hook.py"
# What a shell call may load beside this package and what every interpreter loads at its start.
LOADED = frozenset((
    "__future__", "_blake2", "_json", "_sha2", "_sha256", "_thread", "binascii", "errno", "faulthandler", "gc", "math",
    "time", "zlib",
))  # fmt: skip
ONLY_EMBEDDED = frozenset(("_ctypes", "_struct", "ctypes", "ctypes._endian", "struct", "types"))
ONLY_SIDECAR = frozenset(("_socket", "select"))
NEVER = frozenset((
    "argparse", "asyncio", "click", "collections", "contextlib", "dataclasses", "docker", "enum", "functools", "hashlib",
    "http", "http.client", "importlib", "importlib.metadata", "json", "logging", "opa_client", "pathlib", "re", "requests",
    "rich", "signal", "site", "socket", "sqlglot", "ssl", "subprocess", "threading", "typing", "unittest", "urllib",
    "wasmtime", "yaml",
))  # fmt: skip


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "w", {CONFIGURATION: SEED})


@pytest.fixture(scope="module")
def served(tmp_path_factory, opa):
    """A workspace with a warm sidecar."""
    workspace = Workspace(tmp_path_factory.mktemp("served") / "w", {CONFIGURATION: SEED})
    started = workspace.run("sidecar", "start", "--opa", opa)
    assert started.returncode == 0, started.stderr
    yield workspace
    assert workspace.run("sidecar", "stop").returncode == 0


def call(command, folder) -> str:
    return json.dumps({
        "hook_event_name": "PreToolUse", "cwd": str(folder), "tool_name": "execute_bash",
        "tool_input": {"command": command},
    })  # fmt: skip


def hook(command, folder, *options, script=SCRIPT, cwd=None, **variables):
    """The hook in its fast form, without the environment of whoever starts it."""
    return subprocess.run(
        [sys.executable, "-IS", *options, script, "--root", str(folder)],
        input=call(command, folder), capture_output=True, text=True, check=False, timeout=60, cwd=cwd or folder,
        env={**os.environ, **variables},
    )  # fmt: skip


def loaded(command, folder) -> set[str]:
    """All modules that a call imports beyond those of a bare interpreter; the call must be allowed."""
    warm, done = (hook(command, folder, "-X", "importtime") for _ in range(2))
    bare = subprocess.run(
        [sys.executable, "-IS", "-X", "importtime", "-c", "import os, sys"], capture_output=True, text=True, check=True
    )
    assert (warm.returncode, done.returncode) == (0, 0), done.stderr
    return names(done.stderr) - names(bare.stderr)


def names(trace) -> set[str]:
    return set(re.findall(r"^import time:.*\| +(\S+)$", trace, re.MULTILINE))


def test_an_embedded_shell_call_loads_what_it_needs_and_no_more(workspace):
    found = loaded("git status", workspace.folder)
    others = {name for name in found if not name.startswith("pykiro_opa")}

    assert others <= LOADED | ONLY_EMBEDDED
    assert not found & NEVER
    assert {"pykiro_opa.engines.slim", "pykiro_opa.facts.shell"} <= found
    assert not any(name.startswith(("pykiro_opa.cli", "pykiro_opa.sidecar", "pykiro_opa.reports")) for name in found)
    assert "pykiro_opa.guardrails.loading" not in found
    assert "pykiro_opa.engines.wrapper" not in found


def test_a_call_that_a_rule_of_a_teams_own_judges_loads_nothing_that_compiled_it(workspace, opa):
    rule = CHECKOUT / "examples/custom-rules/.kiro/policies/release_freeze.rego"
    workspace.write({".kiro/policies/release_freeze.rego": rule.read_text(encoding="utf-8")})
    compiled = workspace.run("policies", "check", PATH=f"{Path(opa).parent}:/usr/bin:/bin")
    assert compiled.returncode == 0, compiled.stderr
    found = loaded("git status", workspace.folder)

    assert not found & NEVER
    assert {name for name in found if name.startswith("pykiro_opa.custom")} == {
        "pykiro_opa.custom",
        "pykiro_opa.custom.reading",
    }
    assert "pykiro_opa.engines.custom_modules" in found
    assert "pykiro_opa.guardrails.loading" not in found


def test_a_shell_call_with_a_warm_sidecar_loads_no_wasm(served):
    found = loaded("git status", served.folder)
    others = {name for name in found if not name.startswith("pykiro_opa")}

    assert others <= LOADED | ONLY_SIDECAR
    assert not found & NEVER
    assert {"pykiro_opa.engines.http1", "pykiro_opa.facts.shell"} <= found
    assert not found & {
        f"pykiro_opa.engines.{name}" for name in ("abi", "binding", "machine", "modules", "slim", "wrapper")
    }
    assert "pykiro_opa.guardrails.loading" not in found


@pytest.mark.parametrize(("command", "code"), [("git status", 0), ("aws s3 rm s3://data-production/key", 2)])
def test_each_way_to_start_gives_the_same_answer(command, code, workspace, served):
    console = subprocess.run(
        [sys.executable, "-c", "from pykiro_opa.hook import main; main()", "--root", "."],
        input=call(command, workspace.folder), capture_output=True, text=True, check=False, cwd=workspace.folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )  # fmt: skip
    script = hook(command, workspace.folder)
    through = hook(command, served.folder)

    assert [code] * 3 == [console.returncode, script.returncode, through.returncode], script.stderr
    assert console.stderr == script.stderr == through.stderr
    assert bool(code) == bool(script.stderr)


def test_modules_beside_the_call_are_not_imported(workspace):
    for name in ("json", "re", "os", "ctypes", "struct", "pykiro_opa", "tree_sitter", "wasmtime", "faulthandler"):
        (workspace.folder / f"{name}.py").write_text("raise SystemExit(0)\n")

    assert hook("rm .kiro/kiro.json", workspace.folder, PYTHONPATH=str(workspace.folder)).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ([], "usage: pykiro-opa-hook --root FOLDER"),
        (["--root"], "usage: pykiro-opa-hook --root FOLDER"),
        (["--root", "/no/such/folder"], "there is no such folder"),
    ],
)
def test_a_wrong_command_line_blocks_and_says_why(arguments, reason):
    done = subprocess.run(
        [sys.executable, "-IS", SCRIPT, *arguments], input="", capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert reason in done.stderr


def test_what_cannot_start_blocks_and_says_why(workspace, tmp_path):
    alone = tmp_path / "elsewhere/hook.py"
    alone.parent.mkdir()
    shutil.copy(SCRIPT, alone)
    done = hook("git status", workspace.folder, script=alone)

    assert done.returncode == 2
    assert re.match("pykiro-opa: blocked: the hook cannot start: (Import|ModuleNotFound)Error: ", done.stderr)


def test_a_bug_blocks_and_says_so(workspace):
    done = patched(workspace, "judge.judge = lambda arguments: 1 / 0")

    assert done.returncode == 2
    assert done.stderr == "pykiro-opa: blocked: a bug of pykiro-opa: ZeroDivisionError: division by zero\n"


def patched(workspace, code):
    """The hook with something done to it first."""
    start = f"import sys; sys.path.append({str(CHECKOUT)!r})\nfrom pykiro_opa import hook, judge\n{code}\nhook.main()"
    return subprocess.run(
        [sys.executable, "-c", start, "--root", str(workspace.folder)],
        input=call("git status", workspace.folder), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_python_that_takes_too_long_is_blocked_at_the_deadline(workspace):
    done = patched(
        workspace, "judge.DEADLINE = 0.3\ndef forever(arguments):\n    while True: pass\njudge.judge = forever"
    )

    assert done.returncode == 2
    assert done.stderr == "pykiro-opa: blocked: no decision within 0.3 s\n"


def test_c_code_that_never_returns_is_ended_soon_after_the_deadline(workspace):
    """`sum` over an endless iterator is one C loop that holds the interpreter and looks at no signal."""
    code = (
        "import itertools; judge.DEADLINE, judge.BACKSTOP = 0.3, 0.6\n"
        "judge.judge = lambda arguments: sum(itertools.repeat(0))"
    )
    begun = time.monotonic()
    done = patched(workspace, code)

    assert time.monotonic() - begun < 30
    assert done.returncode not in (0, 2)  # what the installed `|| exit 2` is for
    assert "Timeout" in done.stderr  # and it is not silent: Kiro runs a tool at a silent 2


def test_the_deadlines_leave_time_before_the_agents_own():
    from pykiro_opa import judge

    assert judge.DEADLINE < judge.BACKSTOP < 10


def test_a_changed_guardrail_is_obeyed_at_once(workspace):
    allowed = {"guardrails": {"deny": {"commands": ["git push"]}}}
    forbidden = {"guardrails": {"deny": {"commands": ["git stat*", "git status"]}}}
    forbidden["guardrails"]["deny"]["commands"] = ["git status"]
    for _ in range(3):
        for content, code in ((allowed, 0), (forbidden, 2)):
            workspace.write({CONFIGURATION: json.dumps(content)})
            done = hook("git status", workspace.folder)
            assert done.returncode == code, done.stderr
    workspace.write({CONFIGURATION: "{"})
    broken = hook("git status", workspace.folder)

    assert broken.returncode == 2
    assert f"{CONFIGURATION}:1:2" in broken.stderr


def test_an_unwritable_cache_hinders_no_call(workspace, tmp_path):
    (tmp_path / "file").write_text("")
    done = hook("git status", workspace.folder, XDG_CACHE_HOME=str(tmp_path / "file"))
    denied = hook("rm .kiro/kiro.json", workspace.folder, XDG_CACHE_HOME=str(tmp_path / "file"))

    assert (done.returncode, denied.returncode) == (0, 2)
    assert "the compiled policies cannot be kept" in done.stderr


def test_a_damaged_cache_hinders_no_call(workspace, tmp_path):
    cache = tmp_path / "cache"
    hook("git status", workspace.folder, XDG_CACHE_HOME=str(cache))
    damaged = [path for path in cache.rglob("*") if path.is_file()]
    for path in damaged:
        path.write_bytes(path.read_bytes()[:-9] + b"\0" * 9)

    assert len(damaged) == 2
    for command, code in (("git status", 0), ("rm .kiro/kiro.json", 2)):
        assert hook(command, workspace.folder, XDG_CACHE_HOME=str(cache)).returncode == code


def test_a_call_larger_than_any_is_blocked(workspace):
    done = subprocess.run(
        [sys.executable, "-IS", SCRIPT, "--root", str(workspace.folder)], input=b" " * (65 * 2**20),
        capture_output=True, check=False,
    )  # fmt: skip

    assert done.returncode == 2
    assert b"larger than 64 MB" in done.stderr
