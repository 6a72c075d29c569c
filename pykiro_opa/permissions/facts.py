"""Permission changes as facts of the change event (`permissions` in policies/kiro/lib/event/shapes)."""

from __future__ import annotations

from ..events import sha256

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


def unreadable_fact(why: str, principal: str, path: str, line: int) -> Fact:
    """A policy that is there and that nobody can read may grant anything."""
    return {
        "principal": principal,
        "change": "gained",
        "actions": ["*"],
        "count": 1,
        "examples": ["*"],
        "level": "permissions-management",
        "resource": "*",
        "quantifier": "all",
        "witness": "* *",
        "why": f"the policy cannot be read: {why}",
        "condition": None,
        "result": sha256(why.encode("utf-8", "replace")),
        "at": {"path": path, "line": line},
    }
