"""Code spans that a statement plans: neither forbidden nor only told of."""

from __future__ import annotations

import re

from .intents import forbids_in
from .statements import Statement, statements

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_A_ROW = re.compile(r"\W*(?:(?:and|then|do)\s+)?", re.IGNORECASE)
_LONG = 2_000
_REACH = 400


def planned_spans(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, int]]:
    """(what the first group of `pattern` matches, line) of each match in a statement that plans it."""
    for statement in statements(text, keep_code=True):
        for match in pattern.finditer(statement.text):
            # Behind "and" or a comma it is one of several, and what is said of the first is said of it.
            first = (
                match.start(1) - 1
                if _IN_A_ROW.fullmatch(match[0], 0, match.start(1) - 1 - match.start())
                else match.start()
            )
            near, start = _near(statement, first)
            if not forbids_in(near, start, start + match.end() - first):
                yield match[1], statement.line


def _near(statement: Statement, start: int) -> tuple[Statement, int]:
    """The statement, or of a very long one the part that may say something about its word at `start`."""
    first = max(0, start - _REACH) if len(statement.text) > _LONG else 0
    if not first:
        return statement, start
    part = statement.text[first : start + _REACH]
    return Statement(part, statement.line, statement.headings, is_task=statement.is_task), start - first
