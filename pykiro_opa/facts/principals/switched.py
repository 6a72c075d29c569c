"""Policies of what may or may not be there: a `count`, a `for_each` or a condition that only a deployment decides.

They count as under a condition that may hold or not, the same where it is written the same: one that goes away, or is
another, is a condition that gives way.
"""

from __future__ import annotations

from ...infrastructure.switches import switch
from ...permissions import Policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from ...infrastructure.model import Resource


def switched(policies: Iterable[Policy], resource: Resource) -> list[Policy]:
    """The policies as a resource gives them."""
    by = switch(resource.properties)
    return list(policies) if by is None else [_conditional(one, by) for one in policies]


def _conditional(policy: Policy, by: str) -> Policy:
    if not isinstance(policy.document, dict):
        return Policy(f"{policy.name} if {by}", policy.document, path=policy.path, line=policy.line, lines=policy.lines)
    inner = policy.document.get("Statement", [])
    made = [_under(one, by) for one in inner] if isinstance(inner, list) else _under(inner, by)
    document = {**policy.document, "Statement": made}
    return Policy(policy.name, document, path=policy.path, line=policy.line, lines=policy.lines)


def _under(statement: Any, by: str) -> Any:
    if not isinstance(statement, dict):
        return statement
    branches = statement.get("Fn::If")
    if isinstance(branches, list) and len(branches) == 3:
        return {"Fn::If": [branches[0], *(_under(one, by) for one in branches[1:])]}
    if "Ref" in statement:
        return statement
    condition = statement.get("Condition") or {}
    known = condition if isinstance(condition, dict) else {"unreadable": condition}
    return {**statement, "Condition": {**known, "if": {by: None}}}
