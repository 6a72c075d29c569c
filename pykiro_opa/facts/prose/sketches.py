"""The code blocks that a spec plans: not those of rejected options, nor what a comment calls the wrong way."""

from __future__ import annotations

import re
from bisect import bisect_right

from . import sections
from .blocks import code_blocks, prose_lines
from .statements import HEADING, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_INTRODUCTION = 3  # lines above a block in which one may stand
_ASIDE = re.compile(r"`[^`]*`|\bwithout\b", re.IGNORECASE)
_COMMENT = re.compile(r"^\s*(?:#|//|--|/\*|<!--|\*)\s*(.*)")
_WRONG = re.compile(
    r"\u274c|\u2717|\b(?:bad|wrong|don'?t|do not|never|avoid|anti[- ]?pattern|incorrect|rejected)\b", re.IGNORECASE
)
_RIGHT = re.compile(r"\u2705|\u2713|\b(?:good|right|correct|better|do this|instead|preferred)\b", re.IGNORECASE)
_WRONG_BLOCK = re.compile(
    r"^\W*(?:\u274c\W*)?(?:bad|wrong|don'?t|do not do this|avoid|anti[- ]?pattern|incorrect|rejected|before|not like this)\b[^.]{0,40}$",
    re.IGNORECASE,
)


def planned_blocks(text: str) -> list[tuple[str, str, int]]:
    """As `code_blocks`; lines that are shown as the wrong way are blank."""
    blocks = code_blocks(text)
    if not blocks:
        return []
    above, introduced = headings_by_line(text), _introductions(text)
    return [
        (language, _without_wrong(code), line)
        for language, code, line in blocks
        if not sections.headings_forbid(above(line)) and not _is_rejected(introduced(line))
    ]


def headings_by_line(text: str) -> Callable[[int], tuple[str, ...]]:
    """The headings above a line, outermost first."""
    found: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    above: list[tuple[int, str]] = []
    for number, line in prose_lines(text):
        heading = HEADING.match(line)
        if heading:
            above = [*(one for one in above if one[0] < len(heading[1])), (len(heading[1]), heading[2])]
            found.append((number, tuple(title for _, title in above)))
    numbers = [number for number, _ in found]
    return lambda line: found[bisect_right(numbers, line) - 1][1]


def _introductions(text: str) -> Callable[[int], str]:
    """The nearest line of prose just above a block that begins at a line."""
    said = {number: line for number, line in prose_lines(text) if line.strip() and not HEADING.match(line)}

    def above(line: int) -> str:
        near = (said[number] for number in range(line - 2, line - 2 - _INTRODUCTION, -1) if number in said)
        # These forbid nothing: "the `Forbidden` errors go away with:", "so that it runs without a prompt:".
        return plain(_ASIDE.sub("", next(near, "")), keep_code=False)

    return above


def _is_rejected(introduction: str) -> bool:
    return _WRONG_BLOCK.match(introduction) is not None or sections.parent_forbids(introduction)


def _without_wrong(code: str) -> str:
    lines, is_wrong = [], False
    for line in code.split("\n"):
        comment = _COMMENT.match(line)
        if comment and _WRONG.search(comment[1]):
            is_wrong = not _RIGHT.match(comment[1])
        elif comment and _RIGHT.search(comment[1]):
            is_wrong = False
        lines.append("" if is_wrong else line)
    return "\n".join(lines)
