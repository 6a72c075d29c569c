"""What code starts, and what it gives to it: the folder that it runs in, more variables, its input."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ....values import Value
from ...code.values import NOTHING, Foreign, Record, texts
from . import decoders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...code.values import Arguments, Values

_MOST_FOLDERS = 8


class Start(Value):
    """A shell text, or a program with its words; UNKNOWN stands in them for what is not known.

    `folder` is where it runs, "" where the code does; `stdin` is None where it is given none of its own.
    """

    __slots__ = ("words", "folder", "assigned", "stdin")

    words: str | tuple[str, ...]
    folder: str
    assigned: tuple[tuple[str, str], ...]
    stdin: str | None

    def __init__(
        self,
        words: str | tuple[str, ...],
        folder: str = "",
        assigned: tuple[tuple[str, str], ...] = (),
        stdin: str | None = None,
    ) -> None:
        self._set(words=words, folder=folder, assigned=assigned, stdin=stdin)

    def around(self, words: str | list[str]) -> Start:
        """Something else that is started so."""
        return Start(words if isinstance(words, str) else tuple(words), self.folder, self.assigned, self.stdin)


def settings(arguments: Arguments, content: Callable[[Values], Values]) -> list[Start]:
    """How a call starts what it is given: one for each folder that it may be; `content` reads a file."""
    options: dict[str, Values] = dict(arguments.named)
    for values in arguments.given[1:]:
        for value in values:
            if isinstance(value, Record):  # the last argument of JavaScript's
                options |= value.fields
    folders = [one for one in texts(options.get("cwd", ())) if UNKNOWN not in one][:_MOST_FOLDERS]
    given = _input(options, content)
    variables = tuple(_variables(options.get("env", ())))
    return [Start("", folder, variables, given) for folder in folders or [""]]


def _input(options: dict[str, Values], content: Callable[[Values], Values]) -> str | None:
    if "input" in options:
        (known,) = options["input"] if len(options["input"]) == 1 else NOTHING
        return decoders.text(known)
    files = [value for value in options.get("stdin", ()) if isinstance(value, Foreign) and value.path[0] == "file"]
    return decoders.text(content(tuple(value.path[1] for value in files))[0]) if files else None


def _variables(environments: Values) -> list[tuple[str, str]]:
    return [
        (name, decoders.text(values[0]) if len(values) == 1 else UNKNOWN)
        for one in environments
        if isinstance(one, Record)
        for name, values in one.fields.items()
    ]
