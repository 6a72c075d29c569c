"""Named actions: what a team means by `grant_admin_access`, as data of the library."""

from __future__ import annotations

import json

from ..errors import ConfigurationError
from .library import library_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_read: list[Mapping[str, dict[str, Any]]] = []


def named_actions() -> Mapping[str, dict[str, Any]]:
    """Every named action by name; read once, when first asked for."""
    if not _read:
        try:
            _read.append(json.loads(library_text())["kiro"]["actions"])
        except (ValueError, KeyError, TypeError):
            raise ConfigurationError("the library of named actions is damaged; install pykiro-opa again") from None
    return _read[0]
