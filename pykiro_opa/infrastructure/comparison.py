"""Two sides of a change, resource by resource."""

from __future__ import annotations

from .model import ResourceChange
from .reading import read
from .replacement import replaces
from .switches import OFF
from .unknowns import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .model import Problem, Resource

    Key = tuple[str, str, str, str]


def compare(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    renamed: Mapping[str, str],
    beside: Callable[[str], bytes | None] | None = None,
) -> tuple[list[ResourceChange], list[Problem]]:
    old, old_problems = read(before, beside)
    new, new_problems = read(after, beside)
    old_by_key = {_key(one, renamed): one for one in old}
    new_by_key = {_key(one, {}): one for one in new}
    found = []
    for key in sorted({*old_by_key, *new_by_key}):
        one, other = old_by_key.get(key), new_by_key.get(key)
        change = _change(one, other)
        if change is not None:
            found.append(change)
        if one is not None and other is not None and OFF in other.properties and OFF not in one.properties:
            # Declared still, and gone; what else changes of it counts too, since another value may switch it on.
            found.append(ResourceChange("delete", one, None, _patch(one.properties, {}), other.line))
    known = {(renamed.get(one.path, one.path), one.text) for one in old_problems}
    return found, [one for one in new_problems if (one.path, one.text) not in known]


def _key(resource: Resource, renamed: Mapping[str, str]) -> Key:
    return resource.kind, renamed.get(resource.scope, resource.scope), resource.type, resource.address


def _change(before: Resource | None, after: Resource | None) -> ResourceChange | None:
    if before is not None and after is not None:
        if before.properties == after.properties:
            return None
        changed = _changed_keys(before.properties, after.properties)
        operation = "replace" if replaces(after.type, changed, after.properties) else "update"
        line = min((after.lines[key] for key in changed if key in after.lines), default=after.line)
        return ResourceChange(operation, before, after, _patch(before.properties, after.properties), line)
    shown = after or before
    assert shown is not None
    operation = "create" if before is None else "delete"
    old, new = (one.properties if one is not None else {} for one in (before, after))
    return ResourceChange(operation, before, after, _patch(old, new), shown.line)


def _changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def _patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    import jsonpatch

    operations = jsonpatch.make_patch(written(dict(before)), written(dict(after))).patch
    return sorted(operations, key=lambda one: (one["path"], one["op"]))
