"""Whether a command only reads, and the text that it introduces."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...runs import code_run
from . import tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..syntax.invocation import Invocation


def reads_only(program: str, words: list[str | None], options: tuple[str | None, ...]) -> bool:
    given = {option for option in options if option}
    if program == "find":
        return not given & {"-exec", "-execdir", "-ok", "-okdir", "-delete", "-fprint", "-fls", "-fprintf"}
    if program in ("sed", "sort"):
        return not any(option.startswith(("-i", "-o", "--in-place", "--output")) for option in given)
    if program == "aws":
        operation = words[1] if len(words) > 1 else None
        return operation is not None and operation.startswith(_READING_VERBS)
    if program in tables.READERS:
        return True
    if "-" in program:
        from ....catalogue import cmdlets

        if cmdlets.is_cmdlet(program):
            return cmdlets.only_reads(program)
    return bool(words) and words[0] in tables.READING_SUBCOMMANDS.get(program, ())


_READING_VERBS = ("describe-", "get-", "list-", "ls", "head-", "help", "search-", "batch-get-", "lookup-", "simulate-")


def runs(invocation: Invocation, program: str | None, *, only_reads: bool) -> list[dict[str, Any]]:
    """What the command introduces: its words, and the text it reads where it acts on that; nothing where it only reads."""
    pieces = [f"{name}={value}" for name, value in invocation.assigned]
    if not only_reads:
        pieces.append(" ".join(_introduced(invocation, program)))
        if invocation.stdin:
            pieces.append(invocation.stdin)
    return [code_run(piece.replace(UNKNOWN, "?"), invocation.line) for piece in pieces if piece.strip()]


def _introduced(invocation: Invocation, program: str | None) -> list[str]:
    """The words of the command without messages for people (`git commit -m …`)."""
    messages = tables.MESSAGES.get(program or "", frozenset())
    kept: list[str] = []
    skips = False
    for word in invocation.argv:
        if not skips and not _is_message(word.text, messages):
            kept.append(word.text)
        skips = not skips and (word.text in messages or _ends_in_message(word.text, messages))
    return kept


def _is_message(text: str, messages: frozenset[str]) -> bool:
    """`--message=…` and `-m…`, or the option alone."""
    return text.partition("=")[0] in messages or (text[:2] in messages and not text.startswith("--"))


def _ends_in_message(text: str, messages: frozenset[str]) -> bool:
    """A cluster such as `-am`, whose last letter takes the message."""
    return len(text) > 2 and text[0] == "-" and text[1:].isalpha() and f"-{text[-1]}" in messages


def by_caller(source: str) -> bool:
    """Whether the words come from whoever calls a function or script that nobody calls here."""
    return any(parameter in source for parameter in ("$@", "$*", "${@", "${*", "$1", "${1"))
