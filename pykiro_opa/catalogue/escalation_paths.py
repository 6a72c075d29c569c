"""Known ways to more rights than one has: identifiers of pathfinding.cloud and the actions that each needs."""

from __future__ import annotations

import os

from ..errors import ConfigurationError
from ..values import Value

_PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables", "escalation_paths.txt")
_read: list[EscalationPath] = []


class EscalationPath(Value):
    """One path; `category` as pathfinding.cloud names it (self-escalation, principal-access, new-passrole, …)."""

    __slots__ = ("id", "category", "actions")

    id: str
    category: str
    actions: tuple[str, ...]

    def __init__(self, id_: str, category: str, actions: tuple[str, ...]) -> None:
        self._set(id=id_, category=category, actions=actions)


def escalation_paths() -> list[EscalationPath]:
    """Every path, read once, when first asked for."""
    if not _read:
        try:
            with open(_PATH, encoding="utf-8") as stream:
                lines = stream.read().splitlines()
        except OSError as error:
            raise ConfigurationError(f"{_PATH}: cannot be read: {error.strerror}; install pykiro-opa again") from None
        for line in lines:
            name, category, *actions = line.split()
            _read.append(EscalationPath(name, category, tuple(actions)))
    return _read
