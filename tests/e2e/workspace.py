"""Throw-away repositories and the command line as a subprocess, for the end-to-end tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
SEED = (CHECKOUT / "examples/seed/.kiro/kiro.json").read_text(encoding="utf-8")
CONFIGURATION = ".kiro/kiro.json"
_GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


class Workspace:
    """A git repository whose branch `main` holds `base`."""

    def __init__(self, folder: Path, base: dict[str, str | None]) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        self.commit({"README.md": "A service.\n", **base})

    def git(self, *arguments: str) -> str:
        done = subprocess.run([*_GIT, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout

    def write(self, files: dict[str, str | None]) -> None:
        for path, content in files.items():
            target = self.folder / path
            if content is None:
                target.unlink()
            else:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(content, encoding="utf-8")

    def commit(self, files: dict[str, str | None]) -> None:
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def branch(self, name: str, files: dict[str, str | None]) -> None:
        self.git("checkout", "-q", "-b", name, "main")
        self.commit(files)

    def run(self, *arguments: str, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
        return run(*arguments, folder=self.folder, stdin=stdin, **variables)

    def decide(self, *arguments: str, stdin: str = "") -> tuple[int, dict]:
        """Exit code and Decision v1 of `evaluate --format json`."""
        done = self.run("evaluate", *arguments, "--format", "json", stdin=stdin)
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)


def run(*arguments: str, folder: Path, stdin: str = "", **variables: str) -> subprocess.CompletedProcess[str]:
    """The command line in a process of its own."""
    code = "from pykiro_opa.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **variables},
    )


def hook(payload: dict, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """The hook in a process of its own, with one tool call on stdin."""
    code = "from pykiro_opa.hook import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, "--root", str(folder)],
        cwd=folder,
        input=json.dumps(payload),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), **variables},
    )
