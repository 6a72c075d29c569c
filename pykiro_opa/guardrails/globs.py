r"""Globs on repository paths, as anchored RE2.

`*` and `?` stay inside a folder and match hidden files too; `**` is a whole segment: `**/x` is x at any depth and at
the root, `a/**` is everything below a. `{a,b}` are alternatives (nested and empty ones too), `[a-z]` and `[!a]` are
one character, `\` takes what follows literally. `x/` is `x/**`, `./x` and `a//b` are `x` and `a/b`. What could only be
misunderstood is refused: `/x`, `..`, `a**`, `{a}`, an unclosed bracket. Case counts.
"""

from __future__ import annotations

import re

from ..changes import encode_path
from ..errors import ConfigurationError
from .problems import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    Token = tuple[str, str]  # kind, regex (for a literal: its text, encoded)
    Sequence = list["Token | list[Sequence]"]

MOST_ALTERNATIVES = 1000
LONGEST_REGEX = 100_000
_SPECIAL = {ord(letter): f"\\{letter}" for letter in r"\.+*?()|[]{}^$"}
_ESCAPABLE = re.compile(r"[!-/:-@\[-`{-~]")
_ONE = ("one", r"(?:[^/%]|%[0-9A-F]{2})")
_STAR = ("star", "[^/]*")
_SLASH = ("slash", "/")
_DEEP = ("deep", "")


def compile_glob(glob: str, scope: str = "") -> tuple[str, str]:
    """The anchored regex of a glob and the literal prefix of all it matches.

    In a nested kiro.json (`scope` is its folder with a final `/`) a path may be written from the repository's root or
    from that folder. Raises ConfigurationError.
    """
    parsed = _Parser(glob).parse()
    paths = [_normalise(flat, glob) for flat in _expand(parsed, glob)]
    bodies = sorted({_regex(segments) for segments in paths})
    body = "|".join(bodies)
    if len(body) > LONGEST_REGEX:
        raise _too_long(glob)
    if scope:
        return f"^(?:{quote(scope)}(?:{body})|{body})$", ""
    return f"^(?:{body})$", _common_prefix([_literal_prefix(segments) for segments in paths])


def needle(glob: str) -> str:
    """The longest text that stands in every path the glob matches; empty where its alternatives share none."""
    first, *others = [_literals(_normalise(flat, glob)) for flat in _expand(_Parser(glob).parse(), glob)]
    shared = [text for text in first if all(any(text in found for found in other) for other in others)]
    return max(shared, key=len, default="")


def quote(text: str) -> str:
    """A text as RE2 that matches it alone."""
    return text.translate(_SPECIAL)


class _Parser:
    """Text to tokens; alternatives are lists of sequences."""

    def __init__(self, glob: str) -> None:
        self._glob = glob
        self._at = 0

    def parse(self) -> Sequence:
        return self._sequence(depth=0)

    def _sequence(self, depth: int) -> Sequence:
        found: Sequence = []
        while self._at < len(self._glob):
            letter = self._glob[self._at]
            if letter == "}" and depth == 0:
                raise _refused(self._glob, "a `}` without its `{`; write `\\}` for the character")
            if letter in ",}" and depth:
                return found
            self._at += 1
            found.append(self._token(letter, depth))
        return found

    def _token(self, letter: str, depth: int) -> Token | list[Sequence]:
        if letter == "{":
            return self._alternatives(depth + 1)
        if letter == "[":
            return self._class()
        if letter == "*":
            return self._stars()
        if letter == "\\":
            return ("literal", encode_path(self._escaped().encode()))
        simple = {"?": _ONE, "/": _SLASH}
        return simple.get(letter) or ("literal", encode_path(letter.encode()))

    def _stars(self) -> Token:
        start = self._at
        while self._glob[self._at : self._at + 1] == "*":
            self._at += 1
        if self._at == start:
            return _STAR
        if self._at == start + 1:
            return _DEEP
        raise _refused(self._glob, "more than two `*` in a row; `**` is any depth")

    def _escaped(self) -> str:
        letter = self._glob[self._at : self._at + 1]
        if _ESCAPABLE.match(letter) is None or letter == "/":
            raise _refused(self._glob, "a `\\` that escapes nothing; folders are divided by `/`")
        self._at += 1
        return letter

    def _alternatives(self, depth: int) -> list[Sequence]:
        if depth > 20:
            raise _refused(self._glob, "braces nested too deeply; write several entries")
        found = [self._sequence(depth)]
        while self._glob[self._at : self._at + 1] == ",":
            self._at += 1
            found.append(self._sequence(depth))
        if self._at >= len(self._glob):
            raise _refused(self._glob, "a `{` without its `}`; write `\\{` for the character")
        self._at += 1
        if len(found) == 1:
            raise _refused(self._glob, "braces without a `,`; write `{a,b}`, or `\\{` for the character")
        return found

    def _class(self) -> Token:
        negated = self._glob[self._at : self._at + 1] in ("!", "^")
        self._at += negated
        ranges: list[tuple[str, str]] = []
        while not ranges or self._glob[self._at : self._at + 1] != "]":
            low = self._class_letter()
            high = low
            if self._glob[self._at : self._at + 1] == "-" and self._glob[self._at + 1 : self._at + 2] != "]":
                self._at += 1
                high = self._class_letter()
            if high < low:
                raise _refused(self._glob, f"a range that runs backwards: `{low}-{high}`")
            ranges.append((low, high))
        self._at += 1
        return ("one", _class_regex(ranges, self._glob, negated=negated))

    def _class_letter(self) -> str:
        letter = self._glob[self._at : self._at + 1]
        if not letter:
            raise _refused(self._glob, "a `[` without its `]`; write `\\[` for the character")
        self._at += 1
        if letter == "[" and self._glob[self._at : self._at + 1] in (":", "=", "."):
            raise _refused(self._glob, "a named class; write the characters, as in `[a-z]`")
        if letter == "\\":
            letter = self._escaped()
        if letter in "/%" or letter < " " or letter == "\x7f":
            raise _refused(self._glob, f"`{shown(letter)}` in a character class; it cannot stand for one character")
        return letter


def _class_regex(ranges: list[tuple[str, str]], glob: str, *, negated: bool) -> str:
    parts = []
    for low, high in sorted(set(ranges)):
        if low < "%" < high:
            # `%` stands for an encoded byte in paths, so a range that runs over it would mean only half of what it says
            raise _refused(glob, f"the range `{low}-{high}` runs over `%`; write the ranges before and after it")
        pieces = [(low, "."), ("0", high)] if low < "/" < high else [(low, high)]
        parts += [_letter(a) if a == b else f"{_letter(a)}-{_letter(b)}" for a, b in pieces]
    inside = "".join(parts)
    return f"(?:[^/%{inside}]|%[0-9A-F]{{2}})" if negated else f"[{inside}]"


def _letter(letter: str) -> str:
    return f"\\{letter}" if _ESCAPABLE.match(letter) else letter


def _expand(sequence: Sequence, glob: str) -> list[list[Token]]:
    """All ways through the alternatives, as bash expands braces."""
    found: list[list[Token]] = [[]]
    length = 0
    for part in sequence:
        if isinstance(part, tuple):
            length += len(found)
            if length > LONGEST_REGEX:
                raise _too_long(glob)
            for flat in found:
                flat.append(part)
            continue
        tails = [tail for alternative in part for tail in _expand(alternative, glob)]
        if len(found) * len(tails) > MOST_ALTERNATIVES:
            raise _refused(glob, f"braces with more than {MOST_ALTERNATIVES} alternatives; write several entries")
        found = [head + tail for head in found for tail in tails]
    return found


def _normalise(flat: list[Token], glob: str) -> list[list[Token]]:
    """Segments without empty and `.` ones."""
    segments: list[list[Token]] = [[]]
    for token in flat:
        if token == _SLASH:
            segments.append([])
        else:
            segments[-1].append(token)
    if not segments[0] and len(segments) > 1:
        raise _refused(glob, "paths start at the repository's root; remove the `/` at the beginning")
    if not segments[-1]:
        segments[-1] = [_DEEP]
    kept: list[list[Token]] = []
    for segment in segments:
        literal = _literal(segment)
        if literal == "..":
            raise _refused(glob, "`..` leaves the repository; write the path from its root")
        if _DEEP in segment and len(segment) > 1:
            raise _refused(glob, "`**` beside other characters; it is a whole segment, as in `**/x`")
        if literal not in ("", ".") and not (segment == [_DEEP] and kept[-1:] == [[_DEEP]]):
            kept.append(segment)
    if not flat or not kept:
        raise _refused(glob, "an alternative that matches no path; write `**` for everything")
    return kept


def _literal(segment: list[Token]) -> str | None:
    """The text of a segment without wildcards."""
    if any(kind != "literal" for kind, _ in segment):
        return None
    return "".join(text for _, text in segment)


def _regex(segments: list[list[Token]]) -> str:
    parts = []
    for index, segment in enumerate(segments):
        last = index == len(segments) - 1
        if segment == [_DEEP]:
            parts.append(r"[\s\S]+" if last else "(?:[^/]+/)*")
            continue
        parts += [quote(text) if kind == "literal" else text for kind, text in segment]
        parts.append("" if last else "/")
    return "".join(parts)


def _literal_prefix(segments: list[list[Token]]) -> str:
    found = ""
    for index, segment in enumerate(segments):
        for kind, text in segment:
            if kind != "literal":
                return found
            found += text
        found += "" if index == len(segments) - 1 else "/"
    return found


def _literals(segments: list[list[Token]]) -> list[str]:
    """The stretches without wildcards."""
    found = [""]
    for index, segment in enumerate(segments):
        for kind, text in segment:
            if kind == "literal":
                found[-1] += text
            else:
                found.append("")
        if segment != [_DEEP] and index < len(segments) - 1:
            found[-1] += "/"
    return found


def _common_prefix(texts: list[str]) -> str:
    low, high = min(texts), max(texts)
    length = next((index for index, letter in enumerate(low) if letter != high[index]), len(low))
    return low[:length]


def _too_long(glob: str) -> ConfigurationError:
    return _refused(glob, "braces with too many alternatives of this length; write several entries")


def _refused(glob: str, why: str) -> ConfigurationError:
    return ConfigurationError(f"`{shown(glob)}`: {why}")
