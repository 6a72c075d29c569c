"""One side of a comparison: the infrastructure files of a file, a folder or a git revision, or a Terraform plan."""

from __future__ import annotations

import os

from ..changes import encode_path, repository_of
from ..errors import InputError
from ..infrastructure import kind_of
from ..values import Value
from ._git import Git
from ._reading import LARGEST, from_disk, from_git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..changes import Read

_SKIPPED = frozenset((".git", ".terraform", "node_modules", ".venv"))
_MOST_BYTES = 256 * 1024 * 1024


class State(Value):
    """`files` by path; `plan` the content of a plan, which holds both sides; `read` gives files that others name.

    `is_file` where the user named one file, which is then compared whatever its name.
    """

    __slots__ = ("files", "plan", "read", "is_file")

    files: dict[str, bytes]
    plan: bytes | None
    read: Read
    is_file: bool

    def __init__(
        self, files: dict[str, bytes], read: Read, *, plan: bytes | None = None, is_file: bool = False
    ) -> None:
        self._set(files=files, plan=plan, read=read, is_file=is_file)


def read_state(named: str, folder: str) -> State:
    """What a path or a revision holds; a path that exists is a path. Raises InputError."""
    path = os.path.join(folder, named)
    if os.path.isdir(path):
        return State(_checked(named, _of_folder(path)), from_disk(path))
    if os.path.exists(path):
        return _file(named, path)
    root, _ = repository_of(folder)
    git = Git(root)
    try:
        commit = git.commit_of(named)
    except InputError as error:
        raise InputError(f"`{named}` is neither a file nor a folder here, and {error}") from None
    return State(_checked(named, _of_revision(git, commit)), from_git(git, commit))


def _file(named: str, path: str) -> State:
    try:
        if os.path.getsize(path) > LARGEST:
            raise InputError(f"`{named}`: larger than {LARGEST >> 20} MB; name a part of it")
        with open(path, "rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"`{named}`: cannot be read: {error.strerror}") from None
    name = encode_path(os.fsencode(os.path.basename(path)))
    read = from_disk(os.path.dirname(path) or ".")
    if b'"format_version"' in content and b'"resource_changes"' in content:
        return State({}, read, plan=content, is_file=True)
    if kind_of(name, content) is None:
        raise InputError(
            f"`{named}`: neither a policy nor infrastructure: name a policy, a template, Terraform or a plan"
        )
    return State({name: content}, read, is_file=True)


def _of_folder(path: str) -> Iterator[tuple[str, bytes]]:
    for folder, names, files in os.walk(path):
        names[:] = sorted(set(names) - _SKIPPED)
        for name in sorted(files):
            location = os.path.join(folder, name)
            relative = encode_path(os.fsencode(os.path.relpath(location, path)))
            if os.path.islink(location) or not os.path.isfile(location) or not _may_be(relative):
                continue
            try:
                with open(location, "rb") as stream:
                    content = stream.read(LARGEST + 1)
            except OSError as error:
                raise InputError(f"{relative}: cannot be read: {error.strerror}") from None
            yield relative, content


def _of_revision(git: Git, commit: str) -> Iterator[tuple[str, bytes]]:
    rows = git.run("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")
    found = []
    for row in rows:
        header, _, path = row.partition(b"\t")
        name = encode_path(path)
        if header.startswith(b"100") and not _SKIPPED & set(name.split("/")) and _may_be(name):
            found.append((name, header.split(b" ")[2].decode()))
    for (name, _), content in zip(found, git.contents([each for _, each in found]), strict=True):
        if content is None:
            raise InputError(f"git lacks the object of `{name}`; run `git fetch --refetch`, or clone again")
        yield name, content


def _may_be(path: str) -> bool:
    """By its name: what could hold a policy or infrastructure."""
    return kind_of(path, b'{"Statement": [{"Effect": ""}], "AWSTemplateFormatVersion": ""}') is not None


def _checked(named: str, files: Iterator[tuple[str, bytes]]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    size = 0
    for path, content in files:
        if kind_of(path, content) is None:
            continue
        size += len(content)
        if len(content) > LARGEST or size > _MOST_BYTES:
            raise InputError(f"`{named}`: more than can be compared at once; name a folder of it")
        found[path] = content
    return found
