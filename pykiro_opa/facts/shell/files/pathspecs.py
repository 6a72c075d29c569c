"""The files that git's pathspecs name (gitglossary(7)), as paths and patterns of a shell."""

from __future__ import annotations

from ..syntax.listed import known_lines
from ..syntax.words import is_pattern
from .globbing import in_any_case

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .file_effects import Given

_SIGNS = {"/": "top", "!": "exclude", "^": "exclude"}


def named(given: Given, specs: Sequence[str]) -> list[str]:
    """Those of the command line and of `--pathspec-from-file`; what is left out alone means all the rest."""
    every = [*specs, *_from_files(given)]
    found = [_path(spec, given.top) for spec in every]
    kept = [path for path in found if path]
    return kept if kept or not every else ["**"]


def _from_files(given: Given) -> list[str]:
    found: list[str] = []
    for name in given.values("--pathspec-from-file"):
        content = None if name == "-" else given.read(name)
        text = given.stdin if content is None else content.decode("utf-8", "replace")
        found += known_lines(text.replace("\0", "\n"))
    return found


def _path(spec: str, top: str) -> str | None:
    """None for what is left out."""
    magic, rest = _parted(spec)
    if "exclude" in magic:
        return None
    if "literal" not in magic and "glob" not in magic and is_pattern(rest):
        rest = _deep(rest)
    if "icase" in magic:
        rest = "/".join(in_any_case(part) for part in rest.split("/"))
    if "top" in magic:
        return f"{top}/{rest}".rstrip("/") if top != "." else rest or "."
    return rest or "."


def _deep(pattern: str) -> str:
    """A star of git's goes through folders."""
    before, star, behind = pattern.partition("*")
    if not star or "**" in pattern:
        return pattern
    folder, slash, last = before.rpartition("/")
    return f"{folder}{slash}**/{last}*{behind}"


def _parted(spec: str) -> tuple[set[str], str]:
    if spec.startswith(":("):
        words, _, rest = spec[2:].partition(")")
        return set(words.split(",")), rest
    if not spec.startswith(":"):
        return set(), spec
    magic: set[str] = set()
    rest = spec[1:]
    while rest[:1] in _SIGNS and rest:
        magic.add(_SIGNS[rest[0]])
        rest = rest[1:]
    return magic, rest.removeprefix(":")
