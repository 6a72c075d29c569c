"""The working tree against HEAD, untracked files and all; what `evaluate` judges when nothing is named."""

from __future__ import annotations

import os

from ..changes import MODE_SUBMODULE, MODE_SYMLINK, Change, FileChange, encode_path, repository_of
from ..errors import InputError
from ._diff import changed_files, content_on_disk
from ._git import Git
from ._reading import from_disk, guardrails_of_git, rules_of_git

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OPTION = (None, None, "The working tree against HEAD.")
STAGE = "commit"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:  # noqa: ARG001 - one signature
    root, start = repository_of(folder)
    if not os.path.lexists(os.path.join(root, ".git")):
        raise InputError(f"`{folder}` is not in a git repository; name a change, for example `--command TEXT`")
    git = Git(root)
    head = git.head()
    return Change(
        STAGE,
        "git",
        root=root,
        start=start,
        files=_files(git, head),
        read=from_disk(root),
        judged_by=guardrails_of_git(git, head) if head else None,
        rules=rules_of_git(git, head) if head else None,
        context={"base": head} if head else {},
    )


def _files(git: Git, head: str | None) -> tuple[FileChange, ...]:
    changed = changed_files(git, head or git.nothing(), on_disk=True)
    known = {file.path for file in changed}
    hidden = [file for file in _hidden(git) if file.path not in known]
    return (*changed, *_untracked(git), *hidden)


def _hidden(git: Git) -> list[FileChange]:
    """Files that the index says to look away from (assume-unchanged, skip-worktree) and that are not as they were.

    One that a sparse checkout leaves out is not there, and no change.
    """
    tagged = [row for row in git.run("ls-files", "-z", "-v").split(b"\0") if row and not row.startswith(b"H ")]
    marked = [row[2:] for row in tagged if row[:1].islower() or row.startswith(b"S ")]
    there = [path for path in marked if os.path.lexists(os.path.join(os.fsencode(git.root), path))]
    before = git.contents([f":{os.fsdecode(path)}" for path in there])
    found = []
    for path, content in zip(there, before, strict=True):
        file = _added(git, path)
        if file.after != content:
            found.append(FileChange(file.path, mode=file.mode, before=content, after=file.after))
    return found


def _untracked(git: Git) -> list[FileChange]:
    listed = git.run("ls-files", "-z", "--others", "--exclude-standard").split(b"\0")
    return [_added(git, path) for path in listed if path]


def _added(git: Git, path: bytes) -> FileChange:
    location = os.path.join(os.fsencode(git.root), path)
    if path.endswith(b"/"):  # a repository inside this one
        return FileChange(encode_path(path.rstrip(b"/")), mode=MODE_SUBMODULE, after=b"Subproject commit unknown\n")
    mode = MODE_SYMLINK if os.path.islink(location) else "100755" if os.access(location, os.X_OK) else "100644"
    return FileChange(encode_path(path), mode=mode, after=content_on_disk(git, path, mode))
