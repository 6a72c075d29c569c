"""Policy documents within values: an object whose Statement has an Effect, or a list of such statements."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any


def is_document(value: object) -> bool:
    """Whether this is an IAM policy document."""
    if not isinstance(value, dict) or "Statement" not in value:
        return False
    inner = value["Statement"]
    return any(_is_statement(one) for one in (inner if isinstance(inner, list) else [inner]))


def find(value: Any, pointer: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every policy document in a value, with the keys that lead to it; a bare list of statements is one too."""
    if is_document(value):
        yield pointer, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from find(item, (*pointer, key))
    elif isinstance(value, list):
        if value and all(_is_statement(item) for item in value):
            yield pointer, {"Statement": value}
        else:
            for at, item in enumerate(value):
                yield from find(item, (*pointer, str(at)))


def without(value: Any) -> Any:
    """The value with every policy document in it as null."""
    if is_document(value):
        return None
    if isinstance(value, dict):
        return {key: without(item) for key, item in value.items()}
    if isinstance(value, list):
        return None if value and all(_is_statement(item) for item in value) else [without(item) for item in value]
    return value


def _is_statement(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    if "Fn::If" in value:
        branches = value["Fn::If"]
        return isinstance(branches, list) and any(_is_statement(one) for one in branches)
    return "Effect" in value
