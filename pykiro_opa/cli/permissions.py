"""`pykiro-opa permissions BEFORE AFTER`: who may do more or less, and what the guardrails say of that."""

from __future__ import annotations

import os

import click

from .. import gate, reports
from ..decisions import refusal
from ..engines.embedded import EmbeddedEngine
from ..errors import InputError, PykiroError
from ..events import new_event
from ..sources._states import State, read_state
from ._guardrails import guardrails_on_disk
from ._output import emit, note, wants_colour

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..decisions import Decision
    from ..infrastructure.model import Problem, Resource

_FORMATS = ("text", "json", "markdown")


@click.command("permissions")
@click.argument("before")
@click.argument("after")
@click.option("--config", metavar="FILE", help="Judge by the guardrails of this file alone.")
@click.option("--format", "format_name", type=click.Choice(_FORMATS), default="text", show_default=True)
@click.option("--output", metavar="FILE", help="Write the report there instead of stdout.")
def command(before: str, after: str, config: str | None, format_name: str, output: str | None) -> int:
    """Show who gains and who loses which permissions from BEFORE to AFTER.

    Each is a file (a policy, a template, Terraform), a folder, a Terraform plan as JSON or a git revision; a path that
    exists is a path. Of a plan, BEFORE is what it finds and AFTER what it leaves, so the same plan twice shows what it
    does.

    Exit codes: 0 nobody gains what must be stopped, 10 deny, 11 needs-approval, 3 configuration refused, 5 BEFORE or
    AFTER not readable.
    """
    try:
        decision = _decide(read_state(before, os.getcwd()), read_state(after, os.getcwd()), config)
    except PykiroError as error:
        if format_name == "json":
            emit(reports.render("json", refusal(error.reason, "; ".join(error.diagnostics()))), output)
        raise
    emit(reports.render(format_name, decision, colour=wants_colour(output)), output)
    return decision.exit_code


def _decide(before: State, after: State, config: str | None) -> Decision:
    embedded = EmbeddedEngine()
    guardrails = guardrails_on_disk(config, os.getcwd(), embedded.regex_is_valid, keep=True)
    facts = _facts(before, after)
    context: dict[str, Any] = dict.fromkeys(("repository", "base", "head", "actor", "time"))
    kind = "plan" if after.plan is not None else "git"
    source = {"kind": kind, "host": None, "tool": None}
    event = new_event("pull_request", source, {**context, "expected": [], "reviews": []}, facts)
    decision = gate.decide_event(event, guardrails, embedded)
    for text in embedded.warnings:
        note(text)
    return decision


def _facts(before: State, after: State) -> dict[str, list[dict[str, Any]]]:
    from ..facts import principals

    old, old_problems = _resources(before, is_after=False)
    new, new_problems = _resources(after, is_after=True)
    for state, problems in ((before, old_problems), (after, new_problems)):
        if state.is_file and problems:
            raise InputError(f"{problems[0].path}:{problems[0].line}: {problems[0].why}; mend the file")
    _refuse_empty(before, old)
    _refuse_empty(after, new)
    renamed = dict(zip(before.files, after.files, strict=True)) if before.is_file and after.is_file and (
        len(before.files) == len(after.files)) else {}  # fmt: skip
    permissions, unresolved = principals.extract(old, new, renamed)
    known = {(one.path, one.text) for one in old_problems}
    unresolved += [
        {"what": "file", "why": f"{one.why}; mend the file so that it can be judged",
         "at": {"path": one.path, "line": max(1, one.line)}}
        for one in new_problems
        if (one.path, one.text) not in known
    ]  # fmt: skip
    return {"permissions": permissions, "unresolved": unresolved}


def _refuse_empty(state: State, found: list[Resource]) -> None:
    """A document that was named and holds nothing to compare must not pass for one that grants nothing."""
    from ..infrastructure import kind_of

    for path, content in state.files.items():
        if state.is_file and not found and kind_of(path, content) in ("document", "maybe"):
            raise InputError(f"{path}: there is no policy in it that can be read; name another file")


def _resources(state: State, *, is_after: bool) -> tuple[list[Resource], list[Problem]]:
    from ..infrastructure import read_plan, resources

    if state.plan is not None:
        plan = read_plan(state.plan)
        return plan.after if is_after else plan.before, []
    return resources(state.files, state.read)
