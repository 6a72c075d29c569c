"""What operators and casts make of values that are known; UNKNOWN of any other."""

from __future__ import annotations

import re

from ...catalogue.programs import UNKNOWN
from .letters import character
from .values import LONGEST, MOST_ITEMS, TypeName, cut, is_unknown, items, number, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_HOLE = re.compile(r"\{(\d{1,3})(?:,-?\d{1,3})?(?::[^{}]*)?\}")
_PLAIN = re.compile(r"[\w\s,;:/=~@#%&'\"<>!-]*")  # patterns without a special letter
_MOST_LETTERS = 2_000


def apply(operator: str, values: list[object]) -> object:
    """The value of an operator of one, two or three."""
    row = (_OF_ONE if len(values) == 1 else _OF_TWO).get(operator)
    try:
        return UNKNOWN if row is None or len(values) > 2 else row(*values)
    except (ValueError, OverflowError, IndexError, re.error):
        return UNKNOWN


def cast(type_: str, value: object) -> object:
    name = type_.rpartition(".")[2]
    row = _CASTS.get(name)
    try:
        return value if row is None else row(value)
    except (ValueError, OverflowError):
        return UNKNOWN


def _add(left: object, right: object) -> object:
    if isinstance(left, list):
        return [*left, *items(right)][:MOST_ITEMS]
    if isinstance(left, (int, float)) and not isinstance(left, bool):
        other = number(right)
        return UNKNOWN if other is None else left + other
    return {**left, **right} if isinstance(left, dict) and isinstance(right, dict) else cut(text(left) + text(right))


def _arithmetic(calculate: Callable[[int | float, int | float], int | float]) -> Callable[[object, object], object]:
    def row(left: object, right: object) -> object:
        one, other = number(left), number(right)
        if one is None or other is None or abs(one) > 1 << 62 or abs(other) > 1 << 62:
            return UNKNOWN
        return calculate(one, other)

    return row


def _times(left: object, right: object) -> object:
    count = number(right)
    if isinstance(left, (str, list)) and isinstance(count, int):
        if count * max(len(left), 1) > MOST_ITEMS:
            return UNKNOWN
        return left * count
    return _arithmetic(lambda one, other: one * other)(left, right)


def _divided(one: float, other: float) -> float:
    return one // other if other and one % other == 0 else one / (other or 1)


def _range(left: object, right: object) -> object:
    first, last = _bound(left), _bound(right)
    if first is None or last is None or abs(last - first) >= MOST_ITEMS:
        return UNKNOWN
    step = 1 if last >= first else -1
    found = range(first, last + step, step)
    return [character(one) for one in found] if isinstance(left, str) and not left.isdigit() else list(found)


def _bound(value: object) -> int | None:
    if isinstance(value, str) and len(value) == 1 and not value.isdigit():
        return ord(value)
    found = number(value)
    return None if found is None else int(found)


def format_text(pattern: object, values: object) -> object:
    """`"{1}{0}" -f a, b`."""
    given = items(values)
    found = _HOLE.sub(lambda hole: text(given[int(hole[1])]), text(pattern))
    return cut(found.replace("{{", "{").replace("}}", "}"))


def join(separator: object, values: object) -> str:
    return cut(text(separator).join(text(item) for item in items(values)))


def split(value: object, pattern: object, *, plain: bool = False) -> object:
    parts = items(pattern)
    by = text(parts[0]) if parts else " "
    found: list[object] = []
    for one in items(value):
        if is_unknown(one) or len(text(one)) > LONGEST:
            return UNKNOWN
        found += _pieces(text(one), by, plain=plain)
    return found[:MOST_ITEMS]


def _pieces(value: str, by: str, *, plain: bool) -> list[str]:
    if plain or (_PLAIN.fullmatch(by) and by):
        return value.split(by) if by else list(value)
    return re.split(_checked(by, value), value, flags=re.IGNORECASE)


def replace(value: object, given: object, *, plain: bool = False) -> object:
    """`-replace pattern, text`, for each of several values."""
    pattern, new = (*(text(one) for one in items(given)[:2]), "", "")[:2]
    if isinstance(value, list):
        return [_replaced(text(one), pattern, new, plain=plain) for one in value]
    return _replaced(text(value), pattern, new, plain=plain)


def _replaced(value: str, pattern: str, new: str, *, plain: bool) -> str:
    if UNKNOWN in value + pattern:
        return UNKNOWN
    if plain:
        return cut(value.replace(pattern, new)) if pattern else value
    return cut(re.sub(_checked(pattern, value), _with_groups(new), value, flags=re.IGNORECASE))


def _with_groups(new: str) -> str:
    return re.sub(r"\$\{?(\d{1,2}|\w+)\}?", r"\\g<\1>", new.replace("\\", "\\\\"))


def _checked(pattern: str, value: str) -> str:
    """A pattern that cannot take for ever: without one repetition in another."""
    repeats = re.findall(r"[*+{]", pattern)
    if len(value) > _MOST_LETTERS or len(pattern) > 200 or len(repeats) > 2 or re.search(r"\)[*+{]", pattern):
        raise ValueError(pattern)
    return pattern


def index(value: object, given: list[object]) -> object:
    """`x[i]`, `x[i, j]`, `x[-1..-3]`, `table["key"]`."""
    places = [one for each in given for one in items(each)]
    if isinstance(value, dict):
        found = [value.get(text(place).lower()) for place in places]
        return found[0] if len(found) == 1 else found
    if is_unknown(value) or not isinstance(value, (str, list)):
        return UNKNOWN
    chosen: list[object] = []
    for place in places:
        at = number(place)
        if at is None:
            return UNKNOWN
        if -len(value) <= at < len(value):
            chosen.append(value[int(at)])
    return None if not chosen else chosen[0] if len(places) == 1 else chosen


def _char(value: object) -> object:
    if isinstance(value, list):
        return [_char(one) for one in value]
    code = number(value)
    if isinstance(value, str) and (len(value) == 1 or code is None):
        return value if len(value) == 1 else UNKNOWN
    return UNKNOWN if code is None else character(int(code))


def _chars(value: object) -> object:
    if isinstance(value, str):
        return UNKNOWN if UNKNOWN in value else list(value)
    return [_char(one) for one in items(value)]


def _int(value: object) -> object:
    if isinstance(value, str) and len(value) == 1 and not value.isdigit():
        return ord(value)
    found = number(value)
    return UNKNOWN if found is None else int(found)


def _each(row: Callable[[object], object]) -> Callable[[object], object]:
    return lambda value: [row(one) for one in (list(value) if isinstance(value, str) else items(value))]


_CASTS: dict[str, Callable[[object], object]] = {
    "char": _char, "char[]": _chars, "int": _int, "int32": _int, "int64": _int, "long": _int, "byte": _int,
    "int[]": _each(_int), "byte[]": _each(_int), "string": text, "string[]": lambda value: [text(one) for one in items(value)],
    "array": items, "object[]": items, "void": lambda _value: None, "type": lambda value: TypeName(text(value).lower()),
}  # fmt: skip
_OF_ONE: dict[str, Callable[[object], object]] = {
    "-join": lambda value: join("", value), "-split": lambda value: [*text(value).split()],
    "+": lambda value: value, "-": lambda value: _times(value, -1),
}  # fmt: skip
_OF_TWO: dict[str, Callable[[object, object], object]] = {
    "+": _add, "-": _arithmetic(lambda one, other: one - other), "*": _times, "/": _arithmetic(_divided),
    "%": _arithmetic(lambda one, other: one % (other or 1)), "..": _range, "-f": format_text,
    "-join": lambda value, separator: join(separator, value), "-split": split, "-replace": replace,
    "-bxor": _arithmetic(lambda one, other: int(one) ^ int(other)), "-band": _arithmetic(lambda one, other: int(one) & int(other)),
    "-bor": _arithmetic(lambda one, other: int(one) | int(other)), "-as": lambda value, type_: cast(getattr(type_, "name", ""), value),
    "??": lambda value, other: value if value is not None else other,
}  # fmt: skip
