"""Whether a resource is declared but switched off: `count = 0`, an empty `for_each`, a condition that is false."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from tree_sitter import Node

OFF = "switched off"  # a property that stands for it; no provider has one of this name


def count_is_off(node: Node, value: Callable[[Node], Any]) -> bool:
    """Whether a `count` or `for_each` gives none, as far as the module's own values say."""
    found = _evaluated(node, value)
    return found in (0, "0", [], {}) and found is not False


def _evaluated(node: Node, value: Callable[[Node], Any]) -> Any:
    inner = [child for child in node.children if child.is_named and child.type != "comment"]
    if node.type in ("expression", "operation") and len(inner) == 1:
        return _evaluated(inner[0], value)
    if node.type == "conditional" and len(inner) == 3:
        condition = _evaluated(inner[0], value)
        if condition in ("true", "false"):
            condition = condition == "true"
        return _evaluated(inner[1 if condition else 2], value) if isinstance(condition, bool) else value(node)
    if node.type == "unary_operation" and node.children[0].type == "!":
        operand = _operand(inner, value)
        return not operand if isinstance(operand, bool) else value(node)
    if node.type == "binary_operation":
        return _compared(node, value)
    return value(node)


def _compared(node: Node, value: Callable[[Node], Any]) -> Any:
    operator = next((child for child in node.children if child.type in ("==", "!=")), None)
    if operator is None:
        return value(node)
    place = node.children.index(operator)
    left, right = (
        _operand([child for child in part if child.is_named], value)
        for part in (node.children[:place], node.children[place + 1 :])
    )
    return (left == right) == (operator.type == "==")


def _operand(parts: list[Node], value: Callable[[Node], Any]) -> Any:
    """A reference stands as several nodes side by side; evaluated where its parent puts them together."""
    if len(parts) == 1:
        return _evaluated(parts[0], value)
    return value(_Parts(parts))  # type: ignore[arg-type]


class _Parts:
    """Nodes side by side, as an expression of their own."""

    type = "expression"

    def __init__(self, parts: list[Node]) -> None:
        self.children = parts
        self.text = b"".join(part.text or b"" for part in parts)
