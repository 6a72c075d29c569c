"""The files that git says differ, with both contents."""

from __future__ import annotations

import os

from ..changes import MODE_SUBMODULE, FileChange, encode_path
from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ._git import Git

_ABSENT = "000000"
_OPTIONS = ("--raw", "-z", "--no-abbrev", "-M", "--no-ext-diff", "--no-textconv", "--ignore-submodules=none")


def changed_files(git: Git, *arguments: str, on_disk: bool = False) -> tuple[FileChange, ...]:
    """The FileChanges of a `git diff`; with `on_disk` the new side is the working tree.

    Raises InputError where a merge is unfinished.
    """
    entries = list(_entries(git.run("diff", *_OPTIONS, *arguments)))
    wanted = [side for entry in entries for side in _objects(entry) if side is not None]
    contents = dict(zip(wanted, git.contents(wanted), strict=True))
    missing = next((name for name, content in contents.items() if content is None), None)
    if missing is not None:
        raise InputError(f"git lacks the object `{missing}`; run `git fetch --refetch`, or clone again")
    return tuple(_file(git, entry, contents, on_disk=on_disk) for entry in entries)


class _Entry:
    __slots__ = ("before_mode", "after_mode", "before_id", "after_id", "status", "path", "new_path")

    def __init__(self, header: bytes, path: bytes, new_path: bytes | None) -> None:
        fields = header.decode("ascii").removeprefix(":").split(" ")
        self.before_mode, self.after_mode, self.before_id, self.after_id, self.status = fields
        self.path = path
        self.new_path = new_path


def _entries(raw: bytes) -> Iterator[_Entry]:
    fields = iter(raw.split(b"\0"))
    for header in fields:
        if not header:
            return
        path = next(fields)
        two = header.rsplit(b" ", 1)[1][:1] in (b"R", b"C")
        entry = _Entry(header, path, next(fields) if two else None)
        if entry.status.startswith("U"):
            raise InputError(f"{encode_path(path)}: the merge is unfinished; resolve it and `git add` the file")
        yield entry


def _objects(entry: _Entry) -> tuple[str | None, str | None]:
    """The blobs to ask git for: none for submodules, absent sides and what only the disk knows."""

    def blob(mode: str, name: str) -> str | None:
        return None if mode in (_ABSENT, MODE_SUBMODULE) or set(name) == {"0"} else name

    return blob(entry.before_mode, entry.before_id), blob(entry.after_mode, entry.after_id)


def _file(git: Git, entry: _Entry, contents: dict[str, bytes | None], *, on_disk: bool) -> FileChange:
    path = entry.path if entry.new_path is None else entry.new_path
    renamed = entry.new_path is not None and entry.status.startswith("R")
    before = _content(entry.before_mode, entry.before_id, contents)
    after = _content(entry.after_mode, entry.after_id, contents)
    if on_disk and after is None and entry.after_mode != _ABSENT:
        after = content_on_disk(git, path, entry.after_mode)
    return FileChange(
        encode_path(path),
        previous_path=encode_path(entry.path) if renamed else None,
        mode=None if entry.after_mode == _ABSENT else entry.after_mode,
        previous_mode=None if entry.before_mode == _ABSENT else entry.before_mode,
        before=before,
        after=after,
    )


def _content(mode: str, name: str, contents: dict[str, bytes | None]) -> bytes | None:
    if mode == _ABSENT:
        return None
    if mode == MODE_SUBMODULE:
        return b"" if set(name) == {"0"} else f"Subproject commit {name}\n".encode()
    return contents.get(name)


def content_on_disk(git: Git, path: bytes, mode: str) -> bytes:
    """A file of the working tree as it lies there, a link as its target. Raises InputError."""
    location = os.path.join(os.fsencode(git.root), path)
    try:
        if os.path.islink(location):
            return os.readlink(location)
        if mode == MODE_SUBMODULE or os.path.isdir(location):
            return b"Subproject commit changed\n"
        with open(location, "rb") as stream:
            return stream.read()
    except OSError as error:
        raise InputError(f"{encode_path(path)}: cannot be read: {error.strerror}") from None
