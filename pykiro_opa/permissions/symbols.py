"""Patterns as the engine reads them: one letter of text, one letter of pattern.

`*` and `?` are wildcards; every other letter is itself. What is not a plain letter is one letter of a private area:
a literal star or question mark, a star that does not cross `:`, and one letter for every unknown value (a policy
variable `${aws:username}`, or the mark of a reference that `infrastructure` could not evaluate). The same unknown is
the same letter in both documents of a comparison, so it equals itself and nothing else.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# Stands for any text in the test of containment; an ordinary letter in a word that was found.
FRESH = "\ue010"
# The same for a star that does not cross `:`, a star that does not cross `/` either, and `?`.
FRESH_PART, FRESH_NAME, FRESH_ONE, FRESH_ONE_PART = "\ue011", "\ue012", "\ue013", "\ue014"
# A literal `*` and `?`.
STAR, MARK = "\ue015", "\ue016"
# Wildcards that do not cross `:`, and that cross neither `:` nor `/`.
STAR_PART, ONE_PART, STAR_NAME = "\ue017", "\ue018", "\ue019"
# First letter of a pattern that is matched without regard to case, itself in lower case.
ANY_CASE = "\ue01a"
_LAST = "\U0010ffff"  # behind every letter that a word has
_FIRST_UNKNOWN = 0xF0000
_LAST_UNKNOWN = 0x10FFFD

_OPAQUE = re.compile(r"\$\{([^{}]*)\}|\ue000([^\ue001]*)\ue001", re.DOTALL)
_RESERVED = re.compile("[\ue000-\ue01f\U000f0000-\U0010ffff]")
_RUN = re.compile(r"\*[*?]+|\?+\*[*?]*")
_WILD = re.compile("[*?\ue017\ue018\ue019]")
_SPECIAL = {"*": STAR, "?": MARK, "$": "$"}


class Symbols:
    """The letters of the unknown values of one comparison."""

    __slots__ = ("_letters", "_texts")

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}
        self._texts: dict[str, str] = {STAR: "*", MARK: "?"}

    def pattern(self, text: str, *, variables: bool = True, wild: bool = True) -> str:
        """The text as a pattern; `variables` where the policy's version knows them, `wild` where `*` is a wildcard."""
        if text.isascii() and "${" not in text:
            return _collapsed(text) if wild else _plain(text)
        parts, end = [], 0
        for match in _OPAQUE.finditer(text):
            if match.group(1) is not None and not variables:
                continue
            parts += [self._literal(text[end : match.start()], wild=wild), self._unknown(match)]
            end = match.end()
        parts.append(self._literal(text[end:], wild=wild))
        return _collapsed("".join(parts)) if wild else "".join(parts)

    def unknown(self, text: str) -> str:
        """The pattern of a value of which nothing is known but where it comes from."""
        if text not in self._letters:
            letter = chr(min(_FIRST_UNKNOWN + len(self._letters), _LAST_UNKNOWN))
            self._letters[text] = letter
            self._texts[letter] = text
        return self._letters[text]

    def shown(self, word: str) -> str:
        """A word as a reader knows it: literal stars, and unknown values as they are written."""
        if word.isascii():
            return word
        return "".join(self._texts.get(letter, letter) for letter in word if letter != ANY_CASE)

    def _literal(self, text: str, *, wild: bool) -> str:
        cleaned = _RESERVED.sub("\ufffd", text)
        return cleaned if wild else _plain(cleaned)

    def _unknown(self, match: re.Match[str]) -> str:
        inner = match.group(1)
        if inner is None:
            return self.unknown(f"${{{match.group(2)}}}")
        # Names of policy variables compare without case.
        return _SPECIAL[inner] if inner in _SPECIAL else self.unknown(f"${{{inner.lower()}}}")


def has_unknown(pattern: str) -> bool:
    """Whether part of the pattern is an unknown value."""
    return not pattern.isascii() and any(ord(letter) >= _FIRST_UNKNOWN for letter in pattern)


def relaxed(pattern: str) -> str:
    """The pattern with unknown values as anything."""
    if not has_unknown(pattern):
        return pattern
    return _collapsed("".join("*" if ord(letter) >= _FIRST_UNKNOWN else letter for letter in pattern))


def is_wild(pattern: str) -> bool:
    if pattern.isascii():
        return "*" in pattern or "?" in pattern
    return _WILD.search(pattern) is not None


def literal_start(pattern: str) -> str:
    """What stands before the first wildcard."""
    found = _WILD.search(pattern)
    return pattern if found is None else pattern[: found.start()]


def between(pattern: str, words: Sequence[str]) -> tuple[int, int]:
    """Between which places of some sorted words those stand that begin as a pattern does before its first wildcard.

    It matches no others.
    """
    start = "" if pattern[:1] == ANY_CASE else literal_start(pattern)
    if not start:
        return 0, len(words)
    from bisect import bisect_left

    return bisect_left(words, start), bisect_left(words, start + _LAST)


def beginning_as(pattern: str, words: Sequence[str]) -> Sequence[str]:
    """Those words themselves."""
    first, end = between(pattern, words)
    return words[first:end]


def _plain(text: str) -> str:
    return text.replace("*", STAR).replace("?", MARK)


def _collapsed(text: str) -> str:
    """`**` as `*`, `*?` as `?*`: the same language, one spelling."""
    if "*" not in text:
        return text
    return _RUN.sub(lambda match: "?" * match.group().count("?") + "*", text)
