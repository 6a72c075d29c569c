"""What expressions come to: texts, numbers, lists, tables (dict), bytes, blocks, types and a few objects.

A text may hold UNKNOWN; a value that nobody knows is the text UNKNOWN. `$null` is None.
"""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .syntax import Block

LONGEST = 262_144
MOST_ITEMS = 1_000


class Object:
    """A value of a type that is known by its name alone, with what it was made of."""

    __slots__ = ("type", "given")

    def __init__(self, type_: str, given: object = None) -> None:
        self.type = type_
        self.given = given


class TypeName:
    """`[name]` as a value."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


def text(value: object) -> str:
    """The value as a text, as in a quoted one or as an argument."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, (int, float)):
        return str(int(value)) if value == value // 1 and abs(value) < 1e15 else str(value)
    if isinstance(value, list):
        return cut(" ".join(text(item) for item in value))
    return value.source if isinstance(value, Block) else UNKNOWN


def cut(found: str) -> str:
    """A text, UNKNOWN where it has become too long to be followed."""
    return found if len(found) <= LONGEST else UNKNOWN


def items(value: object) -> list[object]:
    """The value as a list: of `$null` none."""
    if value is None:
        return []
    if isinstance(value, list):
        return value
    return [value]


def joined(values: list[object]) -> object:
    """What a pipeline puts out as one value."""
    flat = [item for value in values for item in items(value)][:MOST_ITEMS]
    return None if not flat else flat[0] if len(flat) == 1 else flat


def number(value: object) -> int | float | None:
    """The value as a number, None where it is none."""
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str) and len(value) < 20 and value.isascii():
        try:
            return int(value, 16) if value[:2] in ("0x", "0X") else int(value)
        except ValueError:
            return None
    return None


def is_unknown(value: object) -> bool:
    return isinstance(value, str) and value == UNKNOWN
