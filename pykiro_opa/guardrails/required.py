"""What everything that a regex matches must hold: a literal that is looked for before the regex is tried.

RE2's syntax is read only as far as it is certain. Where it is not (flags inside, quotations, other escapes, alternatives
at the top) there is no literal, and the regex is tried on every text.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_INSENSITIVE = "(?i)"
_TOKEN = re.compile(
    r"""
      (?P<repeat> (?: [*+?] | \{[0-9]+(?:,[0-9]*)?\} ) \?? )
    | (?P<open>   \( (?: \?: | \?P?<[A-Za-z0-9_]+> | (?!\?) ) )
    | (?P<close>  \) )
    | (?P<either> \| )
    | (?P<letter> \\?[!"#%&',/:;<=>@`~-] | [0-9A-Za-z_\]}] | \\[$()*+.?[\\\]^{|}] )
    | (?P<other>  [.^$] | \\[dDwWsSbBAzafnrtv] | \[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\] | [^!-~] )
    """,
    re.VERBOSE | re.DOTALL,
)
_ALSO_ELSEWHERE = re.compile("[kKsS]")  # a case-insensitive match finds them outside of ASCII too


def required(regex: str) -> tuple[str, str]:
    """The literal as it stands in whatever matches, and in lower case; empty where there is none for certain.

    It is ASCII without white space, so that it stands in a text with its white space collapsed as well.
    """
    insensitive = regex.startswith(_INSENSITIVE)
    try:
        found = list(_literals(regex.removeprefix(_INSENSITIVE)))
    except ValueError:
        return "", ""
    if insensitive:
        return "", max((part for text in found for part in _ALSO_ELSEWHERE.split(text)), key=len).lower()
    literal = max(found, key=len)
    return literal, literal.lower()


def _literals(regex: str) -> Iterator[str]:
    """The stretches of letters that stand outside of groups, one at least. Raises ValueError for what is not certain."""
    run = ""
    depth = at = 0
    while at < len(regex):
        token = _TOKEN.match(regex, at)
        kind = token.lastgroup if token else None
        if token is None or (kind == "either" and not depth):
            raise ValueError(regex)
        at = token.end()
        if kind == "letter" and not depth:
            run += token[0][-1]
            continue
        if kind == "repeat":
            run = run if token[0].startswith("+") else run[:-1]
        depth += (kind == "open") - (kind == "close")
        yield run
        run = ""
    yield run
