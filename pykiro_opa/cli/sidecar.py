"""`pykiro-opa sidecar`: a real OPA beside the workspace, with the workspace's guardrails."""

from __future__ import annotations

import json
import os

import click

from .. import gate, sidecar
from ..changes import repository_of
from ..engines.embedded import EmbeddedEngine
from ..errors import EngineError, plain
from ._output import emit, note

_FORMAT = click.option(
    "--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True
)


@click.group("sidecar")
def command() -> None:
    """Start, inspect and stop OPA as a sidecar of this workspace."""


@command.command("start")
@click.option("--config", metavar="FILE", help="Serve the guardrails of this file instead of the workspace's.")
@click.option("--opa", metavar="PATH", help="The OPA to run; otherwise the one on PATH or in `.tools/bin`.")
@click.option("--tcp", is_flag=True, help="Listen on a loopback port with a token instead of a unix socket.")
@_FORMAT
def start(config: str | None, opa: str | None, tcp: bool, format_name: str) -> None:
    """Start OPA, or keep the one that already serves these guardrails."""
    check = EmbeddedEngine().regex_is_valid
    guardrails = (
        gate.workspace_guardrails(os.getcwd(), check) if config is None else gate.named_guardrails(config, check)
    )
    for text in guardrails.notes:
        note(text)
    running = sidecar.start(repository_of(os.getcwd())[0], guardrails, opa_path=opa, tcp=tcp)
    if format_name == "json":
        fields = ("url", "pid", "revision", "opa_version", "reused")
        emit(json.dumps({field: getattr(running, field) for field in fields}, indent=2, sort_keys=True) + "\n", None)
        return
    verb = "already serves" if running.reused else "serves"
    emit(
        f"OPA {running.opa_version} {verb} {running.url} (pid {running.pid}), revision {running.revision[:12]}\n", None
    )


@command.command("status")
@_FORMAT
def status(format_name: str) -> int:
    """Say how the sidecar is; exit code 4 where it is stale or unhealthy."""
    found = sidecar.status(repository_of(os.getcwd())[0], detail=True)
    if format_name == "json":
        emit(
            json.dumps({slot: getattr(found, slot) for slot in found.__slots__}, indent=2, sort_keys=True) + "\n", None
        )
    else:
        emit(_described(found), None)
    return EngineError.exit_code if found.state in ("stale", "unhealthy") else 0


@command.command("stop")
def stop() -> None:
    """Stop the sidecar of this workspace."""
    stopped = sidecar.stop(repository_of(os.getcwd())[0])
    emit("stopped\n" if stopped else "no sidecar runs here\n", None)


def _described(found: sidecar.Status) -> str:
    if found.state == "absent":
        return "absent: no sidecar was started here; `pykiro-opa sidecar start` starts one\n"
    lines = [f"{found.state}: OPA {found.opa_version} at {found.url} (pid {found.pid})", f"revision {found.revision}"]
    lines += [
        f"origin   {name}: content {str(content)[:12]}, counter {counter}" for name, content, counter in found.origins
    ]
    lines.append(f"log      {found.log}")
    if found.policies:
        lines.append(f"policies {len(found.policies)}")
    if found.explanation:
        lines.append(f"last     {found.explanation}")
    return "\n".join(map(plain, lines)) + "\n"
