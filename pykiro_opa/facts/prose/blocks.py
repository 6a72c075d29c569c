"""Code blocks of Markdown, and the lines that are none."""

from __future__ import annotations

import re
import textwrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A fence of Markdown, behind which a line is no prose; and all that anybody may take for one, whose lines may be code.
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})\s*([\w+-]*)")
_ANY_FENCE = re.compile(r"^(?:[\s>]|[-*+]\s|\d+[.)]\s)*(`{3,}|~{3,})\s*(\{?\.?[\w+-]*)")
_QUOTE = re.compile(r"^(?:\s{0,3}>\s?)+")
DIFFS = ("diff", "patch", "udiff")  # what fences call the difference of two texts
_TEXT_FENCES = ("text", "txt", "plain", "plaintext", "md", "markdown")


def code_blocks(text: str) -> list[tuple[str, str, int]]:
    """(language, code, number of its first line) of every fenced block."""
    found: list[tuple[str, str, int]] = []
    lines: list[str] = []
    fence, language, start = "", "", 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _ANY_FENCE.match(line)
        if not fence and match:
            fence, language, lines, start = match[1], match[2].lower(), [], number + 1
        elif fence and match and match[1][0] == fence[0] and len(match[1]) >= len(fence) and not match[2]:
            found.append((language, _code(lines), start))
            fence = ""
        elif fence:
            lines.append(line)
    if fence:
        found.append((language, _code(lines), start))
    return found


def prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines, blank where they are code; what a fence calls text is read, and so is what a fence never closes."""
    lines = text.split("\n")
    code = _code_lines(lines)
    for number, line in enumerate(lines, 1):
        yield number, "" if number in code else line


def _code(lines: list[str]) -> str:
    """Without the marks of a quotation and without common indentation."""
    return textwrap.dedent("\n".join(_QUOTE.sub("", line) for line in lines))


def _code_lines(lines: list[str]) -> frozenset[int]:
    code: list[int] = []
    block: list[int] = []
    fence, language = "", ""
    for number, line in enumerate(lines, 1):
        match = _FENCE.match(line)
        if not fence and match:
            fence, language, block = match[1], match[2].lower(), []
            code.append(number)
        elif fence and match and match[1][0] == fence[0] and len(match[1]) >= len(fence):
            fence = ""
            code.append(number)
            code += () if language in _TEXT_FENCES else block
        elif fence:
            block.append(number)
    return frozenset(code)
