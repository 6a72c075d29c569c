"""Named actions: what a team means by `grant_admin_access`, as data of the library."""

from __future__ import annotations

from .library import part_of_library

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def named_actions() -> Mapping[str, dict[str, Any]]:
    """Every named action by name."""
    found: Mapping[str, dict[str, Any]] = part_of_library("actions")
    return found
