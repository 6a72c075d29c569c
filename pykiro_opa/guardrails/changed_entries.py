"""How the entries of the five lists differ in meaning between two versions."""

from __future__ import annotations

from ..events import canonical
from .entries import LISTS, compile_entries, matcher_of
from .problems import Problems

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    Entry = dict[str, Any]
    Difference = tuple[str, str, object, object]  # pointer, change, value before, value after

_STRENGTH = ("needs-approval", "deny")


def entry_changes(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """One difference for each thing matched whose protection is not what it was; both sides are valid."""
    return [
        ((now or was)[0]["pointer"], change, _written(old, was), _written(new, now))
        for change, was, now in entry_pairs(_compiled(old), _compiled(new))
    ]


def entry_pairs(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[str, list[Entry], list[Entry]]]:
    """The change, the old and the new entries of each thing matched whose protection is not what it was."""
    before, after = _by_meaning(old), _by_meaning(new)
    for meaning in {**before, **after}:
        was, now = before.get(meaning, []), after.get(meaning, [])
        change = _change(was, now)
        if change is not None:
            yield change, was, now


def _compiled(guardrails: dict[str, Any]) -> list[Entry]:
    entries = compile_entries(guardrails, "", Problems(""))
    return [entry for name in LISTS for entry in entries[name]]


def _by_meaning(entries: Sequence[Entry]) -> dict[bytes, list[Entry]]:
    found: dict[bytes, list[Entry]] = {}
    for entry in entries:
        found.setdefault(canonical(matcher_of(entry)), []).append(entry)
    return found


def _change(was: Sequence[Entry], now: Sequence[Entry]) -> str | None:
    if not all(_is_covered(entry, now) for entry in was):
        return "loosened"
    if not all(_is_covered(entry, was) for entry in now):
        return "tightened"
    return None


def _is_covered(entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether others protect at least as strongly, at every stage, with no exception more."""
    return all(any(_covers(other, entry, stage) for other in others) for stage in entry["stages"])


def _covers(other: Entry, entry: Entry, stage: str) -> bool:
    return (
        stage in other["stages"]
        and _STRENGTH.index(other["effect"]) >= _STRENGTH.index(entry["effect"])
        and set(other["except"]) <= set(entry["except"])
    )


def _written(guardrails: dict[str, Any], entries: Sequence[Entry]) -> object:
    """The entries as written, for their digest; None where there is none."""
    values = [_at(guardrails, entry["pointer"]) for entry in entries]
    return values[0] if len(values) == 1 else values or None


def _at(guardrails: dict[str, Any], pointer: str) -> object:
    _, _, effect, name, index = pointer.split("/")
    value: object = guardrails[effect][name][int(index)]
    return value
