"""The syntax tree of HCL, asked for what the evaluation needs: text, attributes, labels, errors."""

from __future__ import annotations

import re

from .unknowns import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

GRAMMAR = "tree_sitter_hcl"
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r'\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[nrt"\\])')
_HOLDS_BLOCKS = ("config_file", "body", "ERROR")


def source(node: Node) -> str:
    """The node's text as it is written."""
    return (node.text or b"").decode("utf-8", "replace")


def plain_source(node: Node) -> str:
    """The node's text without comments, white space collapsed."""
    data, start, pieces, at = node.text or b"", node.start_byte, [], 0
    for comment in _comments(node):
        pieces.append(data[at : comment.start_byte - start])
        at = comment.end_byte - start
    pieces.append(data[at:])
    return " ".join(b" ".join(pieces).decode("utf-8", "replace").split())


def _comments(node: Node) -> list[Node]:
    if b"#" not in (node.text or b"") and b"//" not in (node.text or b"") and b"/*" not in (node.text or b""):
        return []
    found, stack = [], [node]
    while stack:
        one = stack.pop()
        if one.type == "comment":
            found.append(one)
        else:
            stack.extend(one.children)
    return sorted(found, key=lambda one: one.start_byte)


def line_of(node: Node) -> int:
    return int(node.start_point[0]) + 1


def blocks(root: Node) -> Iterator[Node]:
    """The outermost blocks, those that stand within unreadable parts too."""
    stack = [root]
    while stack:
        one = stack.pop()
        if one.type == "block":
            yield one
        elif one.type in _HOLDS_BLOCKS:
            stack.extend(reversed(one.children))


def attributes(body: Node) -> Iterator[tuple[str, Node]]:
    """Names and expressions of a body's attributes."""
    for child in body.children:
        if child.type == "attribute":
            name, expression = attribute(child)
            if expression is not None:
                yield name, expression


def attribute(node: Node) -> tuple[str, Node | None]:
    name = next((source(child) for child in node.children if child.type == "identifier"), "?")
    return name, next((child for child in node.children if child.type == "expression"), None)


def labels(block: Node) -> list[str]:
    """The block's type and its labels."""
    return [_label(child) for child in block.children if child.type in ("identifier", "string_lit")]


def _label(node: Node) -> str:
    text = source(node)
    return unescaped(text[1:-1].encode(), quoted=True) if node.type == "string_lit" else text


def body_of(block: Node) -> Node | None:
    return next((child for child in block.children if child.type == "body"), None)


def unescaped(text: bytes, *, quoted: bool) -> str:
    """What a piece of a template says: `$${` in both kinds, backslashes in quoted ones."""
    plain = literal(text.decode("utf-8", "replace")).replace("$${", "${").replace("%%{", "%{")
    return _ESCAPE.sub(_escaped, plain) if quoted and "\\" in plain else plain


def _escaped(match: re.Match[str]) -> str:
    code = match[1]
    if code[0] in "uU":
        number = int(code[1:], 16)
        return literal(chr(number)) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return _ESCAPES[code]


def broken(root: Node) -> Iterator[tuple[int, str]]:
    """Lines of what cannot be parsed, each with the text of all that the error may have swallowed."""
    if not root.has_error:
        return
    stack = [root]
    while stack:
        one = stack.pop()
        if one.type in ("config_file", "body") and not one.is_missing:
            stack.extend(reversed([child for child in one.children if child.has_error or child.is_missing]))
        else:
            yield line_of(_first_error(one)), " ".join(source(one).split())


def _first_error(node: Node) -> Node:
    while not (node.is_error or node.is_missing):
        inner = next((child for child in node.children if child.has_error or child.is_missing), None)
        if inner is None:
            break
        node = inner
    return node
