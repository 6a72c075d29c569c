"""Whether git knows a file that is not there: from its index as it lies on disk, since git itself costs the hook 5 ms.

An entry that git is told to leave out of the working tree (a sparse checkout) is not missing. In an index of version 4
names are shortened by what they share with the one before; it is read up to the name, in repositories of SHA-1 alone.
"""

from __future__ import annotations

import os

from .changes import decode_path

_LARGEST = 256 * 1024 * 1024
_LONGEST = 0xFFF
_VERSION_4 = b"\0\0\0\4"
_HEADER, _FLAGS = 12, 60  # bytes before the first entry, and of an entry before its flags where a digest has 20


def is_tracked(root: str, path: str) -> bool:
    """Whether the index of the repository at `root` has an entry for the encoded repository path."""
    name = decode_path(path)
    index = _index(root)
    if not index.startswith(b"DIRC") or len(name) >= _LONGEST:
        return False
    if index[4:8] == _VERSION_4:
        try:
            return _is_in_short_names(index, name)
        except (IndexError, ValueError):  # no index of git's, or of digests of another length
            return False
    # An entry ends with two bytes of flags, the length of the name in their lower half, and the name.
    return any(bytes([high | len(name) >> 8, len(name) & 0xFF]) + name + b"\0" in index for high in (0, 0x80))


def _is_in_short_names(index: bytes, wanted: bytes) -> bool:
    """Whether an index of version 4 has that name; its entries are sorted."""
    name, at = b"", _HEADER
    for _ in range(int.from_bytes(index[8:_HEADER])):
        extended = index[at + _FLAGS] & 0x40
        dropped, at = _number(index, at + _FLAGS + (4 if extended else 2))
        end = index.index(b"\0", at)
        name, at = name[: len(name) - dropped] + index[at:end], end + 1
        if name >= wanted:
            return name == wanted and not extended
    return False


def _number(index: bytes, at: int) -> tuple[int, int]:
    """A number as git writes it in pieces of seven bits, and where it ends."""
    number = index[at] & 0x7F
    while index[at] & 0x80:
        at += 1
        number = (number + 1) << 7 | index[at] & 0x7F
    return number, at + 1


def _index(root: str) -> bytes:
    try:
        with open(os.path.join(_git_folder(root), "index"), "rb") as stream:
            return stream.read(_LARGEST)
    except OSError:
        return b""


def _git_folder(root: str) -> str:
    """The folder of git's own files, which a worktree or a submodule names in a file."""
    place = os.path.join(root, ".git")
    if os.path.isdir(place):
        return place
    with open(place, "rb") as stream:
        named = os.fsdecode(stream.read(4096)).strip().removeprefix("gitdir: ")
    return os.path.join(root, named)
