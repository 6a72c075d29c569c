"""What the expressions of a program of Perl may be; all that is ever assigned to a name counts."""

from __future__ import annotations

import re

from ....catalogue.programs import UNKNOWN
from .globbed import with_names
from .perl_texts import CHANGES, MOST, formatted, product, replaced
from .perl_tokens import CHANGE, NAME, QUOTED, READ, TEXT, WORD, WORDS, closings, next_ends, tokens

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .surroundings import Surroundings

_MOST_STEPS = 5_000
_DEEPEST = 40  # brackets and calls inside one another
_ENDS = frozenset(
    (";", "}", ")", "]", "or", "and", "if", "unless", "for", "foreach", "while", "until", "||", "&&", "?", ":", "//")
)
_INSIDE = re.compile(r"\$\{?(\w+)\}?(?:\{[\"']?(\w+)[\"']?\}|\[(-?\d+)\])?|@\{?(\w+)\}?")
_WORDLESS = ("my", "our", "local", "scalar", "sort", "return", "defined", "ref", "\\", "+", "->", "chomp")
_HERE = ("cwd", "getcwd", "curdir")


class Values:
    """The expressions of one program, by the place where they begin."""

    def __init__(self, code: str, given: Surroundings) -> None:
        self.tokens = tokens(code)
        self._given = given
        self._closings = closings(self.tokens)
        self._next_ends = next_ends(self.tokens, self._closings, _ENDS)
        self.globs: set[str] = set()  # patterns whose files it goes through
        self._depth = 0
        self._steps = _MOST_STEPS
        self._changes: dict[str, list[str]] = {}  # by `=~`
        self._known: dict[str, list[str]] = {}
        self._arguments = [one for options in given.arguments for one in options]
        self._assigned: dict[str, list[Callable[[], list[str]]]] = {}
        self._shifts = [at for at, one in enumerate(self.tokens) if one.text == "shift" and one.kind == WORD]
        for word in self._arguments:  # `perl -s`
            name, equals, value = word.lstrip("-").partition("=")
            if equals and word[:1] == "-":
                self._assigned[name] = [lambda value=value: [value]]  # type: ignore[misc]
        for place in range(len(self.tokens)):
            self._assign(place)

    def text(self, place: int) -> str:
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""

    def kind(self, place: int) -> str:
        return self.tokens[place].kind if 0 <= place < len(self.tokens) else ""

    def named(self, name: str) -> list[str]:
        """What a variable may be."""
        if name not in self._known:
            self._known[name] = []  # what asks for itself adds nothing
            found = [value for one in self._assigned.get(name, ()) for value in one()]
            for change in self._changes.get(name, ()):
                found += replaced(change, found)
            self._known[name] = list(dict.fromkeys(found))[:MOST] or self._from_outside(name)
        return self._known[name]

    def _from_outside(self, name: str) -> list[str]:
        if name == "ARGV":
            return self._arguments
        return self._lines() if name == "_" else [UNKNOWN]

    def arguments(self, place: int) -> list[list[str]]:
        """The arguments of a call whose name stands before `place`, each as what it may be."""
        found: list[list[str]] = []
        if self.text(place) == "(":
            place += 1
        while place < len(self.tokens) and self.text(place) not in _ENDS:
            values, place = self.expression(place)
            found.append(values)
            if self.text(place) not in (",", "=>"):
                break
            place += 1
        return found

    def expression(self, place: int) -> tuple[list[str], int]:
        """Up to a comma or the end of what it stands in."""
        found, place = self._term(place)
        while self.text(place) == "." or self.kind(place) == CHANGE:
            if self.kind(place) == CHANGE:
                found, place = replaced(self.text(place), found), place + 1
            else:
                more, place = self._term(place + 1)
                found = [left + right for left in found for right in more][:MOST]
        if self.text(place) not in (",", "=>", "") and self.text(place) not in _ENDS:
            return [UNKNOWN], self._after(place)
        return found, place

    def _term(self, place: int) -> tuple[list[str], int]:
        self._steps -= 1
        if self._depth >= _DEEPEST or self._steps < 0:
            return [UNKNOWN], self._after(place)
        self._depth += 1
        found = self._plain(place)
        self._depth -= 1
        return found

    def _plain(self, place: int) -> tuple[list[str], int]:
        kind, text = self.kind(place), self.text(place)
        if kind == TEXT:
            return self._interpolated(text), place + 1
        if kind == QUOTED:
            return (self._globbed([text]) if "*" in text else [text]), place + 1
        if kind == WORDS:
            return text.split(), place + 1
        if kind == NAME:
            return self._variable(text), place + 1
        if kind == READ:
            return self._lines(), place + 1
        if text == "(":
            values = [value for one in self.arguments(place) for value in one]
            return values or [UNKNOWN], self.closed(place)
        if text in ("{", "["):
            return [UNKNOWN], self.closed(place)
        if text in _WORDLESS:
            return self._term(place + 1)
        return self._called(place, text) if kind == WORD else ([UNKNOWN], place + 1)

    def _called(self, place: int, name: str) -> tuple[list[str], int]:
        name = name.rpartition("::")[2]
        end = self.closed(place + 1) if self.text(place + 1) == "(" else self._after(place + 1)
        if name in ("shift", "pop"):
            behind = place + 1 + (self.text(place + 1) == "@ARGV")
            return self._shifted(place), end if self.text(place + 1) == "(" else behind
        if name in _HERE:
            return ["."], end if self.text(place + 1) == "(" else place + 1
        if name in CHANGES:
            one, end = self._term(place + 1)
            return [UNKNOWN if UNKNOWN in text else CHANGES[name](text) for text in one], end
        given = self.arguments(place + 1)
        if name == "reverse":
            return [text[::-1] for one in given for text in one], end
        if name == "join" and given:
            return product(given[1:], given[0][0]), end
        if name in ("catfile", "catdir"):
            return product(given, "/"), end
        if name == "glob":
            return self._globbed([text for one in given for text in one]) or [UNKNOWN], end
        if name == "sprintf" and given:
            return formatted(given), end
        if name in ("grep", "map") and self.text(place + 1) == "{":
            return self._list(self.closed(place + 1)), end
        return [UNKNOWN], end

    def _globbed(self, patterns: list[str]) -> list[str]:
        self.globs |= {*patterns}
        return with_names(patterns, self._given)

    def _list(self, place: int) -> list[str]:
        return [value for one in self.arguments(place) for value in one]

    def _shifted(self, place: int) -> list[str]:
        """The first `shift` gives the first argument; one in a loop may give any."""
        number = self._shifts.index(place) if place in self._shifts else len(self._arguments)
        loops = any(self.text(at) in ("while", "until") for at in range(max(0, place - 6), place))
        return self._arguments if loops or number >= len(self._arguments) else self._arguments[number : number + 1]

    def _variable(self, text: str) -> list[str]:
        if text[:1] == "@":
            return self.named(text.strip("@{}"))
        return self._interpolated(text)

    def _interpolated(self, text: str) -> list[str]:
        found, end = [""], 0
        for match in _INSIDE.finditer(text):
            found = [left + text[end : match.start()] + right for left in found for right in self._inside(match)][:MOST]
            end = match.end()
        rest = text[end:].replace("\\n", "\n")
        return [re.sub(r"\\(\W)", r"\1", one + rest) for one in found]

    def _inside(self, match: re.Match[str]) -> Sequence[str]:
        name, key, number, listed = match.groups()
        if name == "ENV" and key:
            return self._given.variable(key)
        if name == "ARGV" and number:
            known = self._arguments[int(number) :][:1] if "ARGV" not in self._assigned else []
            return known or self.named("ARGV") or [UNKNOWN]
        return [UNKNOWN] if key else self.named(listed or name)

    def _lines(self) -> list[str]:
        """The lines of the input, or of the files that are its arguments."""
        texts = [self._given.content((path,))[0] for path in self._arguments]
        lines = [line for text in texts if isinstance(text, str) for line in text.splitlines()]
        return [line.rstrip("\n") for line in lines or self._given.lines][:MOST] or [UNKNOWN]

    def _assign(self, place: int) -> None:
        """What is bound here: by `=`, or as what a loop goes through."""
        text, kind = self.text(place), self.kind(place)
        if self.kind(place + 1) == CHANGE or (kind == NAME and self.kind(self._around(place)) == CHANGE):
            at = place + 1 if self.kind(place + 1) == CHANGE else self._around(place)
            self._changes.setdefault(text.strip("$"), []).append(self.text(at))
        if kind == NAME and self.text(place + 1) in ("=", ".=") and text[:2] != "$^":
            names = self._names_before(place) or [text.strip("$@%{}")]
            for number, name in enumerate(names):
                self._bind(name, lambda number=number: self._picked(place + 2, number, len(names)))  # type: ignore[misc]
        elif text == ")" and self.text(place + 1) == "=" and self.kind(place - 1) == NAME:
            names = self._names_before(place - 1)
            for number, name in enumerate(names):
                self._bind(name, lambda number=number: self._picked(place + 2, number, len(names)))  # type: ignore[misc]
        elif text in ("for", "foreach", "while") and kind == WORD:
            at = place + 1 + (self.text(place + 1) in ("my", "our"))
            name = self.text(at).strip("$") if self.kind(at) == NAME and self.text(at)[:1] == "$" else "_"
            is_named = name != "_" or self.text(at) == "$_"
            if text != "while" or self.kind(at + 1) == READ:
                self._bind(name, lambda: self._list(at + is_named))
        elif text in ("map", "grep") and self.text(place + 1) == "{":
            self._bind("_", lambda: self._list(self.closed(place + 1)))

    def _around(self, place: int) -> int:
        """Behind the bracket in which `my $a = …` stands."""
        opening = place - 1 - (self.text(place - 1) == "my")
        return self.closed(opening) if self.text(opening) == "(" and self.text(place + 1) == "=" else -1

    def _bind(self, name: str, value: Callable[[], list[str]]) -> None:
        self._assigned.setdefault(name, []).append(value)

    def _names_before(self, place: int) -> list[str]:
        """`$a, $b` of `my ($a, $b) =`, up to this place."""
        names: list[str] = []
        while self.kind(place) == NAME:
            names.insert(0, self.text(place).strip("$@%{}"))
            if self.text(place - 1) != ",":
                break
            place -= 2
        return names if self.text(place - 1) == "(" else []

    def _picked(self, place: int, number: int, count: int) -> list[str]:
        given = self.arguments(place)
        if count == 1:
            return given[0] if len(given) == 1 else [value for one in given for value in one]
        flat = given if len(given) > 1 or not given else [[value] for value in given[0]]
        return flat[number] if number < len(flat) else [UNKNOWN]

    def closed(self, place: int) -> int:
        """Behind the bracket that closes the one that stands here."""
        return self._closings.get(place, len(self.tokens))

    def _after(self, place: int) -> int:
        """The next comma or end from here."""
        return self._next_ends[place] if place < len(self.tokens) else len(self.tokens)
