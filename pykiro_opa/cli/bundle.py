"""`pykiro-opa bundle`: build the bundles that OPA loads, and look into one."""

from __future__ import annotations

import json
import os

import click

from .. import gate
from ..bundles import archive, inspection
from ..catalogue.library import policies_root
from ..engines.embedded import EmbeddedEngine
from ..errors import InputError, UsageError, plain
from ._output import emit, note

LIBRARY, GUARDRAILS = "library.tar.gz", "guardrails.tar.gz"


@click.group("bundle")
def command() -> None:
    """Build and inspect OPA bundles."""


@command.command("build")
@click.option("--config", metavar="FILE", help="Compile this file instead of the workspace's .kiro/kiro.json.")
@click.option("--output", metavar="DIR", default=".", show_default=True, help="The folder to write to.")
def build(config: str | None, output: str) -> None:
    """Write `library.tar.gz` (the rules) and `guardrails.tar.gz` (what kiro.json says).

    The same input gives the same bytes. `opa run --server -b library.tar.gz -b guardrails.tar.gz` serves them.
    """
    check = EmbeddedEngine().regex_is_valid
    guardrails = (
        gate.workspace_guardrails(os.getcwd(), check) if config is None else gate.named_guardrails(config, check)
    )
    for text in guardrails.notes:
        note(text)
    contents = {LIBRARY: archive.library_bundle(policies_root()), GUARDRAILS: archive.guardrails_bundle(guardrails)}
    for name, content in contents.items():
        path = os.path.join(output, name)
        try:
            os.makedirs(output, exist_ok=True)
            with open(path, "wb") as stream:
                stream.write(content)
        except OSError as error:
            raise UsageError(f"`--output {output}`: {error.strerror}; name a folder you may write to") from None
        emit(f"{path} {inspection.inspect(content).revision}\n", None)


@command.command("inspect")
@click.argument("file")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def inspect(file: str, format_name: str) -> None:
    """Say what is in a bundle, without trusting it."""
    try:
        with open(file, "rb") as stream:
            found = inspection.inspect(stream.read(inspection.LARGEST + 1))
    except OSError as error:
        raise InputError(f"`{file}`: cannot be read: {error.strerror}") from None
    if format_name == "json":
        document = {
            "revision": found.revision,
            "roots": list(found.roots),
            "origins": [list(origin) for origin in found.origins],
            "rules": list(found.rules),
            "actions": list(found.actions),
            "files": dict(found.sizes),
        }
        emit(json.dumps(document, indent=2, sort_keys=True) + "\n", None)
        return
    lines = [f"revision {found.revision}", *(f"root     {root}" for root in found.roots)]
    for name, content, counter, counts in found.origins:
        entries = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()) if number) or "no entries"
        lines.append(f"origin   {name}: {entries}; content {content[:12]}, counter {counter}")
    lines += [f"rule     {rule}" for rule in found.rules]
    lines += [f"action   {action}" for action in found.actions]
    emit("\n".join(map(plain, lines)) + "\n", None)
