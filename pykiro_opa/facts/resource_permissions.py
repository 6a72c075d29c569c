"""Permissions that a changed resource grants or takes away: its policy documents and the policies attached to it."""

from __future__ import annotations

import re

from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ..events import Fact
    from ..infrastructure.model import Resource, ResourceChange

_NAME = re.compile(r"[\w+=,.@-]+")
_POLICY_ARNS = ("policy_arn", "managed_policy_arns", "ManagedPolicyArns", "policy_arns", "PolicyArn", "Policies")


def permissions(change: ResourceChange) -> list[Fact]:
    """Permission facts, at the line of the property that holds the document."""
    if change.kind == "data":
        return []  # whoever uses the document is changed, too
    before, after = _documents(change.before), _documents(change.after)
    principal = _principal(change)
    facts: list[Fact] = []
    for pointer in sorted({*before, *after}):
        facts += _delta(before.get(pointer), after.get(pointer), principal, change, pointer)
    return facts


def _delta(before: Any, after: Any, principal: str, change: ResourceChange, pointer: tuple[str, ...]) -> list[Fact]:
    from ..permissions import permission_delta, permission_facts, unreadable_fact

    if before == after:
        return []
    side = change.after or change.before
    line = side.lines.get(pointer[0], change.line) if side is not None and pointer else change.line
    try:
        changes = permission_delta(before, after, principal=principal)
    except InputError as error:
        return [unreadable_fact(str(error), principal, change.path, line)] if after is not None else []
    return permission_facts(changes, change.path, line)


def _documents(resource: Resource | None) -> dict[tuple[str, ...], Any]:
    """The policy documents of a resource by where they stand, with unknown parts as wildcards."""
    if resource is None:
        return {}
    from ..infrastructure import policies

    found = {pointer: _patterns(document) for pointer, document in policies.find(_opened(resource.properties))}
    for key, arn in _attached(resource):
        from ..permissions import managed_policy

        document = managed_policy(arn)
        if document is not None:
            found[key, arn] = document
    return found


def _opened(value: Any) -> Any:
    """JSON inside texts (`policy = "{…}"`) as the value it is."""
    from ..infrastructure.embedded import json_or_text

    if isinstance(value, str):
        return json_or_text(value)
    if isinstance(value, dict):
        return {key: _opened(item) for key, item in value.items()}
    return [_opened(item) for item in value] if isinstance(value, list) else value


def _patterns(value: Any) -> Any:
    from ..infrastructure.unknowns import as_pattern

    if isinstance(value, str):
        return as_pattern(value)
    if isinstance(value, dict):
        return {_patterns(key): _patterns(item) for key, item in value.items()}
    return [_patterns(item) for item in value] if isinstance(value, list) else value


def _attached(resource: Resource) -> Iterator[tuple[str, str]]:
    for key in _POLICY_ARNS:
        value = resource.properties.get(key)
        for one in value if isinstance(value, list) else [value]:
            if not isinstance(one, str):
                continue
            if key == "Policies" and _NAME.fullmatch(one):  # a serverless function names AWS's own policies
                one = f"arn:aws:iam::aws:policy/{one}"  # noqa: PLW2901 - the same policy, by its whole name
            if ":policy/" in one:
                yield key, _patterns(one)


def _principal(change: ResourceChange) -> str:
    """Who holds the policy: the role, user or group it belongs to, else the resource itself."""
    from ..infrastructure.arns import arn_of

    resource = change.after or change.before
    if resource is None or change.kind == "policy":
        return change.path
    arn = (
        arn_of(resource.type, resource.properties, resource.address)
        if resource.type.startswith(("aws_iam", "AWS::IAM"))
        else None
    )
    return _patterns(arn) if arn is not None else resource.address
