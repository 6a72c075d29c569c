"""A PowerShell text by its letters: what white space, a quote and a name are, and where its lines begin."""

from __future__ import annotations

from bisect import bisect_right

from ...errors import InputError

# Every quote and every dash is one (about_Quoting_Rules); the plain ones stand for all.
_PLAIN = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201a\u201b", "'"), **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2013\u2014\u2015", "-"), "\u00a0": " ", "\u0085": " ",
})  # fmt: skip
SPACES = " \t\f\v"
_DEEPEST = 60
_MOST_ERRORS = 50


class UnreadableError(InputError):
    """The text is no PowerShell from here on."""


class Letters:
    """A text and a place in it; `errors` counts what could not be read and was left out."""

    __slots__ = ("text", "at", "errors", "depth", "_first", "_starts")

    def __init__(self, text: str, line: int) -> None:
        sound = text.encode("utf-8", "replace").decode()
        self.text = sound.replace("\r\n", "\n").replace("\r", "\n").translate(_PLAIN)
        self.at = 0
        self.errors = 0
        self.depth = 0
        self._first = line
        self._starts = [place for place, letter in enumerate(self.text) if letter == "\n"]

    @property
    def line(self) -> int:
        return self._first + bisect_right(self._starts, self.at - 1)

    def peek(self, ahead: int = 0) -> str:
        """One letter, "" at the end."""
        return self.text[self.at + ahead : self.at + ahead + 1]

    def starts(self, *texts: str) -> bool:
        return self.text.startswith(texts, self.at)

    def take(self, text: str) -> bool:
        """Step over a text if it stands here."""
        if not self.text.startswith(text, self.at):
            return False
        self.at += len(text)
        return True

    def need(self, text: str) -> None:
        if not self.take(text):
            raise UnreadableError(f"line {self.line}: expected `{text}`")

    def until(self, text: str) -> str:
        """What stands before a text, which is stepped over."""
        end = self.text.find(text, self.at)
        if end < 0:
            raise UnreadableError(f"line {self.line}: expected `{text}`")
        found = self.text[self.at : end]
        self.at = end + len(text)
        return found

    def name(self, more: str = "_") -> str:
        """Letters, digits and `more`; "" where none stands here."""
        start = self.at
        while (letter := self.peek()) and (letter.isalnum() or letter in more):
            self.at += 1
        return self.text[start : self.at]

    def skip(self, *, lines: bool = False) -> None:
        """White space, line continuations and comments; with `lines` also ends of lines."""
        while letter := self.peek():
            if letter in SPACES or (lines and letter == "\n"):
                self.at += 1
            elif self.starts("`\n"):
                self.at += 2
            elif self.take("<#"):
                self.until("#>")
            elif letter == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            else:
                return

    def deeper(self) -> None:
        """Count one level of nesting; whoever enters leaves by `depth -= 1`."""
        self.depth += 1
        if self.depth > _DEEPEST:
            raise UnreadableError("nested too deep")

    def give_up(self, start: int) -> None:
        """Leave out what could not be read, up to the end of its line."""
        self.errors += 1
        if self.errors > _MOST_ERRORS:
            self.at = len(self.text)
            return
        end = self.text.find("\n", max(self.at, start))
        self.at = len(self.text) if end < 0 else end + 1


def character(code: int) -> str:
    """The letter of a number. Raises ValueError where that has none, or half of one."""
    if not 0 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        raise ValueError(code)
    return chr(code)
