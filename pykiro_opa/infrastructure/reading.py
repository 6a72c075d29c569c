"""All files of one side of a change as resources: Terraform by folder, everything else file by file."""

from __future__ import annotations

from ..errors import InputError
from ..events import sha256
from . import kind_of, policies
from .model import Problem, Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from .terraform import Module

_MOST_BYTES = 16 * 1024 * 1024  # of modules as they are called


def read(
    files: Mapping[str, bytes], beside: Callable[[str], bytes | None] | None = None
) -> tuple[list[Resource], list[Problem]]:
    """`beside` reads what files name that are not among them."""
    found: list[Resource] = []
    problems: list[Problem] = []
    folders: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(files):
        kind = kind_of(path, files[path])
        if kind in ("hcl", "tfvars", "tfjson"):
            folders.setdefault(path.rpartition("/")[0], []).append((path, kind))
        elif kind == "manifest":
            _manifest(path, files[path], found, problems)
        elif kind is not None:
            _document(path, files[path], kind, found, problems)
    terraform = _Terraform(files, beside, folders)
    found += terraform.read()
    problems += terraform.problems
    return [
        one.as_read() if one.kind == "policy" and one.path in terraform.files_read else one for one in found
    ], problems


class _Terraform:
    """All modules of one side, each by itself and as the others call it."""

    def __init__(
        self,
        files: Mapping[str, bytes],
        beside: Callable[[str], bytes | None] | None,
        folders: Mapping[str, list[tuple[str, str]]],
    ) -> None:
        from .calls import Calls

        self.problems: list[Problem] = []
        self.files_read: set[str] = set()
        self._files = files
        self._beside = beside
        self._folders = folders
        self._calls = Calls(self._called)
        self._left = _MOST_BYTES

    def read(self) -> list[Resource]:
        found: list[Resource] = []
        for folder in self._folders:
            module = self._module(folder, None)
            found += module.read()
            self.problems += module.problems
            self.files_read |= module.files_read
        found += list(self._calls.resources(found))
        if self._calls.is_exhausted:
            text = " ".join(sorted(one.scope + one.address for one in found if one.kind == "module"))
            why = "more calls of modules than can be followed"
            self.problems.append(Problem(found[0].path, 1, why, sha256(text.encode("utf-8", "replace"))))
        return found

    def _called(self, folder: str, scope: str, arguments: dict[str, Any]) -> Module | None:
        if folder not in self._folders:
            return None
        self._left -= sum(len(self._files[path]) for path, _ in self._folders[folder])
        if self._left < 0:
            self._calls.is_exhausted = True
            return None
        module = self._module(folder, scope)
        module.take(arguments)
        return module

    def _module(self, folder: str, scope: str | None) -> Module:
        from .terraform import Module

        module = Module(folder, self._content, calls=self._calls, scope=scope)
        for path, kind in sorted(self._folders[folder], key=_order):
            # Files of values are those of whoever runs Terraform there, and not of a call.
            if kind == "tfvars" and scope is not None:
                continue
            content = self._files[path]
            if path.lower().endswith(".json"):
                content = _from_json(path, content, self.problems if scope is None else [])
            module.add(path, content, is_values=kind == "tfvars")
        return module

    def _content(self, path: str) -> bytes | None:
        if path in self._files:
            return self._files[path]
        return self._beside(path) if self._beside is not None else None


def _order(member: tuple[str, str]) -> tuple[bool, int, str]:
    """Override files last, and `terraform.tfvars` before all other files of values, which go by name."""
    from .terraform import is_override

    path, kind = member
    name = path.rpartition("/")[2].lower()
    known = ("terraform.tfvars", "terraform.tfvars.json")
    return is_override(path), known.index(name) if name in known else 2, path if kind == "tfvars" else ""


def _manifest(path: str, content: bytes, found: list[Resource], problems: list[Problem]) -> None:
    from .manifests import read as read_manifest

    bindings, unread = read_manifest(path, content)
    found += bindings
    problems += unread


def _document(path: str, content: bytes, kind: str, found: list[Resource], problems: list[Problem]) -> None:
    from . import cloudformation
    from .documents import read_document

    try:
        value, line_of = read_document(path, content)
    except InputError as error:
        if kind == "document":
            problems.append(Problem(path, 1, str(error), sha256(content)))
        return
    if cloudformation.is_template(value):
        try:
            found += cloudformation.read(path, value, line_of)
        except InputError as error:
            problems.append(Problem(path, 1, str(error), sha256(content)))
    else:
        from .embedded import opened

        for pointer, document in policies.find(opened(value)):
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
        problems.append(Problem(path, 1, str(error), sha256(content)))
        return b""
    return (as_values(value) if path.lower().endswith(".tfvars.json") else as_hcl(value)).encode("utf-8", "replace")
