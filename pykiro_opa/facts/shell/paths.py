"""Paths as shell text spells them, as repository paths."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN


def join(folder: str, path: str) -> str:
    """The path from a folder ("" is the repository's root): a repository path, absolute, or UNKNOWN.

    `~` stays as it is, at the head of what counts as absolute.
    """
    if UNKNOWN in path:
        return UNKNOWN
    if path.startswith(("/", "~")):
        return os.path.normpath(path) if path != "~" else path
    if folder == UNKNOWN:
        return UNKNOWN
    if folder.startswith(("/", "~")):
        return os.path.normpath(os.path.join(folder, path))
    plain = os.path.normpath(os.path.join(folder, path))
    return "" if plain == "." else plain
