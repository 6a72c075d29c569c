"""JavaScript's string literals as the texts they stand for."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node as Tree

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_CODE = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}")


def text_of(tree: Tree) -> str:
    """The source text of a tree."""
    return (tree.text or b"").decode("utf-8", "replace")


def literal(tree: Tree) -> str:
    """The text of a `string`."""
    return "".join(piece(one) for one in tree.named_children)


def piece(tree: Tree) -> str:
    """The text of a fragment or an escape."""
    text = text_of(tree)
    return _unescaped(text[1:]) if tree.type == "escape_sequence" else text


def _unescaped(text: str) -> str:
    match = _CODE.fullmatch(text)
    if match is None:
        return _ESCAPES.get(text, text)
    code = int(match[1] or match[2] or match[3], 16)
    return chr(code) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"
