"""Reading single files of one side of a change, by their encoded repository path."""

from __future__ import annotations

import os

from ..changes import decode_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..changes import Read
    from ._git import Git

LARGEST = 50 * 1024 * 1024


def from_disk(root: str) -> Read:
    """Files below `root`; None for what is absent, no plain file, too large or linked from outside."""

    def read(path: str) -> bytes | None:
        location = os.path.realpath(os.path.join(os.fsencode(root), decode_path(path)))
        if os.path.commonpath([location, os.fsencode(os.path.realpath(root))]) != os.fsencode(os.path.realpath(root)):
            return None
        try:
            if not os.path.isfile(location) or os.path.getsize(location) > LARGEST:
                return None
            with open(location, "rb") as stream:
                return stream.read()
        except OSError:
            return None

    return read


def from_git(git: Git, revision: str) -> Read:
    """Files of a revision, or of the index where `revision` is empty."""

    def read(path: str) -> bytes | None:
        return git.contents([f"{revision}:{os.fsdecode(decode_path(path))}"])[0]

    return read
