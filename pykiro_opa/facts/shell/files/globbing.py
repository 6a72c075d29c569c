"""Patterns of file names in the words of a command, as the files of the workspace that they match now."""

from __future__ import annotations

import os

from ....catalogue.programs import UNKNOWN
from ..syntax.words import PATTERN, Word, is_pattern

_MOST = 8  # names that one pattern is written out as
_LONGEST = 1_000  # of a pattern; a longer one stays as it is
_OUTSIDE = ("/", "~", "..")
_MOST_MATCHES = 64  # names that are followed one by one
_MOST_WALKED = 10_000
_LEFT_OUT = (".git", "node_modules", ".venv")
_CLASSES = {
    "alnum": "A-Za-z0-9",
    "alpha": "A-Za-z",
    "digit": "0-9",
    "lower": "a-z",
    "upper": "A-Z",
    "word": "A-Za-z0-9_",
}
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


def matches(pattern: str, folder: str, root: str, made: list[str]) -> list[str] | None:
    """The names that a pattern matches now, files that are just made among them; None where they are too many."""
    if not root or len(pattern) > _LONGEST or pattern.startswith(_OUTSIDE) or folder == UNKNOWN or "\0" in pattern:
        return []
    plain = pattern.removeprefix("./")
    before = f"{folder}/" if folder else ""
    known = [name.removeprefix(before) for name in made if name.startswith(before)]
    known += (
        _below(os.path.join(root, folder))
        if "**" in plain
        else _matching(plain, os.path.join(root, folder), _MOST_MATCHES)
    )
    found = [name for name in dict.fromkeys(known) if _is_matched(name, plain)]
    return found if len(found) <= _MOST_MATCHES and len(known) < _MOST_WALKED else None


def _is_matched(name: str, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    if "**" not in pattern and name.count("/") != pattern.count("/"):
        return False
    return fnmatchcase(name, pattern.replace("**/", "*"))


def _below(folder: str) -> list[str]:
    """What lies in a folder and below, as far as it is looked through."""
    found: list[str] = []
    for place, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in _LEFT_OUT]
        found += (os.path.relpath(os.path.join(place, name), folder) for name in files)
        if len(found) >= _MOST_WALKED:
            break
    return found


def plainly(pattern: str) -> str:
    """A pattern without what bash alone knows: `[^a]`, classes of letters, and alternatives, as `*`; `!(a|b)` stays."""
    import re

    for name, letters in _CLASSES.items():
        pattern = pattern.replace(f"[:{name}:]", letters)
    return re.sub(r"[@+?*]\([^()]*\)", "*", pattern.replace("[^", "[!"))


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


def _matching(pattern: str, folder: str, most: int = _MOST) -> list[str]:
    from glob import iglob
    from itertools import islice

    if len(pattern) > _LONGEST or UNKNOWN in pattern or "\0" in pattern or pattern.startswith(_OUTSIDE):
        return []
    return sorted(islice(iglob(pattern, root_dir=folder), most + 1))
