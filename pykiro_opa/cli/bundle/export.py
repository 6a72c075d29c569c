"""`pykiro-opa bundle export`: a folder from which a plain OPA serves these guardrails and pulls the shared ones."""

from __future__ import annotations

import os
import secrets

import click

from ... import sidecar
from ...bundles import archive
from ...bundles.serving import PERSISTED, Served, configuration
from ...bundles.shared import open_shared
from ...catalogue.library import policies_root
from ...engines import folders
from ...engines.embedded import EmbeddedEngine
from ...errors import UsageError
from ...events import canonical, sha256
from ...sidecar import files
from .._guardrails import guardrails_on_disk
from .._output import emit
from ._files import read_key, source_content, write_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

_CONFIGURATION = "opa-config.yaml"
_OWN = {"authz": "system/authz", "masks": "system/log"}
_TOKENS = ("client", "admin")


@click.command("export")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--key",
    "keys",
    metavar="FILE",
    multiple=True,
    required=True,
    help="The public key of the sources, or one for each.",
)
@click.option("--password-file", metavar="PATH", help="Where OPA finds `user:password` of the registry.")
@click.option("--config", metavar="FILE", help="Serve this file instead of the workspace's .kiro/kiro.json.")
@click.option("--output", metavar="DIR", default="opa", show_default=True, help="The folder to write to.")
def command(sources: tuple[str, ...], keys: tuple[str, ...], password_file: str | None, config: str | None, output: str) -> None:  # fmt: skip
    """Write what a plain OPA server needs to serve this workspace's guardrails and the shared ones at SOURCES.

    Each source is fetched and verified first. The server pulls them itself every minute or two, verifies each with its
    key, keeps the last good one on disk, and lets clients ask for decisions alone, with the token in `client.token`.
    """
    if len(keys) not in (1, len(sources)):
        raise UsageError(f"{len(keys)} keys for {len(sources)} sources; name one for all, or one for each in order")
    served = [_served(source, key, password_file) for source, key in zip(sources, _each(keys, sources), strict=True)]
    names = [one.origin for one in served]
    if len(set(names)) != len(names):
        raise UsageError("two of the sources are of the same origin; name one of them")
    contents = {
        _CONFIGURATION: configuration(files.template(), served),
        "library.tar.gz": archive.library_bundle(policies_root()),
        **_own_guardrails(config, names),
    }
    _make_folder(output)
    tokens = {name: _token(os.path.join(output, f"{name}.token")) for name in _TOKENS}
    contents |= {f"{name}.tar.gz": _system_bundle(name, tokens) for name in _OWN}
    for name, content in contents.items():
        write_file(os.path.join(output, name), content, "--output")
    emit(_command(output, list(contents)), None)


def _make_folder(path: str) -> None:
    """A new folder, or one that was made so: nobody's own folder is closed to others just because it was named."""
    if os.path.lexists(path) and not folders.is_private(path):
        raise UsageError(f"`--output {path}`: others can enter it, and there will be tokens in it; name a new folder")
    try:
        folders.make_private(path)
    except OSError as error:
        raise UsageError(f"`--output {path}`: {error.strerror}; name a folder you may write to") from None


def _each(keys: tuple[str, ...], sources: tuple[str, ...]) -> tuple[str, ...]:
    return keys * len(sources) if len(keys) == 1 else keys


def _served(source: str, key: str, password_file: str | None) -> Served:
    if password_file is not None and not source.startswith("oci://"):
        raise UsageError(f"`{source}`: a password file is for registries alone; leave it out")
    public = read_key(key)
    bundle = open_shared(source_content(source), key=public.pem, what=f"`{source}`")
    return Served(bundle.origin, source, public, None if password_file is None else os.path.abspath(password_file))


def _own_guardrails(config: str | None, pulled: list[str]) -> dict[str, bytes]:
    """The guardrails that the server has from the start: those of the built-in protections and of the workspace.

    And the workspace's rules, where it has any; those of the sources come with them.
    """
    guardrails = guardrails_on_disk(config, os.getcwd(), EmbeddedEngine().regex_is_valid)
    rules = archive.rules_bundle(guardrails, without=pulled)
    return {
        "guardrails.tar.gz": archive.guardrails_bundle(guardrails, without=pulled),
        **({"rules.tar.gz": rules} if rules is not None else {}),
    }


def _token(path: str) -> bytes:
    """The token in a file of the user's own, made where there is none: clients keep theirs when this is written again."""
    found = folders.read_private(path)
    if found is None:
        found = secrets.token_hex(32).encode()
        try:
            folders.write_private(path, found)
        except OSError as error:
            raise UsageError(f"`{path}`: {error.strerror}; name another folder with `--output`") from None
    return found.strip()


def _system_bundle(name: str, tokens: Mapping[str, bytes]) -> bytes:
    """Access control and masks, each under its own root: no bundle that is pulled can replace them."""
    path = f"{_OWN[name]}/{os.path.basename(_OWN[name])}.rego"
    with open(os.path.join(os.path.dirname(os.path.abspath(sidecar.__file__)), name, path), "rb") as stream:
        contents = {path: stream.read()}
    if name == "authz":
        access = {**{role: sha256(token) for role, token in tokens.items()}, "socket": False}
        contents["system/authz/data.json"] = canonical({"access": access})
    return archive.pack(contents, [_OWN[name]])


def _command(output: str, names: list[str]) -> str:
    bundles = " ".join(f"--bundle {name}" for name in names if name != _CONFIGURATION)
    return (
        f"{output}/{_CONFIGURATION}\n\n"
        f"cd {output} && opa run --server --config-file {_CONFIGURATION} --addr 127.0.0.1:8181 \\\n"
        "  --authentication=token --authorization=basic --skip-version-check \\\n"
        f"  {bundles}\n\n"
        f"clients ask with the token in client.token; what was pulled is kept in {PERSISTED}/\n"
    )
