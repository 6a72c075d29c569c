"""Who may do what in a Kubernetes cluster, as its manifests bind it: role bindings, alone, in a list, or in a stream."""

from __future__ import annotations

import re

from ..errors import InputError
from ..events import sha256
from .documents import read_document
from .model import Problem, Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_KINDS = ("ClusterRoleBinding", "RoleBinding")
_TOLD = ("roleRef", "subjects")  # the other properties say nothing of rights
_PARTED = re.compile(rb"^---[^\n]*\n", re.MULTILINE)
# A chart's template is no YAML before it is rendered: lines that only steer it go, what it fills in is a name.
_STEERING = re.compile(rb"^\s*\{\{[^\n]*\}\}[ \t]*$", re.MULTILINE)
_FILLED_IN = re.compile(rb"\{\{[^\n}]*\}\}")
_EVERY_RIGHT = b"cluster-admin"


def is_manifest(content: bytes) -> bool:
    return b"RoleBinding" in content and b"roleRef" in content


def read(path: str, content: bytes) -> tuple[list[Resource], list[Problem]]:
    """The bindings; one that cannot be read is a problem where it may grant everything."""
    found: list[Resource] = []
    problems: list[Problem] = []
    for first, part in _parts(content):
        if not is_manifest(part):
            continue
        try:
            found += (
                Resource(
                    "resource", one["kind"], _address(one), {name: one[name] for name in _TOLD if name in one},
                    scope=path, path=path, line=first,
                )
                for one in _bindings(_value(path, part))
            )  # fmt: skip
        except InputError as error:
            if _EVERY_RIGHT in part:
                problems.append(Problem(path, first, str(error), sha256(part)))
    return found, problems


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """(line, document) of a stream; the line is that of its first word."""
    start = 0
    for end, following in [*(match.span() for match in _PARTED.finditer(content)), (len(content), len(content))]:
        part = content[start:end]
        blank = len(part) - len(part.lstrip())
        yield content.count(b"\n", 0, start + blank) + 1, part
        start = following


def _value(path: str, part: bytes) -> Any:
    try:
        return read_document(path, part)[0]
    except InputError:
        rendered = _FILLED_IN.sub(b"x", _STEERING.sub(b"", part))
        if rendered == part:
            raise
        return read_document(path, rendered)[0]


def _bindings(value: Any) -> Iterator[dict[str, Any]]:
    if not isinstance(value, dict):
        return
    if value.get("kind") in _KINDS:
        yield value
    items = value.get("items")
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and item.get("kind") in _KINDS:
            yield item


def _address(binding: dict[str, Any]) -> str:
    metadata = binding.get("metadata")
    named = metadata if isinstance(metadata, dict) else {}
    return "/".join(str(one) for one in (binding["kind"], named.get("namespace", ""), named.get("name", "")) if one)
