"""Real merged pull requests, rebuilt as git repositories and judged with the seed file and the defaults."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from pykiro_opa import gate
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.sources import git_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pykiro_opa.decisions import Decision

REPOSITORY = Path(__file__).resolve().parents[2]
SEED = REPOSITORY / "examples/seed/.kiro/kiro.json"
FOLDER = "pull_requests"
_GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")


class Judged(NamedTuple):
    """A pull request (`commit` and `subject` are its own) and what was decided of it."""

    commit: str
    subject: str
    decision: Decision


def rows(corpora: str, name: str) -> list[dict[str, Any]]:
    """The pull requests of a file: `{repository, commit, date, subject, files: [{path, before, after}]}`."""
    with gzip.open(os.path.join(corpora, FOLDER, f"{name}.jsonl.gz")) as stream:
        return [json.loads(line) for line in stream]


def replay(found: list[dict[str, Any]], configuration: str | None = None) -> Iterator[Judged]:
    """The decision of `evaluate --diff main..change` on each; with the seed file, or with this text of a kiro.json."""
    text = SEED.read_text(encoding="utf-8") if configuration is None else configuration
    engine = EmbeddedEngine()
    for row in found:
        folder = tempfile.mkdtemp(prefix="friction-")
        try:
            _build(Path(folder), row["files"], text)
            change = git_range.read("main..change", folder, bytes)
            guardrails = gate.guardrails_for(change, engine.regex_is_valid, keep=False)
            yield Judged(row["commit"], row["subject"], gate.decide(change, guardrails, engine))
        finally:
            shutil.rmtree(folder)


def _build(folder: Path, files: list[dict[str, Any]], configuration: str) -> None:
    _git(folder, "init", "--quiet", "--initial-branch", "main")
    _write(folder / ".kiro/kiro.json", configuration)
    _side(folder, files, "before", "base")
    _git(folder, "checkout", "--quiet", "-b", "change")
    _side(folder, files, "after", "change")


def _side(folder: Path, files: list[dict[str, Any]], side: str, message: str) -> None:
    for file in files:
        path = folder / file["path"]
        if file[side] is not None:
            _write(path, file[side])
        elif path.exists():
            path.unlink()
    _git(folder, "add", "--all", "--force")
    _git(folder, "commit", "--quiet", "--allow-empty", "--message", message)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _git(folder: Path, *arguments: str) -> None:
    subprocess.run([*_GIT, *arguments], cwd=folder, check=True, capture_output=True)
