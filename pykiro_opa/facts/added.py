"""Which lines of a text a change adds, and whether a fact stands on one of them."""

from __future__ import annotations

from bisect import bisect_right

from .diff import added_blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    Blocks = list[tuple[int, int]]


def blocks(before: str | None, after: str) -> Blocks:
    """Half-open spans of line numbers, in order."""
    return [(first, first + len(lines)) for first, lines in added_blocks(before, after)]


def touches(first: int, last: int, added: Blocks) -> bool:
    """Whether one of the lines from `first` to `last` is added."""
    place = bisect_right(added, last, key=lambda block: block[0])
    return place > 0 and first < added[place - 1][1]
