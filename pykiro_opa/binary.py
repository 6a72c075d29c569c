"""Finding an `opa` to run; never one that the judged workspace brings along."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from .errors import EngineError
from .values import Value

LEAST_VERSION = (1, 21)
_CHECKOUT = Path(__file__).resolve().parent.parent
_ADVICE = "install it from https://www.openpolicyagent.org, or stay with the embedded engine, which needs none"


class Binary(Value):
    """An opa that is new enough; `path` is absolute."""

    __slots__ = ("path", "version")

    path: str
    version: str

    def __init__(self, path: str, version: str) -> None:
        self._set(path=path, version=version)


def find_opa(named: str | None = None) -> Binary:
    """The opa named, that of PATH, or that of this checkout. Raises EngineError where none is there or new enough."""
    path = named or _on_path() or _in_checkout()
    if path is None:
        raise EngineError(f"`opa` is not on PATH: {_ADVICE}")
    version = _version(path)
    check_version(path, version)
    return Binary(str(Path(path).absolute()), version)


def check_version(name: str, version: str) -> None:
    """Raises EngineError where the version of the OPA of that name is too old or none."""
    found = re.match(r"(\d+)\.(\d+)\.", version)
    if not found or (int(found[1]), int(found[2])) < LEAST_VERSION:
        least = ".".join(str(part) for part in LEAST_VERSION)
        raise EngineError(f"`{name}` is opa `{version}`, and {least} or newer is needed: {_ADVICE}")


def version_told(text: str) -> str:
    """The version in what `opa version` prints."""
    first = text.partition("\n")[0]
    return first.removeprefix("Version:").strip() if first.startswith("Version:") else "unknown"


def _on_path() -> str | None:
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        # A relative entry would run what the workspace calls `opa`.
        if Path(folder).is_absolute() and os.access(path := Path(folder, "opa"), os.X_OK) and path.is_file():
            return str(path)
    return None


def _in_checkout() -> str | None:
    path = _CHECKOUT / ".tools" / "bin" / "opa"
    return str(path) if path.is_file() else None


def _version(path: str) -> str:
    try:
        said = subprocess.run(  # noqa: S603 - the opa that the user named or has on PATH
            [path, "version"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"`{path}` cannot be run: {getattr(error, 'strerror', None) or 'it did not end'}") from None
    return version_told(said.stdout)
