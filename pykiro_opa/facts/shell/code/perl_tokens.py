"""A program of Perl as tokens: texts, names, and what stands between them."""

from __future__ import annotations

import re

from ....values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TEXT, QUOTED, WORDS, NAME, READ, WORD, SIGN, CHANGE = (
    "text",
    "quoted",
    "words",
    "name",
    "read",
    "word",
    "sign",
    "change",
)
_CLOSING = {"(": ")", "{": "}", "[": "]", "<": ">"}
_TOKENS = re.compile(
    r"\s+|(?<!\S)#[^\n]*"
    r"|(?P<text>\"(?:[^\"\\]|\\.)*\")|(?P<quoted>'(?:[^'\\]|\\.)*')"
    r"|(?P<change>=~\s*s(?P<mark>[/|,!#])(?:(?!(?P=mark))[^\\\n]|\\.)*(?P=mark)(?:(?!(?P=mark))[^\\\n]|\\.)*(?P=mark)[a-z]*)"
    r"|(?P<name>\$\^\w|\$#?\{?\^?\w+(?:::\w+)*\}?(?:->)?(?:\{\s*[\"']?\w+[\"']?\s*\}|\[-?\w+\])?|@\{?\w+\}?|%\w+(?=\s*[=,)]))"
    r"|(?P<read><(?:\w*|\$\w+)>)|(?P<files><[\w./*?\[\]{},-]+>)"
    r"|(?P<word>\w+(?:::\w+)*)|(?P<sign>=>|->|=~|\.=|\|\||&&|//|[=!<>]=|>>|\S)",
    re.DOTALL,
)


class Token(Value):
    """`kind` is one of those above; the text of a quoted one is what stands between its quotes."""

    __slots__ = ("kind", "text")

    kind: str
    text: str

    def __init__(self, kind: str, text: str) -> None:
        self._set(kind=kind, text=text)


def tokens(code: str) -> list[Token]:
    return list(_tokens(code))


def _tokens(code: str) -> Iterator[Token]:
    place = 0
    while place < len(code):
        found = _TOKENS.match(code, place)
        if found is None:
            return
        place = found.end()
        kind = found.lastgroup or ""
        if kind == "mark":
            kind = CHANGE
        if kind == WORD and found["word"] in ("q", "qq", "qw") and code[place : place + 1].strip():
            text, place = _between(code, place)
            yield Token({"q": QUOTED, "qq": TEXT, "qw": WORDS}[found["word"]], text)
        elif kind == "files":
            yield Token(QUOTED, found["files"][1:-1])
        elif kind in (TEXT, QUOTED):
            yield Token(kind, found[0][1:-1])
        elif kind:
            yield Token(kind, found[kind])


def _between(code: str, place: int) -> tuple[str, int]:
    """What stands between a mark and the one that closes it, and where that ends."""
    opening = code[place]
    closing = _CLOSING.get(opening, opening)
    depth = 0
    for end in range(place, len(code)):
        letter = code[end]
        if letter == closing and (depth == 1 or closing == opening) and end > place:
            return code[place + 1 : end], end + 1
        depth += (letter == opening) - (letter == closing)
    return code[place + 1 :], len(code)


def closings(given: Sequence[Token]) -> dict[int, int]:
    """For each bracket the place behind the one that closes it."""
    found: dict[int, int] = {}
    waiting: list[int] = []
    for place, token in enumerate(given):
        if token.kind == SIGN and token.text in ("(", "{", "["):
            waiting.append(place)
        elif token.kind == SIGN and token.text in (")", "}", "]") and waiting:
            found[waiting.pop()] = place + 1
    return found


def next_ends(given: Sequence[Token], closed: dict[int, int], ends: frozenset[str]) -> list[int]:
    """For each place the next end or comma that stands in no bracket that opens behind it."""
    found = [len(given)] * (len(given) + 1)
    for place in range(len(given) - 1, -1, -1):
        if given[place].text in ends or given[place].text in (",", "=>"):
            found[place] = place
        else:
            found[place] = found[closed.get(place, len(given) if given[place].text in ("(", "{", "[") else place + 1)]
    return found
