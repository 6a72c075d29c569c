"""The configuration of a plain OPA server that pulls shared bundles by itself and verifies them.

Each of its keys is there for a measured trap (docs/bundles.md): without `signing` OPA takes what nobody signed, though a
key is configured; without `persist` a restart needs the registry; polling of 0 seconds is a loop without a pause.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..signatures import PublicKey

POLLING = 60  # seconds, at least, and twice that at most: OPA spreads the requests of many servers between them
PERSISTED = "persisted"


class Served(Value):
    """One shared bundle that a server pulls; the origin is its name there.

    `password_file` holds `user:password` for a registry, and for any other server the same in base64.
    """

    __slots__ = ("origin", "source", "key", "password_file")

    origin: str
    source: str
    key: PublicKey
    password_file: str | None

    def __init__(self, origin: str, source: str, key: PublicKey, password_file: str | None = None) -> None:
        self._set(origin=origin, source=source, key=key, password_file=password_file)


def configuration(template: bytes, served: Sequence[Served]) -> bytes:
    """`opa-config.yaml` of a server: the template's own keys, and those that pull and verify. Raises ConfigurationError."""
    import yaml

    class Dumper(yaml.SafeDumper):
        """Keys in PEM as people know them."""

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    document: dict[str, Any] = yaml.load(template, yaml.CSafeLoader)
    document |= pulled(served, PERSISTED)
    written: bytes = yaml.dump(document, Dumper=Dumper, sort_keys=True, encoding="utf-8", allow_unicode=True)
    return written


def pulled(served: Sequence[Served], persisted: str, least: int = POLLING) -> dict[str, Any]:
    """The keys of OPA's configuration by which it pulls and verifies; `least` are the seconds between two requests.

    `persisted` is a folder in which it keeps the last good ones. Raises ConfigurationError.
    """
    return {
        "services": {one.origin: _service(one) for one in served},
        "keys": {one.origin: {"algorithm": "ES256", "key": one.key.pem.decode()} for one in served},
        "bundles": {one.origin: _bundle(one, least) for one in served},
        "persistence_directory": persisted,
    }


def _service(one: Served) -> Mapping[str, Any]:
    scheme, separator, rest = one.source.partition("://")
    if not separator:
        raise ConfigurationError(f"`{one.source}`: a path, which a server cannot pull; name an address")
    if scheme == "oci":
        from .registries._oras import speaks_plain

        host = rest.partition("/")[0]
        service: dict[str, Any] = {"type": "oci", "url": f"{'http' if speaks_plain(host) else 'https'}://{host}"}
    else:
        service = {"url": f"{scheme}://{urlsplit(one.source).netloc}"}
    if one.password_file is not None:
        service["credentials"] = {"bearer": {"scheme": "Basic", "token_path": one.password_file}}
    return service


def _bundle(one: Served, least: int) -> Mapping[str, Any]:
    scheme, _, rest = one.source.partition("://")
    parts = urlsplit(one.source)
    query = f"?{parts.query}" if parts.query else ""
    return {
        "service": one.origin,
        "resource": rest if scheme == "oci" else f"{parts.path.lstrip('/')}{query}",
        "polling": {"min_delay_seconds": least, "max_delay_seconds": 2 * least},
        "persist": True,
        "signing": {"keyid": one.origin},
    }
