"""Diagrams (Mermaid, PlantUML, drawn with signs) as the labels they bear.

A label that the diagram itself answers with a refusal plans nothing and is left out.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MESSAGE = re.compile(
    r"^\s*([\w. ]+?|\"[^\"]+\")\s*(<?[-.=~o*x()\[\]|\\/]*[->]{1,}[-.=>x)+]*)\s*([\w. ]+?|\"[^\"]+\")\s*:\s*(.+)$"
)
_BRACKETS = re.compile(r"\[+\(?\"?([^\[\]{}|]+?)\"?\)?\]+|\(+\[?\"?([^\[\](){}|]+?)\"?\]?\)+|\|([^|]+)\||\{+\"?([^{}]+?)\"?\}+"
                       r"|\blabel\s*=\s*\"([^\"]+)\"|--\s+([^->|\[\](){}]+?)\s+--[->]")  # fmt: skip
_LEADING = re.compile(
    r"^\s*(?:note\s+(?:over|left of|right of)\s+[^:]+|state\s+\S+|activity)\s*:\s*(.+)$|^\s*:(.+);\s*$", re.IGNORECASE
)
_SKIPPED = re.compile(
    r"^\s*(?:%%|'|//|alt\b|else\b|opt\b|loop\b|if\b|elseif\b|critical\b|break\b|title\b|participant\b|actor\b|style\b|classDef\b|@)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\u2500-\u257f\u2190-\u21ff\u25a0-\u25ff]|-{2,}>?|<-+|={2,}>?|[-=]>|\+-|-\+")
_PARTS = re.compile(r"[\u2500-\u257f\u2190-\u21ff\u25a0-\u25ff|]+|\+?-{2,}[>+]?|<-+|={2,}>?|[-=]>|\s{3,}")
_REFUSAL = re.compile(
    r"\b(?:denied|AccessDenied|reject(?:s|ed)?|refused?|forbidden|blocked?|40[13]|prohibited|not allowed|unauthori[sz]ed)\b",
    re.IGNORECASE,
)


def is_drawn(code: str) -> bool:
    """Whether a text may be a picture made of signs."""
    return _SIGNS.search(code) is not None


def drawn(lines: list[str]) -> Iterator[tuple[int, str]]:
    """(number of the line from 0, label) of a diagram in a language for them."""
    for number, line in enumerate(lines):
        if _SKIPPED.match(line) or _REFUSAL.search(line):
            continue
        message = _MESSAGE.match(line)
        leading = _LEADING.match(line)
        if message:
            if not _is_refused(message, lines[number + 1 :]):
                yield number, message[4]
        elif leading:
            yield number, leading[1] or leading[2]
        else:
            for match in _BRACKETS.finditer(line):
                yield number, re.sub(r"<br\s*/?>|\\n", " ", next(part for part in match.groups() if part))


def _is_refused(message: re.Match[str], following: list[str]) -> bool:
    """Whether the answer to a message, as the next line that goes back, refuses it."""
    for line in following:
        answer = _MESSAGE.match(line)
        if answer:
            goes_back = answer[3].strip() == message[1].strip() and answer[1].strip() == message[3].strip()
            return goes_back and _REFUSAL.search(answer[4]) is not None
    return False


def boxes(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Texts between signs; those of neighbouring lines that begin in the same column of a box are one."""
    growing: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        parts = dict(_parts(line))
        for start in [one for one in growing if one not in parts]:
            yield growing.pop(start)
        for start, text in parts.items():
            first, said = growing.get(start, (number, ""))
            growing[start] = (first, f"{said} {text}".strip())
    yield from growing.values()


def _parts(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in [*_PARTS.finditer(line), None]:
        end = match.start() if match else len(line)
        text = line[start:end].strip()
        if any(letter.isalpha() for letter in text):
            yield start + len(line[start:end]) - len(line[start:end].lstrip()), text
        start = match.end() if match else end
