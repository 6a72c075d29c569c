"""`pykiro-opa bundle diff`: what a new version of shared guardrails loosens and tightens."""

from __future__ import annotations

import json

import click

from ...bundles.difference import bundle_differences
from ...errors import plain
from .._output import emit
from ._files import open_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...bundles.shared import SharedBundle
    from ...guardrails.difference import Difference


@click.command("diff")
@click.argument("before")
@click.argument("after")
@click.option("--format", "format_name", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(before: str, after: str, format_name: str) -> None:
    """Say what was loosened and what was tightened from BEFORE to AFTER, two shared bundles.

    Each is a file or an address (`oci://…`, `https://…`). Order, ids and reasons mean nothing. The exit code is 0,
    whatever differs; nobody checks who signed them: `bundle verify` does.
    """
    old, new = open_source(before), open_source(after)
    found = bundle_differences(old, new)
    if format_name == "json":
        document = {
            "before": _named(old),
            "after": _named(new),
            "changes": [{slot: getattr(one, slot) for slot in one.__slots__} for one in found],
        }
        emit(json.dumps(document, indent=2, sort_keys=True) + "\n", None)
    else:
        emit("\n".join(map(plain, [_headline(old, new), *map(_line, found), _summary(found)])) + "\n", None)


def _named(bundle: SharedBundle) -> dict[str, object]:
    return {name: getattr(bundle, name) for name in ("origin", "counter", "content", "digest")}


def _headline(old: SharedBundle, new: SharedBundle) -> str:
    backwards = "; nobody who has the first one takes the second" if new.counter < old.counter else ""
    return f"{new.origin}: counter {old.counter} -> {new.counter}{backwards}"


def _line(one: Difference) -> str:
    return f"{one.change:<9}  {one.subject}: {one.before} -> {one.after}"


def _summary(found: list[Difference]) -> str:
    loosened = sum(one.change == "loosened" for one in found)
    return f"{loosened} loosened, {len(found) - loosened} tightened" if found else "no difference in meaning"
