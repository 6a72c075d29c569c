"""What two patterns have in common, as patterns: for wildcards that match any number of letters it is a finite union.

The patterns come one by one, those first whose wildcards stand against each other, because the first few answer most
questions.
"""

from __future__ import annotations

from functools import lru_cache

from .symbols import ANY_CASE, ONE_PART, STAR_NAME, STAR_PART

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    # A step: what both match, and where it leads in either pattern.
    _Step = tuple[str, int, int]

# Letters of one times letters of the other, and stars.
_LARGEST, _MOST_STARS = 250_000, 24
# Stars from the widest to the narrowest, and what the narrow ones do not match.
_STARS = {"*": "", STAR_PART: ":", STAR_NAME: ":/"}
_ONES = {"?": "", ONE_PART: ":"}


@lru_cache(maxsize=1 << 14)
def meeting(one: str, other: str) -> Meeting | None:
    """What both patterns match; None where they are matched without regard to case or too long to tell.

    Exact, but that a `?` met by a star that crosses no `/` still matches `/`.
    """
    if one[:1] == ANY_CASE or other[:1] == ANY_CASE or len(one) * len(other) > _LARGEST:
        return None
    if one.count("*") + other.count("*") > _MOST_STARS:
        return None
    return Meeting(one, other)


class Meeting:
    """The common words of two patterns."""

    __slots__ = ("_one", "_other", "_alive", "_steps")

    def __init__(self, one: str, other: str) -> None:
        self._one = one
        self._other = other
        self._alive: dict[tuple[int, int], bool] = {}
        self._steps: dict[tuple[int, int], list[_Step]] = {}

    def is_empty(self) -> bool:
        return not self._lives(0, 0)

    def patterns(self) -> Iterator[str]:
        """Patterns that together match all of it; one may come twice."""
        if not self.is_empty():
            yield from (_once(text) for text in self._patterns(0, 0))

    def _patterns(self, at: int, by: int) -> Iterator[str]:
        if self._ends(at, by):
            yield ""
            return
        for same, left, right in self._onward(at, by):
            if self._lives(left, right):
                for rest in self._patterns(left, right):
                    yield same + rest

    def _lives(self, at: int, by: int) -> bool:
        """Whether the rests of the patterns have a word in common."""
        if (at, by) not in self._alive:
            # A rest that is asked for while it is looked for adds nothing.
            self._alive[at, by] = self._ends(at, by)
            if not self._alive[at, by]:
                self._alive[at, by] = any(self._lives(left, right) for _, left, right in self._onward(at, by))
        return self._alive[at, by]

    def _ends(self, at: int, by: int) -> bool:
        """Whether one pattern is over and the other may be."""
        if at < len(self._one) and by < len(self._other):
            return False
        return all(letter in _STARS for letter in self._one[at:] + self._other[by:])

    def _onward(self, at: int, by: int) -> list[_Step]:
        if (at, by) not in self._steps:
            self._steps[at, by] = list(self._found_onward(at, by))
        return self._steps[at, by]

    def _found_onward(self, at: int, by: int) -> Iterator[_Step]:
        one, other, start = self._one, self._other, at
        while at < len(one) and by < len(other) and one[at] == other[by] and one[at] not in _STARS:
            at, by = at + 1, by + 1
        if at > start:
            yield one[start:at], at, by
            return
        if at == len(one) or by == len(other):
            return
        left, right = one[at], other[by]
        if left in _STARS and right in _STARS:
            narrow = left if len(_STARS[left]) >= len(_STARS[right]) else right
            yield narrow, at + 1, by
            yield narrow, at, by + 1
        elif left in _STARS:
            yield from ((same, at + gone, end) for same, gone, end in _eaten(left, one[at + 1 : at + 2], other, by))
        elif right in _STARS:
            yield from ((same, end, by + gone) for same, gone, end in _eaten(right, other[by + 1 : by + 2], one, at))
        else:
            taken = _both(left, right)
            if taken:
                yield taken, at + 1, by + 1


def _eaten(star: str, following: str, text: str, start: int) -> Iterator[tuple[str, int, int]]:
    """A star against letters: what it eats, whether it is over then, and where; it may stop before any letter."""
    end = start
    taken: list[str] = []
    while True:
        if end == len(text) or _may_follow(following, text[end]):
            yield "".join(taken), 1, end
        if end == len(text):
            return
        if text[end] in _STARS:
            yield "".join(taken), 0, end
            return
        eaten = _common(star, text[end])
        if not eaten:
            return
        taken.append(eaten)
        end += 1


def _may_follow(following: str, letter: str) -> bool:
    return following in (letter, "") or following in _STARS or following in _ONES or letter in _STARS or (
        letter in _ONES
    )  # fmt: skip


def _common(star: str, letter: str) -> str:
    """What a star and one letter (or `?`) have in common, "" for nothing."""
    refused = _STARS[star]
    if letter in _ONES:
        return ONE_PART if refused else letter
    return "" if letter in refused else letter


def _both(left: str, right: str) -> str:
    if left == right:
        return left
    if left in _ONES and right in _ONES:
        return ONE_PART
    for one, other in ((left, right), (right, left)):
        if one in _ONES:
            return "" if other in _ONES[one] else other
    return ""


def _once(text: str) -> str:
    """A run of stars as one of them, the widest."""
    parts: list[str] = []
    for letter in text:
        if letter in _STARS and parts and parts[-1] in _STARS:
            parts[-1] = min(parts[-1], letter, key=lambda star: len(_STARS[star]))
        else:
            parts.append(letter)
    return "".join(parts)
