"""What functions of Perl make of texts that are known."""

from __future__ import annotations

import re
from posixpath import basename, dirname

from ....catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64  # texts that one expression may be
CHANGES: dict[str, Callable[[str], str]] = {
    "basename": basename, "dirname": dirname, "lc": str.lower, "lcfirst": lambda one: one[:1].lower() + one[1:],
    "quotemeta": str, "uc": str.upper, "ucfirst": lambda one: one[:1].upper() + one[1:], "abs_path": str, "rel2abs": str,
}  # fmt: skip


def product(lists: list[list[str]], between: str) -> list[str]:
    flat = [[one] for one in lists[0]] if len(lists) == 1 else lists  # `join "", qw(a b)`
    found: list[str] = []
    for options in flat:
        found = [f"{left}{between}{right}" for left in found for right in options][:MOST] if found else options
    return found or [UNKNOWN]


def formatted(given: list[list[str]]) -> list[str]:
    found = given[0]
    for options in given[1:]:
        found = [re.sub(r"%[sd]", lambda _, one=one: one, text, count=1) for text in found for one in options][:MOST]  # type: ignore[misc]
    return [UNKNOWN if "%" in text else text for text in found]


def replaced(change: str, texts: list[str]) -> list[str]:
    """`=~ s/A/B/r`, where A is no more than letters and an end."""
    mark = change.split("s", 1)[1][0]
    _, old, new, _flags = re.split(rf"(?<!\\){re.escape(mark)}", change, maxsplit=3)
    plain = old.removesuffix("$").replace("\\.", ".")
    if re.search(r"[*+?\[\](){}|^$\\]", plain) or "$" in new:
        return [UNKNOWN]
    return [
        one.removesuffix(plain) + new if old.endswith("$") and one.endswith(plain) else one.replace(plain, new, 1)
        for one in texts
    ]
