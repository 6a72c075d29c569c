"""Paths as shell text spells them, as repository paths."""

from __future__ import annotations

import os

from ....catalogue.programs import UNKNOWN

_PROC = "/proc/"
_OWN = ("self", "thread-self")


def _behind_proc(path: str) -> str:
    """What `/proc/self/root/…` and `/proc/self/cwd/…` lead to."""
    _, _, process, name, *rest = [*path.split("/", 4), ""][:6]
    if (process in (*_OWN, UNKNOWN) or process.isdecimal()) and name in ("root", "cwd"):
        return ("/" if name == "root" else "./") + "".join(rest[:1])
    return path


MOST_CHARACTERS = 4096  # PATH_MAX of Linux: a thousand times `cd a` must not make each path longer than the last


def join(folder: str, path: str) -> str:
    """The path from a folder ("" is the repository's root): a repository path, absolute, or UNKNOWN.

    `~` stays as it is, at the head of what counts as absolute. What is longer than a path can be is UNKNOWN.
    """
    joined = _joined(folder, path)
    return joined if len(joined) <= MOST_CHARACTERS else UNKNOWN


def _joined(folder: str, path: str) -> str:
    if path.startswith(_PROC):
        path = _behind_proc(path)
    if UNKNOWN in path:
        return UNKNOWN
    if path.startswith("~/") and "/../" in f"{path}/":
        path = os.path.expanduser(path)
    if path.startswith(("/", "~")):
        return os.path.normpath(path) if path != "~" else path
    if folder == UNKNOWN:
        return UNKNOWN
    if folder.startswith(("/", "~")):
        return os.path.normpath(os.path.join(folder, path))
    plain = os.path.normpath(os.path.join(folder, path))
    return "" if plain == "." else plain
