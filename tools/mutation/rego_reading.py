"""Which tests a policy has, and which packages read which, told by OPA's own syntax trees."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def package_of(module: Any) -> str:
    return "/".join(part["value"] for part in module["ast"]["package"]["path"][1:])


def described(modules: list[Any]) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """The tests of each package that has some, and which packages each package reads, directly or not; its own, too."""
    tests: dict[str, list[str]] = {}
    named: dict[str, set[str]] = {}
    for module in modules:
        package = package_of(module)
        rules = {rule["head"]["name"] for rule in module["ast"]["rules"] if "name" in rule["head"]}
        if found := sorted(name for name in rules if name.startswith("test_")):
            tests[package] = found
        named.setdefault(package, set()).update(_named(module["ast"]))
    reads = {package: {other for other in named if _is_among(other, paths)} for package, paths in named.items()}
    reached = {package: {package, *others} for package, others in reads.items()}
    for _ in reached:
        for others in reached.values():
            others |= {further for other in others for further in reads[other]}
    return tests, reached


def _named(node: Any) -> Iterator[str]:
    """The paths below `data` that a syntax tree names, as far as they are constant."""
    if isinstance(node, dict):
        parts = node.get("value")
        if node.get("type") == "ref" and isinstance(parts, list) and parts[0].get("value") == "data":
            yield "/".join(part["value"] for part in takewhile(lambda part: part["type"] == "string", parts[1:]))
        node = list(node.values())
    if isinstance(node, list):
        for item in node:
            yield from _named(item)


def _is_among(package: str, paths: set[str]) -> bool:
    """Whether one of the paths is the package, what holds it, or what is in it."""
    return any(f"{package}/".startswith(f"{path}/") or f"{path}/".startswith(f"{package}/") for path in paths)
