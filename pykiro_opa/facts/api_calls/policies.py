"""Calls that give somebody a policy: what the policy grants is a permission gained."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ...infrastructure.unknowns import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ...changes import Read
    from ...events import Fact

_WRITES = ("policy-document", "assume-role-policy-document", "policy", "resource-policy")
_WHO = ("role-name", "user-name", "group-name")


def granted(action: str, parameters: Mapping[str, list[str]], read: Read, at: dict[str, object]) -> list[Fact]:
    """Permission facts of an attached AWS-managed policy or a written policy document."""
    verb = action.partition(":")[2].lower()
    document: str | Mapping[str, Any] | None = None
    if verb.startswith("attach") and action.startswith("iam:"):
        from ...permissions import managed_policy

        arns = parameters.get("policy-arn", [])
        document = managed_policy(arns[0]) if arns else None
    elif verb.startswith(("put", "create", "set", "update")):
        document = _document(parameters, read)
    if document is None:
        return []
    return _facts(document, _principal(parameters), at)


def _document(parameters: Mapping[str, list[str]], read: Read) -> str | None:
    for name in _WRITES:
        for text in parameters.get(name, []):
            if text.startswith("file://"):
                content = read(text.removeprefix("file://"))
                return None if content is None else content.decode("utf-8", "replace")
            if "{" in text:
                return text.replace(UNKNOWN, unknown("what is only known when it runs"))
    return None


def _facts(document: str | Mapping[str, Any], principal: str, at: dict[str, object]) -> list[Fact]:
    from ...errors import InputError
    from ...permissions import permission_delta, permission_facts, unreadable_fact

    path, line = str(at["path"]), int(str(at["line"]))
    try:
        changes = permission_delta(None, document, principal=principal)
    except InputError as error:
        # Other services call other things a policy; what speaks of statements is one.
        is_policy = "Statement" in document
        return [unreadable_fact(str(error), principal, path, line)] if is_policy else []
    return permission_facts(changes, path, line)


def _principal(parameters: Mapping[str, list[str]]) -> str:
    for name in _WHO:
        for value in parameters.get(name, []):
            return f"arn:aws:iam::*:{name.removesuffix('-name')}/{value.replace(UNKNOWN, '*')}"
    return "*"
