"""Patterns of file names in the words of a command, as the files of the workspace that they match now."""

from __future__ import annotations

import os

from ....catalogue.programs import UNKNOWN
from ..syntax.words import PATTERN, Word, is_pattern

_MOST = 8  # names that one pattern is written out as
_LONGEST = 1_000  # of a pattern; a longer one stays as it is
_OUTSIDE = ("/", "~", "..")
_MOST_HIDDEN = 3  # segments that may name hidden folders


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


def without_options(path: str, options: frozenset[str]) -> list[str]:
    """A pattern as patterns that mean without the options `dotglob` and `nocaseglob` what it means with them."""
    segments = path.split("/")
    if "nocaseglob" in options:
        segments = [in_any_case(segment) if is_pattern(segment) else segment for segment in segments]
    hiding = [place for place, segment in enumerate(segments) if segment[:1] in PATTERN and is_pattern(segment)]
    if "dotglob" not in options or not hiding:
        return ["/".join(segments)]
    from itertools import combinations

    return [
        "/".join("." + one if place in hidden else one for place, one in enumerate(segments))
        for count in range(min(len(hiding), _MOST_HIDDEN) + 1)
        for hidden in combinations(hiding[:_MOST_HIDDEN], count)
    ]


def in_any_case(segment: str) -> str:
    if "[" in segment:
        return "*"  # wider than it is
    return "".join(f"[{letter.lower()}{letter.upper()}]" if letter.isalpha() else letter for letter in segment)


def _matching(pattern: str, folder: str) -> list[str]:
    from glob import iglob
    from itertools import islice

    if len(pattern) > _LONGEST or UNKNOWN in pattern or "\0" in pattern or pattern.startswith(_OUTSIDE):
        return []
    return sorted(islice(iglob(pattern, root_dir=folder), _MOST + 1))
