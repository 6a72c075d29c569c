"""What the attributes of a plan's resources refer to, from its `configuration`: names for what only an apply knows."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any


def references_of(plan: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """For each resource (by address, without indexes) the one reference of each attribute that has exactly one."""
    configuration = plan.get("configuration")
    root = configuration.get("root_module") if isinstance(configuration, dict) else None
    return dict(_of_module(root, "", 0))


def _of_module(module: Any, prefix: str, depth: int) -> Iterator[tuple[str, dict[str, str]]]:
    if not isinstance(module, dict) or depth > 20:
        return
    resources = module.get("resources")
    for one in resources if isinstance(resources, list) else ():
        if isinstance(one, dict) and isinstance(one.get("expressions"), dict):
            yield f"{prefix}{one.get('address')}", dict(_named(one["expressions"], prefix))
    calls = module.get("module_calls")
    for name, call in calls.items() if isinstance(calls, dict) else ():
        if isinstance(call, dict):
            yield from _of_module(call.get("module"), f"{prefix}module.{name}.", depth + 1)


def _named(expressions: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key, value in expressions.items():
        listed = value.get("references") if isinstance(value, dict) else None
        if not isinstance(listed, list) or not all(isinstance(one, str) for one in listed):
            continue
        # A reference stands with what it is within: `aws_iam_policy.p.arn`, `aws_iam_policy.p`.
        whole = [one for one in listed if not any(other.startswith(f"{one}.") for other in listed)]
        if len(whole) == 1 and not whole[0].startswith(("var.", "local.", "each.", "count.")):
            yield key, f"{prefix}{whole[0]}"
