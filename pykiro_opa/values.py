"""The base of the immutable values that the hook's path uses.

Dataclasses and named tuples cost 10 to 16 ms of import (docs/performance.md), more than the interpreter's own start,
so values on the hook's path are slotted classes derived from `Value`.
"""

from __future__ import annotations


class Value:
    """A frozen value: equality, hash and repr come from the slots, in the order they are written."""

    __slots__ = ()

    def _set(self, **fields: object) -> None:
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"cannot assign to `{name}`: {type(self).__name__} is frozen")

    def _fields(self) -> tuple[object, ...]:
        names: tuple[str, ...] = self.__slots__
        return tuple(getattr(self, name) for name in names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Value) and type(other) is type(self) and other._fields() == self._fields()

    def __hash__(self) -> int:
        return hash(self._fields())

    def __repr__(self) -> str:
        names: tuple[str, ...] = self.__slots__
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({inner})"
