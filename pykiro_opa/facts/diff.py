"""Which lines a change adds: never fewer than were added, and on ordinary edits the ones a person would name."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Block = tuple[int, list[str]]

_SMALL = 4_000_000  # product of line counts up to which the exact comparison is worth its time


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
    return [(start + first + 1, middle_new[first:last]) for first, last in _merged(_spans(middle_old, middle_new))]


def _common(one: list[str], other: list[str]) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _spans(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """Half-open spans of added lines in `new`."""
    if len(old) * len(new) > _SMALL:
        yield from _anchored(old, new)
        return
    import difflib

    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag in ("insert", "replace"):
            yield first, last


def _anchored(old: list[str], new: list[str]) -> Iterator[tuple[int, int]]:
    """For large inputs: lines unique on both sides, in the longest common order, are unchanged (patience diff).

    Lines next to such an anchor that are equal on both sides are unchanged too; everything else counts as added.
    """
    places_old = _unique(old)
    pairs = [(places_old[line], place) for line, place in _unique(new).items() if line in places_old]
    pairs.sort(key=lambda pair: pair[1])
    kept = bytearray(len(new))
    low_old = low_new = 0
    for at_old, at_new in [*_increasing(pairs), (len(old), len(new))]:
        left_old, left_new = at_old - 1, at_new - 1
        while left_old >= low_old and left_new >= low_new and old[left_old] == new[left_new]:
            kept[left_new] = 1
            left_old, left_new = left_old - 1, left_new - 1
        right_old, right_new = at_old, at_new
        while right_old < len(old) and right_new < len(new) and old[right_old] == new[right_new]:
            kept[right_new] = 1
            right_old, right_new = right_old + 1, right_new + 1
        low_old, low_new = max(low_old, right_old), max(low_new, right_new)
    first = None
    for place, keep in enumerate([*kept, 1]):
        if not keep and first is None:
            first = place
        elif keep and first is not None:
            yield first, place
            first = None


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
