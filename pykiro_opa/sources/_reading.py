"""Reading single files of one side of a change, by their encoded repository path."""

from __future__ import annotations

import os

from ..changes import decode_path, encode_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..changes import Entries, Read
    from ._git import Git

LARGEST = 50 * 1024 * 1024


def from_disk(root: str) -> Read:
    """Files below `root`; None for what is absent, no plain file, too large or linked from outside."""

    def read(path: str) -> bytes | None:
        name = decode_path(path)
        if b"\0" in name:
            return None
        location = os.path.realpath(os.path.join(os.fsencode(root), name))
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
        name = decode_path(path)
        return None if b"\0" in name else git.contents([f"{revision}:{os.fsdecode(name)}"])[0]

    return read


def entries_of_git(git: Git, revision: str) -> Entries:
    """What is in a folder of a revision, or of the index where `revision` is empty."""

    def entries(folder: str) -> list[tuple[str, bool]]:
        prefix = os.fsencode(os.fsdecode(decode_path(folder))) + b"/" if folder else b""
        if revision:
            done = git.attempt("ls-tree", "-z", "--full-tree", revision, "--", os.fsdecode(prefix) or ".")
            rows = [row.partition(b"\t") for row in done.stdout.split(b"\0") if row]
            return [(encode_path(path), b" tree " in header) for header, _, path in rows]
        done = git.attempt("ls-files", "-z", "--", os.fsdecode(prefix) or ".")
        names = {path.removeprefix(prefix).partition(b"/")[:2] for path in done.stdout.split(b"\0") if path}
        return sorted((encode_path(prefix + name), bool(slash)) for name, slash in names)

    return entries
