"""`pykiro-opa bundle sign`: a signature upon a bundle."""

from __future__ import annotations

import click

from ...bundles.publishing import signed_bundle
from ...engines import folders
from ...signatures import read_private_key
from .._output import emit
from ._files import read_file, write_file


@click.command("sign")
@click.argument("file")
@click.option("--key", metavar="FILE", help="The private key; else that of `bundle keygen`.")
@click.option("--scope", metavar="NAME", default="", help="What the signature is for; OPA asks for the same scope.")
@click.option("--output", metavar="FILE", help="The signed bundle; else FILE itself.")
def command(file: str, key: str | None, scope: str, output: str | None) -> None:
    """Sign a bundle with ES256, as OPA verifies it; a signature that is there is replaced.

    The same bundle and key give the same bytes.
    """
    secret = read_private_key(key or folders.key_file())
    data = signed_bundle(read_file(file), secret, scope=scope, what=f"`{file}`")
    write_file(output or file, data, "--output")
    emit(f"{output or file} signed by {secret.public.id}\n", None)
