"""Where the Rego library and its generated data lie, in a checkout as in an installed wheel."""

from __future__ import annotations

import os

from .. import light_json
from ..errors import ConfigurationError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_HERE = os.path.dirname(os.path.abspath(__file__))
_LIBRARY = os.path.join(_HERE, "library.json")
_WORDING = os.path.join(_HERE, "wording.json")
_PACKAGE = os.path.dirname(_HERE)
STRICT = "kiro/lib/strict/strict.rego"  # below `policies_root`
_read: list[dict[str, Any]] = []
_worded: list[dict[str, Any]] = []


def library_text() -> str:
    """All data of the library as canonical JSON: `{"kiro": {"actions": {…}, "lib": {…}, "library": {"rules": […]}}}`."""
    return _text(_LIBRARY)


def part_of_library(name: str) -> Any:
    """One part of the library's data, read once, when first asked for. Raises ConfigurationError where it is damaged."""
    if not _read:
        try:
            document = light_json.loads(library_text())["kiro"]
            _read.append({part: document[part] for part in ("actions", "library")})
        except (ValueError, KeyError, TypeError):
            raise ConfigurationError("the library of policies is damaged; install pykiro-opa again") from None
    return _read[0][name]


def wording() -> dict[str, Any]:
    """What only people and `facts.prose` read of the named actions, by action: title, description, severity, phrases.

    Read once, when first asked for. Raises ConfigurationError where it is damaged.
    """
    if not _worded:
        try:
            document = light_json.loads(_text(_WORDING))
            _worded.append({name: dict(words) for name, words in document.items()})
        except (ValueError, AttributeError, TypeError):
            raise ConfigurationError("the library of policies is damaged; install pykiro-opa again") from None
    return _worded[0]


def policies_root() -> str:
    """The folder `policies/`: inside the installed package, or beside it in a checkout."""
    for root in (os.path.join(_PACKAGE, "policies"), os.path.join(os.path.dirname(_PACKAGE), "policies")):
        if os.path.isdir(os.path.join(root, "kiro")):
            return root
    raise ConfigurationError(f"{_PACKAGE}: the folder `policies` is missing; install pykiro-opa again")


def strict_text() -> str:
    """The Rego that rules of a team's own call; nothing else does, so that the package's module is without it."""
    return _text(os.path.join(policies_root(), STRICT))


def _text(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as stream:
            return stream.read()
    except OSError as error:
        raise ConfigurationError(f"{path}: cannot be read: {error.strerror}; install pykiro-opa again") from None
