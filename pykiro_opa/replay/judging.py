"""One line of a log decided again, and the process that does so for many."""

from __future__ import annotations

import json

from .. import gate
from ..decisions import refusal
from ..engines.embedded import EmbeddedEngine
from ..errors import EngineError, InputError
from ..events import FACT_KINDS, canonical, read_event
from ..guardrails.result import CustomRule, Guardrails
from .outcome import CUT_OFF, EDITED, FOREIGN, THIN, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from multiprocessing.connection import Connection
    from typing import Any

    from ..engines import Engine
    from .log import Line
    from .outcome import Finding

    Fields = Mapping[str, Any]
    Work = list[tuple[str, int, bytes, bool]]

_PATH = "kiro/main/decision"
_NONE = "none"


def judge(line: Line, guardrails: Guardrails, engine: Engine) -> Row | str:
    """The row of a line, or why it has none."""
    try:
        entry = json.loads(line.content)
    except (ValueError, RecursionError):
        return FOREIGN if line.whole else CUT_OFF
    if not isinstance(entry, dict) or entry.get("path") != _PATH or not isinstance(entry.get("decision_id"), str):
        return FOREIGN
    event = entry.get("input")
    if not isinstance(event, dict) or not all(isinstance(event.get(kind), list) for kind in FACT_KINDS):
        return THIN
    try:
        event = read_event(canonical(event))
    except InputError:
        return EDITED
    try:
        decision = gate.decide_event(event, guardrails, engine)
    except EngineError as error:
        decision = refusal(error.reason, str(error), event)
    result = entry.get("result")
    before: dict[str, Any] = result if isinstance(result, dict) else {}
    return Row(
        where=f"{line.file}:{line.number}",
        time=str(entry.get("timestamp", "")),
        stage=str(event["stage"]),
        actor=str(event["context"].get("actor") or ""),
        digest=event["digest"],
        before=str(before.get("effect", _NONE)),
        after=decision.effect,
        findings_before=_findings(before.get("findings")),
        findings_after=_findings(decision.findings),
    )


def work(connection: Connection, fields: dict[str, Any], rules: Sequence[Sequence[str]]) -> None:
    """In a process of its own: answer batches of lines with their rows or reasons, until there are no more.

    Values are frozen and do not travel; the fields of the guardrails and of their rules do.
    """
    import signal

    from .log import Line

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started this ends it
    given = Guardrails(**fields, rules=tuple(CustomRule(*rule) for rule in rules))
    engine = EmbeddedEngine()
    while True:
        try:
            batch: Work = connection.recv()
        except EOFError:
            return
        found = [
            judge(Line(file, number, content, whole=whole), given, engine) for file, number, content, whole in batch
        ]
        connection.send([one if isinstance(one, str) else one.document for one in found])


def _findings(found: object) -> tuple[Finding, ...]:
    listed: Sequence[Any] = found if isinstance(found, (list, tuple)) else ()
    named = ("effect", "rule", "origin", "guardrail")
    texts = [tuple(str(one.get(name, "")) for name in named) for one in listed if isinstance(one, dict)]
    return tuple(sorted((effect, rule, origin, guardrail) for effect, rule, origin, guardrail in texts))
