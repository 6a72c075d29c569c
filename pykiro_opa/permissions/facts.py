"""Permission changes as facts of the change event (`permissions` in policies/kiro/lib/event/shapes)."""

from __future__ import annotations

from ..events import sha256
from ..infrastructure.unknowns import as_pattern, has_unknown, parts_of, written
from .change import (
    LOOSER_CONDITION,
    NEW_ACTION,
    REMOVED_BOUNDARY,
    UNREADABLE,
    WEAKER_DENY,
    WIDER_BOUNDARY,
    WIDER_PRINCIPAL,
    WIDER_RESOURCE,
)
from .language import overlaps
from .reading import reads_secrets
from .symbols import is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..events import Fact
    from .change import PermissionChange
    from .escalation import Escalation
    from .policies import UnknownPolicy

_MOST_EXAMPLES = 20
# What of the policies made the change; a statement that nobody can read has a text of its own behind it.
_WAYS = {
    NEW_ACTION: "action",
    WIDER_RESOURCE: "resource",
    WIDER_PRINCIPAL: "principal",
    LOOSER_CONDITION: "condition",
    WEAKER_DENY: "deny",
    WIDER_BOUNDARY: "boundary",
    REMOVED_BOUNDARY: "boundary-removed",
}
UNKNOWN = "unknown"
_ASSUMING = ("sts:AssumeRole",)
_MILD = ("list", "read")  # of the other levels nobody asks what is read


def permission_facts(
    changes: Iterable[PermissionChange],
    path: str,
    line: int,
    *,
    held: str = UNKNOWN,
    escalations: Sequence[Escalation] = (),
) -> list[Fact]:
    """One fact for each change, where its statement stands or else at the place given.

    `held` is the highest level that the principal had before: none, a level, or unknown. What gains something that a
    new escalation path needs says which path it opens.
    """
    return [
        {
            "principal": written(change.principal),
            "kind": change.kind,
            "change": change.change,
            "way": _way(change),
            "sure": not change.doubt,
            "held": held,
            "opens": _opens(change, escalations),
            "reads_secrets": change.level in _MILD and reads_secrets(change.known),
            "actions": [written(action) for action in change.actions],
            "count": change.count or len(change.actions),
            "examples": change.examples(_MOST_EXAMPLES) or [written(one) for one in change.actions[:_MOST_EXAMPLES]],
            "level": change.level,
            "resource": as_pattern(change.resource),
            "quantifier": "any" if _is_unnamed(change) else change.quantifier,
            "witness": _witness(change),
            "why": f"{change.why}; {change.doubt}" if change.doubt else change.why,
            "condition": written(change.condition) or None,
            "result": change.result,
            "at": _place(change, path, line),
        }
        for change in changes
    ]


def unreadable_fact(why: str, principal: str, path: str, line: int, kind: str = "identity") -> Fact:
    """A policy that is there and that nobody can read may grant anything."""
    return {
        "principal": principal,
        "kind": kind,
        "change": "gained",
        "way": UNKNOWN,
        "sure": False,
        "held": UNKNOWN,
        "opens": [],
        "reads_secrets": False,
        "actions": ["*"],
        "count": 1,
        "examples": ["*"],
        "level": "permissions-management",
        "resource": "*",
        "quantifier": "any",
        "witness": "* *",
        "why": f"the policy cannot be read: {why}",
        "condition": None,
        "result": sha256(why.encode("utf-8", "replace")),
        "at": {"path": path, "line": line},
    }


def unknown_facts(policies: Iterable[UnknownPolicy], path: str, line: int) -> list[Fact]:
    """The policies that came and that nobody can read here; what went away is no gain."""
    return [
        {
            **unreadable_fact(one.why, one.principal, one.path or path, one.line or line,
                              "trust" if one.role == "trust" else "identity"),
            "why": f"nobody can tell here what the {one.role} `{written(one.name)[:200]}` allows: {one.why}",
        }
        for one in policies
        if one.change == "gained"
    ]  # fmt: skip


def _way(change: PermissionChange) -> str:
    return UNKNOWN if change.why.startswith(UNREADABLE) or _is_nameless(change) else _WAYS[change.why]


def _is_nameless(change: PermissionChange) -> bool:
    """Whether only a deployment knows which actions these are."""
    return all(has_unknown(action) for action in change.actions)


def _is_unnamed(change: PermissionChange) -> bool:
    """Whether only a deployment knows which resource of the author's pattern it is; its account and region may be any."""
    named = parts_of(change.resource)[-1]
    return "*" in named if change.kind == "trust" else has_unknown(named)  # the role itself, whose name holds no star


def _witness(change: PermissionChange) -> str:
    if not _is_nameless(change):
        return str(written(change.witness))
    return f"{written(change.actions[0])} {written(change.witness).partition(' ')[2]}"


def _opens(change: PermissionChange, escalations: Sequence[Escalation]) -> list[str]:
    if change.kind != "identity" or change.change != "gained":
        return []
    patterns = [action.lower() for action in change.actions]
    return sorted(
        one.id
        for one in escalations
        if one.is_new
        and any(overlaps(pattern, action.lower()) for pattern in patterns for action in one.actions)
        and not (one.actions == _ASSUMING and _is_one_role(change.resource))
    )  # fmt: skip


def _is_one_role(resource: str) -> bool:
    """Whether the resource is a role by its name: who may take it gains what it has, which a reader sees, and no more."""
    name = parts_of(resource)[-1]
    return name.startswith("role/") and not is_wild(name) and not has_unknown(name)


def _place(change: PermissionChange, path: str, line: int) -> dict[str, object]:
    places = [one for one in (*change.after, *change.before) if one.path]
    return {"path": places[0].path, "line": max(1, places[0].line)} if places else {"path": path, "line": line}
