"""Values of conditions that are numbers on a line: numbers, dates, and addresses; as lists of ranges."""

from __future__ import annotations

from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    # Both ends belong to it where the flags say so; None is no end.
    Range = tuple[Fraction | int | None, Fraction | int | None, bool, bool]

_DAYS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_SECOND_FAMILY = 1 << 128


def number(text: str) -> Fraction | None:
    """A decimal number exactly, None where it is none."""
    from fractions import Fraction

    stripped = text.strip()
    # Fraction would take `1/2`, `1_0` and exponents that fill the memory.
    if not stripped or len(stripped) > 64 or not set(stripped) <= set("0123456789.-+"):
        return None
    try:
        return Fraction(stripped)
    except ValueError:
        return None


def date(text: str) -> Fraction | None:
    """Seconds since 1970 of a date of ISO 8601, or of seconds as they are."""
    import re
    from fractions import Fraction

    match = re.fullmatch(
        r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?", text.strip()
    )
    if match is None or (text.strip().isdigit() and len(text.strip()) != 4):
        return number(text)
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    days = (year - 1970) * 365 + (year - 1) // 4 - (year - 1) // 100 + (year - 1) // 400 - 477
    leap = month > 2 and (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    whole = (days + _DAYS[month - 1] + day - 1 + leap) * 86400
    whole += int(match[4] or 0) * 3600 + int(match[5] or 0) * 60 + int(match[6] or 0) - _offset(match[8])
    return whole + Fraction("0" + (match[7] or ".0"))


def _offset(zone: str | None) -> int:
    if zone in (None, "Z"):
        return 0
    digits = zone[1:].replace(":", "")
    seconds = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return -seconds if zone[0] == "-" else seconds


def address(text: str) -> Range | None:
    """The range of an address or a block, IPv6 above all of IPv4; None where it is none."""
    import _socket as socket

    host, slash, length = text.strip().partition("/")
    for family, bits, base in ((socket.AF_INET, 32, 0), (socket.AF_INET6, 128, _SECOND_FAMILY)):
        try:
            packed = socket.inet_pton(family, host)
        except (OSError, ValueError):
            continue
        prefix = int(length) if slash and length.isascii() and length.isdigit() else bits
        if (slash and not length.isdigit()) or prefix > bits:
            return None
        size = 1 << (bits - prefix)
        first = int.from_bytes(packed, "big") // size * size
        return (base + first, base + first + size - 1, True, True)
    return None


def bounded(comparison: str, value: Fraction) -> Range:
    """The range of what is equal to, less or greater than a value."""
    if comparison.startswith("Less"):
        return (None, value, False, comparison.endswith("Equals"))
    if comparison.startswith("Greater"):
        return (value, None, comparison.endswith("Equals"), False)
    return (value, value, True, True)


def within(ranges: Iterable[Range], value: Fraction | int) -> bool:
    """Whether a value lies in one of the ranges."""
    return any(
        (low is None or low < value or (closed_low and low == value))
        and (high is None or value < high or (closed_high and value == high))
        for low, high, closed_low, closed_high in ranges
    )


def candidates(all_ranges: Iterable[Iterable[Range]]) -> list[Fraction | int]:
    """Values of which one lies in every region that the ranges cut the line into."""
    ends = sorted(
        {end for ranges in all_ranges for low, high, _, _ in ranges for end in (low, high) if end is not None}
    )
    if not ends:
        return [0]
    between = [_middle(left, right) for left, right in pairwise(ends)]
    beside = [end + step for end in ends for step in (-1, 1)]
    return [*ends, *between, *beside]


def _middle(left: Fraction | int, right: Fraction | int) -> Fraction | int:
    if isinstance(left, int) and isinstance(right, int):
        return (left + right) // 2
    return (left + right) / 2  # type: ignore[return-value]


def is_address(value: Fraction | int) -> bool:
    """Whether the value is one of the addresses there are."""
    return 0 <= value < 1 << 32 or _SECOND_FAMILY <= value < _SECOND_FAMILY << 1
