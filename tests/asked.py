"""What a command is said to do in a workspace, whose files are read as the gate reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pykiro_opa.changes import Change, Command
from pykiro_opa.facts.extract import extract

if TYPE_CHECKING:
    from pathlib import Path

    from pykiro_opa.events import Fact

NOWHERE: dict[str, tuple[str, ...]] = {"names": (), "accounts": (), "profiles": ()}


def facts(root: Path, text: str) -> dict[str, list[Fact]]:
    def read(path: str) -> bytes | None:
        found = root / path
        return found.read_bytes() if found.is_file() else None

    return extract(Change("task", "command", root=str(root), commands=(Command(text),), read=read), NOWHERE)


def changed(root: Path, text: str) -> set[str]:
    """The paths of all files that it changes, patterns as they are."""
    return {str(fact["path"]) for fact in facts(root, text)["files"]}
