"""Terraform's plan as JSON (`terraform show -json`): what the provider itself says would change.

Format: https://developer.hashicorp.com/terraform/internals/json-format. Minor versions add properties, which are
ignored; another major version is refused, because what it leaves out would look like no change.
"""

from __future__ import annotations

import re

from ..errors import InputError
from ..values import Value
from .comparison import patch
from .model import Resource, ResourceChange
from .plan_references import references_of
from .unknowns import is_unknown, literal, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

PLAN_PATH = "<plan>"
_MAJORS = ("0", "1")
_NOTHING = (["no-op"], ["read"], ["forget"])  # `forget` gives a resource out of Terraform's hands as it stands
_OPERATIONS = (
    (["create"], "create"),
    (["update"], "update"),
    (["delete"], "delete"),
    (["delete", "create"], "replace"),
    (["create", "delete"], "replace"),
)
_SENSITIVE, _CHANGED = "(sensitive)", "(sensitive, changed)"


class Plan(Value):
    """`changes` are the resources that are created, updated, deleted or replaced, by address.

    `before` and `after` are all managed resources, those that stay as they are among them.
    """

    __slots__ = ("changes", "before", "after")

    changes: list[ResourceChange]
    before: list[Resource]
    after: list[Resource]

    def __init__(self, changes: list[ResourceChange], before: list[Resource], after: list[Resource]) -> None:
        self._set(changes=changes, before=before, after=after)


def read_plan(content: bytes) -> Plan:
    """What a plan would do. Raises InputError where it cannot be read whole."""
    document = _document(content)
    references = references_of(document)
    changes: list[ResourceChange] = []
    old: list[Resource] = []
    new: list[Resource] = []
    for pointer, entry in _entries(document):
        change = _change(entry, pointer)
        if change is not None:
            changes.append(change)
            old += [] if change.before is None else [change.before]
            new += [] if change.after is None else [_referring(change.after, references)]
        elif entry.get("mode") != "data" and isinstance(entry["change"].get("after"), dict):
            same = _resource(entry["type"], entry["address"], _literal(entry["change"]["after"]))
            old.append(same)
            new.append(same)
    return Plan(sorted(changes, key=lambda one: (one.address, one.operation)), old, new)


def _referring(resource: Resource, references: Mapping[str, Mapping[str, str]]) -> Resource:
    """The resource, with unknown values under the names of what they refer to (`aws_iam_policy.p.arn`)."""
    named = references.get(re.sub(r"\[[^]]*]", "", resource.address), {})
    found = {
        key: unknown(named[key]) for key, value in resource.properties.items() if key in named and _is_whole(value)
    }
    return resource.with_properties({**resource.properties, **found}) if found else resource


def _is_whole(value: Any) -> bool:
    return is_unknown(value) or (isinstance(value, list) and bool(value) and all(map(is_unknown, value)))


def _document(content: bytes) -> dict[str, Any]:
    from .documents import read_document

    document, _ = read_document("plan.json", content)
    if not isinstance(document, dict) or not isinstance(document.get("format_version"), str):
        raise InputError("plan: no `format_version`; write it with `terraform show -json PLANFILE`")
    if document["format_version"].partition(".")[0] not in _MAJORS:
        raise InputError(
            f"plan: format `{document['format_version']}` is not known to this version: upgrade pykiro-opa"
        )
    if document.get("errored") is True:
        raise InputError("plan: Terraform could not finish it; mend the configuration and plan again")
    return document


def _entries(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    listed = document.get("resource_changes", [])
    if not isinstance(listed, list):
        raise InputError("plan#/resource_changes: expected a list")
    for index, entry in enumerate(listed):
        yield f"plan#/resource_changes/{index}", entry


def _change(entry: Any, pointer: str) -> ResourceChange | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("change"), dict):
        raise InputError(f"{pointer}: expected an object with `change`")
    address, type_, change = entry.get("address"), entry.get("type"), entry["change"]
    if not isinstance(address, str) or not address or not isinstance(type_, str) or not type_:
        raise InputError(f"{pointer}: expected `address` and `type`")
    if change.get("actions") in _NOTHING or entry.get("mode") == "data":
        return None
    operation = next((name for actions, name in _OPERATIONS if actions == change.get("actions")), None)
    if operation is None:
        raise InputError(f"{pointer}/change/actions: `{change.get('actions')}` is not known: upgrade pykiro-opa")
    before, after = _side(change, "before", pointer), _side(change, "after", pointer)
    if (before is None, after is None) != (operation == "create", operation == "delete"):
        raise InputError(f"{pointer}/change: `before` and `after` do not fit a {operation}")
    if after is not None:
        after = _with_unknowns(after, change.get("after_unknown"), address)
    shown = patch(*_redacted(before or {}, after or {}, change))
    old, new = (None if side is None else _resource(type_, address, side) for side in (before, after))
    return ResourceChange(operation, old, new, shown, 1)


def _side(change: Mapping[str, Any], name: str, pointer: str) -> dict[str, Any] | None:
    value = change.get(name)
    if value is not None and not isinstance(value, dict):
        raise InputError(f"{pointer}/change/{name}: expected an object or null")
    return None if value is None else _literal(value)


def _resource(type_: str, address: str, properties: dict[str, Any]) -> Resource:
    return Resource("resource", type_, address, properties, scope="", path=PLAN_PATH, line=1)


def _literal(value: Any) -> Any:
    """The value, with no text that could be taken for an unknown."""
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, dict):
        return {literal(key): _literal(item) for key, item in value.items()}
    return [_literal(item) for item in value] if isinstance(value, list) else value


def _with_unknowns(value: Any, marks: Any, source: str) -> Any:
    """The value with an explicit unknown wherever `after_unknown` says true; the plan leaves such places out."""
    if marks is True:
        return unknown(source)
    if isinstance(marks, dict) and isinstance(value, dict):
        named = {key: _with_unknowns(value.get(key), mark, f"{source}.{key}") for key, mark in marks.items() if mark}
        return {**value, **named}
    if isinstance(marks, list) and isinstance(value, list):
        padded = [*marks, *[False] * (len(value) - len(marks))]
        grown = [*value, *[None] * (len(marks) - len(value))]
        pairs = zip(grown, padded, strict=True)
        return [_with_unknowns(item, mark, f"{source}[{at}]") for at, (item, mark) in enumerate(pairs)]
    return value


def _redacted(before: Any, after: Any, change: Mapping[str, Any]) -> tuple[Any, Any]:
    """Both sides as a patch may show them: of a sensitive value only whether it changes."""
    return (
        _masked(before, change.get("before_sensitive"), None, sensitive=False),
        _masked(after, change.get("after_sensitive"), before, sensitive=False),
    )


def _masked(value: Any, marks: Any, other: Any, *, sensitive: bool) -> Any:
    sensitive = sensitive or marks is True
    if isinstance(value, dict):
        inner, theirs = (one if isinstance(one, dict) else {} for one in (marks, other))
        return {key: _masked(item, inner.get(key), theirs.get(key), sensitive=sensitive) for key, item in value.items()}
    if isinstance(value, list):
        inner_list, their_list = (one if isinstance(one, list) else [] for one in (marks, other))
        return [
            _masked(item, _at(inner_list, index), _at(their_list, index), sensitive=sensitive)
            for index, item in enumerate(value)
        ]
    if not sensitive or value is None:
        return value
    return _CHANGED if other is not None and other != value else _SENSITIVE


def _at(items: list[Any], index: int) -> Any:
    return items[index] if index < len(items) else None
