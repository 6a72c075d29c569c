"""What commands do to files, as the file changes they amount to."""

from __future__ import annotations

from ..changes import FileChange, behind_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..changes import Change
    from .shell.file_effects import FileEffect


def file_changes(effects: Iterable[FileEffect], change: Change) -> list[FileChange]:
    """The FileChanges of the paths that a command writes, deletes or changes the mode of: as spelled, and behind links."""
    return [_file_change(effect, path, change) for effect in effects for path in _places(effect, change)]


def _places(effect: FileEffect, change: Change) -> dict[str, None]:
    return dict.fromkeys((effect.path, behind_links(change.root, effect.path, last=effect.kind != "deleted")))


def _file_change(effect: FileEffect, path: str, change: Change) -> FileChange:
    before = None if path.startswith(("/", "~")) else change.read(path)
    if effect.kind == "deleted":
        return FileChange(path, before=before or b"", after=None)
    if effect.kind == "mode":
        return FileChange(path, before=before, after=before or b"", mode="changed", content_known=before is not None)
    return FileChange(path, before=before, after=effect.content or b"", content_known=effect.content is not None)
