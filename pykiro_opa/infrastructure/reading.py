"""All files of one side of a change as resources: Terraform by folder, everything else file by file."""

from __future__ import annotations

from ..errors import InputError
from ..events import sha256
from . import kind_of, policies
from .model import Problem, Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def read(
    files: Mapping[str, bytes], beside: Callable[[str], bytes | None] | None = None
) -> tuple[list[Resource], list[Problem]]:
    """`beside` reads what files name that are not among them."""
    found: list[Resource] = []
    problems: list[Problem] = []
    folders: dict[str, list[tuple[str, str]]] = {}
    read_by_modules: set[str] = set()
    for path in sorted(files):
        kind = kind_of(path, files[path])
        if kind in ("hcl", "tfvars", "tfjson"):
            folders.setdefault(path.rpartition("/")[0], []).append((path, kind))
        elif kind is not None:
            _document(path, files[path], kind, found, problems)
    for folder, members in folders.items():
        from .terraform import Module, is_override

        module = Module(folder, lambda path: files[path] if path in files else beside(path) if beside else None)
        for path, kind in sorted(members, key=lambda member: is_override(member[0])):
            content = files[path]
            if path.lower().endswith(".json"):
                content = _from_json(path, content, problems)
            module.add(path, content, is_values=kind == "tfvars")
        found += module.read()
        problems += module.problems
        read_by_modules |= module.files_read
    return [one.as_read() if one.kind == "policy" and one.path in read_by_modules else one for one in found], problems


def _document(path: str, content: bytes, kind: str, found: list[Resource], problems: list[Problem]) -> None:
    from . import cloudformation
    from .documents import read_document

    try:
        value, line_of = read_document(path, content)
    except InputError as error:
        if kind == "document":
            problems.append(Problem(path, 1, str(error), content[:2000].decode("utf-8", "replace")))
        return
    if cloudformation.is_template(value):
        try:
            found += cloudformation.read(path, value, line_of)
        except InputError as error:
            problems.append(Problem(path, 1, str(error), sha256(content)))
    else:
        for pointer, document in policies.find(value):
            address = "/".join(pointer)
            found.append(
                Resource(
                    "policy", "policy", address, {"policy": document}, scope=path, path=path, line=line_of(pointer)
                )
            )


def _from_json(path: str, content: bytes, problems: list[Problem]) -> bytes:
    """Terraform's JSON syntax as HCL; values are JSON objects of their own."""
    from .documents import read_document
    from .terraform_json import as_hcl, as_values

    try:
        value, _ = read_document(path, content)
    except InputError as error:
        problems.append(Problem(path, 1, str(error), content[:2000].decode("utf-8", "replace")))
        return b""
    return (as_values(value) if path.lower().endswith(".tfvars.json") else as_hcl(value)).encode("utf-8", "replace")
