"""Terraform's functions and `for`, as far as they are constant; all else is an unknown."""

from __future__ import annotations

import json
import re

from .embedded import json_or_text
from .mentions import depending
from .unknowns import has_unknown, literal, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from tree_sitter import Node

    from .expressions import Evaluation

_MOST_ROUNDS = 256
_LONGEST = 262_144
_ENCODED = re.compile(r"jsonencode\(\s*(\w+)\s*\)")
_INTERPOLATION = re.compile(r"\$\{([^}]*)\}")


def for_expression(evaluation: Evaluation, node: Node) -> Any:
    """`[for x in xs : …]` and `{for …}` over what is known, with a filter that is known."""
    intro = next((child for child in node.children[0].children if child.type == "for_intro"), None)
    bodies = [child for child in node.children[0].children if child.type == "expression"]
    if intro is None or not bodies:
        return evaluation.unknown(node)
    names = [_source(child) for child in intro.children if child.type == "identifier"]
    over = evaluation.value(next(child for child in intro.children if child.type == "expression"))
    if not isinstance(over, (list, dict)) or not names or len(over) > _MOST_ROUNDS:
        return evaluation.unknown(node)
    pairs = list(over.items()) if isinstance(over, dict) else list(enumerate(over))
    rounds = [dict(zip(names, pair[2 - len(names) :], strict=True)) for pair in pairs]
    condition = next((child for child in node.children[0].children if child.type == "for_cond"), None)
    if condition is not None:
        passes = [evaluation.truth(condition, names) for names in rounds]
        if None in passes:
            return evaluation.unknown(node)
        rounds = [names for names, passed in zip(rounds, passes, strict=True) if passed]
    if node.children[0].type == "for_tuple_expr":
        return [evaluation.bound(bodies[0], names) for names in rounds]
    return {
        str(evaluation.bound(bodies[0], names)): evaluation.bound(bodies[-1], names) for names in rounds
    }  # fmt: skip


def conditional(evaluation: Evaluation, node: Node) -> Any:
    """The branch that holds, or what both of them are; an unknown of both where only a deployment knows."""
    parts = [child for child in node.children if child.type == "expression"]
    if len(parts) != 3:
        return evaluation.unknown(node)
    holds = evaluation.truth(parts[0], {})
    if holds is not None:
        return evaluation.value(parts[1 if holds else 2])
    yes, no = evaluation.value(parts[1]), evaluation.value(parts[2])
    return yes if yes == no else evaluation.unknown(node)


def _flat(value: list[Any]) -> list[Any]:
    return [inner for item in value for inner in (_flat(item) if isinstance(item, list) else [item])]


def _templated(text: str, names: Any) -> str:
    """A template file: what its variables say, and an unknown of them all for every other expression."""
    if "%{" in text:
        return unknown(depending(text, names))

    def replaced(match: re.Match[str]) -> str:
        name = match[1].strip()
        encoded = _ENCODED.fullmatch(name)
        value = names.get(encoded[1] if encoded else name) if isinstance(names, dict) else None
        if encoded and value is not None:
            return json.dumps(value, ensure_ascii=False)
        return value if isinstance(value, str) else unknown(depending(match[1], names))

    return _INTERPOLATION.sub(replaced, literal(text))


def call(evaluation: Evaluation, node: Node) -> Any:
    """A function that is constant where its arguments are."""
    name = _source(node.children[0])
    arguments = [child for part in node.children if part.type == "function_arguments" for child in part.children
                 if child.type == "expression"]  # fmt: skip
    if name in ("file", "templatefile") and arguments:
        text = evaluation.file(arguments[0])
        if text is None:
            return evaluation.unknown(node)
        return json_or_text(
            _templated(text, evaluation.value(arguments[1])) if len(arguments) > 1 else literal(text)
        )  # fmt: skip
    if name == "jsonencode" and len(arguments) == 1:
        return evaluation.value(arguments[0])
    if (
        name in ("tolist", "toset", "tomap", "sensitive", "nonsensitive", "jsondecode", "trimspace")
        and len(arguments) == 1
    ):
        return evaluation.value(arguments[0])
    values = [evaluation.value(argument) for argument in arguments]
    if name in ("flatten", "distinct", "compact", "setunion", "reverse", "sort") and all(
        isinstance(value, list) for value in values
    ):
        joined = [item for value in values for item in value]
        return _flat(joined) if name == "flatten" else joined
    if name == "concat" and all(isinstance(value, list) for value in values):
        return [item for value in values for item in value]
    if name == "merge" and all(isinstance(value, dict) for value in values):
        return {key: item for value in values for key, item in value.items()}
    if name == "join" and len(values) == 2 and isinstance(values[0], str) and _are_texts(values[1]):
        length = sum(len(value) + len(values[0]) for value in values[1])
        return values[0].join(values[1]) if length <= _LONGEST else evaluation.unknown(node)
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


def _source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
