"""File edits of a tool call as FileChanges: by the path as spelled and, where a link leads elsewhere, as it is."""

from __future__ import annotations

import os
import sys

from ..changes import FileChange, decode_path, encode_path
from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..changes import Read

    Edit = Callable[[bytes | None], bytes | None]

_SCHEME = "file://"
_LARGEST = 50 * 1024 * 1024


def edited(path: str, cwd: str, root: str, edit: Edit) -> tuple[FileChange, ...]:
    """The changes of one edit; `edit` makes the new content from the old, None for a deletion.

    A path outside the root stays absolute. Raises InputError where there is no path, or what is there is no file.
    """
    check(path, "the edit names no file")
    shown: dict[str, FileChange] = {}
    for spelled in _spellings(path, cwd):
        before = _content(os.path.realpath(spelled))
        for location in (spelled, os.path.realpath(spelled)):
            one = repository_path(location, root)
            if one not in shown:
                shown[one] = FileChange(one, before=before, after=edit(before))
    return tuple(shown.values())


def check(path: str, otherwise: str) -> None:
    """Raises InputError where the path names nothing, or not the same to everybody."""
    if not path or "\0" in path:
        raise InputError(f"tool call: {otherwise}")
    if path.isascii():
        return
    try:
        path.encode()
    except UnicodeEncodeError:
        raise InputError("tool call: the path has half of a surrogate pair; write the whole character") from None
    if sys.getfilesystemencoding() != "utf-8":
        raise InputError("tool call: the path is not ASCII and this locale is not UTF-8; set `LC_ALL=C.UTF-8`")


def is_name(path: str) -> bool:
    """Whether a disk could have something of this name."""
    try:
        return b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:
        return False


def _spellings(path: str, cwd: str) -> dict[str, None]:
    """The absolute paths a host may mean: not all expand `~`, and some take `..` away before they follow links."""
    expanded = os.path.join(cwd, os.path.expanduser(path))
    found = {os.path.normpath(expanded): None}
    if path.lower().startswith(_SCHEME):  # a server that takes addresses takes these
        from urllib.parse import unquote

        found[os.path.normpath(unquote(path[len(_SCHEME) :]))] = None
    parts = path.split("/")
    if ".." in parts:
        found[os.path.realpath(expanded)] = None
    if path.startswith("~") and (".." in parts or os.path.lexists(os.path.join(cwd, parts[0]))):
        literal = os.path.join(cwd, path)
        found[os.path.normpath(literal)] = found[os.path.realpath(literal)] = None
    return found


def repository_path(location: str, root: str) -> str:
    """The encoded path below the root, or the absolute one outside it; neither resolves links below the root."""
    for base in (root, os.path.realpath(root)):
        if location == base or location.startswith(base.rstrip("/") + "/"):
            return encode_path(os.fsencode(os.path.relpath(location, base)))
    parent, name = os.path.split(location)
    behind_links = os.path.join(os.path.realpath(parent), name)
    if behind_links != location:
        return repository_path(behind_links, root)
    return encode_path(os.fsencode(location))


def replaced(old: str, new: str, *, everywhere: bool = False) -> Edit:
    """Replace text; where the old text is not there, or there more than once, the new text counts as added."""

    def edit(before: bytes | None) -> bytes:
        content, wanted, wanted_new = before or b"", old.encode("utf-8", "replace"), new.encode("utf-8", "replace")
        found = content.count(wanted) if wanted else 0
        if found == 1 or (everywhere and found):
            return content.replace(wanted, wanted_new)
        return content + _separator(content) + wanted_new

    return edit


def written(text: str) -> Edit:
    return lambda _before: text.encode("utf-8", "replace")


def appended(text: str) -> Edit:
    def edit(before: bytes | None) -> bytes:
        content = before or b""
        return content + _separator(content) + text.encode("utf-8", "replace")

    return edit


def inserted(text: str, line: int) -> Edit:
    """Insert after the given line, counted from 1."""

    def edit(before: bytes | None) -> bytes:
        lines = (before or b"").splitlines(keepends=True)
        addition = text.encode("utf-8", "replace")
        return b"".join([*lines[:line], addition, b"" if addition.endswith(b"\n") else b"\n", *lines[line:]])

    return edit


def untouched(before: bytes | None) -> bytes:
    return before or b""


def deleted(_before: bytes | None) -> None:
    return None


def reader(root: str, files: tuple[FileChange, ...]) -> Read:
    """The workspace as it would be after the edits; nothing outside the root."""
    new = {file.path: file.after for file in files}

    def read(path: str) -> bytes | None:
        if path in new:
            return new[path]
        name = decode_path(path)
        if b"\0" in name:
            return None
        location = os.path.realpath(os.path.join(os.fsencode(root), name))
        inside = location.startswith(os.fsencode(os.path.realpath(root)).rstrip(b"/") + b"/")
        try:
            return _content(os.fsdecode(location)) if inside else None
        except InputError:
            return None

    return read


def _content(location: str) -> bytes | None:
    try:
        with open(location, "rb") as stream:
            content = stream.read(_LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise InputError(f"{location}: cannot be read: {error.strerror}") from None
    if len(content) > _LARGEST:
        raise InputError(f"{location}: larger than 50 MB")
    return content


def _separator(content: bytes) -> bytes:
    return b"" if not content or content.endswith(b"\n") else b"\n"
