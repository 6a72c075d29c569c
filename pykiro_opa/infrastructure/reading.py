"""All files of one side of a change as resources: Terraform by folder, everything else file by file."""

from __future__ import annotations

from ..errors import InputError
from . import kind_of, policies
from .model import Problem, Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .documents import LineOf


def read(files: Mapping[str, bytes]) -> tuple[list[Resource], list[Problem]]:
    found: list[Resource] = []
    problems: list[Problem] = []
    folders: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(files):
        kind = kind_of(path, files[path])
        if kind in ("hcl", "tfvars", "tfjson"):
            folders.setdefault(path.rpartition("/")[0], []).append((path, kind))
        elif kind is not None:
            found += _document(path, files[path], problems)
    for folder, members in folders.items():
        found += _module(folder, members, files, problems)
    return found, problems


def _module(
    folder: str, members: list[tuple[str, str]], files: Mapping[str, bytes], problems: list[Problem]
) -> list[Resource]:
    from .terraform import Module

    module = Module(folder)
    for path, kind in members:
        if kind == "tfjson":
            value, _ = _parsed(path, files[path], problems)
            module.add_json(path, value)
        else:
            module.add(path, files[path], is_values=kind == "tfvars")
    found = list(module.read())
    problems += module.problems
    return found


def _document(path: str, content: bytes, problems: list[Problem]) -> list[Resource]:
    from . import cloudformation

    value, line_of = _parsed(path, content, problems)
    if line_of is None:
        return []
    if cloudformation.is_template(value):
        return list(cloudformation.read(path, value, line_of))
    return [
        Resource(
            "policy", "policy", "/".join(pointer), {"policy": document}, scope=path, path=path, line=line_of(pointer)
        )
        for pointer, document in policies.find(value)
    ]


def _parsed(path: str, content: bytes, problems: list[Problem]) -> tuple[Any, LineOf | None]:
    from .documents import read_document

    try:
        return read_document(path, content)
    except InputError as error:
        problems.append(Problem(path, 1, str(error), content.decode("utf-8", "replace")))
        return None, None
