"""Parts of an HCL file by their names."""

from __future__ import annotations

from .expressions import source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node


def attributes(body: Node) -> Iterator[tuple[str, Node]]:
    for child in body.children:
        if child.type == "attribute":
            name, expression = attribute(child)
            if expression is not None:
                yield name, expression


def attribute(node: Node) -> tuple[str, Node | None]:
    name = next((source(child) for child in node.children if child.type == "identifier"), "?")
    return name, next((child for child in node.children if child.type == "expression"), None)


def label(node: Node) -> str:
    text = source(node)
    return text[1:-1] if node.type == "string_lit" else text


def errors(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        one = stack.pop()
        if one.is_error or one.is_missing:
            yield one
        elif one.has_error:
            stack.extend(reversed(one.children))
