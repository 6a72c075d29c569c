"""Arithmetic whose result is constant: digits, `+ - *` and brackets, and variables that hold numbers."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

    from .scope import Scope

_LONGEST = 64
_LETTERS = "0123456789+-*() "
_COUNT = r"\$\{#(\w+)\[[@*]\]\}"
_NAME = r"\$\{(\w+)\}|\$?\b([A-Za-z_]\w*)"


def result(text: str) -> str:
    """Of digits alone; UNKNOWN for anything else."""
    inner = text.strip()
    if not inner or any(letter not in _LETTERS for letter in inner) or "**" in inner or len(inner) > _LONGEST:
        return UNKNOWN
    try:
        return str(eval(inner, {"__builtins__": {}}))  # noqa: S307 - digits, + - * and brackets alone
    except (SyntaxError, ArithmeticError, TypeError):
        return UNKNOWN


def subscript(text: str, scope: Scope) -> str:
    """What stands between the brackets of an array's element, as a number where it comes to one."""
    import re

    if len(text) > _LONGEST:
        return UNKNOWN

    def count(match: re.Match[str]) -> str:
        known = scope.arrays.get(match[1])
        return UNKNOWN if known is None else str(len(known))

    def name(match: re.Match[str]) -> str:
        return scope.lookup(match[1] or match[2])

    inner = text.removeprefix("$((").removesuffix("))") if text.startswith("$((") else text
    return result(re.sub(_NAME, name, re.sub(_COUNT, count, inner)))
