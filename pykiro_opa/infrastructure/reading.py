"""All files of one side of a change as resources: Terraform by folder, everything else file by file."""

from __future__ import annotations

from ..errors import InputError
from . import kind_of, policies
from .model import Problem, Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def read(files: Mapping[str, bytes]) -> tuple[list[Resource], list[Problem]]:
    found: list[Resource] = []
    problems: list[Problem] = []
    folders: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(files):
        kind = kind_of(path, files[path])
        if kind in ("hcl", "tfvars"):
            folders.setdefault(path.rpartition("/")[0], []).append((path, kind))
        elif kind is not None:
            _document(path, files[path], kind, found, problems)
    for folder, members in folders.items():
        from .terraform import Module

        module = Module(folder)
        for path, kind in members:
            module.add(path, files[path], is_values=kind == "tfvars")
        found += module.read()
        problems += module.problems
    return found, problems


def _document(path: str, content: bytes, kind: str, found: list[Resource], problems: list[Problem]) -> None:
    from . import cloudformation
    from .documents import read_document

    try:
        value, line_of = read_document(path, content)
    except InputError as error:
        problems.append(Problem(path, 1, str(error), content[:2000].decode("utf-8", "replace")))
        return
    if kind == "tfjson":
        found += _terraform_json(path, value)
    elif cloudformation.is_template(value):
        found += cloudformation.read(path, value, line_of)
    else:
        for pointer, document in policies.find(value):
            address = "/".join(pointer)
            found.append(
                Resource(
                    "policy", "policy", address, {"policy": document}, scope=path, path=path, line=line_of(pointer)
                )
            )


def _terraform_json(path: str, value: Any) -> list[Resource]:
    """Terraform's JSON syntax: `{"resource": {TYPE: {NAME: {…}}}}`; expressions in it stay text."""
    from .embedded import json_or_text

    declared = value.get("resource", {}) if isinstance(value, dict) else {}
    found = []
    for type_, named in declared.items() if isinstance(declared, dict) else ():
        for name, written in named.items() if isinstance(named, dict) else ():
            body = written[0] if isinstance(written, list) and written else written
            if isinstance(body, dict):
                properties = {key: json_or_text(item) if isinstance(item, str) else item for key, item in body.items()}
                scope = path.rpartition("/")[0]
                found.append(Resource("resource", type_, f"{type_}.{name}", properties, scope=scope, path=path, line=1))
    return found
