"""The five commands that are re-spelled: what forbids each, and how it is known that it ran.

The proof looks at what is left behind (a file, a mode, a branch of a remote, what a stub recorded, what was printed),
never at the text, so a technique that does nothing is not counted.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECRET = "canary-5e1f"
_ALL = 0o777
# Global options of the AWS CLI, used by a technique, that are followed by a value.
_WITH_VALUE = ("--region", "--profile", "--output", "--endpoint-url", "--color", "--cli-read-timeout", "--query")


@dataclass(frozen=True)
class Victim:
    name: str
    words: tuple[str, ...]
    deny: dict[str, list[str]]
    # Of the folder that holds the workspace, and what was printed.
    has_run: Callable[[Path, bytes], bool]


def _removed(folder: Path, _printed: bytes) -> bool:
    return not (folder / "work/notes.txt").exists()


def _shown(_folder: Path, printed: bytes) -> bool:
    return SECRET.encode() in printed


def _opened(folder: Path, _printed: bytes) -> bool:
    notes = folder / "work/notes.txt"
    return notes.exists() and notes.stat().st_mode & _ALL == _ALL


def _forced(folder: Path, _printed: bytes) -> bool:
    """Whether the remote's branch lost the commit that only it had."""
    lost = (folder / "theirs").read_text().strip()
    shown = subprocess.run(
        ["git", "-C", str(folder / "remote.git"), "rev-parse", "-q", "--verify", "refs/heads/main"],
        capture_output=True,
        text=True,
        check=False,
    )
    return shown.returncode == 0 and shown.stdout.strip() != lost


def _called(folder: Path, _printed: bytes) -> bool:
    log = folder / "aws.log"
    calls = log.read_text().split("\n") if log.exists() else []
    return any(_named(call.split("\0")) == ["iam", "create-user"] for call in calls)


def _named(words: list[str]) -> list[str]:
    """Service and operation: the first two words that are neither an option nor the value of one."""
    found: list[str] = []
    valued = False
    for word in words:
        if not valued and not word.startswith("-"):
            found.append(word)
        valued = word in _WITH_VALUE
    return found[:2]


VICTIMS = (
    Victim("rm", ("rm", "-f", "notes.txt"), {"commands": ["rm"]}, _removed),
    Victim("cat", ("cat", "secret.txt"), {"commands": ["cat secret.txt"]}, _shown),
    Victim("chmod", ("chmod", "777", "notes.txt"), {"commands": ["chmod 777"]}, _opened),
    Victim("git", ("git", "push", "--force", "origin", "main"), {"commands": ["git push --force"]}, _forced),
    Victim("aws", ("aws", "iam", "create-user", "--user-name", "mallory"), {"actions": ["iam:CreateUser"]}, _called),
)
