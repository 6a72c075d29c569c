"""The files that a program of Perl changes, by what the arguments of its functions may be."""

from __future__ import annotations

from posixpath import join

from ....catalogue.programs import UNKNOWN
from ..files.file_effects import DELETED, LINKED, MODE, WRITTEN
from .globbed import says_nothing
from .perl_tokens import NAME, WORD
from .perl_values import Values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .surroundings import Surroundings

# function: what becomes of each argument, of all that follow by the last
_ROWS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("unlink", "rmdir", "rmtree", "remove_tree"), (DELETED,)), **dict.fromkeys(("rename", "move", "mv"), (DELETED, WRITTEN, "")),
    **dict.fromkeys(("copy", "cp", "fcopy", "symlink", "link"), ("", WRITTEN, "")), **dict.fromkeys(("chmod",), ("", MODE)),
    "symlink": ("", LINKED, ""), "link": ("", LINKED, ""), "chown": ("", "", MODE), "utime": ("", "", MODE),
    **dict.fromkeys(("truncate", "write_file", "spurt", "write_text", "append_file", "edit_file"), (WRITTEN, "")),
    **dict.fromkeys(("store", "nstore", "lock_store", "gzip", "bzip2", "zip"), ("", WRITTEN, "")), "tie": ("", "", WRITTEN, ""),
    "create_archive": (WRITTEN, ""),
}  # fmt: skip
_CLASSES = ("IO::File", "IO::Zlib", "File::Temp")
_ONLY_READS = {"O_RDONLY", "0"}
_WRITING = (">", "+", "w", "a")


def changed(code: str, given: Surroundings) -> Iterator[tuple[str, str]]:
    """Paths that are known, with what becomes of them, also from the folders that the code goes to."""
    values = Values(code, given)
    folders = [""]
    for place, token in enumerate(values.tokens):
        if token.kind == WORD and token.text == "chdir":
            folders += [one for options in values.arguments(place + 1) for one in options if UNKNOWN not in one]
    for path, kind in _changed(values):
        if path and UNKNOWN not in path and not says_nothing(path, values.globs):
            yield from ((join(folder, path), kind) for folder in folders)


def _changed(values: Values) -> Iterator[tuple[str, str]]:
    for place, token in enumerate(values.tokens):
        if token.kind == NAME and token.text == "$^I":
            yield from ((path, WRITTEN) for path in values.named("ARGV"))
        name = token.text.rpartition("::")[2]
        if token.kind != WORD or values.text(place + 1) == "=>" or values.text(place - 1) in ("sub", "->$"):
            continue
        if name in ("open", "sysopen") or (name == "new" and values.text(place - 2) in _CLASSES):
            yield from ((path, WRITTEN) for path in _opened(values, place + 1, has_handle=name != "new"))
        elif name in _ROWS:
            yield from _called(values, place + 1, _ROWS[name])


def _called(values: Values, place: int, row: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    given = values.arguments(place) or [values.named("_")]
    for number, options in enumerate(given):
        kind = row[min(number, len(row) - 1)]
        yield from ((one, kind) for one in options if kind)


def _opened(values: Values, place: int, *, has_handle: bool) -> Iterator[str]:
    """The path of an `open` that writes: with a mode before it, behind it, or in the same text."""
    given = values.arguments(place)[has_handle:]
    first, second = [*given, [], []][:2]
    if values.text(place - 1) == "sysopen":
        flags = [
            values.text(at) for at in range(place, values.closed(place) if values.text(place) == "(" else place + 9)
        ]
        yield from () if _ONLY_READS & {*flags} else first
    elif not has_handle:
        yield from first if any(_writes(mode) for mode in second) else ()
    elif second:
        yield from second if any(_writes(mode) for mode in first) else ()
    else:
        yield from (one.lstrip("+<> ") for one in first if one.lstrip().startswith((">", "+")))


def _writes(mode: str) -> bool:
    return UNKNOWN in mode or mode.lstrip().startswith(_WRITING)
