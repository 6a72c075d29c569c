"""Terraform's JSON syntax: blocks as objects, expressions as templates in strings."""

from __future__ import annotations

from .unknowns import unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .expressions import Evaluation

_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "locals": 0}


class Written:
    """A JSON value whose strings are templates not evaluated yet."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value


def declarations(value: Any) -> Iterator[tuple[list[str], Written]]:
    """The blocks of a file as type and labels with their bodies; a list holds several blocks of the same labels."""
    for top in value if isinstance(value, list) else [value]:
        for kind, inner in top.items() if isinstance(top, dict) else ():
            if kind in _LABELS:
                yield from _labelled([kind], inner, _LABELS[kind])


def _labelled(names: list[str], value: Any, left: int) -> Iterator[tuple[list[str], Written]]:
    if isinstance(value, list):
        for one in value:
            yield from _labelled(names, one, left)
    elif left == 0:
        yield names, Written(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _labelled([*names, name], inner, left - 1)


def json_value(value: Any, evaluation: Evaluation) -> Any:
    """The value with the templates in its strings evaluated."""
    if isinstance(value, str):
        return _template(value, evaluation) if "${" in value or "%{" in value else value
    if isinstance(value, dict):
        return {key: json_value(item, evaluation) for key, item in value.items()}
    if isinstance(value, list):
        return [json_value(item, evaluation) for item in value]
    return value


def _template(text: str, evaluation: Evaluation) -> Any:
    if "%{" in text:
        return unknown(text)
    pieces: list[Any] = []
    at = 0
    while (start := text.find("${", at)) >= 0:
        if text[start - 1 : start] == "$":  # `$${` is no expression
            pieces.append(text[at:start] + "{")
            at = start + 2
            continue
        end = _closing(text, start + 2)
        pieces += [text[at:start], _expression(text[start + 2 : end], evaluation)]
        at = end + 1
    pieces.append(text[at:])
    kept = [piece for piece in pieces if piece != ""]
    if len(kept) == 1:
        return kept[0]
    return "".join(piece if isinstance(piece, str) else _shown(piece) for piece in kept)


def _closing(text: str, at: int) -> int:
    depth = 1
    for place in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return place
    return len(text)


def _expression(text: str, evaluation: Evaluation) -> Any:
    from ..grammars import parse
    from .syntax import GRAMMAR, attributes

    root = parse(GRAMMAR, f"v = {text}\n".encode())
    if not root.has_error:
        for body in (child for child in root.children if child.type == "body"):
            for _, expression in attributes(body):
                return evaluation.value(expression)
    return unknown(text)


def _shown(value: Any) -> str:
    import json

    return json.dumps(value, ensure_ascii=False)
