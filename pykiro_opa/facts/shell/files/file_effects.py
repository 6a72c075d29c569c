"""What commands do to files: the values, and the way from a command to its row in `effect_rows`."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN, parse_arguments
from ....values import Value
from ..syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....changes import Read

WRITTEN, DELETED, MODE, LINKED = "written", "deleted", "mode", "linked"
_PLACEHOLDER = "\ue004"  # for what is not known in a word whose known end matters here


class FileEffect(Value):
    """`kind` is written, deleted, mode or linked (written as another name of `source`); `path` as the command spells it; `content` None where it is not known.

    `source` is the path of what is copied there: where that is a folder, all its files are.
    """

    __slots__ = ("path", "kind", "content", "line", "source")

    path: str
    kind: str
    content: bytes | None
    line: int
    source: str | None

    def __init__(self, path: str, kind: str, content: bytes | None, line: int, source: str | None = None) -> None:
        self._set(path=path, kind=kind, content=content, line=line, source=source)


class Given(Value):
    """A command's words without options, its options, all arguments and its input; `read` reads workspace files."""

    __slots__ = ("words", "options", "arguments", "stdin", "read")

    words: tuple[str, ...]
    options: tuple[str | None, ...]
    arguments: Sequence[str]
    stdin: str
    read: Read

    def __init__(self, program: str, arguments: Sequence[str], stdin: str, read: Read) -> None:
        words, options = parse_arguments(program, [word.replace(UNKNOWN, _PLACEHOLDER) for word in arguments])
        self._set(
            words=tuple(word.replace(_PLACEHOLDER, UNKNOWN) for word in words if word is not None),
            options=options,
            arguments=arguments,
            stdin=stdin,
            read=read,
        )

    def has(self, *options: str) -> bool:
        return any(option in self.options for option in options)

    def values(self, *names: str) -> list[str]:
        return values(self.arguments, *names)

    def words_but(self, *taken: str) -> list[str]:
        """The words that are no value of an option: what each of `taken` names is left out once."""
        left = list(self.words)
        for word in taken:
            if word in left:
                left.remove(word)
        return left


def may_have_effects(program: str) -> bool:
    from .effect_rows import ROWS

    return program in ROWS


def effects(program: str, arguments: Sequence[str], stdin: str, line: int, read: Read) -> list[FileEffect]:
    """The effects of one command by its own arguments; redirections are the evaluator's."""
    from .effect_rows import ROWS

    row = ROWS.get(program)
    if row is None:
        return []
    return [
        FileEffect(path, kind, content, line, source)
        for path, kind, content, source in row(Given(program, arguments, stdin, read))
    ]
