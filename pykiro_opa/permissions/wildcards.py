"""The language of `*` and `?` in IAM actions and resources, for texts as they are written in a policy."""

from __future__ import annotations

from .language import TooHardError, find
from .language import overlaps as _overlap
from .symbols import Symbols

_SYMBOLS = Symbols()


def contains(outer: str, inner: str) -> bool:
    """Whether everything that `inner` matches is matched by `outer`; False where that is too hard to tell."""
    try:
        return find(((_pattern(inner),),), (_pattern(outer),)) is None
    except TooHardError:
        return False


def overlaps(one: str, other: str) -> bool:
    """Whether some word matches both; True where that is too hard to tell."""
    return _overlap(_pattern(one), _pattern(other))


def example(pattern: str) -> str:
    """A word that the pattern matches."""
    return pattern.replace("*", "example").replace("?", "x")


def _pattern(text: str) -> str:
    # Without policy variables no letter is ever added to the symbols.
    return _SYMBOLS.pattern(text, variables=False)
