"""Permission changes as facts of the change event."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..events import Fact
    from .delta import PermissionChange

_MOST_EXAMPLES = 20


def permission_facts(changes: Iterable[PermissionChange], path: str, line: int) -> list[Fact]:
    """One fact for each change, all at the same place."""
    return [
        {
            "principal": change.principal,
            "change": change.change,
            "actions": list(change.actions),
            "count": change.count or len(change.actions),
            "examples": change.examples(_MOST_EXAMPLES) or list(change.actions[:_MOST_EXAMPLES]),
            "level": change.level,
            "resource": change.resource,
            "quantifier": change.quantifier,
            "witness": change.witness,
            "why": f"{change.why}; {change.doubt}" if change.doubt else change.why,
            "condition": change.condition or None,
            "result": change.result,
            "at": {"path": path, "line": line},
        }
        for change in changes
    ]
