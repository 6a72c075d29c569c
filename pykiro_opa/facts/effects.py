"""What commands do to files, as the file changes they amount to."""

from __future__ import annotations

from ..changes import FileChange

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ..changes import Change

_REMOVES = ("deleted", "renamed_from")


def file_changes(effects: Iterable[Any], change: Change) -> list[FileChange]:
    """One FileChange for each path that a command creates, writes, deletes, renames or changes the mode of."""
    found = []
    for path, kind, content, _line in effects:
        if path is None:
            continue
        before = change.read(path) if not path.startswith("/") else None
        if kind in _REMOVES:
            found.append(FileChange(path, before=before if before is not None else b"", after=None))
        elif kind == "mode":
            found.append(FileChange(path, before=before, after=before, mode="changed", content_known=before is not None))
        else:
            found.append(FileChange(path, before=before, after=content or b"", content_known=content is not None))
    return found
