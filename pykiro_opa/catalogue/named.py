"""Named actions: what a team means by `grant_admin_access`, as data of the library."""

from __future__ import annotations

from .library import part_of_library, wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def action_names() -> list[str]:
    """The name of every named action, sorted."""
    return sorted(part_of_library("actions"))


def named_actions() -> Mapping[str, dict[str, Any]]:
    """Title, description, severity and phrases of every named action by name; what it matches is the policies' own."""
    return wording()
