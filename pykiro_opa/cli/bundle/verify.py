"""`pykiro-opa bundle verify`: whether a bundle is signed by a key, and whether others could extend it."""

from __future__ import annotations

import click

from ...bundles.inspection import inspect, unpack
from ...bundles.shared import open_shared
from ...signatures import verify
from .._output import emit
from ._files import read_key, source_content


@click.command("verify")
@click.argument("source")
@click.option("--key", metavar="FILE", required=True, help="The public key, as `bundle keygen` printed it.")
@click.option("--scope", metavar="NAME", default="", help="What the signature has to be for.")
def command(source: str, key: str, scope: str) -> None:
    """Check the signature of a bundle: of a file, or of what is at an address (`oci://…`, `https://…`).

    Of a shared bundle everything that is asked before it is extended is asked, too. Exit codes: 0 it is all right,
    3 refused, 5 not readable.
    """
    public = read_key(key)
    data = source_content(source)
    what = f"`{source}`"
    found = inspect(data)
    verify(unpack(data), public, scope=scope, what=what)
    names = [name for name, _, _, _ in found.origins]
    lines = [f"signed by {public.id}", f"digest {found.digest}"]
    if len(names) == 1 and not scope:
        shared = open_shared(data, key=public.pem, what=what)
        lines.append(f"shared guardrails of `{shared.origin}`, counter {shared.counter}, content {shared.content}")
    else:
        lines.append("no shared bundle that others could extend: its signature alone was checked")
    emit("\n".join(lines) + "\n", None)
