"""The literals of code in any language, by their quotes alone: in time that grows with the text, whatever it holds."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_OPENING = re.compile(r'"""|\'\'\'|["\'`]|<<[-~]?(?P<tag>[A-Z]{2,})\b[^\n]*\n')
_ON_A_LINE = {quote: re.compile(rf"(?:[^{quote}\\\n]|\\.)*", re.DOTALL) for quote in ('"', "'")}


def literals(text: str) -> Iterator[tuple[int, int, str]]:
    """(where it opens, where its content starts, content) of each literal, in order.

    One of several lines that nothing closes goes to the end; one of a line that nothing closes is none.
    """
    at = 0
    unclosed = dict.fromkeys(_ON_A_LINE, 0)  # up to where no quote of this kind closes another
    while opening := _OPENING.search(text, at):
        start, first, quote = opening.start(), opening.end(), opening[0]
        if quote in unclosed:
            last = _ON_A_LINE[quote].match(text, first).end() if first > unclosed[quote] else -1  # type: ignore[union-attr]
            if last == -1 or text[last : last + 1] != quote:
                unclosed[quote] = max(unclosed[quote], last)
                at = first
                continue
            at = last + 1
        else:
            last, at = _end(text, first, quote, opening["tag"])
        yield start, first, text[first:last]


def _end(text: str, first: int, quote: str, tag: str | None) -> tuple[int, int]:
    """Where a literal of several lines ends, without and with what closes it."""
    if tag is not None:
        closing = re.compile(rf"\n[ \t]*{tag}\b").search(text, first - 1)
        return (max(first, closing.start()), closing.end()) if closing else (len(text), len(text))
    last = text.find(quote, first)
    return (last, last + len(quote)) if last != -1 else (len(text), len(text))
