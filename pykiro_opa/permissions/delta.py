"""The permissions that one policy document grants and another does not."""

from __future__ import annotations

from ..events import canonical, clean, sha256
from ..values import Value
from .levels import highest
from .statements import statements
from .wildcards import contains, example, overlaps

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .statements import Statement

    Document = str | bytes | Mapping[str, Any] | None

GAINED, LOST = "gained", "lost"


class PermissionChange(Value):
    """What a principal gained or lost on one resource pattern.

    `actions` as written, `level` their highest, `witness` an ARN that the resource pattern matches, `why` in words,
    `condition` canonical JSON or "", `result` the digest of the resulting document. `quantifier` is all: whoever holds
    the policy has it on every resource that matches.
    """

    __slots__ = ("change", "principal", "actions", "level", "resource", "quantifier", "witness", "why", "condition",
                 "result", "sid")  # fmt: skip

    change: str
    principal: str
    actions: tuple[str, ...]
    level: str
    resource: str
    quantifier: str
    witness: str
    why: str
    condition: str
    result: str
    sid: str

    def __init__(
        self,
        *,
        change: str,
        principal: str,
        actions: tuple[str, ...],
        resource: str,
        why: str,
        condition: str,
        result: str,
        sid: str,
    ) -> None:
        self._set(
            change=change,
            principal=principal,
            actions=actions,
            level=highest(actions),
            resource=resource,
            quantifier="all",
            witness=example(resource),
            why=why,
            condition=condition,
            result=result,
            sid=sid,
        )


def permission_delta(before: Document, after: Document, *, principal: str = "*") -> list[PermissionChange]:
    """What `after` grants beyond `before`, and the other way round; None is no policy at all.

    Ordered: gains first, then by resource and actions. Raises InputError where a document is not a policy.
    """
    old, new = statements(before), statements(after)
    result = sha256(canonical(clean([_described(one) for one in new])))
    gained = _beyond(old, new, GAINED, principal, result)
    lost = _beyond(new, old, LOST, principal, result)
    return [*gained, *lost]


def _beyond(
    base: Sequence[Statement], beyond: Sequence[Statement], change: str, principal: str, result: str
) -> list[PermissionChange]:
    """The pairs of action and resource patterns that `beyond` allows and `base` does not surely allow."""
    allowed = [one for one in base if one.effect == "Allow"]
    denied_before = [one for one in base if one.effect == "Deny"]
    denied = [one for one in beyond if one.effect == "Deny" and not one.condition and not one.not_resources]
    grouped: dict[tuple[str, str, str, str, str], list[str]] = {}
    for statement in beyond:
        if statement.effect == "Deny":
            continue
        for action in statement.actions:
            for resource in statement.resources:
                why = _why(action, resource, statement, allowed, denied_before, denied)
                if why:
                    who = ", ".join(statement.principals) or principal
                    key = (resource, statement.condition, why, who, statement.sid)
                    grouped.setdefault(key, []).append(action)
    return [
        PermissionChange(
            change=change,
            principal=who,
            actions=tuple(dict.fromkeys(actions)),
            resource=resource,
            why=why,
            condition=condition,
            result=result,
            sid=sid,
        )
        for (resource, condition, why, who, sid), actions in sorted(grouped.items())
    ]


def _why(
    action: str,
    resource: str,
    statement: Statement,
    allowed: Sequence[Statement],
    denied_before: Sequence[Statement],
    denied: Sequence[Statement],
) -> str:
    """Why the pair is new, "" where it is not."""
    if any(_covers(one, action, resource) for one in denied):
        return ""
    covering = [one for one in allowed if _covers(one, action, resource) and _covers_exclusions(one, statement)]
    same = [one for one in covering if one.condition in ("", statement.condition) and _same_principals(one, statement)]
    if same:
        was_denied = [one for one in denied_before if _meets(one, action, resource)]
        still_denied = all(any(_described(one) == _described(other) for other in denied) for one in was_denied)
        return "" if still_denied else "a deny is weaker"
    if covering:
        return "a condition or principal is wider"
    if any(_meets_action(one, action) for one in allowed):
        return "a resource is wider"
    return "a new action"


def _covers(statement: Statement, action: str, resource: str) -> bool:
    """Whether the statement surely speaks of every member of the pair."""
    if any(overlaps(one.lower(), action.lower()) for one in statement.not_actions):
        return False
    if any(overlaps(one, resource) for one in statement.not_resources):
        return False
    return any(contains(one.lower(), action.lower()) for one in statement.actions) and any(
        contains(one, resource) for one in statement.resources
    )


def _covers_exclusions(base: Statement, statement: Statement) -> bool:
    """`NotAction` and `NotResource` of the base may exclude what the new statement does not."""
    actions = all(any(contains(own.lower(), one.lower()) for own in statement.not_actions) for one in base.not_actions)
    resources = all(any(contains(own, one) for own in statement.not_resources) for one in base.not_resources)
    return (actions or not base.not_actions) and (resources or not base.not_resources)


def _meets(statement: Statement, action: str, resource: str) -> bool:
    return _meets_action(statement, action) and any(overlaps(one, resource) for one in statement.resources)


def _meets_action(statement: Statement, action: str) -> bool:
    return any(overlaps(one.lower(), action.lower()) for one in statement.actions)


def _same_principals(base: Statement, statement: Statement) -> bool:
    return "*" in base.principals or set(statement.principals) <= set(base.principals)


def _described(statement: Statement) -> list[object]:
    """A statement without its name, as JSON."""
    return [
        statement.effect, sorted(statement.actions), sorted(statement.not_actions), sorted(statement.resources),
        sorted(statement.not_resources), sorted(statement.principals), statement.condition,
    ]  # fmt: skip
