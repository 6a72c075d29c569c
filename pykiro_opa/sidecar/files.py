"""What a sidecar is started with: its bundles, its configuration, its tokens, all in a folder of the user's own."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from ..engines import folders
from ..errors import EngineError
from ..events import sha256
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

CONFIGURATION = "config.yaml"
MASKED, FULL = "masked", "full"
_HERE = Path(__file__).resolve().parent
_OWN_BUNDLES = ("authz", "masks")


class Tokens(Value):
    """The bearer tokens of the roles; all None behind a socket. `probe` is for the health alone."""

    __slots__ = ("client", "admin", "probe")

    client: str | None
    admin: str | None
    probe: str | None

    def __init__(self, client: str | None = None, admin: str | None = None, probe: str | None = None) -> None:
        self._set(client=client, admin=admin, probe=probe)


class View(Value):
    """Where OPA sees its files, its decision log and what it keeps of bundles; inside a container that is elsewhere."""

    __slots__ = ("folder", "decisions", "persisted")

    folder: str
    decisions: str
    persisted: str

    def __init__(self, folder: str, decisions: str, persisted: str) -> None:
        self._set(folder=folder, decisions=decisions, persisted=persisted)


def new_tokens() -> Tokens:
    return Tokens(secrets.token_hex(32), secrets.token_hex(32), secrets.token_hex(32))


def write(
    folder: Path, bundles: Mapping[str, bytes], tokens: Tokens, inputs: str, view: View, pulling: Mapping[str, Any]
) -> list[str]:
    """Write everything OPA reads and give back the arguments that name it; `inputs` is MASKED or FULL. Raises OSError.

    `bundles` are archives by name, `pulling` the keys of its configuration by which it fetches others by itself.
    """
    for name, content in bundles.items():
        folders.write_private(str(folder / f"{name}.tar.gz"), content)
    for name in _OWN_BUNDLES:
        _copy_bundle(_HERE / name, folder / name)
    access = {
        "client": _hash(tokens.client),
        "admin": _hash(tokens.admin),
        "probe": _hash(tokens.probe),
        "socket": tokens.client is None,
    }
    _write_data(folder / "authz", {"system": {"authz": {"access": access}}})
    _write_data(folder / "masks", {"system": {"log": {"settings": {"inputs": inputs}}}})
    folders.write_private(str(folder / CONFIGURATION), configuration(template(), view.decisions, pulling))
    names = [f"{name}.tar.gz" for name in bundles] + list(_OWN_BUNDLES)
    named = [part for name in names for part in ("--bundle", f"{view.folder}/{name}")]
    return ["--config-file", f"{view.folder}/{CONFIGURATION}", *named]


def template() -> bytes:
    """`opa-config.yaml`: in the wheel beside this module, in a checkout at its root."""
    for place in (_HERE, _HERE.parent.parent):
        if (place / "opa-config.yaml").is_file():
            return (place / "opa-config.yaml").read_bytes()
    raise EngineError("`opa-config.yaml` is missing: reinstall pykiro-opa")


def configuration(text: bytes, decisions: str, pulling: Mapping[str, Any]) -> bytes:
    """The template with its own decision log, and with no bundles but those that OPA is to pull.

    The others are named on the command line and read once.
    """
    import yaml

    document: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    document.pop("bundles")
    document["plugins"]["file_logger"]["path"] = decisions
    document |= pulling
    return yaml.dump(document, Dumper=yaml.CSafeDumper, sort_keys=True).encode()


def _copy_bundle(source: Path, target: Path) -> None:
    for path in sorted(source.rglob("*")):
        if path.is_file() and not path.name.endswith("_test.rego"):
            copy = target / path.relative_to(source)
            folders.make_private(str(copy.parent))
            folders.write_private(str(copy), path.read_bytes())


def _write_data(bundle: Path, data: dict[str, Any]) -> None:
    folders.write_private(str(bundle / "data.json"), json.dumps(data).encode())


def _hash(token: str | None) -> str | None:
    return None if token is None else sha256(token.encode())
