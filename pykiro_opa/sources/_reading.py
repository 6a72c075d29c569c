"""Reading single files of one side of a change, by their encoded repository path."""

from __future__ import annotations

import os

from ..changes import decode_path, encode_path
from ..errors import ConfigurationError
from ..guardrails import CONFIGURATION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..changes import Entries, Read, Rules
    from ._git import Git

_KINDS = {b"040000": "a folder", b"120000": "a link", b"160000": "a submodule"}
_REGO = ".rego"
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


def guardrails_of_git(git: Git, revision: str) -> Read:
    """As `from_git`, of a revision that judges: what is no plain file in a folder there is an error, and not none.

    Raises ConfigurationError.
    """

    def read(path: str) -> bytes | None:
        above, slash, _ = path.rpartition("/")
        # Both are asked for at once: a folder has no content, so what has is a link or a file in its place.
        names = [os.fsdecode(decode_path(name)) for name in (path, above)]
        if "\0" in names[0]:
            return None
        content, in_its_place = git.contents([f"{revision}:{name}" for name in names])
        if path == CONFIGURATION or content is not None or (slash and in_its_place is not None):
            _refuse_what_is_no_file(git, revision, path)
        return content

    return read


def _refuse_what_is_no_file(git: Git, revision: str, path: str) -> None:
    above, slash, _ = path.rpartition("/")
    names = [os.fsdecode(decode_path(name)) for name in (above, path) if slash]
    for row in git.attempt("ls-tree", "-z", "--full-tree", revision, "--", *names).stdout.split(b"\0")[:-1]:
        kind, name = row[:6], encode_path(row.partition(b"\t")[2])
        if name not in (above, path):  # git lists all of a folder where something in it is asked for, too
            continue
        wanted = b"100" if name == path else b"040"
        if not kind.startswith(wanted):
            found = _KINDS.get(kind, "a file")
            raise ConfigurationError(f"{name}: it is {found} in git; commit a folder `.kiro` with the file in it")


def rules_of_git(git: Git, revision: str) -> Rules:
    """The Rego files below a folder of a revision that judges, by their path in it.

    Raises ConfigurationError where one is no plain file or cannot be read.
    """

    def rules(folder: str) -> dict[str, bytes]:
        done = git.attempt("ls-tree", "-r", "-z", "--full-tree", revision, "--", os.fsdecode(decode_path(folder)))
        if done.returncode:
            raise ConfigurationError(f"{folder}: git cannot list it; run `git fetch --refetch`, or clone again")
        rows = [row.partition(b"\t") for row in done.stdout.split(b"\0") if row]
        found = {}
        for header, _, path in rows:
            name = encode_path(path)
            if name == folder or header[:6] == b"160000" or (header[:6] == b"120000" and name.endswith(_REGO)):
                kind = _KINDS.get(header[:6], "a file")
                raise ConfigurationError(f"{name}: it is {kind} in git; commit a folder with the files themselves")
            if name.endswith(_REGO):
                found[name.removeprefix(f"{folder}/")] = header.split(b" ")[2].decode()
        contents = git.contents(list(found.values()))
        if None in contents:
            raise ConfigurationError(f"{folder}: git lacks a file of it; run `git fetch --refetch`, or clone again")
        return {name: content for name, content in zip(found, contents, strict=True) if content is not None}

    return rules


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
