"""A script of `sed`, command by command: the files that it writes, and the shell texts that it runs."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESSES = re.compile(
    r"(?:[\s;{},!~+$\d]|/(?:[^/\\\n[]|\\.|\[\^?\]?[^\]\n]*\])*/[IM]*|\\([^\\\n])(?:(?!\1)[^\\\n]|\\.)*\1[IM]*)*"
)
_FLAGS = re.compile(r"[gpiImMe\d]*")
_TO_FILES = "wW"
_WITH_LINES = "aic#"  # the rest of their line means nothing
_WITH_NAMES = "rR"
_WITH_LABELS = "btT:"


def commands(script: str) -> Iterator[tuple[str, str]]:
    """Each `w FILE` and `e COMMAND`, also those that are flags of `s`, as its letter and its text."""
    place = 0
    while place < len(script):
        found = _ADDRESSES.match(script, place)
        place = found.end() if found is not None else place
        letter = script[place : place + 1]
        place += 1
        if letter in ("s", "y"):
            place = _replacement_end(script, place, has_brackets=letter == "s")
            flags = _FLAGS.match(script, place) if letter == "s" else None
            place = flags.end() if flags is not None else place
            if letter == "s" and script[place : place + 1] in ("w", "W"):
                letter, place = "w", place + 1
        end = _line_end(script, place)
        if letter and letter in _TO_FILES:
            yield "w", script[place:end].strip()
        elif letter == "e":
            yield "e", script[place:end].strip().removeprefix("\\")
        if letter and letter in _TO_FILES + _WITH_LINES + _WITH_NAMES + "e":
            place = end
        elif letter and letter in _WITH_LABELS:
            place = min(end, *(script.find(mark, place) % (len(script) + 1) for mark in ";}"))


def _replacement_end(script: str, start: int, *, has_brackets: bool) -> int:
    """Where `/A/B/` ends that begins here; between brackets the mark is a letter like any other."""
    mark = re.escape(script[start : start + 1])
    if not mark or mark == "\\\n":
        return start
    plain = rf"(?:\\[\s\S]|(?!{mark})[^\\])*"
    pattern = rf"(?:\\[\s\S]|\[\^?\]?[^\]\n]*\]|(?!{mark})[^\\\[])*" if has_brackets and mark != r"\[" else plain
    found = re.compile(f"{mark}{pattern}{mark}{plain}{mark}").match(script, start)
    return found.end() if found is not None else len(script)


def _line_end(script: str, start: int) -> int:
    end = script.find("\n", start)
    while end > 0 and script[end - 1] == "\\":  # goes on in the next line
        end = script.find("\n", end + 1)
    return len(script) if end < 0 else end
