"""`pykiro-opa replay`: which past decisions would be others under new guardrails."""

from __future__ import annotations

import json
import os
import sys
from contextlib import nullcontext

import click

from ..engines.embedded import EmbeddedEngine
from ..errors import plain
from ..replay import log, replay
from ._guardrails import guardrails_on_disk
from ._output import emit, note

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..replay import Outcome, Row

_LEFT_OUT = {
    "thin": "kept no event (`sidecar start --log-inputs full` keeps them)",
    "edited": "hold an event that is not the one its digests are of",
    "foreign": "are no decisions of a sidecar",
    "cut off": "are cut off",
}


@click.command("replay")
@click.argument("logs", nargs=-1, required=True, metavar="LOG...")
@click.option("--config", metavar="FILE", help="The new guardrails; otherwise the workspace's.")
@click.option("--all", "everything", is_flag=True, help="List every decision, not only those that change.")
@click.option("--processes", type=click.IntRange(1), help="How many decide at once; otherwise one for each core.")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(
    logs: tuple[str, ...], config: str | None, everything: bool, processes: int | None, format_name: str
) -> None:
    """Decide again what a sidecar logged with `--log-inputs full`, and say what would change."""
    guardrails = guardrails_on_disk(config, os.getcwd(), EmbeddedEngine().regex_is_valid)
    size = log.size(logs)
    shown = sys.stderr is not None and sys.stderr.isatty()
    with click.progressbar(length=size, label="replaying", file=sys.stderr) if shown else nullcontext() as bar:
        outcome = replay(logs, guardrails, bar.update if bar is not None else lambda _: None, processes)
    for reason, number in outcome.summary.left_out.items():
        if number:
            note(f"{number} of the lines {_LEFT_OUT[reason]}")
    rows = [row for row in outcome.rows if everything or row.changed]
    emit(_json(outcome, rows) if format_name == "json" else _text(outcome, rows), None)


def _json(outcome: Outcome, rows: list[Row]) -> str:
    document = {"summary": outcome.summary.document, "rows": [row.document for row in rows]}
    return json.dumps(document, indent=2, sort_keys=True) + "\n"


def _text(outcome: Outcome, rows: list[Row]) -> str:
    found = outcome.summary
    lines = [f"{found.changed} of {found.replayed} decisions would change"]
    lines += [f"  {number} {change}" for change, number in found.changes.items()]
    if found.other_reasons:
        lines.append(f"  {found.other_reasons} keep their effect for other reasons")
    for row in rows:
        lines.append(f"{row.before} -> {row.after}  {row.time} {row.stage} {row.actor or '-'}  {row.where}")
        gained = [finding for finding in row.findings_after if finding not in row.findings_before]
        lost = [finding for finding in row.findings_before if finding not in row.findings_after]
        for sign, findings in (("+", gained), ("-", lost)):
            lines += [f"  {sign} {effect} {rule} {origin} {pointer}" for effect, rule, origin, pointer in findings]
    return "\n".join(map(plain, lines)) + "\n"
