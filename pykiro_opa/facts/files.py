"""Files that change, with the text they gain."""

from __future__ import annotations

from ..changes import MODE_ALONE, MODE_SYMLINK
from ..events import sha256
from .diff import added_blocks
from .runs import runs
from .text import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..changes import FileChange
    from ..events import Fact

MOST_TEXT = 20 * 1024 * 1024  # of added text in one event, in characters


def extract(files: Sequence[FileChange]) -> tuple[list[Fact], list[Fact]]:
    """File facts, and `unresolved` facts for what was too much to look at."""
    left = MOST_TEXT
    facts, unresolved = [], []
    for file in files:
        at = {"path": file.path, "line": 1}
        fact = _fact(file)
        fact_runs = _runs(file)
        if file.doubt:
            unresolved.append({"what": "file", "why": file.doubt, "at": at})
        size = sum(len(run["text"]) for run in fact_runs)
        if size <= left:
            left -= size
            fact["runs"] = fact_runs
        else:
            unresolved.append({"what": "size", "why": "more than 20 MB of added text; split the change", "at": at})
        facts.append(fact)
    return facts, unresolved


def _fact(file: FileChange) -> Fact:
    known = file.after is not None and file.content_known
    return {
        "path": file.path,
        "previous_path": file.previous_path,
        "change": _change(file),
        "content": sha256(file.after) if known and file.after is not None else None,
        "runs": [],
        "at": {"path": file.path, "line": 1},
    }


def _change(file: FileChange) -> str:
    if file.after is None:
        return "deleted"
    if MODE_SYMLINK in (file.mode, file.previous_mode) and file.mode != file.previous_mode:
        return "symlink"
    if file.previous_path is not None:
        return "renamed"
    if file.before is None:
        return "mode" if file.mode == MODE_ALONE else "added"
    same = file.before == file.after and file.content_known
    return "mode" if same and file.mode != file.previous_mode else "modified"


def _runs(file: FileChange) -> list[Fact]:
    after = decode(file.after)
    if after is None or not file.content_known:
        return []
    return runs(file.path, added_blocks(decode(file.before), after), after)
