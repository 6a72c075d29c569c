"""Exact questions about patterns: whether some word is matched by these and not by those, and which.

The alphabet has no end, so a letter that no pattern names always exists. Hence a pattern whose only wildcard is `*`
lies within others exactly if one of them matches it with a fresh letter for each star: what ate the fresh letter was a
star, and would eat anything. Everything else (`?`, several patterns at once, stars that stop at `:`) is decided by
walking the automata of all patterns together.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .automata import automaton
from .meeting import meeting
from .symbols import (
    ANY_CASE,
    FRESH,
    FRESH_NAME,
    FRESH_ONE,
    FRESH_ONE_PART,
    FRESH_PART,
    ONE_PART,
    STAR_NAME,
    STAR_PART,
    has_unknown,
    is_wild,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .automata import Automaton

    Patterns = tuple[str, ...]

_FRESH_OF = str.maketrans({"*": FRESH, "?": FRESH_ONE, STAR_PART: FRESH_PART, ONE_PART: FRESH_ONE_PART,
                           STAR_NAME: FRESH_NAME})  # fmt: skip
_AS_WORD = {
    "*": ".*",
    "?": ".",
    STAR_PART: "[^:]*",
    ONE_PART: "[^:]",
    STAR_NAME: "[^:/]*",
}
# A fresh letter stands for texts of any length and content; only what surely eats all of them may match it.
_AS_CONTAINER = {
    "*": ".*",
    "?": f"[^{FRESH}{FRESH_PART}{FRESH_NAME}]",
    STAR_PART: f"[^:{FRESH}{FRESH_ONE}]*",
    ONE_PART: f"[^:{FRESH}{FRESH_PART}{FRESH_NAME}{FRESH_ONE}]",
    STAR_NAME: f"[^:/{FRESH}{FRESH_PART}{FRESH_ONE}{FRESH_ONE_PART}]*",
}
_WILD = frozenset(("*", "?", STAR_PART, ONE_PART, STAR_NAME))
_ONE_LETTER = str.maketrans({"?": FRESH, STAR_PART: FRESH, ONE_PART: FRESH, STAR_NAME: FRESH})
_MOST_STATES = 20_000
_MOST_SHARED = 400


class TooHardError(Exception):
    """More states than a decision may take; whoever asks must assume the worse answer."""


def matches(pattern: str, word: str) -> bool:
    """Whether the pattern matches the word, every letter of which is just a letter."""
    if pattern in ("*", word):
        return True
    return _expression(pattern, container=False).fullmatch(word) is not None


def contains(outer: str, inner: str) -> bool:
    """Whether `outer` surely matches all that `inner` matches; exact unless `?` or a bounded star is among them."""
    if outer in ("*", inner):
        return True
    if not is_wild(outer) and outer[:1] != ANY_CASE:
        return False
    if inner[:1] == ANY_CASE:
        if outer[:1] != ANY_CASE:
            return False
        inner = inner[1:]
    elif outer[:1] != ANY_CASE and not inner.startswith(outer[: _first_wild(outer)]):
        return False
    return _expression(outer, container=True).fullmatch(inner.translate(_FRESH_OF)) is not None


def _first_wild(pattern: str) -> int:
    if pattern.isascii():
        star, mark = pattern.find("*"), pattern.find("?")
        return star if mark < 0 else mark if star < 0 else min(star, mark)
    return next(at for at, letter in enumerate(pattern) if is_wild(letter))


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
    return _walk(groups, near)


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
        others = kept + groups[at + 1 :]
        if not any(all(any(contains(outer, inner) for outer in group) for inner in other) for other in others):
            kept.append(group)
    return kept or groups[-1:]


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
    if met is not None:
        return not met.is_empty()
    try:
        return find(((one,), (other,)), ()) is not None
    except TooHardError:
        return True


@lru_cache(maxsize=1 << 14)
def _expression(pattern: str, *, container: bool) -> re.Pattern[str]:
    parts = _AS_CONTAINER if container else _AS_WORD
    flags = re.DOTALL
    if pattern[:1] == ANY_CASE:
        pattern, flags = pattern[1:], re.DOTALL | re.IGNORECASE
    return re.compile("".join(parts.get(letter) or re.escape(letter) for letter in pattern), flags)


def _walk(groups: list[Patterns], excluded: Patterns) -> str | None:
    """Breadth first over the states of all automata together, so the word is among the shortest."""
    wanted = [automaton(group) for group in groups]
    unwanted = automaton(excluded)
    letters = {FRESH}.union(unwanted.letters, *(one.letters for one in wanted))
    start = (*(one.start for one in wanted), unwanted.start)
    came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None] = {start: None}
    queue = [start]
    for state in queue:
        if not state[-1] & unwanted.accepting and all(
            part & one.accepting for part, one in zip(state, wanted, strict=False)
        ):
            return "".join(reversed(list(_letters(came, state))))
        for letter in sorted(_leading(wanted, state, letters)):
            after = (*(one.step(part, letter) for part, one in zip(state, wanted, strict=False)),
                     unwanted.step(state[-1], letter))  # fmt: skip
            if after in came or not all(after[:-1]) or unwanted.is_sink(after[-1]):
                continue
            came[after] = (state, letter)
            queue.append(after)
        if len(queue) > _MOST_STATES:
            raise TooHardError
    return None


def _leading(wanted: list[Automaton], state: tuple[int, ...], letters: set[str]) -> set[str]:
    for part, one in zip(state, wanted, strict=False):
        offered = one.offers(part)
        if offered is not None:
            letters = letters & offered
    return letters


def _letters(came: dict[tuple[int, ...], tuple[tuple[int, ...], str] | None], state: tuple[int, ...]) -> Iterator[str]:
    step = came[state]
    while step is not None:
        yield step[1]
        step = came[step[0]]
