"""What an expression that cannot be evaluated depends on, so that its unknown changes with it."""

from __future__ import annotations

from .unknowns import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    from tree_sitter import Node

_OPAQUE = ("each", "count", "path", "self", "terraform")
_LONGEST = 160


def depending(text: str, values: Any) -> str:
    """The source text of an unknown with the values that it is made of; the text alone where none is known."""
    return f"{text} of {shown(values)}" if values else text


def shown(value: Any) -> str:
    """A value in a few words: whole where it is short, else by its digest."""
    from ..events import canonical, clean, sha256

    whole = canonical(clean(written(value)))
    return whole.decode() if len(whole) <= _LONGEST else sha256(whole)[:32]


def mentioned(node: Node, named: Callable[[tuple[str, ...]], Any]) -> dict[str, Any]:
    """The values of the locals, variables and documents that an expression names, as far as they are known."""
    found: dict[str, Any] = {}
    for path in paths(node):
        if path[0] in _OPAQUE:
            continue
        value = next((one for one in map(named, _candidates(path)) if one is not None), None)
        if value is not None:
            found[".".join(path)] = value
    return found


def _candidates(path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The path itself and what it is part of; of a document the text of it."""
    if path[0] == "data":
        if path[1:2] == ("aws_iam_policy_document",) and len(path) > 2:
            yield (*path[:3], "json")
        return
    if path[0] in ("local", "var"):
        yield path
        yield path[:2]
    elif path[0] == "module" or len(path) == 1:
        yield path


def paths(node: Node) -> Iterator[tuple[str, ...]]:
    """What an expression names, as far as the names are written out."""
    stack = [node]
    while stack:
        one = stack.pop()
        for at, child in enumerate(one.children):
            if child.type == "variable_expr":
                yield _path(one.children[at:])
        stack += one.children


def _path(parts: list[Node]) -> tuple[str, ...]:
    names = [(parts[0].text or b"").decode("utf-8", "replace")]
    for part in parts[1:]:
        if part.type != "get_attr":
            break
        names.append((part.text or b"").decode("utf-8", "replace").lstrip("."))
    return tuple(names)
