"""Named actions that a text plans or forbids."""

from __future__ import annotations

from ...events import sha256
from . import sections
from .labels import labels
from .phrases import mentions
from .polarity import forbids
from .spelled_calls import with_calls
from .statements import statements
from .tables import SAID, headed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from ...events import Fact
    from .patterns import Index
    from .phrases import Mention
    from .statements import Statement

_LONGEST_EVIDENCE = 200
_FARTHEST = 2_000  # characters of an antecedent that are read
_MOST = 25  # mentions of an action in a statement whose part in it is read; of more, it is taken for planned


def intents(path: str, text: str, index: Index) -> list[Fact]:
    """One fact for each action that a statement names; one that it both plans and forbids is planned."""
    read: dict[tuple[Any, ...], list[tuple[str, str]]] = {}  # what is said again means the same again
    facts: list[Fact] = []
    for statement in (*map(with_calls, statements(text)), *labels(text)):
        said = statement.said
        if said not in read:
            worth = index.worth(_spoken(statement)).items()
            read[said] = [(name, polarity) for name, phrases in worth for polarity in _polarity(statement, phrases)]
        facts += (fact_of(path, statement, name, polarity) for name, polarity in read[said])
    return facts


def _spoken(statement: Statement) -> str:
    """All words that a phrase may be found in."""
    headers = " ".join(header for _, header in statement.columns)
    return f"{statement.text} {_antecedent(statement)} {headers} {' '.join(SAID)}"


def _antecedent(statement: Statement) -> str:
    """What a pronoun in the statement may stand for."""
    return (statement.before or " ".join(statement.parents[-1:]))[-_FARTHEST:]


def _polarity(statement: Statement, phrases: Sequence[Mapping[str, Any]]) -> list[str]:
    around = " ".join((*statement.headings[-1:], *(parent[-_FARTHEST:] for parent in statement.parents)))
    found = _distinct(mentions(statement.text, phrases, around, _antecedent(statement)))
    if len(found) > _MOST or any(not forbids_in(statement, *one) for one in found):
        return ["plans"]
    if found and not statement.columns:
        return ["forbids"]
    # A row may say by its headers what none of its cells says.
    under = [start for start, text, length in headed(statement) if _is_in_header(text, length, phrases)]
    if any(not sections.forbid(statement, start) for start in under):
        return ["plans"]
    return ["forbids"] if found or under else []


def _distinct(found: Iterator[Mention]) -> set[Mention]:
    """The first of them: one more than `_MOST`."""
    first: set[Mention] = set()
    for one in found:
        first.add(one)
        if len(first) > _MOST:
            break
    return first


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
