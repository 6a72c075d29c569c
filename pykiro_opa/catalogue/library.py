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
_PACKAGE = os.path.dirname(_HERE)
_read: list[dict[str, Any]] = []


def library_text() -> str:
    """All data of the library as canonical JSON: `{"kiro": {"actions": {…}, "lib": {…}, "library": {"rules": […]}}}`."""
    try:
        with open(_LIBRARY, encoding="utf-8") as stream:
            return stream.read()
    except OSError as error:
        raise ConfigurationError(f"{_LIBRARY}: cannot be read: {error.strerror}; install pykiro-opa again") from None


def part_of_library(name: str) -> Any:
    """One part of the library's data, read once, when first asked for. Raises ConfigurationError where it is damaged."""
    if not _read:
        try:
            document = light_json.loads(library_text())["kiro"]
            _read.append({part: document[part] for part in ("actions", "library")})
        except (ValueError, KeyError, TypeError):
            raise ConfigurationError("the library of policies is damaged; install pykiro-opa again") from None
    return _read[0][name]


def policies_root() -> str:
    """The folder `policies/`: inside the installed package, or beside it in a checkout."""
    for root in (os.path.join(_PACKAGE, "policies"), os.path.join(os.path.dirname(_PACKAGE), "policies")):
        if os.path.isdir(os.path.join(root, "kiro")):
            return root
    raise ConfigurationError(f"{_PACKAGE}: the folder `policies` is missing; install pykiro-opa again")
