"""What editors, formatters, converters and compilers write: a program is one row."""

from __future__ import annotations

from .archive_effects import each
from .file_effects import DELETED, WRITTEN, Given

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Found = Iterator[tuple[str, str, bytes | None, str | None]]
    Row = Callable[[Given], Found]

# An editor's order to write a file of another name.
_SAVED = r"(?:^|\|)\s*(?:[\d.$%]*,?[\d.$]*)(?:w|wq|x|up|sav|update|write|saveas|xit)!?\s+([^!\s>|][^\s|]*)"
_HERE = (".", "./", "..", "../")


def _formats(*options: str, skip: int = 0) -> Row:
    """The files that are named, with one of the options if there are any; of a folder, only those of its language."""

    def row(given: Given) -> Found:
        if not options or given.has(*options):
            yield from each([word for word in given.words[skip:] if word not in _HERE], WRITTEN)

    return row


def _output(*options: str) -> Row:
    return lambda given: each(given.values(*options), WRITTEN)


def _at(place: int) -> Row:
    return lambda given: each(given.words[place:][:1], WRITTEN)


def _behind(kind: str, *verbs: str) -> Row:
    """The words behind a subcommand."""
    return lambda given: each(given.words[1:] if given.words[:1] and given.words[0] in verbs else (), kind)


def _editor(given: Given) -> Found:
    """An editor that is told what to do; one without orders waits for somebody."""
    import re

    orders = given.values("-c", "--cmd", "-S", "-u", "-s", "-i")
    for text in (*orders, given.stdin, *(word[1:] for word in given.arguments if word.startswith("+"))):
        yield from each([path.strip() for path in re.findall(_SAVED, text, re.MULTILINE)], WRITTEN)
    if orders or given.stdin or any(word.startswith(("+", "-es", "-s")) for word in given.arguments):
        yield from each([word for word in given.words_but(*orders) if not word.startswith("+")], WRITTEN)


def _ed(given: Given) -> Found:
    """`ed`, whose `-s` takes no value, as the other editors' does."""
    yield from _editor(given)
    yield from each(given.values("-s") if given.stdin else (), WRITTEN)


EDITS: dict[str, Row] = {
    **dict.fromkeys(("emacs", "ex", "nvim", "vi", "vim"), _editor),
    **dict.fromkeys(("black", "isort", "dos2unix", "unix2dos", "fallocate", "wipe"), _formats()),
    **dict.fromkeys(("prettier", "eslint", "biome", "stylelint"), _formats("--write", "-w", "--fix")),
    **dict.fromkeys(("gofmt", "goimports", "shfmt"), _formats("-w")),
    **dict.fromkeys(("autopep8", "clang-format", "yapf"), _formats("-i", "--in-place")),
    **dict.fromkeys(("pandoc", "go", "cc", "clang", "g++", "rustc", "ld", "cmark"), _output("-o", "--output")),
    **dict.fromkeys(("hg", "svn", "bzr", "fossil"), _behind(DELETED, "rm", "remove", "del", "delete", "mv", "move", "rename")),
    "ed": _ed, "ffmpeg": lambda given: each(given.words[-1:], WRITTEN), "gio": _behind(DELETED, "trash", "remove", "move"),
    "objcopy": _at(1), "strip": _formats(), "split": _at(1), "convert": lambda given: each(given.words[-1:], WRITTEN),
}  # fmt: skip
