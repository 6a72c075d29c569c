"""`pykiro-opa bundle keygen`: a key to sign bundles with."""

from __future__ import annotations

import click

from ...engines import folders
from ...signatures import generate
from .._output import emit, note


@click.command("keygen")
@click.option("--output", metavar="FILE", help="Where the private key goes; else into the user's configuration.")
def command(output: str | None) -> None:
    """Make a key for ES256: the private part into a file of mode 0600, the public part to stdout.

    A file that is there already is never overwritten.
    """
    path = output or folders.key_file()
    public = generate(path)
    note(f"the private key is in `{path}`; who has it can sign for you, so keep it where it is and back it up")
    note(f"its id is {public.id}")
    emit(public.pem.decode(), None)
