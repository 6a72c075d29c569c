"""The files that a program of `awk` prints to, by what its names may stand for."""

from __future__ import annotations

import re

from ....catalogue.programs import UNKNOWN
from ..syntax.options import plain, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .surroundings import Surroundings

_MOST = 32  # texts that one expression may be
_DEEPEST = 20  # names that stand for others, and brackets
_OPTIONS = ("-f", "--file", "-v", "--assign", "-F", "-e", "-E", "-i", "-l")
_TOKENS = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|[A-Za-z_]\w*|\$\s*\w+|\d+|>>|&&|\|\||[=!<>]=|(?<=[(,~{;&|!\n])\s*/(?:[^/\\\n]|\\.)+/|\\\n|#[^\n]*|\n|\S"
)
_ENDS = frozenset((";", "}", "\n", "|", "&&", "||", ")", ",", "?", ":", ">", ">>", "=", ""))
_SET = re.compile(r"[A-Za-z_]\w*=")


def written(code: str, given: Surroundings) -> Iterator[str]:
    """The paths behind `>` and `>>`; UNKNOWN for one that is not known."""
    tokens = [one for one in _TOKENS.findall(code) if one[0] != "#" and one != "\\\n"]
    names = _Names(tokens, given)
    depth, prints = 0, False
    for place, token in enumerate(tokens):
        if token in ("print", "printf"):
            depth, prints = 0, True
        elif token in (";", "}", "\n", "{"):
            prints = False
        depth += (token in ("(", "[")) - (token in (")", "]"))
        if prints and depth == 0 and token in (">", ">>"):
            yield from names.expression(place + 1)
            prints = False


class _Names:
    """What the names of one program may stand for."""

    def __init__(self, tokens: Sequence[str], given: Surroundings) -> None:
        self._tokens = tokens
        self._given = given
        words = [one[0] if len(one) == 1 else UNKNOWN for one in given.arguments]
        operands = plain(words, _OPTIONS)
        has_code = bool(values(words, "-f", "--file", "-e", "--source"))
        self._operands = operands[0 if has_code else 1 :]
        self._options = {
            name: value
            for name, _, value in (
                one.partition("=") for one in (*values(words, "-v", "--assign"), *filter(_SET.match, self._operands))
            )
        }
        self._known: dict[str, list[str]] = {}
        self._assigned: dict[str, list[int]] = {}
        for place, token in enumerate(tokens[:-1]):
            if tokens[place + 1] == "=" and re.fullmatch(r"[A-Za-z_]\w*", token):
                self._assigned.setdefault(token, []).append(place + 2)

    def expression(self, place: int, depth: int = 0) -> list[str]:
        """What the concatenation that begins here may be."""
        found = [""] if depth < _DEEPEST else [UNKNOWN]
        while depth < _DEEPEST and place < len(self._tokens) and self._tokens[place] not in _ENDS:
            options, place = self._operand(place, depth)
            found = [left + right for left in found for right in options][:_MOST]
        return found

    def _operand(self, place: int, depth: int) -> tuple[list[str], int]:
        first = self._tokens[place]
        behind = self._tokens[place + 1] if place + 1 < len(self._tokens) else ""
        if first == "(":
            return self.expression(place + 1, depth + 1), self._closed(place)
        if behind in ("[", "("):
            key = self._tokens[place + 2] if place + 2 < len(self._tokens) else ""
            return self._element(first, key), self._closed(place + 1)
        if first[0] == '"':
            from .inline_code import plain as text_of

            return [text_of(first)], place + 1
        if first[0] == "$":
            return self._field(first[1:].strip()), place + 1
        if first.isdigit():
            return [first], place + 1
        return self._named(first, depth), place + 1

    def _closed(self, place: int) -> int:
        """Behind the bracket that closes the one that stands here."""
        depth = 0
        for at in range(place, len(self._tokens)):
            depth += (self._tokens[at] in ("(", "[")) - (self._tokens[at] in (")", "]"))
            if depth == 0:
                return at + 1
        return len(self._tokens)

    def _element(self, name: str, key: str) -> list[str]:
        if name == "ENVIRON" and key[:1] == '"':
            return list(self._given.variable(key.strip('"')))
        if name == "ARGV":
            return self._operands[int(key) - 1 : int(key)] if key.isdigit() and key != "0" else self._operands
        return [UNKNOWN]

    def _field(self, number: str) -> list[str]:
        lines = [line.rstrip("\n") for line in self._given.lines][:_MOST]
        if number == "0":
            return lines or [UNKNOWN]
        found = [line.split() for line in lines] if number.isdigit() else []
        return [fields[int(number) - 1] for fields in found if len(fields) >= int(number)] or [UNKNOWN]

    def _named(self, name: str, depth: int) -> list[str]:
        if name == "FILENAME":
            return [one for one in self._operands if not _SET.match(one)] or [UNKNOWN]
        if name not in self._known:
            self._known[name] = [UNKNOWN]  # for what asks for itself
            found = [self._options[name]] if name in self._options else []
            for place in self._assigned.get(name, ()):
                found += self.expression(place, depth + 1)
            self._known[name] = found[:_MOST] or [UNKNOWN]
        return self._known[name]
