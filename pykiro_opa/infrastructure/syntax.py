"""The tree of an HCL file, and its parts by their names."""

from __future__ import annotations

from ..errors import InputError
from ..grammars import parse
from .expressions import source
from .model import Problem

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node


GRAMMAR = "tree_sitter_hcl"
# The parser takes the square of a run of blanks that it cannot use, and asks nobody meanwhile whether it may go on.
_LONGEST_BLANK = b" " * 1000
_ASCII, _WIDE = b"\t\n\v\f\r\0", b"\xc2\xe1\xe2\xe3\xef" + bytes(range(0x80, 0xC0))
_BLANKS = bytes.maketrans(_ASCII + _WIDE, b" " * len(_ASCII + _WIDE))


def parsed(content: bytes) -> Node:
    """The root node. Raises InputError where parsing would take too long."""
    if _LONGEST_BLANK in content.translate(_BLANKS):
        raise InputError("more blanks in a row than anybody needs; remove them")
    return parse(GRAMMAR, content)


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


def unparsed(root: Node, path: str) -> Iterator[Problem]:
    """Each part of a file that cannot be parsed."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_error or node.is_missing:
            line = int(node.start_point[0]) + 1
            yield Problem(path, line, "the Terraform here cannot be parsed", source(node))
        elif node.has_error:
            stack.extend(reversed(node.children))
