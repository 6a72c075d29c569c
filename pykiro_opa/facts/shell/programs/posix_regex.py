"""Regular expressions of `grep`, `sed` and `awk` as Python's, as far as both mean the same and take no long time."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "digit": "0-9", "lower": "a-z", "space": "\\s",
    "upper": "A-Z", "xdigit": "0-9A-Fa-f", "punct": "!-/:-@\\[-`{-~",
}  # fmt: skip
_SAME = {"<": r"\b", ">": r"\b", "b": r"\b", "w": r"\w", "W": r"\W", "s": r"\s", "S": r"\S", "n": r"\n", "t": r"\t"}
_MOST_STEPS = 2_000_000  # which a search may take, as a power of the length
_LONGEST = 500


class UnreadError(ValueError):
    """An expression that is not read here."""


def compiled_by_awk(text: str, longest: int) -> re.Pattern[str]:
    """As `compiled`; its kinds agree about no letter behind a backslash, and no count."""
    plain = text.replace("\\\\", "").replace("\\/", "/")
    if "{" in plain or any(piece[:1].isalnum() or piece[:1] in ("<", ">", "") for piece in plain.split("\\")[1:]):
        raise UnreadError(text)
    return compiled(text.replace("\\/", "/"), extended=True, longest=longest)


def compiled(
    text: str, *, extended: bool, any_case: bool = False, longest: int = 0, alternatives: bool = True
) -> re.Pattern[str]:
    """Raises UnreadError. `longest` is the length of what is searched; `alternatives` says that it may hold any."""
    import re

    read = _Reader(text, extended=extended)
    found = read.translated()
    if (read.alternatives and not alternatives) or max(longest, 1) ** (read.repeats + 1) > _MOST_STEPS:
        raise UnreadError(text)
    try:
        return re.compile(found, re.IGNORECASE if any_case else 0)
    except (re.error, OverflowError, RecursionError) as error:
        raise UnreadError(text) from error


class _Reader:
    def __init__(self, text: str, *, extended: bool) -> None:
        if len(text) > _LONGEST:
            raise UnreadError(text)
        self._text = text
        self._extended = extended
        self._groups: list[bool] = []  # those that are open: whether something repeats inside
        self._was = "start"  # what stands before: start, one (of which more may follow), group, repeat
        self.repeats = 0
        self.alternatives = False

    def translated(self) -> str:
        found, at = "", 0
        while at < len(self._text):
            piece, at = self._piece(at)
            found += piece
        if self._groups:
            raise UnreadError(self._text)
        return found

    def _piece(self, at: int) -> tuple[str, int]:
        letter = self._text[at]
        if letter == "[":
            return self._bracket(at)
        if letter == "\\":
            following = self._text[at + 1 : at + 2]
            if following in tuple("(){}|+?") and not self._extended:
                return self._special(following, at + 2, at)
            if following in _SAME:
                self._was = "one"
                return _SAME[following], at + 2
            return self._letter(following, at + 2)
        if letter in "^$.*" or (self._extended and letter in "(){}|+?"):
            return self._special(letter, at + 1, at)
        return self._letter(letter, at + 1)

    def _letter(self, letter: str, after: int) -> tuple[str, int]:
        import re

        if not letter or (letter.isalnum() and self._text[after - 2 : after - 1] == "\\"):
            raise UnreadError(self._text)
        self._was = "one"
        return re.escape(letter), after

    def _special(self, letter: str, after: int, at: int) -> tuple[str, int]:
        rest = self._text[after:]
        if letter == "^" and self._was == "start":
            return "^", after
        if letter == "$" and (not rest or (self._extended and rest[0] in "|)")):
            return r"\Z", after
        if letter == ".":
            self._was = "one"
            return ".", after
        if letter == "(":
            self._groups.append(False)
            self._was = "start"
            return "(", after
        if letter == ")" and self._groups and self._was != "start":
            repeats = self._groups.pop()
            if repeats and self._groups:
                self._groups[-1] = True
            self._was = "repeat" if repeats else "one"  # a group that repeats something is not repeated
            return ")", after
        if letter == "|":
            self.alternatives = True
            if self._groups:
                self._groups[-1] = True
            self._was = "start"
            return "|", after
        if letter in "*+?" and self._was == "one":
            return self._repeated(letter, after)
        if letter == "{" and self._was == "one":
            return self._counted(after)
        raise UnreadError(self._text[at:])

    def _repeated(self, sign: str, after: int) -> tuple[str, int]:
        self._was = "repeat"
        self.repeats += 1
        if self._groups:
            self._groups[-1] = True
        return sign, after

    def _counted(self, after: int) -> tuple[str, int]:
        counts, closed, _ = self._text[after:].partition("}" if self._extended else "\\}")
        if not closed or not all(one.isdigit() for one in counts.split(",") if one) or len(counts) > 5:
            raise UnreadError(self._text)
        return self._repeated("{" + counts + "}", after + len(counts) + len(closed if self._extended else "\\}"))

    def _bracket(self, at: int) -> tuple[str, int]:
        text, place = self._text, at + 1
        found = "["
        if text[place : place + 1] == "^":
            found, place = "[^\\n", place + 1
        first = place
        while text[place : place + 1] != "]" or place == first:
            if place >= len(text) or text.startswith(("[.", "[="), place):
                raise UnreadError(text)
            if text.startswith("[:", place):
                name = text[place + 2 :].partition(":]")[0]
                found += _CLASSES.get(name) or _refused(text)
                place += len(name) + 4
                continue
            letter = text[place]
            found += f"\\{letter}" if letter in "\\[]^&~|" else letter
            place += 1
        self._was = "one"
        return found + "]", place + 1


def _refused(text: str) -> str:
    raise UnreadError(text)
