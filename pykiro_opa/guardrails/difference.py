"""How two compiled documents differ in meaning, in words: what was loosened, and what was tightened.

As `comparison` for two kiro.json files, for guardrails of which there is no source: those that come as a bundle. What
cannot be compared counts as loosened.
"""

from __future__ import annotations

from ..values import Value
from .changed_entries import entry_pairs
from .changed_settings import level_change
from .problems import shown
from .settings import BUILTIN_PERMISSIONS, EFFECT_LEVELS, LEVELS, PRODUCTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    Document = Mapping[str, Any]
    Entry = dict[str, Any]

_LISTED = ("actions", "resources", "files", "commands", "patterns")
_ALL_STAGES = 4
NOTHING = "nothing"


class Difference(Value):
    """One thing that is not what it was: `change` is loosened or tightened, `before` and `after` say what it was and is."""

    __slots__ = ("change", "subject", "before", "after")

    change: str
    subject: str
    before: str
    after: str

    def __init__(self, change: str, subject: str, before: str, after: str) -> None:
        self._set(change=change, subject=subject, before=before, after=after)


def differences(before: Document, after: Document) -> list[Difference]:
    """Every difference in meaning between two whole documents, loosened first, each kind in the order of its subjects.

    A setting that a document leaves open says nothing.
    """
    found = [*_entries(before, after), *_settings(before, after), *_production(before, after), *_rules(before, after)]
    return sorted(found, key=lambda one: (one.change, one.subject))


def set_difference(subject: str, was: Sequence[str], now: Sequence[str]) -> Iterator[Difference]:
    """One difference for each text that is in one of two lists alone; less is loosened."""
    for text in sorted({*was, *now}):
        if (text in was) != (text in now):
            change = "loosened" if text in was else "tightened"
            sides = (f"`{shown(text)}`", NOTHING) if text in was else (NOTHING, f"`{shown(text)}`")
            yield Difference(change, subject, *sides)


def _entries(before: Document, after: Document) -> Iterator[Difference]:
    for name in _LISTED:
        for change, was, now in entry_pairs(before["entries"][name], after["entries"][name]):
            match = (now or was)[0]["match"]
            yield Difference(change, f"{name} `{shown(match)}`", _protection(was), _protection(now))


def _protection(entries: Sequence[Entry]) -> str:
    return " and ".join(_one(entry) for entry in entries) or NOTHING


def _one(entry: Entry) -> str:
    stages = "" if len(entry["stages"]) == _ALL_STAGES else f" at {', '.join(sorted(entry['stages']))}"
    exceptions = ", ".join(f"`{shown(regex)}`" for regex in entry["except"])
    return f"{entry['effect']}{stages}{f', but not what matches {exceptions}' if exceptions else ''}"


def _settings(before: Document, after: Document) -> Iterator[Difference]:
    for name, levels in LEVELS.items():
        yield from _level(name, before["settings"][name], after["settings"][name], levels)
    was, now = before["settings"]["permissions"], after["settings"]["permissions"]
    for name in BUILTIN_PERMISSIONS:
        yield from _level(f"permissions.{name}", was[name], now[name], EFFECT_LEVELS)


def _level(subject: str, was: str | None, now: str | None, levels: tuple[str, ...]) -> Iterator[Difference]:
    change = level_change(was, now, levels)
    if change is not None:
        yield Difference(change, subject, was or NOTHING, now or NOTHING)


def _production(before: Document, after: Document) -> Iterator[Difference]:
    for name in PRODUCTION:
        yield from set_difference(f"production.{name}", before["production"][name], after["production"][name])


def _rules(before: Document, after: Document) -> Iterator[Difference]:
    """The rules that have to be there: another version of the library has others."""
    yield from set_difference("rule that has to be evaluated", before["rules"], after["rules"])
