"""Paths as a command spells them in the folder it stands in, as paths of the repository."""

from __future__ import annotations

import os

from ....catalogue.programs import UNKNOWN
from ....changes import behind_links, encode_path
from .paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..syntax.scope import Scope


def repository_path(root: str, path: str) -> str | None:
    """A path as the repository's where it is below its root; None where it is not known."""
    if UNKNOWN in path:
        return None
    root = root.rstrip("/")
    if path.startswith("~/") and root:
        path = os.path.expanduser(path)
    if root and path.startswith("../"):
        named = os.path.normpath(f"{root}/{path}")
        return named[len(root) + 1 :] if named == root or named.startswith(root + "/") else path
    if root and (path == root or path.startswith(root + "/")):
        return path[len(root) + 1 :]
    return path


def place(root: str, cwd: str, path: str) -> str | None:
    """The encoded repository path. What is below an unknown folder may be below the root, and counts as that."""
    known = repository_path(root, join(cwd, path))
    if known is None and UNKNOWN in path:
        before, _, after = path.rpartition(UNKNOWN)
        head, slash, tail = after.partition("/")
        beginning = before.rpartition("/")[2].partition(UNKNOWN)[0]  # of the folder's own name: it is not the root
        known = os.path.normpath(tail) if slash and not head and tail and not beginning else None
    elif known is None:
        known = os.path.normpath(path)
    return None if known is None or "\0" in known else encode_path(os.fsencode(known)) or "."


def places(root: str, cwd: str, path: str, *, last: bool) -> list[str]:
    """All repository paths that a spelled one may mean, by its words and as the system goes; `last` as there."""
    known = place(root, cwd, path)
    return list(dict.fromkeys((known, *as_the_system_goes(root, cwd, path, last=last)))) if known else []


def places_from(root: str, scope: Scope, path: str, *, last: bool) -> list[str]:
    """As `places`, from each folder that the shell may stand in."""
    return list(dict.fromkeys(one for cwd in (scope.cwd, *scope.others) for one in places(root, cwd, path, last=last)))


def root_from(root: str, cwd: str) -> str:
    """The root as it is spelled from a folder of the workspace, `.` in itself and where the folder is not known."""
    if cwd in ("", ".", UNKNOWN) or UNKNOWN in cwd:
        return "."
    inside = not cwd.startswith(("/", "~", ".."))
    return root or "." if not inside or root else "/".join([".."] * (cwd.count("/") + 1))


def spelled_out(path: str, options: frozenset[str]) -> list[str]:
    """A pattern of bash, under its options, as patterns that mean the same everywhere."""
    if not options and "[" not in path and "(" not in path:
        return [path]
    from .globbing import plainly, without_options

    path = plainly(path)

    return without_options(path, options)


def as_the_system_goes(root: str, cwd: str, path: str, *, last: bool) -> tuple[str, ...]:
    """The path with `..` taken after links are followed, where the words alone would take it before.

    `last` as in `changes.behind_links`.
    """
    if ".." not in path.split("/") or UNKNOWN in path or UNKNOWN in cwd or not root:
        return ()
    spelled = path if path.startswith(("/", "~")) else f"{cwd or '.'}/{path}"
    if "\0" in spelled:
        return ()
    return (behind_links(root, encode_path(os.fsencode(spelled)), last=last),)


def plain(root: str, cwd: str, word: str) -> str:
    """An argument that spells a path of the workspace in a roundabout way, as that path."""
    roundabout = word.startswith(("./", "../", "/", "~/")) or any(part in word for part in ("/../", "/./", "//"))
    if not roundabout or word.rstrip("/") in (".", "..") or UNKNOWN in word or "://" in word:
        return word
    inside = repository_path(root, join(cwd, word))
    below = cwd and word.startswith("./")
    return word if not inside or inside.startswith(("/", "~", "..")) or below else inside
