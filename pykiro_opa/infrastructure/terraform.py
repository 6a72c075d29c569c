"""Terraform's HCL: one module (the files of a folder) as resources, references within it resolved by address."""

from __future__ import annotations

import os

from ..errors import InputError
from ..events import sha256
from .arns import arn_of, name_properties
from .calls import folder_of, is_its_own, passed
from .expressions import Evaluation, within
from .model import Problem, Resource
from .policy_documents import policy_document
from .presence import switch_of
from .rounds import chosen
from .syntax import attribute, attributes, label, parsed, unparsed
from .unknowns import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tree_sitter import Node

    from .calls import Calls

_LARGEST = 4 * 1024 * 1024
_DEEPEST_REFERENCE = 8
_DEEPEST_BLOCK = 12


class _Block:
    """A block, and the bodies of the override files that are merged into it."""

    __slots__ = ("body", "line", "path", "overrides")

    def __init__(self, body: Node | None, path: str, line: int) -> None:
        self.body = body
        self.path = path
        self.line = line
        self.overrides: list[Node] = []


class Module:
    """The blocks of one folder; `read` evaluates them.

    `calls` follows those of other modules; `scope` is another than the folder for a module as one call has it, and
    `arguments` is what that passes.
    """

    def __init__(
        self,
        folder: str,
        read: Callable[[str], bytes | None] | None = None,
        *,
        calls: Calls | None = None,
        scope: str | None = None,
        arguments: dict[str, Any] | None = None,
    ) -> None:
        self._folder = folder
        self.scope = folder if scope is None else scope
        self._following = calls
        self._arguments = arguments or {}
        self._outputs: dict[str, Node] = {}
        self._children: dict[str, Module | None] = {}
        self.problems: list[Problem] = []
        self._managed: dict[tuple[str, str, str], _Block] = {}
        self._calls: dict[str, _Block] = {}
        self._locals: dict[str, Node] = {}
        self._defaults: dict[str, Node] = {}
        self._values: dict[str, Node] = {}
        self._evaluation = Evaluation(self._resolve, self._text)
        self._read = read
        self._resolving: list[tuple[str, ...]] = []
        self._known: dict[tuple[str, ...], Any] = {}
        self._evaluated: dict[tuple[str, str, str], Resource] = {}
        self._times: dict[tuple[str, str, str], int] = {}
        self.files_read: set[str] = set()
        self._taken: set[str] = set()  # data sources of which something takes the content
        self._contents: list[bytes] = []
        self._roots: list[Node] = []  # a node lives as long as its tree

    def add(self, path: str, content: bytes, *, is_values: bool = False) -> None:
        """Read a file's blocks; `is_values` for `terraform.tfvars`."""
        if len(content) > _LARGEST:
            self.problems.append(Problem(path, 1, "larger than 4 MB", sha256(content)))
            return
        try:
            root = parsed(content)
        except InputError as error:
            self.problems.append(Problem(path, 1, str(error), sha256(content)))
            return
        self._roots.append(root)
        self._contents.append(content)
        self._evaluation.allow(len(content))
        self.problems += unparsed(root, path)
        for body in (child for child in root.children if child.type == "body"):
            if is_values:
                self._values |= dict(attributes(body))
            for block in (child for child in body.children if child.type == "block"):
                self._add_block(block, path)

    def read(self) -> list[Resource]:
        """The resources, data sources and module calls, each evaluated."""
        found = list(self._each())
        return [one.as_read() if one.address in self._taken else one for one in found]

    def _each(self) -> Iterator[Resource]:
        blocks = [
            (kind, type_, f"{'' if kind == 'resource' else 'data.'}{type_}.{name}", block)
            for (kind, type_, name), block in self._managed.items()
        ]
        blocks += [("module", "module", f"module.{name}", block) for name, block in self._calls.items()]
        for kind, type_, address, block in blocks:
            try:
                yield self._resource(kind, type_, address, block)
            except RecursionError:
                why = f"`{address}` is nested too deeply to be followed"
                self.problems.append(Problem(block.path, block.line, why, sha256(b"".join(self._contents))))
        if self._evaluation.is_exhausted:
            path = next(iter(self._managed.values())).path if self._managed else self.scope
            why = "what the Terraform here refers to is too large to be followed"
            self.problems.append(Problem(path, 1, why, sha256(b"".join(self._contents))))

    def _add_block(self, block: Node, path: str) -> None:
        labels = [label(child) for child in block.children if child.type in ("identifier", "string_lit")]
        body = next((child for child in block.children if child.type == "body"), None)
        line = 1 if path.lower().endswith(".json") else int(block.start_point[0]) + 1
        found = _Block(body, path, line)
        if labels[:1] in (["resource"], ["data"]) and len(labels) == 3:
            self._add_managed((labels[0], labels[1], labels[2]), found)
        elif labels[:1] == ["module"] and len(labels) == 2:
            self._calls[labels[1]] = found
        elif labels[:1] == ["locals"] and body is not None:
            self._locals |= dict(attributes(body))
        elif labels[:1] == ["variable"] and len(labels) == 2 and body is not None:
            default = dict(attributes(body)).get("default")
            if default is not None:
                self._defaults[labels[1]] = default
        elif labels[:1] == ["output"] and len(labels) == 2 and body is not None:
            value = dict(attributes(body)).get("value")
            if value is not None:
                self._outputs[labels[1]] = value

    def _add_managed(self, key: tuple[str, str, str], found: _Block) -> None:
        """One of an override file changes the one there is; a second of the same name is judged beside it."""
        present = self._managed.get(key)
        if present is not None and found.body is not None and is_override(found.path):
            present.overrides.append(found.body)
            return
        times = self._times[key] = self._times.get(key, -1) + 1
        again = f" (again{'' if times == 1 else f' {times}'})" if times else ""
        self._managed[key[0], key[1], key[2] + again] = found

    def _resource(self, kind: str, type_: str, address: str, block: _Block) -> Resource:
        properties, lines = self._body(block.body, 0) if block.body is not None else ({}, {})
        for body in block.overrides:
            more, _ = self._body(body, 0)
            properties |= more
        if not properties.keys().isdisjoint(("count", "for_each")):
            bodies = [*([block.body] if block.body is not None else []), *block.overrides]
            # What a call does not pass is its default; who calls a module by itself may pass anything.
            given = {*self._arguments, *self._values, *(self._defaults if self.scope != self._folder else ())}
            properties |= switch_of(bodies, self._evaluation, self._locals, given)
        if block.path.lower().endswith(".json"):
            lines = {}
        if (kind, type_) == ("data", "aws_iam_policy_document"):
            properties = {"json": policy_document(properties)}
        return Resource(
            kind, type_, address, properties, scope=self.scope, path=block.path, line=block.line, lines=lines
        )

    def _text(self, name: str) -> str | None:
        """A file beside the module's own, for `file` and `templatefile`."""
        path = os.path.normpath(os.path.join(self._folder, name))
        self.files_read.add(path)
        content = None if self._read is None else self._read(path)
        return None if content is None else content.decode("utf-8", "replace")

    def _body(self, body: Node, depth: int) -> tuple[dict[str, Any], dict[str, int]]:
        """Attributes as values, nested blocks as lists of objects."""
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for child in body.children:
            if child.type == "attribute":
                name, expression = attribute(child)
                found[name] = self._evaluation.value(expression) if expression is not None else unknown(name)
                lines[name] = int(child.start_point[0]) + 1
            elif child.type == "block" and depth < _DEEPEST_BLOCK:
                labels = [label(part) for part in child.children if part.type in ("identifier", "string_lit")]
                inner = next((part for part in child.children if part.type == "body"), None)
                value: Any = self._body(inner, depth + 1)[0] if inner is not None else {}
                if labels[0] == "dynamic":
                    value = {**value, "content": value.get("content", [])}
                found.setdefault(labels[-1] if labels[0] == "dynamic" else labels[0], [])
                entries = found[labels[-1] if labels[0] == "dynamic" else labels[0]]
                if isinstance(entries, list):
                    entries.append(value)
                lines.setdefault(labels[0], int(child.start_point[0]) + 1)
        return found, lines

    def _resolve(self, path: tuple[str, ...]) -> Any:
        """What a reference stands for; None where only a deployment knows."""
        if path in self._known:
            return self._known[path]
        if path in self._resolving or len(self._resolving) > _DEEPEST_REFERENCE:
            self._evaluation.cuts += 1
            return None
        before = self._evaluation.cuts
        self._resolving.append(path)
        try:
            found = self._resolved(path)
        finally:
            self._resolving.pop()
        if self._evaluation.cuts == before and self._evaluation.is_plain:
            self._known[path] = found
        return found

    def _resolved(self, path: tuple[str, ...]) -> Any:
        if path[0] == "local" and len(path) > 1 and path[1] in self._locals:
            return within(self._evaluation.value(self._locals[path[1]]), path[2:])
        if path[0] == "var" and len(path) > 1:
            if path[1] in self._arguments:
                return within(self._arguments[path[1]], path[2:])
            node = self._values.get(path[1], self._defaults.get(path[1]))
            return None if node is None else within(self._evaluation.value(node), path[2:])
        if path[0] == "module" and len(path) > 2:
            return within(self._output_of(path[1], path[2]), path[3:])
        kind, rest = ("data", path[1:]) if path[0] == "data" else ("resource", path)
        if len(rest) < 3 or (kind, rest[0], rest[1]) not in self._managed:
            return None
        return self._instance(kind, rest)

    def take(self, arguments: dict[str, Any]) -> None:
        """What a call passes; names in it are those of the caller."""
        taken = {
            f"{type_}.{name}" if kind == "resource" else f"data.{type_}.{name}" for kind, type_, name in self._managed
        }
        self._arguments = {name: passed(value, taken, "the caller") for name, value in arguments.items()}

    def output(self, name: str) -> Any:
        """What the module hands on, None where nobody else can tell what it is."""
        node = self._outputs.get(name)
        found = node and self._evaluation.value(node)
        return None if is_its_own(found) else found

    def _output_of(self, name: str, output: str) -> Any:
        """What a module that stands in the workspace hands on."""
        block = self._calls.get(name)
        if block is None or self._following is None:
            return None
        if name not in self._children:
            self._children[name] = None
            call = self._resource("module", "module", f"module.{name}", block)
            folder = folder_of(block.path, call.properties.get("source"))
            if folder is not None and call.properties.keys().isdisjoint(("for_each", "count")):
                self._children[name] = self._following.module(folder, call)
        return (child := self._children[name]) and self._following.output(child, output)

    def _instance(self, kind: str, rest: tuple[str, ...]) -> Any:
        """A value of one of the resources that a block stands for: its type, name and steps, the first perhaps a key."""
        # `aws_x.y[0].arn`, `aws_x.y[count.index].arn`: counted resources share one address here
        steps = tuple(step for step in rest[2:] if not step.isdigit())
        body = self._managed[kind, rest[0], rest[1]].body
        over = None if body is None else next((node for name, node in attributes(body) if name == "for_each"), None)
        if over is None:
            is_counted = bool(steps) and steps[0].startswith("[")
            return self._attribute_of(kind, rest[0], rest[1], steps[is_counted:])
        # One of the resources that `for_each` makes, which are read as one.
        found = self._attribute_of(kind, rest[0], rest[1], steps[1:])
        return None if found is None else chosen(found, self._evaluation.value(over), steps[0])

    def _attribute_of(self, kind: str, type_: str, name: str, steps: tuple[str, ...]) -> Any:
        address = f"{type_}.{name}" if kind == "resource" else f"data.{type_}.{name}"
        if kind == "data":
            self._taken.add(address)
        resource = self._evaluated.get((kind, type_, name))
        if resource is None:
            before = self._evaluation.cuts
            resource = self._resource(kind, type_, address, self._managed[kind, type_, name])
            if self._evaluation.cuts == before and self._evaluation.is_plain:
                self._evaluated[kind, type_, name] = resource
        if steps == ("arn",):
            return arn_of(type_, resource.properties, address)
        if steps in (("id",), ("name",), ("bucket",)):
            for named in (steps[0], *name_properties(type_)):
                if isinstance(resource.properties.get(named), str):
                    return resource.properties[named]
            return None
        return within(resource.properties, steps) if steps else None


def is_override(path: str) -> bool:
    """Whether Terraform merges the blocks of this file into those of the others."""
    stem = path.rpartition("/")[2].lower().partition(".")[0]
    return stem == "override" or stem.endswith("_override")
