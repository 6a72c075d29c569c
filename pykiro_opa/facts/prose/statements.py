"""Markdown as statements: one sentence, bullet, heading, table row or label of a diagram each, with the line it starts on."""

from __future__ import annotations

import re
from bisect import bisect_right

from ...values import Value
from ..text import visible
from .blocks import prose_lines

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*)$")
_BULLET = re.compile(r"^(\s*)(?:[-*+]|\d+(?:\.\d+)*[.)]?)\s+(.*)$")
_TASK = re.compile(r"^\[[ xX~-]\]\\?\*?\s*(?:\d+(?:\.\d+)*[.)]?\s+)?(.*)$")
_DEFINITION = re.compile(r"^\s{0,3}:\s+(.*)$")
_RULE = re.compile(r"^[\s|:+-]*-[\s|:+-]*$")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"'(`])")
_LONGEST = 2_000
_OVERLAP = 200  # more than a verb reaches in `phrases` and `polarity`
_SPACE = re.compile(r"\s+")

Block = list[tuple[int, str]]


class Statement(Value):
    """`text` has its white space collapsed and its emphasis marks removed; `headings` are those above, outermost first.

    `is_task` says that it is an item of a task list, which an agent carries out wherever it stands. `parents` are the
    items and the introduction that it is listed under, outermost first; `before` is what was said just before it.
    `columns` are a table row's: where the text of each begins, and its header.
    """

    __slots__ = ("text", "line", "headings", "is_task", "parents", "before", "columns")

    text: str
    line: int
    headings: tuple[str, ...]
    is_task: bool
    parents: tuple[str, ...]
    before: str
    columns: tuple[tuple[int, str], ...]

    def __init__(
        self,
        text: str,
        line: int,
        headings: tuple[str, ...],
        *,
        is_task: bool,
        parents: tuple[str, ...] = (),
        before: str = "",
        columns: tuple[tuple[int, str], ...] = (),
    ) -> None:
        self._set(text=text, line=line, headings=headings, is_task=is_task, parents=parents, before=before,
                  columns=columns)  # fmt: skip

    @property
    def said(self) -> tuple[object, ...]:
        """All but the line: what its meaning depends on."""
        return self.text, self.headings, self.is_task, self.parents, self.before, self.columns


def statements(text: str, *, keep_code: bool = False) -> Iterator[Statement]:
    """The statements of a Markdown text outside its code blocks; `keep_code` leaves the marks of code spans."""
    reader = _Reader(keep_code=keep_code)
    for number, line in prose_lines(visible(text)):
        yield from reader.line(number, line)
    yield from reader.end()


class _Reader:
    """The state of one pass over the lines of a text."""

    def __init__(self, *, keep_code: bool) -> None:
        self.keep_code = keep_code
        self.headings: list[tuple[int, str]] = []
        self.block: Block = []
        self.header: list[str] | None = None
        # What says what the columns hold says no more where a rule follows.
        self.first_row: tuple[Statement, ...] = ()
        self.listed: list[tuple[int, str]] = []  # the items above, with their indentation; an introduction has -1

    def line(self, number: int, line: str) -> Iterator[Statement]:
        heading = HEADING.match(line)
        is_row = line.lstrip().startswith("|")
        begins = self.block if is_row else _BULLET.match(line) or _DEFINITION.match(line)
        if heading or begins or not line.strip():
            yield from self.end()
        elif not is_row:
            yield from self._first_row()
        if not is_row and (heading or line.strip()):
            self.header = None
        if heading:
            level, title = len(heading[1]), heading[2].rstrip("#").rstrip()
            self.headings = [one for one in self.headings if one[0] < level]
            self.listed = []
            yield from self._sentences([(number, title)], ())
            self.headings.append((level, title))
        elif is_row:
            yield from self._row(number, line)
        elif line.strip():
            self.block.append((number, line))

    def end(self) -> Iterator[Statement]:
        """The block of lines so far."""
        yield from self._first_row()
        block, self.block = self.block, []
        if not block:
            return
        bullet = _BULLET.match(block[0][1])
        if bullet:
            indent = len(bullet[1].expandtabs(4))
            self.listed = [one for one in self.listed if one[0] < indent]
            parents = self._parents()
            self.listed.append((indent, self._joined(block)))
        elif _DEFINITION.match(block[0][1]) or (self.listed and block[0][1].startswith(("  ", "\t"))):
            parents = self._parents()
        else:
            parents = ()
            self.listed = [(-1, self._joined(block))]
        yield from self._sentences(block, parents)

    def _parents(self) -> tuple[str, ...]:
        return tuple(text for indent, text in self.listed if indent >= 0 or text.endswith(":"))

    def _joined(self, block: Block) -> str:
        lines, _ = _unmarked(block)
        return " ".join(plain(line, keep_code=self.keep_code) for _, line in lines).strip()

    def _sentences(self, block: Block, parents: tuple[str, ...]) -> Iterator[Statement]:
        """A paragraph or bullet, cut where a sentence ends; each sentence knows the line its first word stands on."""
        lines, is_task = _unmarked(block)
        starts: list[int] = []
        words: list[str] = []
        length = 0
        for _, line in lines:
            said = plain(line, keep_code=self.keep_code)
            starts.append(length + (1 if length else 0))
            if said:
                words.append(said)
                length = starts[-1] + len(said)
        above = tuple(title for _, title in self.headings)
        offset, before = 0, ""
        for sentence in _SENTENCE_END.split(" ".join(words)):
            for start, piece in _pieces(sentence):
                number = lines[bisect_right(starts, offset + start) - 1][0]
                yield Statement(piece, number, above, is_task=is_task, parents=parents, before=before)
            offset += len(sentence) + 1
            before = sentence

    def _row(self, number: int, line: str) -> Iterator[Statement]:
        """A table row is read whole: who and what stand in cells of their own."""
        cells = [plain(cell, keep_code=self.keep_code) for cell in line.strip().strip("|").split("|")]
        if _RULE.match(line):
            self.first_row = ()
            return
        yield from self._first_row()
        if self.header is None:
            self.header = cells
            self.first_row = tuple(self._cells(number, cells))
        else:
            yield from self._cells(number, cells)

    def _first_row(self) -> Iterator[Statement]:
        first, self.first_row = self.first_row, ()
        yield from first

    def _cells(self, number: int, cells: list[str]) -> Iterator[Statement]:
        assert self.header is not None
        above = tuple(title for _, title in self.headings)
        columns: list[tuple[int, str]] = []
        text = ""
        for place, cell in enumerate(cells):
            if cell:
                text += " | " if text else ""
                columns.append((len(text), self.header[place] if place < len(self.header) else ""))
                text += cell
        told = tuple(columns) if self.header is not cells else ()
        parents = tuple(text for indent, text in self.listed if indent < 0 and text.endswith(":"))
        if len(text) <= _LONGEST:
            if text:
                yield Statement(text, number, above, is_task=False, parents=parents, columns=told)
            return
        for _, piece in _pieces(text):
            yield Statement(piece, number, above, is_task=False, parents=parents)


def _unmarked(block: Block) -> tuple[Block, bool]:
    """The lines without the mark of an item, and whether it is one of a task list."""
    number, first = block[0]
    bullet = _BULLET.match(first)
    first = bullet[2] if bullet else first
    definition = _DEFINITION.match(first)
    first = definition[1] if definition else first
    task = _TASK.match(first)
    return [(number, task[1] if task else first), *block[1:]], task is not None


def _pieces(sentence: str) -> Iterator[tuple[int, str]]:
    """A sentence, in overlapping pieces with where they start if nobody would call it one: each is read many times."""
    for start in range(0, max(1, len(sentence) - _OVERLAP), _LONGEST - _OVERLAP):
        piece = sentence[start : start + _LONGEST].strip()
        if piece:
            yield start, piece


def plain(line: str, *, keep_code: bool) -> str:
    """Without emphasis and code marks; quotes, arrows and links keep their words, character references are read."""
    text = re.sub(r"~~[^~]*~~", "", line) if "~~" in line else line  # what is struck out is not said
    text = re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", text.lstrip("> "))
    text = re.sub(r"\*\*|__" if keep_code else r"\*\*|__|`", "", text)
    if "&" in text:
        import html

        text = visible(html.unescape(text))
    return _SPACE.sub(" ", text).strip()
