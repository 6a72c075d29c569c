"""What `awk` prints: fields of lines that are numbered or found, and constant texts."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.escapes import ansi_c
from ..syntax.listed import OPEN
from ..syntax.options import values
from .line_filters import any_of, fields_of_name, filtered, taken
from .name_filters import dropped, kept
from .posix_regex import UnreadError, compiled_by_awk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from re import Match

    from ....changes import Read

_PIECE = r'\$(?:NF|\d+)|"(?:[^"\\]|\\.)*"'
_LIST = rf"(?:{_PIECE})(?:\s*,?\s*(?:{_PIECE}))*"
_PROGRAM = (
    rf"\s*(?:(?P<turned>!)?/(?P<regex>(?:[^/\\]|\\.)*)/|NR\s*(?P<sign>==|>=?|<=?)\s*(?P<number>\d+)|(?P<always>1)|"
    rf"(?P<constant>BEGIN))?\s*(?P<body>\{{\s*(?:print\s*(?P<printed>{_LIST})?)\s*;?\s*(?:exit\s*;?\s*)?\}})?\s*"
)


def awk(arguments: Sequence[str], stdin: str, read: Read) -> str:
    import re

    words, separator = _given(arguments)
    match = re.fullmatch(_PROGRAM, words[0]) if words and len(words[0]) < 500 else None
    if (
        match is not None
        and match["constant"]
        and match["printed"]
        and "$" not in re.sub(r'"[^"]*"', "", match["printed"])
    ):
        return _printed(match["printed"], [""]) + "\n"
    text = taken(words[1:], stdin, read)
    if (
        match is None
        or not match[0].strip()
        or match["constant"]
        or separator is None
        or "exit" in (match["body"] or "")
    ):
        return any_of(text) if OPEN in text else UNKNOWN
    chosen = match["printed"] or "$0"
    try:
        return filtered(
            text,
            lambda lines: [_printed(chosen, _fields(line, separator)) for line in _meant(lines, match)],
            lambda names: [
                fields_of_name(name, separator, lambda one: _printed(chosen, _fields(one, separator)))
                if separator != "/" or chosen not in ("$NF", "$0")
                else _printed(chosen, _fields(name, separator))
                for name in _may_be_meant(names, match)
            ],
        )
    except UnreadError:
        return UNKNOWN


def _given(arguments: Sequence[str]) -> tuple[list[str], str | None]:
    """The words, and what divides fields: a blank where any number of them does, None where it is not read here."""
    given = [ansi_c(one) for one in values(arguments, "-F")] or [" "]
    words: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if word == "-F":
            next(rest, "")
        elif not word.startswith("-F"):
            if word.startswith("-") and word != "-":
                return words, None
            words.append(word)
    separator = given[-1]
    is_plain = len(separator) == 1 and separator not in "\\^$.[]|()*+?"
    return words, separator if is_plain or separator in (".", "|") else None


def _fields(line: str, separator: str) -> list[str]:
    return [line, *(line.split() if separator == " " else line.split(separator))]


def _printed(chosen: str, fields: list[str]) -> str:
    import re

    found = ""
    for piece, comma in re.findall(rf"({_PIECE})\s*(,?)", chosen):
        if piece.startswith('"'):
            found += ansi_c(piece[1:-1])
        elif piece == "$NF":
            found += fields[-1]
        else:
            found += fields[int(piece[1:])] if int(piece[1:]) < len(fields) else ""
        found += " " if comma else ""
    return found


def _meant(lines: list[str], match: Match[str]) -> list[str]:
    if match["regex"] is not None:
        longest = max((len(line) for line in lines), default=0)
        regex = compiled_by_awk(match["regex"], longest)
        return [line for line in lines if bool(regex.search(line)) != bool(match["turned"])]
    if match["sign"]:
        compared = _COMPARED[match["sign"]]
        return [line for at, line in enumerate(lines, 1) if compared(at, int(match["number"]))]
    return lines


def _may_be_meant(names: list[str], match: Match[str]) -> list[str]:
    if match["regex"] is None:
        return names
    return list((dropped if match["turned"] else kept)(names, match["regex"].replace("\\/", "/")))


_COMPARED: dict[str, Callable[[int, int], bool]] = {
    "==": int.__eq__, ">": int.__gt__, ">=": int.__ge__, "<": int.__lt__, "<=": int.__le__,
}  # fmt: skip
