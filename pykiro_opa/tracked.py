"""Whether git knows a file that is not there: from its index as it lies on disk, since git itself costs the hook 5 ms.

It reads versions 2 and 3 of the index. In one of version 4 names are shortened and none is found, and an entry that
git is told to leave out of the working tree (a sparse checkout) is not missing.
"""

from __future__ import annotations

import os

from .changes import decode_path

_LARGEST = 256 * 1024 * 1024
_LONGEST = 0xFFF


def is_tracked(root: str, path: str) -> bool:
    """Whether the index of the repository at `root` has an entry for the encoded repository path."""
    name = decode_path(path)
    index = _index(root)
    if not index.startswith(b"DIRC") or len(name) >= _LONGEST:
        return False
    # An entry ends with two bytes of flags, the length of the name in their lower half, and the name.
    return any(bytes([high | len(name) >> 8, len(name) & 0xFF]) + name + b"\0" in index for high in (0, 0x80))


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
