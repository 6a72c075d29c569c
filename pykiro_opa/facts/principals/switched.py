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
    from ...infrastructure.switches import Alternatives


def switched(policies: Iterable[Policy], resource: Resource) -> list[Policy]:
    """The policies as a resource gives them."""
    by = switch(resource.properties)
    if by is None:
        return list(policies)
    return [made for one in policies for made in _conditional(one, by)]


def _conditional(policy: Policy, by: Alternatives) -> list[Policy]:
    """The policy, or one that nobody can read once for each of the alternatives."""
    if not isinstance(policy.document, dict):
        return [
            Policy(f"{policy.name} if {' and '.join(one)}", policy.document, path=policy.path, line=policy.line)
            for one in by
        ]
    inner = policy.document.get("Statement", [])
    listed = inner if isinstance(inner, list) else [inner]
    document = {**policy.document, "Statement": [_under(one, all_) for all_ in by for one in listed]}
    return [Policy(policy.name, document, path=policy.path, line=policy.line)]


def _under(statement: Any, by: list[str]) -> Any:
    if not isinstance(statement, dict):
        return statement
    branches = statement.get("Fn::If")
    if isinstance(branches, list) and len(branches) == 3:
        return {"Fn::If": [branches[0], *(_under(one, by) for one in branches[1:])]}
    if "Ref" in statement:
        return statement
    condition = statement.get("Condition") or {}
    known = condition if isinstance(condition, dict) else {"unreadable": condition}
    return {**statement, "Condition": {**known, "if": dict.fromkeys(by)}}
