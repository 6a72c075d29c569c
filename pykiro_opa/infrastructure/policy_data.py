"""The data source `aws_iam_policy_document` as the policy it renders to."""

from __future__ import annotations

from .unknowns import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

TYPE = "aws_iam_policy_document"
_SOURCES = ("source_policy_documents", "override_policy_documents", "source_json", "override_json")
_NAMES = {"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"}


def policy_document(properties: Mapping[str, Any]) -> dict[str, Any]:
    """The document; a part that is not known is a statement that is not known."""
    found: list[Any] = []
    for block in _listed(properties.get("statement", [])):
        found += _statements(block) if isinstance(block, dict) else [block]
    for key in _SOURCES:
        for document in _listed(properties.get(key, [])):
            if isinstance(document, dict) and "Statement" in document:
                found += _listed(document["Statement"])
            else:
                found.append(document)
    return {"Version": "2012-10-17", "Statement": found}


def _statements(block: Mapping[str, Any]) -> list[Any]:
    if "for_each" not in block or "content" not in block:
        return [_statement(block)]
    # `dynamic "statement"`: as many as the collection has, all like its content
    return [_statement(one) for one in _listed(block["content"]) if isinstance(one, dict)] or [unknown("statement")]


def _statement(block: Mapping[str, Any]) -> dict[str, Any]:
    statement: dict[str, Any] = {"Effect": block.get("effect") or "Allow"}
    for written, name in _NAMES.items():
        if block.get(written) is not None:
            statement[name] = _variables(block[written])
    if "sid" in block:
        statement["Sid"] = block["sid"]
    for written, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if written in block:
            statement[name] = _principals(_listed(block[written]))
    if "condition" in block:
        statement["Condition"] = _conditions(_listed(block["condition"]))
    return statement


def _principals(blocks: list[Any]) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for one in blocks:
        inner = _content(one)
        found.setdefault(str(inner.get("type")), []).extend(_listed(inner.get("identifiers", unknown("principals"))))
    return found


def _conditions(blocks: list[Any]) -> dict[str, Any]:
    found: dict[str, dict[str, Any]] = {}
    for one in blocks:
        inner = _content(one)
        values = found.setdefault(str(inner.get("test")), {}).setdefault(str(inner.get("variable")), [])
        values.extend(_listed(_variables(inner.get("values", unknown("values")))))
    return found


def _content(block: Any) -> Mapping[str, Any]:
    if not isinstance(block, dict):
        return {}
    inner = block.get("content", block)
    first = inner[0] if isinstance(inner, list) and inner else inner
    return first if isinstance(first, dict) else {}


def _variables(value: Any) -> Any:
    """`&{aws:username}` is how this data source writes `${aws:username}`."""
    if isinstance(value, str):
        return value.replace("&{", "${")
    return [_variables(item) for item in value] if isinstance(value, list) else value


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
