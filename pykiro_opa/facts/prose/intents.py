"""Named actions that a text plans or forbids."""

from __future__ import annotations

from ...events import sha256
from . import sections
from .diagrams import labels
from .patterns import Index
from .phrases import mentions
from .polarity import forbids
from .statements import statements
from .tables import headed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ...events import Fact
    from .statements import Statement

_LONGEST_EVIDENCE = 200


def intents(path: str, text: str, actions: Mapping[str, Mapping[str, Any]]) -> list[Fact]:
    """One fact for each action that a statement names; one that it both plans and forbids is planned."""
    index = Index({name: action["phrases"] for name, action in actions.items()})
    return [
        fact_of(path, statement, name, polarity)
        for statement in (*statements(text), *labels(text))
        for name, phrases in index.worth(f"{statement.text} {_antecedent(statement)}").items()
        for polarity in _polarity(statement, phrases)
    ]


def _antecedent(statement: Statement) -> str:
    """What a pronoun in the statement may stand for."""
    return statement.before or " ".join(statement.parents[-1:])


def _polarity(statement: Statement, phrases: Sequence[Mapping[str, Any]]) -> list[str]:
    around = " ".join((*statement.headings[-1:], *statement.parents))
    found = list(mentions(statement.text, phrases, around, _antecedent(statement)))
    if found:
        return ["forbids" if all(forbids_in(statement, *one) for one in found) else "plans"]
    under = [start for start, text, length in headed(statement) if _is_in_header(text, length, phrases)]
    if under:
        return ["forbids" if all(sections.forbid(statement, start) for start in under) else "plans"]
    return []


def _is_in_header(text: str, length: int, phrases: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the header of a cell says what is done with the thing in it."""
    return any(start < length and not forbids(text, start, end, first) for start, end, first in mentions(text, phrases))


def forbids_in(statement: Statement, start: int, end: int | None = None, first: int | None = None) -> bool:
    """Whether a statement forbids what its word at `start` names, by itself or by what it stands under."""
    return sections.forbid(statement, start) or forbids(statement.text, start, end, first)


def fact_of(path: str, statement: Statement, action: str, polarity: str) -> Fact:
    """The intent of a statement; `action` is a named action, or the ARN of what is changed."""
    return {
        "action": action,
        "polarity": polarity,
        "source": sha256(statement.text.lower().encode("utf-8", "replace")),
        "text": statement.text[:_LONGEST_EVIDENCE],
        "at": {"path": path, "line": statement.line},
    }
