"""Hunks applied to a file: where they say, or where `git apply` and `patch` would find their place."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_MOST_FUZZ = 2  # lines of context at either end that `patch` does without


def both_sides(patched: Any, present: bytes | None) -> tuple[bytes, bytes, bool]:
    """The file before and after, and whether the hunks fit the one here; where they do not, what they show alone."""
    lines = split((present or b"").decode("latin-1"))
    bare_lines = _Bare(lines)
    result: list[str] = []
    done = 0
    for hunk in patched:
        old = [line.value for line in hunk if not line.is_added and line.line_type != "\\"]
        new = [line.value for line in hunk if not line.is_removed and line.line_type != "\\"]
        place = _place(bare_lines, old, new, hunk.source_start - 1 if old else hunk.source_start, done)
        if place is None:
            return (*_alone(patched), False)
        first, old, new = place
        result += [*lines[done:first], *new]
        done = first + len(old)
    result += lines[done:]
    return "".join(lines).encode("latin-1"), "".join(result).encode("latin-1"), True


def split(text: str) -> list[str]:
    """Lines as git counts them: a form feed, or the half of a letter that latin-1 takes for a line's end, ends none."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


class _Bare(dict[bool, list[str]]):
    """The lines of the file as `_bare` gives them, made when they are asked for."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__()
        self._lines = lines

    def __missing__(self, loose: bool) -> list[str]:
        self[loose] = [_bare(line, loose=loose) for line in self._lines]
        return self[loose]


def _place(
    bare_lines: _Bare, old: list[str], new: list[str], wanted: int, done: int
) -> tuple[int, list[str], list[str]] | None:
    """Where a hunk begins, with its lines as far as they are needed; the nearest place, the least fuzz."""
    for loose in (False, True):
        there = bare_lines[loose]
        for fuzz in range(_MOST_FUZZ + 1):
            head, tail = _context(old, new, fuzz)
            inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
            if fuzz and head == tail == 0:
                break
            bare = [_bare(line, loose=loose) for line in inner_old]
            for first in _around(wanted + head, done, len(there) - len(inner_old)):
                if bare[:1] in ([], there[first : first + 1]) and there[first : first + len(bare)] == bare:
                    return first, inner_old, inner_new
    return None


def _context(old: list[str], new: list[str], fuzz: int) -> tuple[int, int]:
    """How many lines of context to leave out at the head and at the tail."""
    head = tail = 0
    while head < min(fuzz, len(old), len(new)) and old[head] == new[head]:
        head += 1
    while tail < min(fuzz, len(old) - head, len(new) - head) and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _around(wanted: int, least: int, most: int) -> Iterator[int]:
    """The places between the two, nearest to the wanted one first."""
    wanted = min(max(wanted, least), most)
    for distance in range(max(most - wanted, wanted - least, 0) + 1):
        for place in dict.fromkeys((wanted + distance, wanted - distance)):
            if least <= place <= most:
                yield place


def _alone(patched: Any) -> tuple[bytes, bytes]:
    before = [line.value for hunk in patched for line in hunk if not line.is_added]
    after = [line.value for hunk in patched for line in hunk if not line.is_removed]
    return "".join(before).encode("latin-1"), "".join(after).encode("latin-1")


def _bare(line: str, *, loose: bool) -> str:
    """Without the line's end; `loose` takes any white space for any other, as `patch -l` does."""
    return " ".join(line.split()) if loose else line.rstrip("\r\n")
