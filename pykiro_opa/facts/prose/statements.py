"""Markdown as statements: one sentence, bullet, heading or table cell each, with the line it starts on."""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right

from ...values import Value
from ..text import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# A fence of Markdown, behind which a line is no prose; and all that anybody may take for one, whose lines may be code.
_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})\s*([\w+-]*)")
_ANY_FENCE = re.compile(r"^(?:[\s>]|[-*+]\s|\d+[.)]\s)*(`{3,}|~{3,})\s*(\{?\.?[\w+-]*)")
_QUOTE = re.compile(r"^(?:\s{0,3}>\s?)+")
_TEXT_FENCES = ("text", "txt", "plain", "plaintext", "md", "markdown")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*)$")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d+(?:\.\d+)*[.)]?)\s+(.*)$")
_TASK = re.compile(r"^\[[ xX~-]\]\\?\*?\s*(.*)$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(`])")
_LONGEST = 2_000
_OVERLAP = 200  # more than a verb reaches in `phrases` and `polarity`
_SPACE = re.compile(r"\s+")


class Statement(Value):
    """`text` has its white space collapsed and its emphasis marks removed; `headings` are those above, outermost first.

    `is_task` says that it is an item of a task list, which an agent carries out wherever it stands.
    """

    __slots__ = ("text", "line", "headings", "is_task")

    text: str
    line: int
    headings: tuple[str, ...]
    is_task: bool

    def __init__(self, text: str, line: int, headings: tuple[str, ...], *, is_task: bool) -> None:
        self._set(text=text, line=line, headings=headings, is_task=is_task)


def statements(text: str, *, keep_code: bool = False) -> Iterator[Statement]:
    """The statements of a Markdown text outside its code blocks; `keep_code` leaves the marks of code spans."""
    headings: list[tuple[int, str]] = []
    block: list[tuple[int, str]] = []
    for number, line in _prose_lines(visible(text)):
        heading = _HEADING.match(line)
        if heading:
            yield from _sentences(block, headings, keep_code)
            block = []
            level, title = len(heading[1]), heading[2].rstrip("#").rstrip()
            headings = [one for one in headings if one[0] < level]
            yield from _sentences([(number, title)], headings, keep_code)
            headings.append((level, title))
        elif not line.strip():
            yield from _sentences(block, headings, keep_code)
            block = []
        elif line.lstrip().startswith("|"):
            yield from _sentences(block, headings, keep_code)
            block = []
            yield from _cells(number, line, headings, keep_code)
        else:
            if _BULLET.match(line):
                yield from _sentences(block, headings, keep_code)
                block = []
            block.append((number, line))
    yield from _sentences(block, headings, keep_code)


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


def _code(lines: list[str]) -> str:
    """Without the marks of a quotation and without common indentation."""
    return textwrap.dedent("\n".join(_QUOTE.sub("", line) for line in lines))


def _prose_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines, blank where they are code; what a fence calls text is read, and so is what a fence never closes."""
    lines = text.split("\n")
    code = _code_lines(lines)
    for number, line in enumerate(lines, 1):
        yield number, "" if number in code else line


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


def _sentences(block: list[tuple[int, str]], headings: list[tuple[int, str]], keep_code: bool) -> Iterator[Statement]:
    """A paragraph or bullet, cut where a sentence ends; each sentence knows the line its first word stands on."""
    if not block:
        return
    first_line, first = block[0]
    bullet = _BULLET.match(first)
    first = bullet[1] if bullet else first
    task = _TASK.match(first)
    lines = [(first_line, task[1] if task else first), *block[1:]]
    starts: list[int] = []
    words: list[str] = []
    length = 0
    for _, line in lines:
        plain = _plain(line, keep_code)
        starts.append(length + (1 if length else 0))
        if plain:
            words.append(plain)
            length = starts[-1] + len(plain)
    above = tuple(title for _, title in headings)
    offset = 0
    for sentence in _SENTENCE_END.split(" ".join(words)):
        for start, piece in _pieces(sentence):
            line_number = lines[bisect_right(starts, offset + start) - 1][0]
            yield Statement(piece, line_number, above, is_task=task is not None)
        offset += len(sentence) + 1


def _pieces(sentence: str) -> Iterator[tuple[int, str]]:
    """A sentence, in overlapping pieces with where they start if nobody would call it one: each is read many times."""
    for start in range(0, max(1, len(sentence) - _OVERLAP), _LONGEST - _OVERLAP):
        piece = sentence[start : start + _LONGEST].strip()
        if piece:
            yield start, piece


def _cells(number: int, line: str, headings: list[tuple[int, str]], keep_code: bool) -> Iterator[Statement]:
    """A table row is read whole: who and what stand in cells of their own."""
    cells = [_plain(cell, keep_code) for cell in line.strip().strip("|").split("|")]
    text = " ".join(cell for cell in cells if cell and set(cell) - set("-: "))
    for _, piece in _pieces(text):
        yield Statement(piece, number, tuple(title for _, title in headings), is_task=False)


def _plain(line: str, keep_code: bool) -> str:
    """Without emphasis and code marks; quotes, arrows and links keep their words, character references are read."""
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", line.lstrip("> "))
    text = re.sub(r"\*\*|__" if keep_code else r"\*\*|__|`", "", text)
    if "&" in text:
        import html

        text = visible(html.unescape(text))
    return _SPACE.sub(" ", text).strip()
