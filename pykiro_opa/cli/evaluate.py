"""`pykiro-opa evaluate`: one change in, one verdict out; the options come from the sources themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import click

from .. import gate, reports, sources
from ..changes import repository_of
from ..decisions import ALLOW, DENY, EXIT_CODES, held, refusal
from ..engines.choice import choose
from ..engines.embedded import EmbeddedEngine
from ..errors import InputError, PykiroError, UsageError
from ..events import STAGES
from ._output import emit, note, wants_colour

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import ModuleType
    from typing import Any

    from ..changes import Change
    from ..decisions import Decision
    from ..events import Event
    from ..guardrails import Guardrails


def _parameter(name: str) -> str:
    return f"source_{name}"


def _source_options(function: Callable[..., Any]) -> Callable[..., Any]:
    for name, source in sources.available().items():
        flag, metavar, text = source.OPTION
        if flag is None:
            continue
        option = (
            click.option(flag, _parameter(name), metavar=metavar, help=text)
            if metavar
            else click.option(flag, _parameter(name), is_flag=True, help=text)
        )
        function = option(function)
    return function


@click.command("evaluate", epilog="Without a source, the working tree is judged against HEAD.")
@_source_options
@click.option("--config", metavar="FILE", help="Judge by the guardrails of this file alone.")
@click.option("--stage", type=click.Choice(STAGES), help="Judge as at this stage; each source has its own default.")
@click.option("--engine", metavar="ENGINE", help="auto (default), embedded, http://host:port or unix:PATH.")
@click.option("--format", "format_name", type=click.Choice(reports.formats()), default="text", show_default=True)
@click.option("--output", metavar="FILE", help="Write the report there instead of stdout.")
@click.option("--event-output", metavar="FILE", help="Also write the change event v1, for `--event` elsewhere.")
def command(
    config: str | None,
    stage: str | None,
    engine: str | None,
    format_name: str,
    output: str | None,
    event_output: str | None,
    **chosen: Any,
) -> int:
    """Decide a change: allow (0), deny (10) or needs-approval (11)."""
    try:
        decision, guardrails = _decide(*_chosen(chosen), config, stage, engine, event_output)
    except UsageError:
        raise
    except PykiroError as error:
        if format_name == "json":
            emit(reports.render("json", refusal(error.reason, "; ".join(error.diagnostics()))), output)
        raise
    emit(reports.render(format_name, decision, colour=wants_colour(output)), output)
    if guardrails.shadow and decision.exit_code:
        return _shadowed(decision, guardrails.shared)
    return decision.exit_code


def _shadowed(decision: Decision, shared: Sequence[str]) -> int:
    """The exit code in shadow mode, which hides nothing that shared guardrails say."""
    effect = held(decision, shared)
    if effect == ALLOW:
        note(f"SHADOW MODE: `{decision.effect}` is reported and not enforced (`mode` in .kiro/kiro.json)")
    elif effect == decision.effect:
        note(f"SHADOW MODE is not that of shared guardrails: `{effect}` is enforced ({', '.join(shared)})")
    else:
        note(
            f"SHADOW MODE: `{decision.effect}` is reported, and enforced is `{effect}`, "
            f"as shared guardrails say ({', '.join(shared)})"
        )
    return EXIT_CODES[effect]


def _chosen(options: dict[str, Any]) -> tuple[ModuleType, str | None]:
    available = sources.available()
    given = {name: options[_parameter(name)] for name in available if options.get(_parameter(name))}
    given |= {name: "" for name in available if options.get(_parameter(name)) == ""}
    if len(given) > 1:
        flags = ", ".join(f"`{available[name].OPTION[0]}`" for name in sorted(given))
        raise UsageError(f"{flags} exclude one another: name one change")
    if not given:
        default = next(source for source in available.values() if source.OPTION[0] is None)
        return default, None
    name, argument = given.popitem()
    return available[name], None if argument is True else argument


def _decide(
    source: ModuleType,
    argument: str | None,
    config: str | None,
    stage: str | None,
    engine: str | None,
    event_output: str | None,
) -> tuple[Decision, Guardrails]:
    embedded = EmbeddedEngine()
    event = _event(source, argument, stage) if hasattr(source, "read_event") else None
    change = _change(source, argument) if event is None else None
    guardrails = _guardrails(change, config, embedded)
    if guardrails.only_builtin:
        note("there is no .kiro/kiro.json with guardrails here: only the built-in protections judge")
    for text in guardrails.notes:
        note(text)
    root = change.root if change is not None else repository_of(os.getcwd())[0]
    asked = choose(engine, root, guardrails, embedded, note)
    if change is not None and event_output is not None:
        event = gate.event_of(change, guardrails, stage)
    if event is not None:
        decision = gate.decide_event(event, guardrails, asked)
    else:
        assert change is not None
        decision = gate.decide(change, guardrails, asked, stage)
    for text in embedded.warnings:  # known once it was asked
        note(text)
    if event is not None and event_output is not None:
        from ..events import canonical

        emit(canonical(event).decode() + "\n", event_output)
    return decision, guardrails


def _event(source: ModuleType, argument: str | None, stage: str | None) -> Event:
    event: Event = source.read_event(argument, _stdin)
    if stage is not None and stage != event.get("stage"):
        raise UsageError(f"the event is of stage `{event.get('stage')}`: `--stage {stage}` cannot change it")
    return event


def _change(source: ModuleType, argument: str | None) -> Change:
    if hasattr(source, "read_payload"):
        from ..hosts import decode

        return decode(source.read_payload(argument, _stdin), os.getcwd())[1]
    change: Change = source.read(argument, os.getcwd(), _stdin)
    return change


def _guardrails(change: Change | None, config: str | None, embedded: EmbeddedEngine) -> Guardrails:
    if config is not None:
        return gate.named_guardrails(config, embedded.regex_is_valid)
    if change is None:
        return gate.workspace_guardrails(os.getcwd(), embedded.regex_is_valid, keep=True)
    return gate.guardrails_for(change, embedded.regex_is_valid, keep=True)


def _stdin() -> bytes:
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise InputError(f"stdin cannot be read: {error.strerror}") from None


assert EXIT_CODES[DENY] == 10
