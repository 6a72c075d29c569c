"""A small service, three pull requests, three verdicts: once with the embedded engine, once through a sidecar."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SEED = HERE.parent / "seed"
COMMAND = [sys.executable, "-m", "pykiro_opa"]
GIT = ("git", "-c", "user.name=demo", "-c", "user.email=demo@example.org", "-c", "commit.gpgsign=false")
# branch: what the agent was asked, and the exit code that its change must get
PROPOSALS = {
    "log-level": ("make the log level configurable", 0),
    "slim-image": ("use a slimmer base image", 11),
    "consolidate-policies": ("consolidate duplicate policies", 10),
}


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="pykiro-opa-demo-") as folder:
        service = Path(folder) / "service"
        _make(service)
        environment = {**os.environ, "XDG_RUNTIME_DIR": folder}
        wrong = _judge(service, environment, "the embedded engine", "embedded")
        subprocess.run([*COMMAND, "sidecar", "start"], cwd=service, env=environment, check=True)
        try:
            wrong += _judge(service, environment, "the sidecar", "auto")
        finally:
            subprocess.run([*COMMAND, "sidecar", "stop"], cwd=service, env=environment, check=False)
    if wrong:
        print(f"error: {wrong} verdicts are not the expected ones; please report the lines above", file=sys.stderr)
    return 1 if wrong else 0


def _make(service: Path) -> None:
    """The repository: `main` with the guardrails, and a branch for each proposal."""
    shutil.copytree(HERE / "service", service)
    shutil.copytree(SEED / ".kiro", service / ".kiro", dirs_exist_ok=True)
    _git(service, "init", "--quiet", "--initial-branch", "main")
    _commit(service, "the service and its guardrails")
    for branch, (wish, _) in PROPOSALS.items():
        _git(service, "checkout", "--quiet", "-b", branch, "main")
        shutil.copytree(HERE / "proposals" / branch, service, dirs_exist_ok=True)
        _commit(service, wish)
    _git(service, "checkout", "--quiet", "main")


def _judge(service: Path, environment: dict[str, str], who: str, engine: str) -> int:
    """Evaluate every branch; the number of verdicts that are not the expected ones."""
    wrong = 0
    for branch, (wish, expected) in PROPOSALS.items():
        print(f"\n$ pykiro-opa evaluate --diff main..{branch}   # asked to {wish}; {who} decides", flush=True)
        start = time.monotonic()
        done = subprocess.run(
            [*COMMAND, "evaluate", "--diff", f"main..{branch}", "--engine", engine],
            cwd=service,
            env=environment,
            check=False,
        )
        print(f"exit code {done.returncode}, {time.monotonic() - start:.2f} s", flush=True)
        wrong += done.returncode != expected
    return wrong


def _commit(service: Path, message: str) -> None:
    _git(service, "add", "--all")
    _git(service, "commit", "--quiet", "--message", message)


def _git(service: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=service, check=True)


if __name__ == "__main__":
    raise SystemExit(main())
