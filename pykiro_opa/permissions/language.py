"""Exact questions about patterns: whether some word is matched by these and not by those, and which.

What several patterns have in common is a union of patterns (`meeting`); each of them lies within an excluded one, or a
guess of a word shows that it does not. Only what neither settles is left to the automata.
"""

from __future__ import annotations

from functools import lru_cache

from .automata import TooHardError, walk
from .matching import contains, matches
from .meeting import meeting
from .symbols import ANY_CASE, FRESH, ONE_PART, STAR_NAME, STAR_PART, has_unknown, is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .automata import Patterns

__all__ = ["TooHardError", "apart", "contains", "find", "matches", "overlaps"]

_WILD = frozenset(("*", "?", STAR_PART, ONE_PART, STAR_NAME))
_ONE_LETTER = str.maketrans({"?": FRESH, STAR_PART: FRESH, ONE_PART: FRESH, STAR_NAME: FRESH})
_MOST_SHARED = 400
_MOST_COMPARED = 4_000
# Letters of all patterns that are walked together.
_LARGEST = 6_000


@lru_cache(maxsize=1 << 15)
def find(required: tuple[Patterns, ...], excluded: Patterns) -> str | None:
    """A word that some pattern of every group of `required` matches and none of `excluded`, None where there is none.

    Raises TooHardError.
    """
    groups = _narrowed(required)
    hard = False
    for pattern in _shared(groups[0], groups[1:]):
        if pattern is None:
            hard = True
            break
        if any(contains(outer, pattern) for outer in excluded):
            continue
        for word in _guesses(pattern):
            if all(any(matches(one, word) for one in group) for group in groups) and not any(
                matches(one, word) for one in excluded
            ):
                return word
        hard = True
    else:
        if not hard:
            return None
    first = groups[0]
    near = excluded if len(first) > 1 else tuple(outer for outer in excluded if not apart(first[0], outer))
    if sum(len(pattern) for group in (*groups, near) for pattern in group) > _LARGEST:
        raise TooHardError
    return walk(groups, near)


def _shared(first: Patterns, others: Sequence[Patterns]) -> Iterator[str | None]:
    """Patterns of what is in every group, one by one; None where that is too hard to list, or they are too many."""
    seen: set[str] = set()
    left = _MOST_SHARED
    for pattern in first:
        for shared in _shared_with(pattern, others):
            left -= 1
            if shared is None or left == 0:
                yield None
                return
            if shared not in seen:
                seen.add(shared)
                yield shared


def _shared_with(pattern: str, others: Sequence[Patterns]) -> Iterator[str | None]:
    if not others:
        yield pattern
        return
    for other in others[0]:
        if apart(pattern, other):
            continue
        met = meeting(pattern, other)
        if met is None:
            if ANY_CASE not in pattern + other:
                raise TooHardError
            yield None
            return
        for shared in met.patterns():
            yield from _shared_with(shared, others[1:])


def _guesses(pattern: str) -> Iterator[str]:
    """Words of the pattern of which one is likely to be in no other pattern that does not contain it."""
    if pattern[:1] == ANY_CASE:
        yield pattern[1:]
        return
    if not is_wild(pattern):
        yield pattern
        return
    named = pattern.translate(_ONE_LETTER)
    yield named.replace("*", FRESH)
    if "*" in named:
        yield named.replace("*", f"{FRESH}:{FRESH}/{FRESH}")
        yield named.replace("*", "")


def _narrowed(required: tuple[Patterns, ...]) -> list[Patterns]:
    """The groups without those that every word of another is in."""
    groups = [group for group in dict.fromkeys(required) if "*" not in group] or [("*",)]
    kept: list[Patterns] = []
    for at, group in enumerate(groups):
        if not any(_is_within(other, group) for other in (*kept, *groups[at + 1 :])):
            kept.append(group)
    return kept or groups[-1:]


def _is_within(inner: Patterns, outer: Patterns) -> bool:
    """Whether each pattern lies within one of the others; False where that is too much to look at."""
    if len(inner) * len(outer) > _MOST_COMPARED:
        return False
    return all(any(contains(one, other) for one in outer) for other in inner)


def apart(one: str, other: str) -> bool:
    """Whether literal beginnings or ends, or the services of two ARNs, alone tell that no word matches both."""
    if one[:1] == ANY_CASE or other[:1] == ANY_CASE:
        return False
    for first, second in ((one, other), (one[::-1], other[::-1])):
        for left, right in zip(first, second, strict=False):
            if left in _WILD or right in _WILD:
                break
            if left != right:
                return True
    services = _service(one), _service(other)
    return services[0] != services[1] and None not in services


@lru_cache(maxsize=1 << 14)
def _service(pattern: str) -> str | None:
    """The service of an ARN's pattern, None where it is none or a wildcard may reach there."""
    parts = pattern.split(":", 3)
    head = "".join(parts[1:3])
    if len(parts) < 4 or parts[0] != "arn" or "*" in head or is_wild(parts[2]) or has_unknown(head):
        return None
    return parts[2]


@lru_cache(maxsize=1 << 15)
def overlaps(one: str, other: str) -> bool:
    """Whether some word matches both; True where that is too hard to tell."""
    if apart(one, other):
        return False
    met = meeting(one, other)
    return met is None or not met.is_empty()
