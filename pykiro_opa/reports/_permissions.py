"""Permission findings as a reviewer reads them: who gains what, the worst first, patterns put together.

What stops a change is never cut: every action and every resource of it is there. What is only noticed is shortened.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    Finding = Mapping[str, Any]
    Fact = Mapping[str, Any]

PREFIX = "permissions/"
LEVELS = ("list", "read", "tagging", "write", "permissions-management")
_NAMES = {"list": "list", "read": "read", "tagging": "tagging", "write": "write",
          "permissions-management": "permissions management"}  # fmt: skip
_MOST_NOTICED = 4
_FEW = 4
_MOST_PLACES = 5


class Row:
    """Actions that are gained on some resources for one reason; `resources` and `places` have no order of their own."""

    __slots__ = ("actions", "resources", "why", "witness", "places")

    def __init__(self, fact: Fact) -> None:
        self.actions = list(fact["actions"])
        self.resources = [fact["resource"]]
        self.why = fact["why"]
        self.witness = fact["witness"]
        self.places = [fact["at"]]

    def join(self, other: Row) -> None:
        for name in ("actions", "resources", "places"):
            mine = getattr(self, name)
            mine += [one for one in getattr(other, name) if one not in mine]


class Gains:
    """Findings that say the same of one principal, as rows; `heading` says who and what."""

    __slots__ = ("finding", "heading", "rows", "rank")

    def __init__(self, finding: Finding, heading: str) -> None:
        self.finding = finding
        self.heading = heading
        self.rows: list[Row] = []
        self.rank = 0

    @property
    def is_noticed(self) -> bool:
        return str(self.finding["effect"]) == "notice"


def is_permission(finding: Finding) -> bool:
    return str(finding["rule"]).startswith(PREFIX)


def gains(findings: Iterable[Finding], facts: Iterable[Fact]) -> list[Gains]:
    """The permission findings, put together; those whose fact is not there are left to the ordinary display."""
    by_id = {fact.get("id"): fact for fact in facts}
    found: dict[tuple[str, ...], Gains] = {}
    for finding in findings:
        fact = by_id.get(finding["subject"][3])
        if fact is None:
            continue
        heading = _heading(finding, fact)
        key = (*(str(finding[field]) for field in ("effect", "rule", "origin", "guardrail")), heading)
        group = found.setdefault(key, Gains(finding, short(heading)))
        group.rows.append(Row(fact))
        group.rank = max(group.rank, LEVELS.index(fact["level"]))
    for group in found.values():
        group.rows = _joined(_joined(group.rows, "resources"), "actions")
    return sorted(found.values(), key=lambda one: (_ORDER.get(one.finding["effect"], 0), -one.rank, one.heading))


_ORDER = {"deny": 0, "needs-approval": 1, "notice": 2, "approved": 3}


def told(findings: Iterable[Finding], facts: Sequence[Fact]) -> set[int]:
    """The identities of the findings that `gains` shows."""
    ids = {fact.get("id") for fact in facts}
    return {id(one) for one in findings if is_permission(one) and one["subject"][3] in ids}


def counts(facts: Iterable[Fact]) -> str:
    """How many principals gain and lose how much at most, the worst first; "" where none does."""
    highest: dict[tuple[str, str], int] = {}
    unknown: set[str] = set()
    for fact in facts:
        if fact["change"] == "unchanged":
            continue
        if fact["way"] == "unknown":
            unknown |= {fact["principal"]} if fact["change"] == "gained" else set()
            continue
        key = fact["change"], fact["principal"]
        highest[key] = max(highest.get(key, 0), LEVELS.index(fact["level"]))
    said = []
    for change, verb in (("gained", "gain"), ("lost", "lose")):
        for rank in range(len(LEVELS) - 1, -1, -1):
            number = sum(one == rank for (kind, _), one in highest.items() if kind == change)
            if number:
                said.append(_counted(number, verb, _NAMES[LEVELS[rank]]))
        if change == "gained" and unknown:
            said.append(_counted(len(unknown), "gain", "something unknown"))
    return ", ".join(said)


def unchanged(facts: Iterable[Fact]) -> list[str]:
    """One line for each principal whose statements changed, and nothing that it may do."""
    return [
        f"{short(fact['principal'])}: {fact['why']}: no permission gained or lost"
        for fact in facts
        if fact["change"] == "unchanged"
    ]


def actions(row: Row, *, cut: bool) -> str:
    """The actions as written; many of them by service."""
    names = list(row.actions)
    if cut and len(names) > _MOST_NOTICED:
        return f"{', '.join(names[:_MOST_NOTICED])} and {len(names) - _MOST_NOTICED} more"
    if len(names) <= _FEW:
        return ", ".join(names)
    services: dict[str, list[str]] = {}
    for name in sorted(names):
        service, _, action = name.partition(":")
        services.setdefault(service, []).append(action)
    return "; ".join(f"{service}: {', '.join(those)}" if any(those) else service for service, those in services.items())


def resources(row: Row, *, cut: bool) -> list[str]:
    """The resources in the order of a reader, who counts 2 before 10."""
    found = sorted(row.resources, key=_naturally)
    if not cut or len(found) <= _MOST_NOTICED:
        return found
    return [*found[:_MOST_NOTICED], f"and {len(found) - _MOST_NOTICED} more"]


def places(row: Row) -> list[str]:
    """Where it stands, as far as a reader wants to know."""
    found = sorted({(str(one["path"]), one["line"]) for one in row.places})
    listed = [f"{path}:{line}" for path, line in found[:_MOST_PLACES]]
    return listed if len(found) <= _MOST_PLACES else [*listed, f"and {len(found) - _MOST_PLACES} more places"]


def _naturally(text: str) -> list[tuple[int, str]]:
    return [(len(part), part) if part.isdigit() else (0, part) for part in re.split(r"(\d+)", text)]


def short(text: str) -> str:
    """Principals without what nobody knows: `role/reporting` for `arn:aws:iam::*:role/reporting`."""
    return text.replace("arn:aws:iam::*:", "")


def _heading(finding: Finding, fact: Fact) -> str:
    message = str(finding["message"])
    end = message.find(f": {fact['actions'][0]}")
    return message[:end] if end > 0 else message


def _joined(rows: list[Row], by: str) -> list[Row]:
    """Rows with the same reason and the same resources (or actions) as one."""
    found: dict[tuple[object, ...], Row] = {}
    for row in rows:
        key = row.why, tuple(getattr(row, by))
        if key in found:
            found[key].join(row)
        else:
            found[key] = row
    return list(found.values())


def _counted(number: int, verb: str, what: str) -> str:
    return f"1 principal {verb}s {what}" if number == 1 else f"{number} principals {verb} {what}"
