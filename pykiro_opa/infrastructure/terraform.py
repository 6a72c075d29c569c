"""One Terraform module (the files of a folder) as resources, references within it resolved by address."""

from __future__ import annotations

from .arns import arn_of, name_properties
from .expressions import Evaluation
from .model import Problem, Resource
from .policy_data import TYPE as POLICY_DATA
from .policy_data import policy_document
from .syntax import GRAMMAR, attribute, attributes, blocks, body_of, broken, labels, line_of, plain_source
from .terraform_json import Written, json_value
from .unknowns import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from tree_sitter import Node

    Source = Node | Written
    Key = tuple[str, str, str]

_LARGEST = 4 * 1024 * 1024
_DEEPEST_REFERENCE = 12
_DEEPEST_BLOCK = 12
_LARGEST_VALUE = 20_000
_UNREADABLE = "(unreadable)"


class _Block:
    """Where a block stands and what is in it; `broken` is its text where part of it cannot be parsed."""

    __slots__ = ("body", "broken", "line", "path")

    def __init__(self, body: Source | None, path: str, line: int, broken_text: str = "") -> None:
        self.body = body
        self.path = path
        self.line = line
        self.broken = broken_text


class Module:
    """The blocks of one folder; `read` evaluates them."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        self.problems: list[Problem] = []
        self._blocks: dict[Key, _Block] = {}
        self._locals: dict[str, Source] = {}
        self._defaults: dict[str, Source] = {}
        self._values: dict[str, Source] = {}
        self._evaluation = Evaluation(self._resolve)
        self._known: dict[tuple[str, ...], Any] = {}
        self._read: dict[Key, Resource] = {}
        self._resolving: list[tuple[str, ...]] = []
        self._roots: list[Node] = []  # a node lives as long as its tree

    def add(self, path: str, content: bytes, *, is_values: bool = False) -> None:
        """Read a file's blocks; `is_values` for `terraform.tfvars`."""
        if len(content) > _LARGEST:
            self.problems.append(Problem(path, 1, "larger than 4 MB", content.decode("utf-8", "replace")))
            return
        from ..grammars import parse

        root = parse(GRAMMAR, content.removeprefix(b"\xef\xbb\xbf"))
        self._roots.append(root)
        for line, text in broken(root):
            self.problems.append(Problem(path, line, "the Terraform here cannot be parsed", text))
        if is_values:
            for body in (child for child in root.children if child.type == "body"):
                self._values |= dict(attributes(body))
        for block in blocks(root):
            text = plain_source(block) if block.has_error else ""
            self.declare(labels(block), _Block(body_of(block), path, line_of(block), text))

    def add_json(self, path: str, value: Any) -> None:
        """Read a file in Terraform's JSON syntax."""
        from .terraform_json import declarations

        for names, body in declarations(value):
            self.declare(names, _Block(body, path, 1))

    def declare(self, names: list[str], block: _Block) -> None:
        """Take a block by its type and labels; one that is declared twice cannot be deployed and is a problem."""
        kind = names[0] if names else ""
        if kind in ("resource", "data") and len(names) == 3:  # noqa: PLR2004 - kind, type, name
            self._add((kind, names[1], names[2]), block)
        elif kind == "module" and len(names) == 2:  # noqa: PLR2004 - kind, name
            self._add((kind, "module", names[1]), block)
        elif kind == "locals" and block.body is not None:
            self._locals |= self._members(block.body)
        elif kind == "variable" and len(names) == 2 and block.body is not None:  # noqa: PLR2004 - kind, name
            default = self._members(block.body).get("default")
            if default is not None:
                self._defaults[names[1]] = default

    def read(self) -> Iterator[Resource]:
        """The resources, data sources and module calls, each evaluated; what is counted as none is not there."""
        for key in self._blocks:
            resource = self._resource(key)
            if resource.properties.get("count") not in (0, "0") and resource.properties.get("for_each") not in ({}, []):
                yield resource

    def _add(self, key: Key, block: _Block) -> None:
        if key in self._blocks:
            why = f"`{'.'.join(key[1:])}` is declared twice"
            self.problems.append(Problem(block.path, block.line, why, f"{why} {block.line}"))
            key = (key[0], key[1], f"{key[2]} (declared again in {block.path}, line {block.line})")
        self._blocks[key] = block

    def _members(self, body: Source) -> dict[str, Source]:
        if isinstance(body, Written):
            return {name: Written(item) for name, item in body.value.items()} if isinstance(body.value, dict) else {}
        return dict(attributes(body))

    def _resource(self, key: Key) -> Resource:
        if key not in self._read:
            self._read[key] = self._evaluated(key)
        return self._read[key]

    def _evaluated(self, key: Key) -> Resource:
        kind, type_, name = key
        block = self._blocks[key]
        properties, lines = self._properties(block.body)
        if (kind, type_) == ("data", POLICY_DATA):
            properties = {"json": policy_document(properties)}
        if block.broken:
            properties[_UNREADABLE] = unknown(block.broken)
        address = {"resource": f"{type_}.{name}", "data": f"data.{type_}.{name}"}.get(kind, f"module.{name}")
        return Resource(
            kind, type_, address, properties, scope=self.scope, path=block.path, line=block.line, lines=lines
        )

    def _properties(self, body: Source | None) -> tuple[dict[str, Any], dict[str, int]]:
        if body is None:
            return {}, {}
        if isinstance(body, Written):
            value = json_value(body.value, self._evaluation)
            return (dict(value) if isinstance(value, dict) else {"value": value}), {}
        return self._body(body, 0)

    def _body(self, body: Node, depth: int) -> tuple[dict[str, Any], dict[str, int]]:
        """Attributes as values, nested blocks as lists of objects."""
        found: dict[str, Any] = {}
        lines: dict[str, int] = {}
        for child in body.children:
            if child.type == "attribute":
                name, expression = attribute(child)
                value = self._evaluation.value(expression) if expression is not None else unknown(name)
                found[name] = [found[name], value] if name in found else value
                lines.setdefault(name, line_of(child))
            elif child.type == "block":
                name, value = self._nested(child, depth)
                entries = found.setdefault(name, [])
                found[name] = [*(entries if isinstance(entries, list) else [entries]), value]
                lines.setdefault(name, line_of(child))
        return found, lines

    def _nested(self, block: Node, depth: int) -> tuple[str, Any]:
        names, inner = labels(block) or ["?"], body_of(block)
        if depth >= _DEEPEST_BLOCK:
            return names[0], unknown(plain_source(block))
        value = self._body(inner, depth + 1)[0] if inner is not None else {}
        if names[0] == "dynamic" and len(names) > 1:
            return names[1], {"for_each": None, "content": [], **value}
        return names[0], {**value, **({"labels": names[1:]} if len(names) > 1 else {})}

    def _resolve(self, path: tuple[str, ...]) -> Any:
        """What a reference stands for; None where only a deployment knows."""
        if path in self._known:
            return self._known[path]
        if path in self._resolving or len(self._resolving) > _DEEPEST_REFERENCE:
            return None
        self._resolving.append(path)
        try:
            value = self._resolved(path)
        finally:
            self._resolving.pop()
        self._known[path] = value if _is_small(value) else None
        return self._known[path]

    def _resolved(self, path: tuple[str, ...]) -> Any:
        if path[0] in ("local", "var") and len(path) > 1:
            if path[0] == "local":
                named = self._locals.get(path[1])
            else:
                named = self._values.get(path[1], self._defaults.get(path[1]))
            return None if named is None else _within(self._value(named), path[2:])
        kind, rest = ("data", path[1:]) if path[0] == "data" else ("resource", path)
        if len(rest) < 3:  # noqa: PLR2004 - type, name, attribute
            return None
        # `aws_x.y[0].arn`: counted resources share one address here
        steps = tuple(step for step in rest[2:] if not step.isdigit())
        if (kind, rest[0], rest[1]) in self._blocks:
            return self._attribute_of((kind, rest[0], rest[1]), steps)
        if kind == "resource" and steps == ("arn",):
            return arn_of(rest[0], {}, f"{rest[0]}.{rest[1]}")
        return None

    def _value(self, written: Source) -> Any:
        if isinstance(written, Written):
            return json_value(written.value, self._evaluation)
        return self._evaluation.value(written)

    def _attribute_of(self, key: Key, steps: tuple[str, ...]) -> Any:
        resource = self._resource(key)
        if key[:2] == ("data", "aws_iam_policy") and steps == ("arn",):
            name = resource.properties.get("name")
            return resource.properties.get("arn") or (f"arn:aws:iam::aws:policy/{name}" if name else None)
        if steps == ("arn",):
            return arn_of(resource.type, resource.properties, resource.address) if key[0] == "resource" else None
        if steps in (("id",), ("name",), ("bucket",)):
            for name in (steps[0], *name_properties(resource.type)):
                if isinstance(resource.properties.get(name), str):
                    return resource.properties[name]
            return None
        return _within(resource.properties, steps) if steps else None


def _within(value: Any, steps: tuple[str, ...]) -> Any:
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


def _is_small(value: Any) -> bool:
    """Whether a value may be put in where it is referred to: references to references could grow without end."""
    stack, count = [value], 0
    while stack and count <= _LARGEST_VALUE:
        one = stack.pop()
        count += 1
        if isinstance(one, dict):
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)
    return count <= _LARGEST_VALUE
