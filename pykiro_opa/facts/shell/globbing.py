"""Patterns of file names in the words of a command, as the files of the workspace that they match now."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN
from .words import Word

_MOST = 8  # names that one pattern is written out as
_LONGEST = 1_000  # of a pattern; a longer one stays as it is
_OUTSIDE = ("/", "~", "..")


def expanded(argv: tuple[Word, ...], cwd: str, root: str) -> tuple[Word, ...]:
    """The words with the names in the place of patterns; none where nothing is matched, or more than anybody spells."""
    if not root or cwd == UNKNOWN or cwd.startswith(_OUTSIDE) or not any(word.is_pattern for word in argv[1:]):
        return ()
    found = [argv[0]]
    for word in argv[1:]:
        names = _matching(word.text, os.path.join(root, cwd)) if word.is_pattern else []
        found += [Word(name) for name in names] or [word]
        if len(names) > _MOST:
            return ()
    return tuple(found) if found != list(argv) else ()


def _matching(pattern: str, folder: str) -> list[str]:
    from glob import iglob
    from itertools import islice

    if len(pattern) > _LONGEST or UNKNOWN in pattern or "\0" in pattern or pattern.startswith(_OUTSIDE):
        return []
    return sorted(islice(iglob(pattern, root_dir=folder), _MOST + 1))
