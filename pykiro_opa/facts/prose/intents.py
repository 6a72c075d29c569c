"""Named actions that a text plans or forbids."""

from __future__ import annotations

from ...events import sha256
from . import sections
from .phrases import mentions
from .polarity import forbids
from .statements import labels, statements
from .tables import headed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ...events import Fact
    from .statements import Statement

_LONGEST_EVIDENCE = 200


def intents(path: str, text: str, actions: Mapping[str, Mapping[str, Any]]) -> list[Fact]:
    """One fact for each action that a statement names; one that it both plans and forbids is planned."""
    return [
        _fact(path, statement, name, polarity)
        for statement in (*statements(text), *labels(text))
        for name, action in actions.items()
        for polarity in _polarity(statement, action)
    ]


def _polarity(statement: Statement, action: Mapping[str, Any]) -> list[str]:
    around = " ".join((*statement.headings[-1:], *statement.parents))
    before = statement.before or " ".join(statement.parents[-1:])
    found = list(mentions(statement.text, action["phrases"], around, before))
    if found:
        return ["forbids" if all(forbids_in(statement, start, end) for start, end in found) else "plans"]
    under = [start for start, text, length in headed(statement) if _is_in_header(text, length, action)]
    if under:
        return ["forbids" if all(sections.forbid(statement, start) for start in under) else "plans"]
    return []


def _is_in_header(text: str, length: int, action: Mapping[str, Any]) -> bool:
    """Whether the header of a cell says what is done with the thing in it."""
    return any(start < length and not forbids(text, start, end) for start, end in mentions(text, action["phrases"]))


def forbids_in(statement: Statement, start: int, end: int | None = None) -> bool:
    """Whether a statement forbids what its word at `start` names, by itself or by what it stands under."""
    return sections.forbid(statement, start) or forbids(statement.text, start, end)


def _fact(path: str, statement: Statement, action: str, polarity: str) -> Fact:
    return {
        "action": action,
        "polarity": polarity,
        "source": sha256(statement.text.lower().encode("utf-8", "replace")),
        "text": statement.text[:_LONGEST_EVIDENCE],
        "at": {"path": path, "line": statement.line},
    }
