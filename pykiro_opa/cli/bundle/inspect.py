"""`pykiro-opa bundle inspect`: what is in a bundle, without believing any of it."""

from __future__ import annotations

import json

import click

from ...bundles.inspection import Inspection, inspect
from ...errors import plain
from .._output import emit
from ._files import read_file


@click.command("inspect")
@click.argument("file")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(file: str, format_name: str) -> None:
    """Say what is in a bundle, without trusting it."""
    found = inspect(read_file(file))
    if format_name == "json":
        document = {
            "revision": found.revision,
            "digest": found.digest,
            "signed_by": found.says_signed_by,
            "roots": list(found.roots),
            "origins": [list(origin) for origin in found.origins],
            "rules": list(found.rules),
            "actions": list(found.actions),
            "files": dict(found.sizes),
        }
        emit(json.dumps(document, indent=2, sort_keys=True) + "\n", None)
        return
    emit("\n".join(map(plain, _lines(found))) + "\n", None)


def _lines(found: Inspection) -> list[str]:
    lines = [f"revision {found.revision}", f"digest   {found.digest}", f"signed   {_signed(found)}"]
    lines += [f"root     {root}" for root in found.roots]
    for name, content, counter, counts in found.origins:
        entries = ", ".join(f"{number} {kind}" for kind, number in sorted(counts.items()) if number) or "no entries"
        lines.append(f"origin   {name}: {entries}; content {content[:12]}, counter {counter}")
    lines += [f"rule     {rule}" for rule in found.rules]
    return lines + [f"action   {action}" for action in found.actions]


def _signed(found: Inspection) -> str:
    if found.says_signed_by is None:
        return "by nobody"
    return (
        f"it says by the key {found.says_signed_by or 'that it does not name'}; `bundle verify` asks whether that is so"
    )
