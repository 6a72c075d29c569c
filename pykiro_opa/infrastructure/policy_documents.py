"""Terraform's `aws_iam_policy_document` as the policy it renders to."""

from __future__ import annotations

from .rounds import rounds
from .unknowns import is_unknown, sources, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def policy_document(properties: Mapping[str, Any]) -> dict[str, Any]:
    """`aws_iam_policy_document` as the policy it renders to."""
    statements = properties.get("statement", [])
    listed = statements if isinstance(statements, list) else []
    found = [_statement(each) for one in listed if isinstance(one, dict) for each in _rounds(one)]
    merged = [
        document for key in ("source_policy_documents", "override_policy_documents")
        for document in _listed(properties.get(key, []))
    ]  # fmt: skip
    for document in merged:
        inner = document.get("Statement", []) if isinstance(document, dict) else []
        found += inner if isinstance(inner, list) else [inner]
        if not isinstance(document, dict):
            found.append({"Effect": "Allow", "Action": document, "Resource": document})
    return {"Version": "2012-10-17", "Statement": found}


_NAMES = {"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"}


def _rounds(block: dict[str, Any]) -> list[dict[str, Any]]:
    """A block as it is; of `dynamic "statement"` the content once for each round."""
    if "content" not in block:
        return [block]
    contents = _listed(block["content"])
    if not contents or not isinstance(contents[0], dict):
        return [{"actions": unknown("dynamic statement")}]
    iterator = block.get("iterator")
    name = sources(iterator)[0] if isinstance(iterator, str) and is_unknown(iterator) else "statement"
    return rounds(block.get("for_each"), contents[0], name)


def _statement(block: Mapping[str, Any]) -> dict[str, Any]:
    statement: dict[str, Any] = {"Effect": block.get("effect", "Allow")}
    for written, name in _NAMES.items():
        if written in block:
            statement[name] = block[written]
    if "sid" in block:
        statement["Sid"] = block["sid"]
    for written, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if written in block:
            statement[name] = {
                str(one.get("type")): one.get("identifiers") for one in _listed(block[written]) if isinstance(one, dict)
            }
    conditions: dict[str, Any] = {}
    for one in _listed(block.get("condition", [])):
        if isinstance(one, dict):
            conditions.setdefault(str(one.get("test")), {})[str(one.get("variable"))] = one.get("values")
    return {**statement, **({"Condition": conditions} if conditions else {})}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
