"""HCL expressions as values: literals, templates, collections, `jsonencode`, references; all else is an unknown."""

from __future__ import annotations

import re

from .embedded import json_or_text
from .unknowns import has_unknown, literal, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tree_sitter import Node

    Resolve = Callable[[tuple[str, ...]], Any]

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[nrt"\\])')
_DEEPEST = 60


def source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


class Evaluation:
    """Evaluates expressions; `resolve` gives what a reference (its dotted parts) stands for, or an unknown."""

    def __init__(self, resolve: Resolve) -> None:
        self._resolve = resolve
        self._depth = 0

    def value(self, node: Node) -> Any:
        """The value of an expression as plain JSON; its strings may hold unknown parts."""
        self._depth += 1
        try:
            return self._value(node) if self._depth <= _DEEPEST else self.unknown(node)
        finally:
            self._depth -= 1

    def unknown(self, node: Node) -> str:
        return unknown(" ".join(source(node).split()))

    def _value(self, node: Node) -> Any:
        named = [child for child in node.children if child.is_named and child.type != "comment"]
        if node.type == "expression" and len(named) > 1:
            return self._reference(node, named)
        handler = _HANDLERS.get(node.type)
        if handler is not None:
            return handler(self, node)
        if len(named) == 1 and node.type in _TRANSPARENT:
            return self.value(named[0])
        return self.unknown(node)

    def _reference(self, node: Node, parts: list[Node]) -> Any:
        path = reference(parts)
        if path is None:
            return self.unknown(node)
        found = self._resolve(path)
        return self.unknown(node) if found is None else found

    def template(self, node: Node) -> str:
        """A quoted template or here-document as text; interpolations that are not known stay in it as unknowns."""
        quoted = node.type != "heredoc_template"
        data = node.text or b""
        pieces: list[str] = []
        end: int | None = None
        for child in node.children:
            if child.type in ("quoted_template_start", "heredoc_start", "heredoc_identifier"):
                if child.type == "heredoc_identifier" and end is not None:
                    break
                end = None if child.type == "heredoc_start" else child.end_byte
                continue
            if child.type == "quoted_template_end":
                break
            if end is not None and child.start_byte > end:
                pieces.append(_literal(data[end - node.start_byte : child.start_byte - node.start_byte], quoted=quoted))
            end = child.end_byte
            if child.type == "template_literal":
                pieces.append(_literal(child.text or b"", quoted=quoted))
            else:
                pieces.append(self._interpolation(child))
        text = "".join(pieces)
        return text.removeprefix("\n") if not quoted else text

    def _interpolation(self, node: Node) -> str:
        inner = next((child for child in node.children if child.type == "expression"), None)
        if node.type != "template_interpolation" or inner is None:
            return self.unknown(node)
        value = self.value(inner)
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        return str(value) if isinstance(value, int) else self.unknown(inner)


def reference(parts: list[Node]) -> tuple[str, ...] | None:
    """`a.b["c"][0]` as its parts; None where an index or a splat is not constant."""
    path: list[str] = []
    for part in parts:
        if part.type == "variable_expr":
            path.append(source(part))
        elif part.type == "get_attr":
            path.append(source(part).lstrip("."))
        elif part.type == "index":
            inner = source(part).strip("[]").strip()
            if inner.startswith('"') and inner.endswith('"') and "${" not in inner:
                path.append(inner[1:-1])
            elif inner.isdigit():
                path.append(inner)
            else:
                return None
        else:
            return None
    return tuple(path)


def _literal(text: bytes, *, quoted: bool) -> str:
    plain = literal(text.decode("utf-8", "replace")).replace("$${", "${").replace("%%{", "%{")
    return _ESCAPE.sub(_escaped, plain) if quoted and "\\" in plain else plain


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "uU":
        number = int(code[1:], 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _ESCAPES[code]


def _string(evaluation: Evaluation, node: Node) -> str:
    return evaluation.template(node)


def _heredoc(evaluation: Evaluation, node: Node) -> Any:
    return json_or_text(evaluation.template(node))


def _number(_evaluation: Evaluation, node: Node) -> Any:
    text = source(node)
    return int(text) if text.isdigit() and len(text) < 16 else text


def _bool(_evaluation: Evaluation, node: Node) -> bool:
    return source(node) == "true"


def _null(_evaluation: Evaluation, _node: Node) -> None:
    return None


def _tuple(evaluation: Evaluation, node: Node) -> list[Any]:
    return [evaluation.value(child) for child in node.children if child.type == "expression"]


def _object(evaluation: Evaluation, node: Node) -> Any:
    found: dict[str, Any] = {}
    for element in node.children:
        if element.type != "object_elem":
            continue
        key, value = element.child_by_field_name("key"), element.child_by_field_name("val")
        if key is None or value is None:
            return evaluation.unknown(node)
        bare = source(key)
        name = bare if bare.replace("_", "a").replace("-", "a").isalnum() else evaluation.value(key)
        found[name if isinstance(name, str) else bare] = evaluation.value(value)
    return found


def _call(evaluation: Evaluation, node: Node) -> Any:
    name = source(node.children[0])
    arguments = [child for part in node.children if part.type == "function_arguments" for child in part.children
                 if child.type == "expression"]  # fmt: skip
    if name == "jsonencode" and len(arguments) == 1:
        return evaluation.value(arguments[0])
    if (
        name in ("tolist", "toset", "tomap", "sensitive", "nonsensitive", "jsondecode", "trimspace")
        and len(arguments) == 1
    ):
        return evaluation.value(arguments[0])
    values = [evaluation.value(argument) for argument in arguments]
    if name == "concat" and all(isinstance(value, list) for value in values):
        return [item for value in values for item in value]
    if name == "merge" and all(isinstance(value, dict) for value in values):
        return {key: item for value in values for key, item in value.items()}
    if name == "join" and len(values) == 2 and isinstance(values[0], str) and _are_texts(values[1]):
        return values[0].join(values[1])
    if name in ("lower", "upper") and len(values) == 1 and isinstance(values[0], str) and not has_unknown(values[0]):
        return values[0].lower() if name == "lower" else values[0].upper()
    if (
        name == "format"
        and values
        and _are_texts(values)
        and values[0].count("%s") == len(values) - 1 == values[0].count("%")
    ):
        pieces = values[0].split("%s")
        return pieces[0] + "".join(value + piece for value, piece in zip(values[1:], pieces[1:], strict=True))
    return evaluation.unknown(node)


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _variable(evaluation: Evaluation, node: Node) -> Any:
    return evaluation.unknown(node)


_TRANSPARENT = frozenset(("expression", "literal_value", "template_expr", "collection_value"))
_HANDLERS: dict[str, Callable[[Evaluation, Node], Any]] = {
    "bool_lit": _bool,
    "function_call": _call,
    "heredoc_template": _heredoc,
    "null_lit": _null,
    "numeric_lit": _number,
    "object": _object,
    "quoted_template": _string,
    "string_lit": _string,
    "tuple": _tuple,
    "variable_expr": _variable,
}
