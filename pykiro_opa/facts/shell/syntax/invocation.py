"""A command with its words known, as the evaluator met it."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ....values import Value
from .listed import OPEN, names_in, without_unset
from .words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_TESTS = ("[", "[[")


class Invocation(Value):
    """A command as the evaluator met it: words, `NAME=value` before it, standard input, and where it stands.

    `writes` says that its output goes to a file.
    """

    __slots__ = ("argv", "assigned", "stdin", "source", "line", "last_line", "writes")

    argv: tuple[Word, ...]
    assigned: tuple[tuple[str, str], ...]
    stdin: str
    source: str
    line: int
    last_line: int
    writes: bool

    def __init__(
        self,
        *,
        argv: tuple[Word, ...],
        assigned: tuple[tuple[str, str], ...],
        stdin: str,
        source: str,
        line: int,
        last_line: int,
        writes: bool,
    ) -> None:
        self._set(
            argv=argv,
            assigned=assigned,
            stdin=stdin,
            source=source,
            line=line,
            last_line=last_line,
            writes=writes,
        )

    def instead(self, argv: tuple[Word, ...], stdin: str | None = None, *, bare: bool = False) -> Invocation:
        """The command with other words, at the same place; `bare` without variables and redirection."""
        return Invocation(
            argv=argv,
            assigned=() if bare else self.assigned,
            stdin=self.stdin if stdin is None else stdin,
            source=self.source,
            line=self.line,
            last_line=self.last_line,
            writes=self.writes and not bare,
        )

    @property
    def program(self) -> str | None:
        """The last part of the first word; None where that is not known, as with a pattern of file names."""
        name = self.argv[0].text.rstrip("/").rpartition("/")[2] or self.argv[0].text
        if not name or UNKNOWN in name or (name not in _TESTS and any(letter in name for letter in "*?[")):
            return None
        return name

    @property
    def arguments(self) -> list[str]:
        return [word.text for word in self.argv[1:]]

    def named(self) -> Iterator[list[str]]:
        """The arguments with the names that unknown ones may be: of each the first, then of each the second, and so on."""
        if any(OPEN in word.value for word in self.argv[1:]):
            found = [names_in(word.value) or [word.text] for word in self.argv[1:]]
            for place in range(max(len(names) for names in found)):
                yield [names[min(place, len(names) - 1)] for names in found]

    def without_unset(self) -> Iterator[list[str]]:
        """The arguments if the variables that are set nowhere are empty; none where one would be a file's copy of itself."""
        texts = self.arguments
        rests = [without_unset(word.value) for word in self.argv[1:]]
        if any(rests) and not any(rest in texts for rest in rests):
            yield [text if rest is None else rest for text, rest in zip(texts, rests, strict=True)]

    def inner(self, first: int) -> Invocation | None:
        """The command that starts at word `first`, None where there is none."""
        if first >= len(self.argv):
            return None
        return self.instead(self.argv[first:])
