"""What changed infrastructure files would do: resources, the API calls they amount to, and permissions."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..changes import Change, FileChange
    from ..events import Fact
    from ..infrastructure.model import Problem, Resource, ResourceChange

_VALUES = (".auto.tfvars", ".auto.tfvars.json", "terraform.tfvars", "terraform.tfvars.json")


def extract(files: Sequence[FileChange], change: Change, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """Facts of the kinds infrastructure, calls, permissions and unresolved.

    All infrastructure files of the change are read together with the unchanged ones beside them, each side by itself,
    so that references resolve. A file of values that a deployment would name is read with its module once more.
    """
    from ..infrastructure import changes_between, sides
    from . import modules

    before, after, renamed = _sides(files)
    if not _is_worth_it(before, after):
        return {}
    read = change.read
    folders = modules.folders_of(before, after, change)
    same, unread = modules.beside(folders, {**before, **after}, change)

    def judged(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> dict[str, list[Fact]]:
        left, right, problems = sides(old, new, renamed, read)
        return _facts(changes_between(left, right, renamed), problems, production, (left, right), renamed)

    facts = judged({**same, **before}, {**same, **after})
    facts["unresolved"] += unread
    for path, folder in modules.values_files(before, after, change):
        same, unread = modules.beside({folder}, {**before, **after}, change)
        named = f"{folder}/~.auto.tfvars".lstrip("/") + (".json" if path.lower().endswith(".json") else "")
        old, new = (
            {**same, **_terraform(side), **({named: side[path]} if path in side else {})} for side in (before, after)
        )
        read_so = judged(old, new)
        read_so["unresolved"] += unread
        for kind, more in read_so.items():
            facts[kind] += [fact for fact in more if fact not in facts[kind]]
    return facts


def _sides(files: Sequence[FileChange]) -> tuple[dict[str, bytes], dict[str, bytes], dict[str, str]]:
    before, after, renamed = {}, {}, {}
    for file in files:
        if not file.content_known:
            continue
        if file.before is not None:
            before[file.previous_path or file.path] = file.before
        if file.after is not None:
            after[file.path] = file.after
        if file.previous_path is not None:
            renamed[file.previous_path] = file.path
    return before, after, renamed


def _is_worth_it(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> bool:
    """Whether any file may say something of infrastructure; most changes have none."""
    from ..infrastructure import kind_of

    return any(
        path.lower().endswith((".tfvars", ".tfvars.json")) or b"Statement" in content or kind_of(path, content)
        for side in (before, after)
        for path, content in side.items()
    )


def _terraform(side: Mapping[str, bytes]) -> dict[str, bytes]:
    """The Terraform of a side: the module of the values, and those that it calls."""
    from .modules import is_terraform

    return {path: content for path, content in side.items() if is_terraform(path) or path.lower().endswith(_VALUES)}


def from_plan(content: bytes, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """The same kinds of facts from a Terraform plan. Raises InputError where it cannot be read."""
    from ..infrastructure import read_plan

    plan = read_plan(content)
    return _facts(plan.changes, [], production, (plan.before, plan.after), {})


def _facts(
    found: Sequence[ResourceChange],
    problems: Sequence[Problem],
    production: Mapping[str, Any],
    both: tuple[Sequence[Resource], Sequence[Resource]],
    renamed: Mapping[str, str],
) -> dict[str, list[Fact]]:
    from . import principals, resource_calls

    permissions, unresolved = principals.extract(*both, renamed)
    facts: dict[str, list[Fact]] = {
        "infrastructure": [], "calls": [], "permissions": permissions, "unresolved": unresolved
    }  # fmt: skip
    for change in found:
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
