"""What a large pull request costs: `evaluate --diff` as a whole process, its time and its memory."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import cases
import measuring

ROUNDS = 5
GIT = (
    "git",
    "-c",
    "user.name=bench",
    "-c",
    "user.email=bench@example.org",
    "-c",
    "commit.gpgsign=false",
    "-c",
    "gc.auto=0",
    "-c",
    "maintenance.auto=false",
)
MB = 1_000_000
MOST_MEMORY = 20


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        repository = Path(folder) / "repository"
        make(repository)
        add(repository, "large", MB, 20)
        add(repository, "huge", 10 * MB, 200)
        add(repository, "many", 10 * MB, 10_000)
        measuring.title(
            "A pull request from its git range to its verdict, 20 patterns and 13 other guardrails, embedded"
        )
        _show(str(repository))


def make(repository: Path) -> None:
    """A repository whose `main` holds guardrails with 20 patterns."""
    (repository / ".kiro").mkdir(parents=True)
    (repository / ".kiro/kiro.json").write_bytes(cases.configuration(patterns=cases.patterns(13)))
    git(repository, "init", "-q", "-b", "main")
    _commit(repository)
    git(repository, "branch", "empty")


def add(repository: Path, branch: str, size: int, files: int) -> None:
    """A branch that adds so much text to so many files: half of them new, half of them there already."""
    git(repository, "checkout", "-q", "-B", f"{branch}-base", "main")
    old = range(0, files, 2)
    _write(repository, branch, old, size // files)
    _commit(repository)
    git(repository, "checkout", "-q", "-b", branch)
    _write(repository, branch, range(1, files, 2), size // files)
    for index in old:
        path = _path(repository, branch, index)
        path.write_text(path.read_text() + cases.text(size // files, files + index))
    _commit(repository)
    git(repository, "checkout", "-q", "main")


def evaluate(range_: str) -> list[str]:
    command = [sys.executable, "-m", "pykiro_opa", "evaluate", "--engine", "embedded", "--format", "json"]
    return [*command, "--diff", range_]


def git(repository: Path, *arguments: str) -> None:
    subprocess.run([*GIT, *arguments], cwd=repository, check=True, capture_output=True)


def _show(repository: str) -> None:
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "git diff of the 1 MB alone": ["git", "diff", "large-base", "large"],
        "evaluate, nothing changed": evaluate("main..empty"),
        "evaluate, 1 MB added in 20 files": evaluate("large-base..large"),
        "evaluate, 10 MB added in 200 files": evaluate("huge-base..huge"),
        "evaluate, 10,000 files of 1 kB": evaluate("many-base..many"),
    }
    subjects = {
        name: lambda command=command: measuring.cold(command, folder=repository) for name, command in commands.items()
    }
    times = measuring.in_turn(subjects, ROUNDS)
    peaks = {name: measuring.peak(command, folder=repository) for name, command in commands.items()}
    bare, empty = "python -c pass", "evaluate, nothing changed"
    rows = [
        [name, measuring.ms(took.wall), measuring.ms(took.processor),
         measuring.ratio(took.processor, times[bare].processor),
         f"{peaks[name] / measuring.MIB:.0f}", f"{(peaks[name] - peaks[empty]) / measuring.MIB:+.0f}"]
        for name, took in times.items()
    ]  # fmt: skip
    measuring.table(["cold process", "wall ms", "processor ms", "to bare Python", "peak MiB", "above empty"], rows)
    for size, name, limit in ((1, "1 MB", 0.5), (10, "10 MB", 5.0)):
        row = next(one for one in times if f" {name} added" in one)
        measuring.budget(f"pull request, {name}", times[row], limit)
        above = (peaks[row] - peaks[empty]) / (size * MB)
        verdict = "pass" if above <= MOST_MEMORY else "MISS"
        print(
            f"budget: memory above an empty evaluate, {name}: at most {MOST_MEMORY} times the text; {above:.1f}: {verdict}"
        )


def _write(repository: Path, branch: str, indices: range, size: int) -> None:
    for index in indices:
        path = _path(repository, branch, index)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(cases.text(size, index))


def _path(repository: Path, branch: str, index: int) -> Path:
    return repository / branch / f"package_{index // 50}" / f"module_{index}.py"


def _commit(repository: Path) -> None:
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "change")


if __name__ == "__main__":
    main()
