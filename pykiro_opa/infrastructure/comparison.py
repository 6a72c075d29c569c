"""Two sides of a change, resource by resource."""

from __future__ import annotations

from .calls import is_instance
from .model import ResourceChange
from .reading import read
from .replacement import replaces
from .switches import OFF, SWITCH
from .unknowns import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from .model import Problem, Resource

    Key = tuple[str, str, str, str]
    Sides = tuple[list[Resource], list[Resource], list[Problem]]


def read_sides(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    renamed: Mapping[str, str],
    beside: Callable[[str], bytes | None] | None = None,
) -> Sides:
    """All resources of both sides, and the problems of the after side that the before side lacks."""
    old, old_problems = read(before, beside)
    new, new_problems = read(after, beside)
    known = {(renamed.get(one.path, one.path), one.text) for one in old_problems}
    return old, new, [one for one in new_problems if (one.path, one.text) not in known]


def compare(old: list[Resource], new: list[Resource], renamed: Mapping[str, str]) -> list[ResourceChange]:
    # A module is compared by itself; what calls make of it counts for permissions alone.
    old_by_key = {_key(one, renamed): _as_written(one) for one in old if not is_instance(one)}
    new_by_key = {_key(one, {}): _as_written(one) for one in new if not is_instance(one)}
    found = []
    for key in sorted({*old_by_key, *new_by_key}):
        one, other = old_by_key.get(key), new_by_key.get(key)
        change = _change(one, other)
        if change is not None:
            found.append(change)
        if one is not None and other is not None and OFF in other.properties and OFF not in one.properties:
            # Declared still, and gone; what else changes of it counts too, since another value may switch it on.
            found.append(ResourceChange("delete", one, None, patch(one.properties, {}), other.line))
    return found


def _as_written(resource: Resource) -> Resource:
    if SWITCH not in resource.properties:
        return resource
    return resource.with_properties({key: value for key, value in resource.properties.items() if key != SWITCH})


def _key(resource: Resource, renamed: Mapping[str, str]) -> Key:
    return resource.kind, renamed.get(resource.scope, resource.scope), resource.type, resource.address


def _change(before: Resource | None, after: Resource | None) -> ResourceChange | None:
    if before is not None and after is not None:
        if before.properties == after.properties:
            return None
        changed = _changed_keys(before.properties, after.properties)
        operation = "replace" if replaces(after.type, changed, after.properties) else "update"
        line = min((after.lines[key] for key in changed if key in after.lines), default=after.line)
        return ResourceChange(operation, before, after, patch(before.properties, after.properties), line)
    shown = after or before
    assert shown is not None
    operation = "create" if before is None else "delete"
    old, new = (one.properties if one is not None else {} for one in (before, after))
    return ResourceChange(operation, before, after, patch(old, new), shown.line)


def _changed_keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def patch(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    """RFC 6902 from one side to the other, unknown parts as `${source}`, in the order of its paths."""
    import jsonpatch

    old = written(dict(before))
    operations = jsonpatch.make_patch(old, written(dict(after))).patch
    return sorted(_spelled_out(operations, old), key=lambda one: (one["path"], one["op"]))


def _spelled_out(operations: list[dict[str, Any]], document: object) -> Iterator[dict[str, Any]]:
    """The operations, with a move as what it removes and what it adds: rules read the value that comes somewhere."""
    import jsonpatch

    moves = any(operation["op"] == "move" for operation in operations)
    for operation in operations:
        if operation["op"] == "move":
            yield {"op": "remove", "path": operation["from"]}
            value = jsonpatch.JsonPointer(operation["from"]).resolve(document)
            yield {"op": "add", "path": operation["path"], "value": value}
        else:
            yield operation
        if moves:
            document = jsonpatch.apply_patch(document, [operation])
