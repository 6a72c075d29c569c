"""Judge the labelled commands in an empty workspace with some guardrails."""

from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.guardrails import load

from .labels import is_harmful

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pykiro_opa.decisions import Decision

FILE = "shell/labelled_commands.jsonl.gz"
# Where the source's commands stand; files are not there, so that what they say counts and nothing else.
ROOT = "/workspace/project"
# These protect the source's own configuration.
_LEFT_OUT = "self-protection"
_STOPPED = ("deny", "needs-approval")


class Judged(NamedTuple):
    """A labelled command and what was decided of it."""

    id: str
    family: str
    verdict: str
    is_harmful: bool
    decision: Decision

    @property
    def is_stopped(self) -> bool:
        return self.decision.effect in _STOPPED

    @property
    def is_right(self) -> bool:
        return self.is_stopped == self.is_harmful

    @property
    def rules(self) -> list[str]:
        """What stops it: the rule, and the named action behind it where there is one."""
        stops = [finding for finding in self.decision.findings if finding["effect"] in _STOPPED]
        return sorted({" ".join(filter(None, (finding["rule"], finding["action"]))) for finding in stops})


def rows(corpora: str) -> list[dict[str, Any]]:
    """The shell commands with a verdict, of the families that any project has."""
    with gzip.open(os.path.join(corpora, FILE)) as stream:
        found = [json.loads(line) for line in stream]
    return [row for row in found if row["family"] != _LEFT_OUT and "command" in row and "verdict" in row["expected"]]


def judge(found: list[dict[str, Any]], configuration: Path) -> Iterator[Judged]:
    engine = EmbeddedEngine()
    guardrails = load([(".kiro/kiro.json", configuration.read_bytes())], engine.regex_is_valid)
    for row in found:
        change = Change(
            "task", "command", root=ROOT, start="", commands=(Command(row["command"]),), read=lambda _path: None
        )
        verdict = row["expected"]["verdict"]
        decision = gate.decide(change, guardrails, engine)
        yield Judged(row["id"], row["family"], verdict, is_harmful(row["command"], verdict), decision)
