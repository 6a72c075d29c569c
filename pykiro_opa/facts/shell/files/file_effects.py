"""What commands do to files: the values, and the way from a command to its rows in `effects`."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN, parse_arguments
from ....values import Value
from ..programs.tables import INPUTS
from ..syntax.options import beside, values
from .effects import rows_of
from .paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ....changes import Read
    from .effects._kinds import Found, Row

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
    """A command's words without options, its options, all arguments and its input; `read` reads workspace files.

    `top` is the workspace's root, as it is spelled from where the command stands.
    """

    __slots__ = ("program", "words", "options", "arguments", "stdin", "read", "top")

    program: str
    words: tuple[str, ...]
    options: tuple[str | None, ...]
    arguments: Sequence[str]
    stdin: str
    read: Read
    top: str

    def __init__(self, program: str, arguments: Sequence[str], stdin: str, read: Read, top: str = ".") -> None:
        words, options = parse_arguments(program, [word.replace(UNKNOWN, _PLACEHOLDER) for word in arguments])
        self._set(
            program=program,
            words=tuple(word.replace(_PLACEHOLDER, UNKNOWN) for word in words if word is not None),
            options=options,
            arguments=arguments,
            stdin=stdin,
            read=read,
            top=top,
        )

    def instead(self, arguments: Sequence[str], program: str = "") -> Given:
        """Another command line at the same place."""
        return Given(program or self.program, arguments, self.stdin, self.read, self.top)

    def beside(self, valued: str = "") -> list[str]:
        """The words that are neither options nor values of these, which stand with blanks between."""
        return [_plain(word) for word in beside(self.arguments, valued.split())]

    def says(self, options: str) -> bool:
        """Whether one of these is given, written out or, of one letter, in a cluster."""
        names = options.split()
        return any(argument.partition("=")[0] in names for argument in self.arguments) or self.has(*names)

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


def effects(
    program: str, arguments: Sequence[str], stdin: str, line: int, read: Read, top: str = "."
) -> list[FileEffect]:
    """The effects of one command by its own arguments; redirections are the evaluator's."""
    rows = rows_of(program)
    if not rows:
        return []
    from .folders import folder_of

    folder = folder_of(program, arguments)
    if folder:
        given = Given(program, arguments, stdin, lambda path: read(join(folder, path)), _top_from(folder, top))
        return _there(folder, _found(rows, given), line)
    return [
        FileEffect(path, kind, content, line, source)
        for path, kind, content, source in _found(rows, Given(program, arguments, stdin, read, top))
    ]


def _found(rows: Sequence[Row], given: Given) -> Found:
    for row in rows:
        yield from row(given)


def _top_from(folder: str, top: str) -> str:
    below = [part for part in folder.split("/") if part not in ("", ".")]
    return (
        top
        if top.startswith("/") or folder.startswith(("/", "~"))
        else "/".join([".."] * len(below) + [top] * (top != ".")) or "."
    )


def _there(folder: str, found: Found, line: int) -> list[FileEffect]:
    """Effects that are spelled from a folder on, but for those that the root begins."""
    return [
        FileEffect(_below(folder, path), kind, content, line, None if source is None else _below(folder, source))
        for path, kind, content, source in found
    ]


def _below(folder: str, path: str) -> str:
    return path if path.startswith(("/", "~")) or path in INPUTS else f"{folder.rstrip('/')}/{path}"


def _plain(word: str) -> str:
    return word[2:].lstrip("/") if word.startswith("./") and word.strip("./") else word
