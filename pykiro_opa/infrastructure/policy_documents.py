"""Terraform's `aws_iam_policy_document` as the policy it renders to."""

from __future__ import annotations

from .embedded import json_or_text
from .mentions import shown as written_as
from .rounds import rounds
from .unknowns import has_unknown, is_unknown, sources, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def policy_document(properties: Mapping[str, Any]) -> dict[str, Any]:
    """`aws_iam_policy_document` as the policy it renders to: a later statement of the same `sid` replaces an earlier."""
    found = _merged(properties, "source_json", "source_policy_documents")
    found = _overridden(found, [statement_of(one) for one in _blocks(properties.get("statement", []), "statement")])
    found = _overridden(found, _merged(properties, "override_json", "override_policy_documents"))
    version = properties.get("version")
    return {"Version": version if isinstance(version, str) and version else "2012-10-17", "Statement": found}


def _merged(properties: Mapping[str, Any], *keys: str) -> list[Any]:
    found: list[Any] = []
    for written in (one for key in keys for one in _listed(properties.get(key, []))):
        document = json_or_text(written) if isinstance(written, str) else written
        if isinstance(document, dict):
            found += _listed(document.get("Statement", []))
        elif document not in (None, ""):
            found.append({"Effect": "Allow", "Action": document, "Resource": document})
    return found


def _overridden(found: list[Any], later: list[Any]) -> list[Any]:
    names = {one["Sid"] for one in later if isinstance(one, dict) and isinstance(one.get("Sid"), str) and one["Sid"]}
    known = {name for name in names if not has_unknown(name)}
    return [one for one in found if not isinstance(one, dict) or one.get("Sid") not in known] + later


MAYBE = "maybe"  # the `for_each` of a block that may stand there
_NAMES = {"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"}


def blocks(value: Any, label: str) -> list[Any]:
    """Nested blocks as they are, and of a `dynamic` one the content once for each round."""
    return [one for block in _listed(value) for one in (_rounds(block, label) if isinstance(block, dict) else [block])]


def _blocks(value: Any, label: str) -> list[dict[str, Any]]:
    return [one for one in blocks(value, label) if isinstance(one, dict)]


def _rounds(block: dict[str, Any], label: str) -> list[dict[str, Any]]:
    if "content" not in block or "for_each" not in block:
        return [block]
    contents = _listed(block["content"])
    if not contents or not isinstance(contents[0], dict):
        return [{"actions": unknown("dynamic statement")}]
    iterator = block.get("iterator")
    name = sources(iterator)[0] if isinstance(iterator, str) and is_unknown(iterator) else label
    over = block["for_each"]
    found = rounds(over, contents[0], name)
    if isinstance(over, (list, dict)):
        return found
    # How often, if at all, only a deployment knows: each of another `for_each` is another.
    return [{**one, MAYBE: over} for one in found]


def statement_of(block: Mapping[str, Any]) -> dict[str, Any]:
    """A block of `statement`, or an object with the same keys, as a statement."""
    statement: dict[str, Any] = {"Effect": block.get("effect", "Allow")}
    for written, name in _NAMES.items():
        if written in block:
            statement[name] = _with_variables(block[written])
    if "sid" in block:
        statement["Sid"] = block["sid"]
    for written, name in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        if written in block:
            statement[name] = _by_type(_blocks(block[written], written))
    conditions: dict[str, Any] = {}
    for one in _blocks([*_given(block, "condition"), *_given(block, "conditions")], "condition"):
        test, variable = (text if isinstance(text := one.get(key), str) else "?" for key in ("test", "variable"))
        if MAYBE in one:
            test = f"{test} (of {written_as(one[MAYBE])})"  # an operator that nobody knows: it may hold, or not
        _add(conditions.setdefault(test, {}), variable, _with_variables(one.get("values")))
    if MAYBE in block:
        conditions[f"of {written_as(block[MAYBE])}"] = {"dynamic": None}
    return {**statement, **({"Condition": conditions} if conditions else {})}


def _with_variables(value: Any) -> Any:
    """Policy variables stand as `&{…}` there, since `${…}` is Terraform's own."""
    if isinstance(value, list):
        return [_with_variables(one) for one in value]
    return value.replace("&{", "${") if isinstance(value, str) else value


def _given(block: Mapping[str, Any], key: str) -> list[Any]:
    return _listed(block[key]) if block.get(key) is not None else []


def _by_type(listed: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in listed:
        _add(found, str(one.get("type")), _with_variables(one.get("identifiers")))
    return found


def _add(found: dict[str, Any], key: str, values: Any) -> None:
    """Blocks of the same kind add to each other."""
    found[key] = [*_listed(found[key]), *_listed(values)] if key in found else values


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
