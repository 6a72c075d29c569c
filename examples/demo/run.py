"""A small service and three changes an agent proposes to it: an allow, a needs-approval and a deny.

`run.py embedded` decides with OPA's Wasm module in the process, `run.py sidecar OPA` with a real OPA beside it.
Everything happens in a throw-away repository.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = HERE.parent / "seed"
COMMAND = [sys.executable, "-m", "pykiro_opa"]
GIT = ("git", "-c", "user.name=demo", "-c", "user.email=demo@example.org", "-c", "commit.gpgsign=false")
# branch: what the agent was asked to do, and the exit code that its change must get
PROPOSALS = {
    "log-level": ("make the log level configurable", 0),
    "slim-image": ("use a slimmer base image", 11),
    "consolidate-policies": ("consolidate duplicate policies", 10),
}


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="pykiro-opa-demo-") as folder:
        service = Path(folder) / "service"
        _make(service)
        # A sidecar of the demo's own, whatever else runs on this machine.
        os.environ["XDG_RUNTIME_DIR"] = folder
        wrong = _with_sidecar(service, arguments[1]) if arguments[0] == "sidecar" else _judge(service, "embedded")
    if wrong:
        print(f"error: {wrong} of {len(PROPOSALS)} exit codes are not the expected ones", file=sys.stderr)
    return 1 if wrong else 0


def _make(service: Path) -> None:
    """The repository: `main` with the guardrails, and a branch for each proposal."""
    shutil.copytree(HERE / "service", service)
    shutil.copytree(SEED / ".kiro", service / ".kiro")
    _git(service, "init", "--quiet")
    _git(service, "symbolic-ref", "HEAD", "refs/heads/main")
    _commit(service, "the service and its guardrails")
    for branch, (wish, _) in PROPOSALS.items():
        _git(service, "checkout", "--quiet", "-b", branch, "main")
        shutil.copytree(HERE / "proposals" / branch, service, dirs_exist_ok=True)
        _commit(service, wish)
    _git(service, "checkout", "--quiet", "main")


def _with_sidecar(service: Path, opa: str) -> int:
    start = ["sidecar", "start", "--opa", os.path.abspath(opa), "--format", "json"]
    try:
        started = subprocess.run([*COMMAND, *start], cwd=service, stdout=subprocess.PIPE, text=True, check=False)
        if started.returncode:
            return len(PROPOSALS)
        running = json.loads(started.stdout)
        print(f"\nsidecar: OPA {running['opa_version']}, pid {running['pid']}", flush=True)
        # By its address, because an engine that is named never falls back to another.
        return _judge(service, running["url"])
    finally:
        subprocess.run([*COMMAND, "sidecar", "stop"], cwd=service, stdout=subprocess.DEVNULL, check=False)


def _judge(service: Path, engine: str) -> int:
    """Evaluate every branch; the number of exit codes that are not the expected ones."""
    name = "embedded" if engine == "embedded" else "sidecar"
    wrong = 0
    for branch, (wish, expected) in PROPOSALS.items():
        print(f"\n# asked to {wish} ({name})\n$ pykiro-opa evaluate --diff main..{branch}", flush=True)
        start = time.monotonic()
        arguments = ["evaluate", "--diff", f"main..{branch}", "--engine", engine]
        code = subprocess.run([*COMMAND, *arguments], cwd=service, check=False).returncode
        print(f"exit code {code} after {time.monotonic() - start:.2f} s", flush=True)
        if code != expected:
            print(f"error: exit code {expected} was expected", file=sys.stderr, flush=True)
            wrong += 1
    return wrong


def _commit(service: Path, message: str) -> None:
    _git(service, "add", "--all")
    _git(service, "commit", "--quiet", "--message", message)


def _git(service: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=service, check=True)


if __name__ == "__main__":
    if sys.argv[1:] != ["embedded"] and (len(sys.argv) != 3 or sys.argv[1] != "sidecar"):
        sys.exit("usage: run.py embedded | run.py sidecar OPA")
    raise SystemExit(main(sys.argv[1:]))
