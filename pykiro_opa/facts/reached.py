"""Which files a path or a shell's pattern reaches: below folders, through patterns, and from outside into the workspace."""

from __future__ import annotations

import os

from ..changes import encode_path
from .shell.syntax.patterns import is_deep, is_of_files, passing
from .shell.syntax.patterns import regex as regex_of
from .shell.syntax.words import is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from ..changes import Change

_LONGEST_PATTERN = 1_000
# Nobody's guardrails speak of what lies beside the workspace; it is looked through as far as that takes no time.
_MOST_OUTSIDE = 5_000
# Folders of what tools have made or fetched: nobody guards a file in them, and they hold many.
_MADE = frozenset((
    ".cache", ".gradle", ".mypy_cache", ".next", ".nox", ".pytest_cache", ".ruff_cache", ".terraform", ".tox", ".venv",
    "__pycache__", "bower_components", "build", "coverage", "dist", "node_modules", "out", "target", "vendor", "venv",
))  # fmt: skip


class TooMuchError(Exception):
    """A command reaches more than is looked at."""


def bounded(number: int, most: int, what: str) -> None:
    """Raises TooMuchError."""
    if number > most:
        raise TooMuchError(f"the command touches more than {most} {what}; name fewer")


def leads_outside(path: str) -> bool:
    return path == ".." or path.startswith(("/", "~", "../"))


def from_outside(path: str, root: str, *, above: bool) -> list[str]:
    """What a path or pattern that starts outside means within the workspace: paths and patterns of it.

    `.` is the workspace itself, which, with `above`, also who names a folder above it means. Empty where it leads
    elsewhere.
    """
    if not root or len(path) > _LONGEST_PATTERN:
        return []
    given = _segments(os.path.normpath(os.path.join(encode_path(os.fsencode(root)), os.path.expanduser(path))))
    own = _segments(encode_path(os.path.realpath(os.fsencode(root))))
    found: dict[str, None] = {}
    ways, seen = [(0, 0)], set()
    while ways:
        way = at, depth = ways.pop()
        if way in seen:
            continue
        seen.add(way)
        if depth == len(own) or (at == len(given) and above):
            found["/".join(given[at:]) or "."] = None
        elif at == len(given):
            continue
        elif is_deep(given[at]):
            ways += [(at, depth + 1), (at + 1, depth)]
        elif _matches(given[at], own[depth]):
            ways.append((at + 1, depth + 1))
    return list(found)


def _segments(path: str) -> list[str]:
    return [segment for segment in path.split("/") if segment]


def _matches(segment: str, name: str) -> bool:
    return segment == name or (is_pattern(segment) and _regex(segment, deep=False).fullmatch(name) is not None)


class Walk:
    """Goes through folders for one text of commands: those of the workspace as far as they reach, others within bounds.

    Its iterators raise TooMuchError.
    """

    __slots__ = ("change", "_outside")

    def __init__(self, change: Change) -> None:
        self.change = change
        self._outside = 0

    def entries(self, folder: str) -> list[tuple[str, bool]]:
        if not leads_outside(folder):
            return self.change.entries("" if folder == "." else folder)
        if os.path.normpath(os.path.join(self.change.root, folder)) == os.path.normpath(self.change.root):
            return []  # it was gone through by its own name, which `from_outside` gave
        found = self.change.entries(folder)
        self._outside += 1 + len(found)
        bounded(self._outside, _MOST_OUTSIDE, "files outside the workspace")
        return found

    def below(self, folder: str) -> Iterator[str]:
        """The files below a folder, without those that tools made."""
        folders = [folder]
        if _is_made(folder):
            return
        while folders:
            for path, is_folder in self.entries(folders.pop()):
                if not is_folder:
                    yield path
                elif not _is_made(path):
                    folders.append(path)

    def matching(self, pattern: str, *, below: bool) -> Iterator[str]:
        """The files that a pattern matches, and, with `below`, those below the folders that it matches."""
        if len(pattern) > _LONGEST_PATTERN:  # self-protection looks at it without asking what it matches
            return
        segments = os.path.normpath(pattern).split("/")
        segments += ["*"] if is_deep(segments[-1]) else []
        fixed = next(place for place, segment in enumerate(segments) if is_pattern(segment))
        below = below and not is_of_files(segments[-1])
        deep = any(is_deep(one) for one in segments)
        regexes = [(_regex(passing(one), deep=deep), is_deep(one)) for one in segments[fixed:]]
        ways, seen = [("/".join(segments[:fixed]), 0)], set()
        while ways:
            way = folder, at = ways.pop()
            if way not in seen:
                seen.add(way)
                yield from self._step(folder, at, regexes, below, ways)

    def _step(
        self,
        folder: str,
        at: int,
        regexes: Sequence[tuple[re.Pattern[str], bool]],
        below: bool,
        ways: list[tuple[str, int]],
    ) -> Iterator[str]:
        """What the rest of a pattern matches in a folder; the folders in which to go on are added to `ways`."""
        (regex, goes_down), is_last = regexes[at], at + 1 == len(regexes)
        if goes_down and not is_last:
            ways.append((folder, at + 1))
        for path, is_folder in self.entries(folder):
            if not regex.fullmatch(path.rpartition("/")[2]):
                continue
            if is_last and not is_folder:
                yield path
            elif is_last and below:
                yield from self.below(path)
            elif is_folder and not is_last and not _is_made(path):
                ways.append((path, at if goes_down else at + 1))


def _is_made(folder: str) -> bool:
    return folder.rpartition("/")[2] in _MADE


def _regex(segment: str, *, deep: bool) -> re.Pattern[str]:
    """A shell's pattern of one name; `*` leaves hidden names out, but for those that `**` finds."""
    import re

    plain = regex_of(segment)
    return re.compile(plain if deep or segment.startswith(".") else rf"(?!\.){plain}")
