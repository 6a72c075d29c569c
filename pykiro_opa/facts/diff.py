"""Which lines a change adds: never fewer than were added, and on ordinary edits the ones a person would name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Block = tuple[int, list[str]]

_MOST_WORK = 6_000_000  # of the exact comparison, in equal pairs of lines looked at; what it cannot do, anchors do
_DEEPEST = 4


def added_blocks(before: str | None, after: str | None) -> list[Block]:
    """The contiguous blocks of added lines: (number of the first, counted from 1; the lines without line feeds).

    Blocks with an unchanged line between them are separate; what was removed between two added lines does not part
    them. A line that moved counts as added.
    """
    if after is None or after == before:
        return []
    new = after.split("\n")
    if new and not new[-1]:
        new.pop()
    if before is None:
        return [(1, new)] if new else []
    old = before.split("\n")
    if old and not old[-1]:
        old.pop()
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    if not middle_new:
        return []
    if not middle_old:
        return [(start + 1, middle_new)]
    return [
        (start + first + 1, middle_new[first:last])
        for first, last in _merged(_Comparison().spans(middle_old, middle_new))
    ]


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


class _Comparison:
    """The exact comparison (difflib's) where it is cheap, else anchors, and the exact one between them.

    With many equal lines the exact one takes the cube of the length.
    """

    def __init__(self) -> None:
        self._left = _MOST_WORK

    def spans(self, old: list[str], new: list[str], depth: int = 0) -> Iterator[tuple[int, int]]:
        """Half-open spans of added lines in `new`."""
        work = _equal_pairs(old, new) * min(len(old), len(new))
        if work <= self._left:
            self._left -= work
            yield from _exact(old, new)
        elif depth < _DEEPEST:
            yield from self._anchored(old, new, depth)
        elif new:
            yield 0, len(new)

    def _anchored(self, old: list[str], new: list[str], depth: int) -> Iterator[tuple[int, int]]:
        """Lines unique on both sides, in the longest common order, are unchanged (patience diff).

        So are the lines next to them that are equal on both sides.
        """
        places_old = _unique(old)
        pairs = [(places_old[line], place) for line, place in _unique(new).items() if line in places_old]
        pairs.sort(key=lambda pair: pair[1])
        low_old = low_new = 0
        anchors = _increasing(pairs)
        for at_old, at_new in [*anchors, (len(old), len(new))] if anchors else ():
            if at_old < low_old or at_new < low_new:  # behind what an earlier anchor took with it
                continue
            gap_old, gap_new = old[low_old:at_old], new[low_new:at_new]
            same = _common(gap_old[::-1], gap_new[::-1])
            gap_old, gap_new = gap_old[: len(gap_old) - same], gap_new[: len(gap_new) - same]
            for first, last in self.spans(gap_old, gap_new, depth + 1):
                yield low_new + first, low_new + last
            low_old, low_new = at_old, at_new
            while low_old < len(old) and low_new < len(new) and old[low_old] == new[low_new]:
                low_old, low_new = low_old + 1, low_new + 1
        if not anchors:
            yield 0, len(new)


def _equal_pairs(old: list[str], new: list[str]) -> int:
    counts: dict[str, int] = {}
    for line in old:
        counts[line] = counts.get(line, 0) + 1
    return sum(counts.get(line, 0) for line in new)


def _exact(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    if not old and new:
        yield 0, len(new)
    if not old or not new:
        return
    import difflib

    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag in ("insert", "replace"):
            yield first, last


def _unique(lines: list[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for place, line in enumerate(lines):
        counts[line] = -1 if line in counts else place
    return {line: place for line, place in counts.items() if place >= 0}


def _increasing(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides (patience sorting)."""
    from bisect import bisect_left

    tops: list[int] = []
    ends: list[int] = []
    previous = [-1] * len(pairs)
    for index, (at_old, _) in enumerate(pairs):
        pile = bisect_left(tops, at_old)
        previous[index] = ends[pile - 1] if pile else -1
        if pile == len(tops):
            tops.append(at_old)
            ends.append(index)
        else:
            tops[pile], ends[pile] = at_old, index
    chain: list[tuple[int, int]] = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for first, last in spans:
        if merged and merged[-1][1] == first:
            merged[-1] = (merged[-1][0], last)
        else:
            merged.append((first, last))
    return merged
