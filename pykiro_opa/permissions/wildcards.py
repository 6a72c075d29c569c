"""The language of `*` and `?` in IAM actions and resources: containment and overlap.

Containment of one pattern in others is exact for `*`: write one fresh letter for each star of the inner pattern; it is
contained exactly if some outer pattern matches that word.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FRESH = "\ue010"


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    # A fresh letter stands for any number of letters, so `?` does not match it.
    first, *others = (
        "".join(f"[^{_FRESH}]" if letter == "?" else re.escape(letter) for letter in part)
        for part in pattern.split("*")
    )
    # What stands between two stars is taken where it first fits, for good: trying on would take a power of the length.
    middle = "".join(f"(?>.*?{part})" for part in others[:-1])
    return re.compile(first + middle + (f".*{others[-1]}" if others else ""), re.DOTALL)


def contains(outer: str, inner: str) -> bool:
    """Whether everything that `inner` matches is matched by `outer`. A `?` of `inner` counts as `*`."""
    if outer in ("*", inner):
        return True
    return _compiled(outer).fullmatch(inner.replace("*", _FRESH).replace("?", _FRESH)) is not None


def overlaps(one: str, other: str) -> bool:
    """Whether some word matches both; may say yes where only `?` could tell."""
    plain_one, plain_other = one.replace("?", "*"), other.replace("?", "*")
    if "*" not in plain_one:
        return _compiled(plain_other).fullmatch(plain_one) is not None
    if "*" not in plain_other:
        return _compiled(plain_one).fullmatch(plain_other) is not None
    heads = plain_one.partition("*")[0], plain_other.partition("*")[0]
    tails = plain_one.rpartition("*")[2], plain_other.rpartition("*")[2]
    return (heads[0].startswith(heads[1]) or heads[1].startswith(heads[0])) and (
        tails[0].endswith(tails[1]) or tails[1].endswith(tails[0])
    )


def example(pattern: str) -> str:
    """A word that the pattern matches."""
    return pattern.replace("*", "example").replace("?", "x")
