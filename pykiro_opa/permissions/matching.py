"""One pattern against one word, and one pattern within another.

The alphabet has no end, so a letter that no pattern names always exists. Hence a pattern whose only wildcard is `*`
lies within another exactly if that one matches it with a fresh letter for each star: what ate the fresh letter was a
star, and would eat anything. Nobody's pattern may cost more than its length: a star that is followed by another stops at
the first place where what stands between them fits, and never tries again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

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
    is_wild,
    literal_start,
)  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_FRESH_OF = str.maketrans({"*": FRESH, "?": FRESH_ONE, STAR_PART: FRESH_PART, ONE_PART: FRESH_ONE_PART,
                           STAR_NAME: FRESH_NAME})  # fmt: skip
_STARS = {"*": ".", STAR_PART: "[^:]", STAR_NAME: "[^:/]"}
_ONES = {"?": ".", ONE_PART: "[^:]"}
# A fresh letter stands for texts of any length and content; only what surely eats all of them may match it.
_SURE_STARS = {
    "*": ".",
    STAR_PART: f"[^:{FRESH}{FRESH_ONE}]",
    STAR_NAME: f"[^:/{FRESH}{FRESH_PART}{FRESH_ONE}{FRESH_ONE_PART}]",
}
_SURE_ONES = {
    "?": f"[^{FRESH}{FRESH_PART}{FRESH_NAME}]",
    ONE_PART: f"[^:{FRESH}{FRESH_PART}{FRESH_NAME}{FRESH_ONE}]",
}
# A star that stops short may have to give back what one before it, that does not, has left out; few of these are tried.
_MOST_RETRIED = 3


def matches(pattern: str, word: str) -> bool:
    """Whether the pattern matches the word, every letter of which is just a letter."""
    if pattern in ("*", word):
        return True
    if pattern[:1] != ANY_CASE and not word.startswith(literal_start(pattern)):
        return False
    return _expression(pattern, container=False).fullmatch(word) is not None


def matched(pattern: str, words: Sequence[str]) -> list[int]:
    """The places of those words that the pattern matches, where it names no unknown case (ANY_CASE)."""
    fits = _expression(pattern, container=False).fullmatch
    return [at for at, word in enumerate(words) if fits(word)]


# A pattern of several services is asked about the same words in each of them.
@lru_cache(maxsize=1 << 12)
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
    elif outer[:1] != ANY_CASE and not inner.startswith(literal_start(outer)):
        return False
    return _expression(outer, container=True).fullmatch(inner.translate(_FRESH_OF)) is not None


@lru_cache(maxsize=1 << 14)
def _expression(pattern: str, *, container: bool) -> re.Pattern[str]:
    stars, ones = (_SURE_STARS, _SURE_ONES) if container else (_STARS, _ONES)
    flags = re.DOTALL
    if pattern[:1] == ANY_CASE:
        pattern, flags = pattern[1:], re.DOTALL | re.IGNORECASE
    pieces = [""]
    found: list[str] = []
    for letter in pattern:
        if letter in stars:
            found.append(letter)
            pieces.append("")
        else:
            pieces[-1] += ones.get(letter) or re.escape(letter)
    if not found:
        return re.compile(pieces[0], flags)
    tries_again = _tries_again(found)
    whole = pieces[0]
    for star, piece in zip(found[:-1], pieces[1:-1], strict=True):
        whole += f"{stars[star]}*{piece}" if tries_again else f"(?>{stars[star]}*?{piece})"
    return re.compile(f"{whole}{stars[found[-1]]}*{pieces[-1]}", flags)


def _tries_again(found: list[str]) -> bool:
    """Whether a narrow star follows a wide one, so that the first place where the wide one may stop is not the best."""
    is_mixed = any(left == "*" and right != "*" for left, right in pairwise(found))
    return is_mixed and len(found) <= _MOST_RETRIED
