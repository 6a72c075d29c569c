"""Functions that take a part off a text or put another in its place, where that is constant."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.values import NOTHING, Listing, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Arguments, Member, Values

_LONGEST = 300  # of a text or pattern
_MOST_REPEATS = 2  # of a pattern that is tried: more may take forever
_REPEATS = "*+{"


def replaced(arguments: Arguments, _member: Member) -> Values:
    """`re.sub(PATTERN, NEW, TEXT)`, where trying it takes no time."""
    import re

    given = [arguments.at(place, name) for place, name in enumerate(("pattern", "repl", "string"))]
    if any(len(values) != 1 or not isinstance(values[0], str) for values in given[:2]):
        return NOTHING
    pattern, new = texts(given[0])[0], texts(given[1])[0]
    if len(pattern) > _LONGEST or sum(pattern.count(letter) for letter in _REPEATS) > _MOST_REPEATS or ")*" in pattern:
        return NOTHING
    try:
        return tuple(
            UNKNOWN if UNKNOWN in one + pattern + new or len(one) > _LONGEST else re.sub(pattern, new, one)
            for one in texts(given[2])
        )
    except (re.error, IndexError):
        return NOTHING


def without_ending(arguments: Arguments, _member: Member) -> Values:
    """`os.path.splitext(PATH)`."""
    from posixpath import splitext

    return (
        tuple(
            Listing([(one,) for one in splitext(path)]) for path in texts(arguments.at(0, "p")) if UNKNOWN not in path
        )
        or NOTHING
    )
