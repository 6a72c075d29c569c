"""Whether a resource is declared but switched off: `count = 0`, an empty `for_each`, a condition that is false."""

from __future__ import annotations

from .unknowns import has_unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from tree_sitter import Node

    # One of these, each of which is all of some texts.
    Alternatives = list[list[str]]

OFF = "switched off"  # a property that stands for it; no provider has one of this name


_MOST = 16
SWITCH = "switched by"  # likewise: what decides whether it is there


def switch(properties: Mapping[str, Any]) -> Alternatives | None:
    """What decides whether a resource is there; None where it is there, as far as anybody can tell."""
    found = properties.get(SWITCH)
    if found is None and isinstance(properties.get(OFF), str):
        found = [[properties[OFF]]]
    count = properties.get("count")
    if found is None and isinstance(count, str) and has_unknown(count):
        found = [[count]]
    return found


def both(one: Alternatives | None, other: Alternatives | None) -> Alternatives | None:
    """Where both must hold."""
    if one is None or other is None:
        return other if one is None else one
    if len(one) * len(other) > _MOST:
        return [[str(one), str(other)]]
    return [sorted({*left, *right}) for left in one for right in other]


def alternatives(node: Node, value: Callable[[Node], Any], unknown: Callable[[Node], str]) -> Alternatives | None:
    """When a `count` or `for_each` gives any: one of these, each of which is all of its conditions.

    None where that cannot be taken apart; what it gives is then a condition of its own.
    """
    inner = [child for child in node.children if child.is_named and child.type != "comment"]
    if node.type in ("expression", "operation") and len(inner) == 1:
        return alternatives(inner[0], value, unknown)
    if node.type != "conditional" or len(inner) != 3 or value(inner[2]) not in (0, "0", [], {}):
        return None
    return _alternatives(inner[0], value, unknown)


def _alternatives(node: Any, value: Callable[[Node], Any], unknown: Callable[[Node], str]) -> Alternatives:
    inner = [child for child in node.children if child.is_named and child.type != "comment"]
    if node.type in ("expression", "operation") and len(inner) == 1:
        return _alternatives(inner[0], value, unknown)
    holds = decided(node, value)
    if holds is not None:
        return [[]] if holds else []
    operator = next((child for child in node.children if child.type in ("&&", "||")), None)
    if node.type == "binary_operation" and operator is not None:
        place = node.children.index(operator)
        left, right = (
            _alternatives(named[0] if len(named) == 1 else _Parts(named), value, unknown)
            for part in (node.children[:place], node.children[place + 1 :])
            for named in [[child for child in part if child.is_named and child.type != "comment"]]
        )
        if operator.type == "||" and len(left) + len(right) <= _MOST:
            return left + right
        if operator.type == "&&" and len(left) * len(right) <= _MOST:
            return both(left, right) or []
    return [[unknown(node)]]


def count_is_off(node: Node, value: Callable[[Node], Any]) -> bool:
    """Whether a `count` or `for_each` gives none, as far as the module's own values say."""
    found = _evaluated(node, value)
    return found in (0, "0", [], {}) and found is not False


def _evaluated(node: Node, value: Callable[[Node], Any]) -> Any:
    inner = [child for child in node.children if child.is_named and child.type != "comment"]
    if node.type in ("expression", "operation", "for_cond") and len(inner) == 1:
        return _evaluated(inner[0], value)
    if node.type == "conditional" and len(inner) == 3:
        condition = _evaluated(inner[0], value)
        holds = _truth(condition)
        return value(node) if holds is None else _evaluated(inner[1 if holds else 2], value)
    if node.type == "unary_operation" and node.children[0].type == "!":
        operand = _truth(_operand(inner, value))
        return value(node) if operand is None else not operand
    if node.type == "binary_operation":
        return _binary(node, value)
    return value(node)


def decided(node: Node, value: Callable[[Node], Any]) -> bool | None:
    """Whether an expression is true; None where only a deployment knows."""
    return _truth(_evaluated(node, value))


def _truth(found: Any) -> bool | None:
    if found in ("true", "false"):
        return bool(found == "true")
    return found if isinstance(found, bool) else None


def _binary(node: Node, value: Callable[[Node], Any]) -> Any:
    operator = next((child for child in node.children if child.type in ("==", "!=", "&&", "||")), None)
    if operator is None:
        return value(node)
    place = node.children.index(operator)
    left, right = (
        _operand([child for child in part if child.is_named], value)
        for part in (node.children[:place], node.children[place + 1 :])
    )
    if operator.type in ("&&", "||"):
        decides = operator.type == "||"
        known = [_truth(left), _truth(right)]
        return decides if decides in known else value(node) if None in known else not decides
    if any(_has_unknown(one) for one in (left, right)):
        return value(node)
    return (left == right) == (operator.type == "==")


def _has_unknown(value: Any) -> bool:
    if isinstance(value, str):
        return has_unknown(value)
    if isinstance(value, (list, dict)):
        return any(map(_has_unknown, value.values() if isinstance(value, dict) else value))
    return False


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
