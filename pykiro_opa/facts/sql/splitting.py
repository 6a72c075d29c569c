"""SQL text into statements: at semicolons outside quotation, at `GO` and `DELIMITER`, by the client's own lines."""

from __future__ import annotations

import re

from ...values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# What a semicolon inside does not end; a quotation that never ends reaches to the end of the text.
_PIECE = re.compile(
    r"""--[^\n]*|\#(?![>-])[^\n]*|/\*(?!!).*?(?:\*/|\Z)
      | '(?:[^'\\]|\\.|'')*(?:'|\Z)|"(?:[^"\\]|\\.|"")*(?:"|\Z)|`[^`]*(?:`|\Z)|\[[A-Za-z_][^\]\n]{0,127}\]
      | \$(?P<tag>(?:[A-Za-z_]\w*)?)\$.*?(?:\$(?P=tag)\$|\Z)
      | (?P<end>;|\\g(?:exec|desc|set)?\b|\\G|^[ \t]*(?:GO|DELIMITER[ \t]+\S+|/)[ \t]*$|^[ \t]*\\[^\n]*$)""",
    re.VERBOSE | re.DOTALL | re.MULTILINE | re.IGNORECASE,
)


class Written(Value):
    """One statement as it is written, without comments at its ends; `line` counts from 0."""

    __slots__ = ("text", "line")

    text: str
    line: int

    def __init__(self, text: str, line: int) -> None:
        self._set(text=text, line=line)


def split(text: str) -> Iterator[Written]:
    """The statements of a text, in order."""
    start, counted, line = 0, 0, 0
    for end, following in _ends(text):
        first = _first_word(text, start, end)
        written = text[first:end].rstrip()
        if written:
            line += text.count("\n", counted, first)
            counted = first
            yield Written(written, line)
        start = following


def _ends(text: str) -> Iterator[tuple[int, int]]:
    """Where a statement ends, and where the next one begins."""
    for piece in _PIECE.finditer(text):
        if piece["end"] is not None:
            yield piece.start(), piece.end()
    yield len(text), len(text)


def _first_word(text: str, start: int, end: int) -> int:
    """Where the first word stands that is no comment."""
    while start < end and (comment := _COMMENT.match(text, start, end)) is not None:
        start = comment.end()
    return start


_COMMENT = re.compile(r"\s+|--[^\n]*(?:\n|\Z)|#[^\n]*(?:\n|\Z)|/\*(?!!).*?(?:\*/|\Z)", re.DOTALL)
