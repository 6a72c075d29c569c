"""What changed infrastructure files would do: resources, the API calls they amount to, and permissions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..changes import FileChange, Read
    from ..events import Fact
    from ..infrastructure.model import Problem, ResourceChange


def extract(files: Sequence[FileChange], _read: Read, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """Facts of the kinds infrastructure, calls, permissions and unresolved.

    All infrastructure files of the change are read together, each side by itself, so that references resolve.
    """
    from ..infrastructure import kind_of

    before, after, renamed = {}, {}, {}
    for file in files:
        if not file.content_known:
            continue
        old_path = file.previous_path or file.path
        if file.before is not None and kind_of(old_path, file.before):
            before[old_path] = file.before
        if file.after is not None and kind_of(file.path, file.after):
            after[file.path] = file.after
        if file.previous_path is not None:
            renamed[file.previous_path] = file.path
    if not before and not after:
        return {}
    from ..infrastructure import changes

    return _facts(*changes(before, after, renamed), production)


def from_plan(content: bytes, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """The same kinds of facts from a Terraform plan. Raises InputError where it cannot be read."""
    from ..infrastructure import changes_of_plan

    return _facts(changes_of_plan(content), [], production)


def _facts(
    found: Sequence[ResourceChange], problems: Sequence[Problem], production: Mapping[str, Any]
) -> dict[str, list[Fact]]:
    from . import resource_calls, resource_permissions

    facts: dict[str, list[Fact]] = {"infrastructure": [], "calls": [], "permissions": [], "unresolved": []}
    for change in found:
        facts["permissions"] += resource_permissions.permissions(change)
        if change.kind != "resource":
            continue
        environment = _environment(change, production)
        facts["infrastructure"].append(
            {
                "type": change.type,
                "address": change.address,
                "operation": change.operation,
                "patch": change.patch,
                "environment": environment,
                "at": {"path": change.path, "line": change.line},
            }
        )
        facts["calls"] += resource_calls.calls(change, environment)
    for problem in problems:
        why = f"{problem.why}; mend the file so that it can be judged"
        facts["unresolved"].append({"what": "file", "why": why, "at": {"path": problem.path, "line": problem.line}})
    return facts


def _environment(change: ResourceChange, production: Mapping[str, Any]) -> str:
    """By the address, the path, the names and the tags of either side."""
    from .production import environment

    names = [change.address, change.path]
    for side in (change.before, change.after):
        if side is not None:
            names += _names(side.properties)
    return environment(names, production)


_NAMING = ("name", "identifier", "bucket", "environment", "stage")


def _names(properties: Mapping[str, Any]) -> list[str]:
    found: list[str] = []
    for key, value in properties.items():
        plain = key.lower()
        if isinstance(value, str) and any(plain.endswith(one) for one in _NAMING):
            found.append(value)
        elif plain in ("tags", "labels"):
            found += _tags(value)
    return found


def _tags(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [item for item in value.values() if isinstance(item, str)]
    if isinstance(value, list):
        return [one["Value"] for one in value if isinstance(one, dict) and isinstance(one.get("Value"), str)]
    return []
