"""What programs do to the files they name; one row a program."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN, parse_arguments
from ...values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

WRITTEN, DELETED, MODE = "written", "deleted", "mode"


class FileEffect(Value):
    """`kind` is written, deleted or mode; `path` as the command spells it; `content` None where it is not known."""

    __slots__ = ("path", "kind", "content", "line")

    path: str
    kind: str
    content: bytes | None
    line: int

    def __init__(self, path: str, kind: str, content: bytes | None, line: int) -> None:
        self._set(path=path, kind=kind, content=content, line=line)


def effects(program: str, arguments: Sequence[str], stdin: str, line: int) -> list[FileEffect]:
    """The effects of one command by its own arguments; redirections are the evaluator's."""
    row = _ROWS.get(program)
    if row is None:
        return []
    words, options = parse_arguments(program, arguments)
    named = [word for word in words if word is not None]
    return [FileEffect(path, kind, content, line) for path, kind, content in row(named, options, arguments, stdin)]


Found = list[tuple[str, str, "bytes | None"]]


def _all(kind: str, skip: int = 0) -> Callable[..., Found]:
    def row(named: list[str], _options: object, _arguments: object, _stdin: str) -> Found:
        return [(path, kind, None) for path in named[skip:]]

    return row


def _copy(named: list[str], _options: object, _arguments: object, _stdin: str) -> Found:
    if len(named) < 2:
        return []
    return [(path, WRITTEN, None) for path in _targets(named)]


def _move(named: list[str], _options: object, _arguments: object, _stdin: str) -> Found:
    if len(named) < 2:
        return []
    return [*((path, DELETED, None) for path in named[:-1]), *((path, WRITTEN, None) for path in _targets(named))]


def _targets(named: list[str]) -> list[str]:
    """The target and, in case it is a folder, each source's name in it."""
    target = named[-1].rstrip("/")
    inside = [f"{target}/{source.rstrip('/').rpartition('/')[2]}" for source in named[:-1]]
    return [named[-1], *inside] if not named[-1].endswith("/") else inside


def _tee(named: list[str], options: Sequence[str | None], _arguments: object, stdin: str) -> Found:
    known = None if UNKNOWN in stdin or "-a" in options or "--append" in options else stdin.encode("utf-8", "replace")
    return [(path, WRITTEN, known) for path in named]


def _in_place(named: list[str], options: Sequence[str | None], arguments: Sequence[str], _stdin: str) -> Found:
    """`sed -i` and `perl -i` write every file; the script is no file."""
    if not any(option is not None and option.startswith(("-i", "--in-place")) for option in options):
        return []
    has_script = any(
        argument.startswith(("-e", "-f", "-pe", "-ne", "-i -pe", "--expression")) for argument in arguments
    )
    return [(path, WRITTEN, None) for path in (named if has_script else named[1:])]


def _dd(named: list[str], _options: object, _arguments: object, _stdin: str) -> Found:
    return [(word.removeprefix("of="), WRITTEN, None) for word in named if word.startswith("of=")]


def _git(named: list[str], options: Sequence[str | None], arguments: Sequence[str], _stdin: str) -> Found:
    if not named:
        return []
    subcommand, rest = named[0], named[1:]
    if subcommand == "rm":
        return [] if "--cached" in options else [(path, DELETED, None) for path in rest]
    if subcommand == "mv":
        return _move(rest, options, arguments, "")
    if subcommand == "restore":
        return [(path, WRITTEN, None) for path in rest]
    if subcommand == "checkout" and "--" in arguments:
        after = list(arguments)[list(arguments).index("--") + 1 :]
        return [(path, WRITTEN, None) for path in after]
    return []


def _curl(_named: list[str], _options: object, arguments: Sequence[str], _stdin: str) -> Found:
    targets = [at + 1 for at, option in enumerate(arguments) if option in ("-o", "--output", "-O")]
    return [(arguments[at], WRITTEN, None) for at in targets if at < len(arguments)]


def _link(named: list[str], _options: object, _arguments: object, _stdin: str) -> Found:
    return [(named[-1], WRITTEN, None)] if len(named) > 1 else []


_ROWS: dict[str, Callable[..., Found]] = {
    "chmod": _all(MODE, 1),
    "chown": _all(MODE, 1),
    "cp": _copy,
    "curl": _curl,
    "dd": _dd,
    "git": _git,
    "gsed": _in_place,
    "install": _copy,
    "ln": _link,
    "mv": _move,
    "perl": _in_place,
    "rm": _all(DELETED),
    "rsync": _copy,
    "sed": _in_place,
    "shred": _all(WRITTEN),
    "tee": _tee,
    "touch": _all(WRITTEN),
    "truncate": _all(WRITTEN),
    "unlink": _all(DELETED),
    "wget": _curl,
}
