"""Texts of SQL into facts: each operation of each statement that changes or may change something."""

from __future__ import annotations

from ...events import sha256
from ...values import Value
from . import HOLE
from .splitting import split

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...events import Fact
    from . import Text

_LONGEST_EVIDENCE = 200
_MOST_STATEMENTS = 2_000
_MOST_PARSED = 200  # some 2 ms each; beyond that their words speak
_LONGEST_PARSED = 20_000


class Found(Value):
    """Statements as facts without ids, the last line of each, and what was too much to be read."""

    __slots__ = ("statements", "last_lines", "unresolved")

    statements: list[Fact]
    last_lines: list[int]
    unresolved: list[Fact]

    def __init__(self, statements: list[Fact], last_lines: list[int], unresolved: list[Fact]) -> None:
        self._set(statements=statements, last_lines=last_lines, unresolved=unresolved)

    @property
    def facts(self) -> dict[str, list[Fact]]:
        """By kind."""
        return {"statements": self.statements, "unresolved": self.unresolved}


def statements(path: str, texts: Iterable[Text]) -> Found:
    """The statements that change or may change something, of all these texts, one fact for each operation.

    They have `runs` where comments stand between the words alone: the text stands in the fact of the file, the command
    or the tool that holds it.
    """
    from . import wording

    found = Found([], [], [])
    read = 0
    for text in texts:
        for written in split(text.text):
            if not wording.may_name_a_change(written.text):
                continue
            read += 1
            line = text.line + written.line
            if read > _MOST_STATEMENTS:
                why = f"more than {_MOST_STATEMENTS} SQL statements; split the file"
                found.unresolved.append({"what": "size", "why": why, "at": {"path": path, "line": line}})
                return found
            parsed = read <= _MOST_PARSED and len(written.text) <= _LONGEST_PARSED
            for operation, subject, bounded in _operations(written.text, text.dialect if parsed else ""):
                fact: Fact = {
                    "operation": operation,
                    "object": None if subject is None or HOLE in subject else subject,
                    "bounded": bounded,
                    "source": sha256(" ".join(written.text.split()).lower().encode("utf-8", "replace")),
                    "runs": _without_comments(written.text, line),
                    "text": written.text[:_LONGEST_EVIDENCE],
                    "at": {"path": path, "line": line},
                }
                found.statements.append(fact)
                found.last_lines.append(line + written.text.count("\n"))
    return found


def _without_comments(text: str, line: int) -> list[Fact]:
    """What comments keep apart, as it is run: nothing where the text itself says it."""
    if "/*" not in text and "--" not in text:
        return []
    from ..runs import code_run

    return [code_run(_uncommented(text), line)]


def _uncommented(text: str) -> str:
    """A blank for each comment; one that is not closed stands, and its end is looked for only once."""
    import re

    comment, line = re.compile(r"/\*|--[^\n]*"), re.compile(r"--[^\n]*")
    kept, at = [], 0
    while found := comment.search(text, at):
        end = text.find("*/", found.end()) + 2 if found[0] == "/*" else found.end()
        if end < found.end():
            kept.append(text[at : found.end()])
            comment, at = line, found.end()
        else:
            kept += [text[at : found.start()], " "]
            at = end
    return "".join([*kept, text[at:]])


def _operations(text: str, dialect: str | None) -> Iterator[tuple[str, str | None, bool]]:
    """Each operation once, the order kept; an empty dialect asks for the words alone."""
    from . import wording

    words = wording.tokens(text)
    if not wording.may_change(words):
        return
    inner = [one for part in wording.inner_texts(words) for one in split(part)]
    operations = None
    if dialect != "" and wording.needs_structure(words):
        from . import reading

        operations = reading.operations(wording.executed(text), dialect)
    if operations is None:
        operations = wording.operations(words)
    seen = dict.fromkeys(operations)
    for one in inner:
        seen |= dict.fromkeys(_operations(one.text, dialect))
    yield from seen or {("unknown", None, False): None}
