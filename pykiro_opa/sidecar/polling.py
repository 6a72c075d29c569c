"""A sidecar that fetches shared bundles by itself: what OPA is told for it, and what it starts with.

OPA verifies each with its key; that a counter never falls is for the policies and the client, which OPA knows nothing of.
It starts with the version that was verified last, so that it needs no registry to be ready.
"""

from __future__ import annotations

import os

from ..engines import folders
from ..errors import ConfigurationError
from ..values import Value
from . import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from ..bundles.following import Followed
    from ..bundles.serving import Served
    from .files import View

_AUTHORITIES = "authorities.pem"
_PROXIES = ("http_proxy", "https_proxy", "no_proxy")
_KEPT = "bundles/{origin}/bundle.tar.gz"  # where OPA looks for the last good one of a bundle (`persist`)


class Polling(Value):
    """What to fetch, and how many seconds to wait at least between two requests."""

    __slots__ = ("followed", "least")

    followed: Sequence[Followed]
    least: int

    def __init__(self, followed: Sequence[Followed] = (), least: int = 60) -> None:
        self._set(followed=followed, least=least)

    @property
    def origins(self) -> list[str]:
        return sorted(one.served.origin for one in self.followed)

    @property
    def told(self) -> list[Any]:
        """All that tells one from another."""
        return [self.least, sorted([one.served.origin, one.served.source, one.served.key.id] for one in self.followed)]


def prepare(run: Path, view: View, polling: Polling) -> Mapping[str, Any]:
    """Write what OPA starts with and give back the keys of its configuration. Raises OSError, ConfigurationError."""
    from ..bundles.serving import pulled

    if not polling.followed:
        return {}
    for one in polling.followed:
        kept = os.path.join(run, places.PERSISTED, _KEPT.format(origin=one.served.origin))
        folders.make_private(os.path.dirname(kept))
        folders.write_private(kept, one.data)
    served = [_with_password(one.served, run, view) for one in polling.followed]
    return pulled(served, view.persisted, polling.least)


def environment(run: Path, view: View, polling: Polling) -> Mapping[str, str]:
    """What OPA's process needs to get to the sources: the proxies and authorities that the client itself goes by.

    Raises OSError, ConfigurationError.
    """
    if not polling.followed:
        return {}
    path = _authorities()
    try:
        with open(path, "rb") as stream:
            authorities = stream.read()
    except OSError as error:
        raise ConfigurationError(
            f"`{path}`: the authorities cannot be read: {error.strerror}; mend `SSL_CERT_FILE`"
        ) from None
    folders.write_private(str(run / places.FILES / _AUTHORITIES), authorities)
    proxies = {name: os.environ[name] for name in os.environ if name.lower() in _PROXIES}
    return {"SSL_CERT_FILE": f"{view.folder}/{_AUTHORITIES}", **proxies}


def _authorities() -> str:
    """A container has none of its own."""
    import ssl

    named = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    if named:
        return named
    from requests.utils import DEFAULT_CA_BUNDLE_PATH  # as the client's own requests have it

    return str(DEFAULT_CA_BUNDLE_PATH)


def _with_password(served: Served, run: Path, view: View) -> Served:
    """The same with a file of what its registry wants to be told, where there is such: nothing that OPA shows says it."""
    from ..bundles.registries import credentials
    from ..bundles.serving import Served

    found = credentials(served.source)
    if found is None:
        return served
    name = f"{served.origin}.password"
    folders.write_private(str(run / places.FILES / name), found.encode())
    return Served(served.origin, served.source, served.key, f"{view.folder}/{name}")
