"""Calls of modules that stand in the workspace: each with what it passes is a module of its own.

Its resources stand in a scope that no folder has, beside those of the module as it is read by itself.
"""

from __future__ import annotations

import os

from .rounds import each
from .switches import SWITCH, both, switch
from .unknowns import has_unknown, sources, split, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from .model import Resource
    from .terraform import Module

_MARK = "\0"  # no path has one
_DEEPEST = 6
_MOST = 400


def is_instance(resource: Resource) -> bool:
    """Whether the resource is that of one call of a module, and not of the module by itself."""
    return _MARK in resource.scope


def called(resources: Sequence[Resource]) -> set[str]:
    """The folders of the modules that some resources call."""
    found = (folder_of(one.path, one.properties.get("source")) for one in resources if one.kind == "module")
    return {one for one in found if one is not None}


def folder_of(path: str, source: Any) -> str | None:
    """The folder of a module that a file calls by a path; None where it stands elsewhere."""
    if not isinstance(source, str) or has_unknown(source) or not source.startswith(("./", "../")):
        return None
    found = os.path.normpath(os.path.join(os.path.dirname(path), source))
    return None if found.startswith("..") else "" if found == "." else found


class Calls:
    """The calls of one side; `made` gives the module of a folder with what is passed to it, under a scope."""

    def __init__(self, made: Callable[[str, str, dict[str, Any]], Module | None]) -> None:
        self._made = made
        self._left = _MOST
        self._nested = 0
        self.is_exhausted = False

    def resources(self, callers: Sequence[Resource], depth: int = 0) -> Iterator[Resource]:
        """What all calls among the resources make, and what these call."""
        for call in callers:
            folder = folder_of(call.path, call.properties.get("source")) if call.kind == "module" else None
            if folder is None:
                continue
            for at, one in enumerate(each(call)):
                child = self.module(folder, one, at, depth)
                if child is not None:
                    found = _switched(child.read(), one)
                    yield from found
                    yield from self.resources(found, depth + 1)

    def module(self, folder: str, call: Resource, at: int = 0, depth: int = 0) -> Module | None:
        if self._left <= 0 or depth > _DEEPEST:
            self.is_exhausted = True
            return None
        self._left -= 1
        turn = f"[{at}]" if at else ""
        return self._made(folder, f"{folder}{_MARK}{call.address}{turn}{_MARK}{call.scope}", call.properties)

    def output(self, child: Module, name: str) -> Any:
        """What a module hands on; modules that call each other in a circle hand on nothing."""
        if self._nested >= _DEEPEST:
            return None
        self._nested += 1
        try:
            return child.output(name)
        finally:
            self._nested -= 1


def _switched(found: list[Resource], call: Resource) -> list[Resource]:
    """What a call makes, under the condition of the call."""
    by = switch(call.properties)
    if by is None:
        return found
    return [
        one.with_properties({**one.properties, SWITCH: both(by, switch(one.properties))}) if one.kind != "data" else one
        for one in found
    ]


def passed(value: Any, taken: set[str], by: str) -> Any:
    """A value in another module: an unknown that this one would take for its own gets another name."""
    if isinstance(value, dict):
        return {passed(key, taken, by): passed(item, taken, by) for key, item in value.items()}
    if isinstance(value, list):
        return [passed(item, taken, by) for item in value]
    if not isinstance(value, str) or not has_unknown(value):
        return value
    parts = split(value)
    return "".join(part if at % 2 == 0 else _renamed(part, taken, by) for at, part in enumerate(parts))


def _renamed(text: str, taken: set[str], by: str) -> str:
    own = any(text.startswith((f"{address}.", f"{address}[")) for address in taken)
    return unknown(f"{text} of {by}" if own else text)


def is_its_own(value: Any) -> bool:
    """Whether a value holds unknowns that only its own module knows by name."""
    if isinstance(value, (dict, list)):
        return any(map(is_its_own, value.values() if isinstance(value, dict) else value))
    return isinstance(value, str) and any(one not in ("account", "region", "path") for one in sources(value))
