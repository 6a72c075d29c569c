"""Programs that start the command they are given: wrappers, containers, loaders, `xargs`, and copies of programs."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import tables
from .options import values
from .words import MOST_WORDS, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .invocation import Invocation
    from .scope import Scope


def wrapped_by(invocation: Invocation, program: str) -> Invocation | None:
    """The command that a wrapper, a container or a loader is given."""
    if program.startswith(tables.LOADERS):
        return invocation.inner(1)
    if program == "command" and invocation.arguments[:1] in (["-v"], ["-V"]):
        return None
    first = _inner_start(invocation, program)
    wrapped = None if first is None else invocation.inner(first)
    if program in ("docker", "podman") and "run" in invocation.arguments:
        wrapped = _in_container(invocation, first, wrapped)
    if wrapped is not None and program == "xargs":
        wrapped = _fed(wrapped, invocation.arguments[: (first or 1) - 1], invocation.stdin)
    return wrapped


def _in_container(invocation: Invocation, first: int | None, wrapped: Invocation | None) -> Invocation | None:
    """`docker run --entrypoint PROGRAM IMAGE WORDS…`, and images that start a program of their own."""
    from ...catalogue.spellings import IMAGES

    entry = next(iter(values(invocation.arguments, "--entrypoint")), "")
    if not entry:
        image = invocation.argv[first - 1 if first is not None else -1].text
        entry = IMAGES.get(image.rpartition("/")[2].partition(":")[0], "")
    if not entry:
        return wrapped
    return invocation.instead((Word(entry), *(wrapped.argv if wrapped is not None else ())))


def copied_program(arguments: list[str], scope: Scope) -> None:
    """`cp /bin/rm x`: from now on `x` is that program."""
    words = [argument for argument in arguments if not argument.startswith("-")]
    if len(words) == 2 and words[0].startswith(tables.PROGRAMS):
        name = words[0].rpartition("/")[2]
        target = words[1].rstrip("/").rpartition("/")[2]
        scope.aliases[target] = name


def _inner_start(invocation: Invocation, program: str) -> int | None:
    """Where the inner command of a wrapper starts, None for a program that wraps nothing."""
    texts = [word.text for word in invocation.argv]
    for length in (3, 2, 1):
        name = " ".join([program, *_subcommands(texts[1:])[: length - 1]])
        row = tables.WRAPPERS.get(name)
        if row is not None and name.count(" ") == length - 1:
            return _skip(texts, row, name.count(" "))
    return None


def _subcommands(texts: list[str]) -> list[str]:
    return [text for text in texts if not text.startswith("-")][:2]


def _skip(texts: list[str], row: tuple[frozenset[str], int, bool], subcommands: int) -> int | None:
    valued, positional, assigns = row
    to_pass = positional + subcommands
    index = 1
    while index < len(texts):
        text = texts[index]
        if text == "--" and to_pass == 0:
            return index + 1 if index + 1 < len(texts) else None
        if text.startswith("-") and text != "-":
            index += 2 if text in valued else 1
        elif assigns and "=" in text and text.partition("=")[0].replace("_", "a").isalnum():
            index += 1
        elif to_pass:
            to_pass -= 1
            index += 1
        else:
            return index
    return None


def _fed(wrapped: Invocation, options: list[str], stdin: str) -> Invocation:
    """`xargs` adds the words of its input to the command, or puts them where a mark stands (`-I`)."""
    marks = values(options, "-I", "--replace") or (["{}"] if "-i" in options else [])
    if marks:
        lines = stdin.split("\n")[:-1] if stdin.endswith("\n") else stdin.split("\n")
        text = lines[0] if len(lines) == 1 and UNKNOWN not in stdin else UNKNOWN
        argv = (Word(word.text.replace(marks[-1], text), is_open=word.is_open) for word in wrapped.argv)
        return wrapped.instead(tuple(argv), stdin="")
    fed = stdin.split()
    unknown = UNKNOWN in stdin or len(fed) > MOST_WORDS
    added = (Word(UNKNOWN, is_open=True),) if unknown else tuple(Word(word) for word in fed)
    return wrapped.instead((*wrapped.argv, *added), stdin="")
