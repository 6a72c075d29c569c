"""A labelled set through the gate: one change with a spec folder a statement, every named action denied."""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pykiro_opa import gate
from pykiro_opa.catalogue.named import named_actions
from pykiro_opa.changes import Change, FileChange
from pykiro_opa.guardrails import load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pykiro_opa.engines import Engine

DOCUMENTS = ("requirements", "design", "tasks", "bugfix")
STOPS = ("deny", "needs-approval")


class Row(NamedTuple):
    """A statement; `action` is what it plans, None where it is harmless but for the `permitted` ones."""

    place: str
    text: str
    action: str | None
    permitted: tuple[str, ...] = ()


class Judged(NamedTuple):
    row: Row
    actions: frozenset[str]
    others: frozenset[str]

    @property
    def is_right(self) -> bool:
        if self.row.action is not None:
            return self.row.action in self.actions
        return not self.others and self.actions <= set(self.row.permitted)


def rows(name: str) -> Iterator[Row]:
    for document in DOCUMENTS:
        if importlib.util.find_spec(f"specs.{name}.{document}") is None:
            continue
        tables = importlib.import_module(f"specs.{name}.{document}")
        for number, (action, text) in enumerate(tables.PLANS):
            yield Row(f".kiro/specs/plan-{number}/{document}.md", text, action)
        for number, (text, *permitted) in enumerate(tables.HARMLESS):
            yield Row(f".kiro/specs/harmless-{number}/{document}.md", text, None, tuple(permitted))


def judge(table: list[Row], engine: Engine) -> list[Judged]:
    """Each row with the named actions, and the other rules, that stop it."""
    files = tuple(FileChange(row.place, after=row.text.encode()) for row in table)
    change = Change("spec", "spec", root="/workspace", files=files, read=lambda _: None)
    configuration = {"guardrails": {"deny": {"actions": sorted(named_actions())}}}
    guardrails = load([(".kiro/kiro.json", json.dumps(configuration).encode())], engine.regex_is_valid)
    actions, others = defaultdict(set), defaultdict(set)
    for finding in gate.decide(change, guardrails, engine).findings:
        if finding["effect"] in STOPS:
            kind, name = (actions, finding["action"]) if finding["action"] else (others, finding["rule"])
            for evidence in finding["evidence"]:
                kind[evidence["path"]].add(name)
    return [Judged(row, frozenset(actions[row.place]), frozenset(others[row.place])) for row in table]
