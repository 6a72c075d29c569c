"""Names of files that code of Ruby, PHP or Lua takes from what it is given: its arguments and the environment."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .surroundings import Surroundings

_LONGEST = 200  # letters that the first argument of a call takes
_PLACES = {
    "ruby": (re.compile(r"\bARGV\s*\[\s*(\d+)\s*\]"), 0), "php": (re.compile(r"\$argv\s*\[\s*(\d+)\s*\]"), 1),
    "lua": (re.compile(r"\barg\s*\[\s*(\d+)\s*\]"), 1),
}  # fmt: skip
_VARIABLES = re.compile(r"(?:\bENV\s*\[|\bENV\.fetch\(|\bgetenv\s*\(|\$_ENV\s*\[)\s*[\"'](\w+)[\"']")
_ALL = re.compile(r"\*\s*ARGV\b|\bARGV\.(?:shift|first|last)\b|\bARGV\b(?!\s*[\[.])")
_EACH = re.compile(r"\bARGV\.(?:each|map|shift)\b|\bin\s+ARGV\b|=\s*\*?ARGV\b|\$argv\s+as\b|array_slice\(\s*\$argv")
_NAME = re.compile(r"\s*\(?\s*\$?[a-z_]\w*\s*[,)};\n]")


def goes_through(code: str) -> bool:
    """Whether names of the code may stand for any of its arguments."""
    return bool(_EACH.search(code))


def given_names(language: str, code: str, behind: int, given: Surroundings, *, by_name: bool) -> Iterator[str]:
    """What the first argument of the call that ends its name at `behind` may be of these; `by_name` as above."""
    first = code[behind : behind + _LONGEST]
    first = re.split(r"[,;\n]", first, maxsplit=1)[0]
    arguments = [one for options in given.arguments for one in options]
    pattern, skips = _PLACES.get(language, (None, 0))
    for found in pattern.finditer(first) if pattern is not None else ():
        yield from arguments[max(0, int(found[1]) - skips) :][:1]
    for found in _VARIABLES.finditer(first):
        yield from given.variable(found[1])
    if _ALL.search(first) or (by_name and _NAME.match(code, behind)):
        yield from arguments
