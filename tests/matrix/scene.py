"""A home of its own for programs under test: how they end, what they say, what they need, and what they leave behind."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path
from typing import Any, NamedTuple

CHECKOUT = Path(__file__).parents[2]
CLI = "from pykiro_opa.cli import main; main()"
HOOK = "from pykiro_opa.hook import main; main()"
CALL = {
    "hook_event_name": "PreToolUse",
    "cwd": ".",
    "tool_name": "execute_bash",
    "tool_input": {"command": "git status"},
}
EVALUATE = ("evaluate", "--command", "git status")
_LIMIT = "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0})); "
_KEPT = re.compile(r"[0-9a-f]{40}\.cwasm|guardrails-[0-9a-f]{64}")
_MARK = "PYKIRO_TEST_SCENE"
_PATIENCE = 40
# Root reads whatever it likes; without its capabilities it is a user like another.
_BINDING = ["setpriv", "--bounding-set=-all"] if os.geteuid() == 0 else []


class Ended(NamedTuple):
    code: int
    stdout: str
    stderr: str
    memory: int
    """The most that was resident, in bytes."""


class Scene:
    """Folders for one test; `cache` is a folder whose compiled modules are at hand, or None for none."""

    def __init__(self, cache: Path | None = None) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="scene"))
        self.work = self.home / "work"
        for name in ("work", "tmp", "run", "cache", "config"):
            (self.home / name).mkdir(mode=0o700)
        if cache is not None:
            shutil.copytree(cache / "pykiro-opa/modules", self.home / "cache/pykiro-opa/modules")
        self._mark = uuid.uuid4().hex
        self.variables = {
            **{name: value for name, value in os.environ.items() if not name.startswith("PYKIRO_OPA")},
            "HOME": str(self.home),
            "TMPDIR": str(self.home / "tmp"),
            "XDG_RUNTIME_DIR": str(self.home / "run"),
            "XDG_CACHE_HOME": str(self.home / "cache"),
            "XDG_CONFIG_HOME": str(self.home / "config"),
            "PYTHONPATH": str(CHECKOUT),
            _MARK: self._mark,
        }

    def write(self, files: dict[str, str | bytes]) -> None:
        for path, content in files.items():
            target = self.work / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())

    def git(self, *arguments: str) -> None:
        identity = ("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *identity, *arguments], cwd=self.work, check=True, capture_output=True)

    def cli(self, *arguments: str, bound: bool = False, limited: int | None = None, **variables: str) -> Ended:
        """`bound` by the permissions of files, as root is not; `limited` to files of that size."""
        limit = "" if limited is None else _LIMIT.format(limited)
        return self._run([*_BINDING[: 2 * bound], sys.executable, "-c", limit + CLI, *arguments], b"", variables)

    def hook(self, bound: bool = False, **variables: str) -> Ended:
        command = [*_BINDING[: 2 * bound], sys.executable, "-c", HOOK, "--root", str(self.work)]
        return self._run(command, json.dumps(CALL).encode(), variables)

    def left(self) -> list[str]:
        """Files in the folders for what is temporary, in the cache all that is not kept on purpose, and processes."""
        files = [path for name in ("tmp", "run", "config") for path in (self.home / name).rglob("*")]
        files += [
            path for path in (self.home / "cache").rglob("*") if not path.is_dir() and not _KEPT.fullmatch(path.name)
        ]
        return [str(path.relative_to(self.home)) for path in files] + self._processes()

    def remove(self) -> None:
        shutil.rmtree(self.home, ignore_errors=True)

    def _run(self, command: list[str], stdin: bytes, variables: dict[str, str]) -> Ended:
        # Files, since a pipe that is full would stop the program; they lie beside the home, not in it.
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            given.write(stdin)
            given.seek(0)
            process = subprocess.Popen(
                command, cwd=self.work, stdin=given, stdout=out, stderr=err, env={**self.variables, **variables}
            )
            status, memory = _waited(process)
            out.seek(0)
            err.seek(0)
            return Ended(status, out.read().decode(), err.read().decode(), memory)

    def _processes(self) -> list[str]:
        mark = f"{_MARK}={self._mark}"
        if not Path("/proc/self/environ").exists():
            listed = subprocess.run(["/bin/ps", "axeww"], capture_output=True, text=True, check=True).stdout
            return [line for line in listed.splitlines() if mark in line]
        return [f"process {entry.name}" for entry in Path("/proc").iterdir() if mark in _environment(entry)]


def one_line(text: str) -> str:
    """The only line of what was said. Raises AssertionError where it is none, several or a traceback."""
    lines = text.splitlines()
    assert len(lines) == 1, text
    assert "Traceback" not in text
    return lines[0]


def refusal_in(text: str) -> dict[str, Any]:
    """The Decision v1 that is the whole of stdout, a deny of the gate with one finding."""
    decision: dict[str, Any] = json.loads(text)
    assert decision["effect"] == "deny"
    assert decision["revision"] is None
    (finding,) = decision["findings"]
    assert finding["effect"] == "deny"
    return finding


def _waited(process: subprocess.Popen[bytes]) -> tuple[int, int]:
    """Exit code and memory; a program that hangs is killed and fails the test."""
    import resource
    import threading

    killer = threading.Timer(_PATIENCE, process.kill)
    killer.start()
    try:
        _, status, usage = os.wait4(process.pid, 0)
    finally:
        killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1024 if sys.platform != "darwin" else 1
    assert isinstance(usage, resource.struct_rusage)
    # What the kernel tells of a program begins with what its parent was when it started it: no more is the program's own.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return process.returncode, usage.ru_maxrss * unit if usage.ru_maxrss > own else 0


def _environment(entry: Path) -> str:
    if not entry.name.isdigit():
        return ""
    try:
        return (entry / "environ").read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
