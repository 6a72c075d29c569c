"""What commands do to files, as the file changes they amount to."""

from __future__ import annotations

from ..changes import FileChange

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..changes import Change
    from .shell.file_effects import FileEffect


def file_changes(effects: Iterable[FileEffect], change: Change) -> list[FileChange]:
    """One FileChange for each path that a command writes, deletes or changes the mode of."""
    return [_file_change(effect, change) for effect in effects]


def _file_change(effect: FileEffect, change: Change) -> FileChange:
    before = None if effect.path.startswith(("/", "~")) else change.read(effect.path)
    if effect.kind == "deleted":
        return FileChange(effect.path, before=before or b"", after=None)
    if effect.kind == "mode":
        return FileChange(
            effect.path, before=before, after=before or b"", mode="changed", content_known=before is not None
        )
    return FileChange(effect.path, before=before, after=effect.content or b"", content_known=effect.content is not None)
