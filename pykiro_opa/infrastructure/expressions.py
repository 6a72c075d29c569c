"""HCL expressions as values: literals, templates, collections, `jsonencode`, references; all else is an unknown."""

from __future__ import annotations

import re

from . import functions
from .embedded import json_or_text
from .mentions import depending, mentioned
from .switches import decided
from .unknowns import has_unknown, literal, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tree_sitter import Node

    Resolve = Callable[[tuple[str, ...]], Any]

_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[nrt"\\])')
_VALUES = ("local.", "var.", "module.", "data.aws_iam_policy_document.")  # what may have another value
_DEEPEST = 60
_LEAST_WORK = 50_000  # expressions and parts of values, and one more for each byte that is read
_LONGEST = 262_144


def source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")


class Evaluation:
    """Evaluates expressions; `resolve` gives what a reference (its dotted parts) stands for, or an unknown."""

    def __init__(self, resolve: Resolve, text: Callable[[str], str | None] | None = None) -> None:
        self._resolve = resolve
        self._text = text
        self.cuts = 0  # how often something was left unknown because of where it stood
        self._left = _LEAST_WORK
        self._depth = 0
        self._bound: list[tuple[str, Any]] = []

    def allow(self, amount: int) -> None:
        """More work, as for more text."""
        self._left += amount

    @property
    def is_exhausted(self) -> bool:
        """Whether there was more to evaluate than anybody could wait for; the rest is unknown."""
        return self._left < 0

    @property
    def is_plain(self) -> bool:
        """Whether no name is bound, so that a reference means the same everywhere."""
        return not self._bound

    def bound(self, node: Node, names: dict[str, Any]) -> Any:
        """The value of an expression in which some names stand for values (`for`)."""
        self._bound += names.items()
        try:
            return self.value(node)
        finally:
            del self._bound[len(self._bound) - len(names) :]

    def truth(self, node: Node, names: dict[str, Any]) -> bool | None:
        """Whether a condition holds, some names bound; None where that is not known."""
        self._bound += names.items()
        try:
            return decided(node, self.value)
        finally:
            del self._bound[len(self._bound) - len(names) :]

    def named(self, path: tuple[str, ...]) -> Any:
        """What a reference stands for; None where that is not known."""
        for name, value in reversed(self._bound):
            if name == path[0]:
                return self._counted(within(value, path[1:]))
        return self._counted(self._resolve(path))

    def _counted(self, value: Any) -> Any:
        """The value, None where all that was named so far is too large: a value named often is as large as its copies."""
        stack = [value]
        while stack and self._left >= 0:
            one = stack.pop()
            self._left -= 1
            if isinstance(one, str):
                self._left -= len(one) >> 6
            elif isinstance(one, dict):
                stack += one.values()
            elif isinstance(one, list):
                stack += one
        return None if stack or self._left < 0 else value

    def file(self, node: Node) -> str | None:
        """The text of a file that an expression names, beside the module; None where it cannot be read."""
        name = self.value(node)
        if self._text is None or not isinstance(name, str):
            return None
        for source_text in ("path.module", "path.root", "path.cwd"):
            name = name.replace(unknown(source_text), ".")
        return None if has_unknown(name) or name.startswith("/") else self._text(name)

    def value(self, node: Node) -> Any:
        """The value of an expression as plain JSON; its strings may hold unknown parts."""
        self._left -= 1
        if self._depth >= _DEEPEST or self._left < 0:
            self.cuts += 1
            return self.unknown(node)
        self._depth += 1
        try:
            return self._value(node)
        finally:
            self._depth -= 1

    def unknown(self, node: Node) -> str:
        """The unknown that an expression stands for, another one where what it names has another value."""
        text = " ".join(source(node).split())
        if self._depth >= _DEEPEST or self._left < 0 or not (self._bound or any(one in text for one in _VALUES)):
            return unknown(text)
        self._depth += 1
        try:
            return unknown(depending(text, mentioned(node, self.named)))
        finally:
            self._depth -= 1

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
        found = self.named(path)
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
        if sum(len(piece) for piece in pieces) > _LONGEST:
            return self.unknown(node)
        text = "".join(pieces)
        self._left -= len(text) >> 6
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
    """`a.b["c"][0]` as its parts, the source in brackets for an index that is not constant; None where there is a splat."""
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
                path.append(f"[{inner}]")
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


def _variable(evaluation: Evaluation, node: Node) -> Any:
    found = evaluation.named((source(node),))
    return evaluation.unknown(node) if found is None else found


def within(value: Any, steps: tuple[str, ...]) -> Any:
    """The part of a value that keys and indexes lead to; None where there is none."""
    for step in steps:
        if isinstance(value, dict) and step in value:
            value = value[step]
        elif isinstance(value, list) and step.isdigit() and int(step) < len(value):
            value = value[int(step)]
        else:
            return None
    return value


_TRANSPARENT = frozenset(("expression", "literal_value", "template_expr", "collection_value"))
_HANDLERS: dict[str, Callable[[Evaluation, Node], Any]] = {
    "bool_lit": _bool,
    "conditional": functions.conditional,
    "for_expr": functions.for_expression,
    "function_call": functions.call,
    "heredoc_template": _heredoc,
    "null_lit": _null,
    "numeric_lit": _number,
    "object": _object,
    "quoted_template": _string,
    "string_lit": _string,
    "tuple": _tuple,
    "variable_expr": _variable,
}
