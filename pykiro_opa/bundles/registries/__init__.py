"""Where shared bundles come from: one module a scheme, found by its name; a source without one is a path.

What is fetched is bytes that nobody has checked yet: `shared.open_shared` does.
"""

from __future__ import annotations

import os

from ...errors import ConfigurationError
from ._fetched import Fetched

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = ["Fetched", "credentials", "exactly", "fetch"]

_PATH = "path"


def fetch(source: str, *, folder: str, known: Fetched | None = None) -> Fetched:
    """The bundle that a source names; a path is relative to `folder`, the root of the repository.

    `known` is what the source gave before: where it still gives that, `data` is None. Raises ConfigurationError.
    """
    found: Fetched = _module(source).fetch(source, folder=folder, known=known)
    return found


def exactly(source: str, digest: str, *, folder: str) -> bytes:
    """The bundle of that digest (`sha256:…`), which the source may have moved on from. Raises ConfigurationError."""
    module = _module(source)
    if hasattr(module, "fetch_digest"):
        data: bytes = module.fetch_digest(source, digest)
        return data
    found: Fetched = module.fetch(source, folder=folder, known=None)
    if found.digest != digest or found.data is None:
        raise ConfigurationError(
            f"`{source}`: it no longer gives {digest}; `pykiro-opa bundle update` moves the pin on"
        )
    return found.data


def credentials(source: str) -> str | None:
    """What OPA needs to fetch from a source in our place (see `serving.Served`), None where there is nothing for it.

    Raises ConfigurationError.
    """
    module = _module(source)
    found: str | None = module.credentials(source) if hasattr(module, "credentials") else None
    return found


def _module(source: str) -> Any:
    from importlib import import_module

    scheme, separator, _ = source.partition("://")
    name = scheme if separator else _PATH
    if name not in _schemes() or (separator and name == _PATH):
        raise ConfigurationError(f"`{source}`: unknown kind of source; write `oci://…`, `https://…` or a relative path")
    return import_module(f"{__name__}.{name}")


def _schemes() -> set[str]:
    names = (name.removesuffix(".py") for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".py"))
    return {name for name in names if not name.startswith("_")}
