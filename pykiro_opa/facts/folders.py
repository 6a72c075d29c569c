"""Where commands work: the paths whose guardrails have a say in them, before anything is judged."""

from __future__ import annotations

from ..changes import behind_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..changes import Change, Command

_ANY = "*"  # a file of a folder, whichever
_MOVING = ("cd", "pushd")
_FOLDER_OPTIONS = ("-C", "--directory", "--prefix", "--cwd", "--git-dir", "--work-tree", "--manifest-path")


def touched(change: Change) -> list[str]:
    """Repository paths that the commands of a change write to or run in; of a folder any file in it."""
    return [path for command in change.commands for path in _of(command, change)]


def _of(command: Command, change: Change) -> Iterator[str]:
    from . import shell

    yield f"{command.cwd}/{_ANY}"
    found = shell.evaluate(
        command.text,
        path="<command>",
        line=1,
        cwd=command.cwd,
        read=change.read,
        runs_now=True,
        stdin=command.stdin,
        root=change.root,
    )
    for effect in found.effects:
        yield effect.path
        yield behind_links(change.root, effect.path, last=effect.kind != "deleted")
    here = command.cwd
    for fact in found.commands:
        for folder in _folders(fact["argv"]):
            there = folder.removeprefix(f"{change.root}/") if folder.startswith("/") or not here else f"{here}/{folder}"
            yield f"{there}/{_ANY}"
            if fact["program"] in _MOVING:
                here = there


def _folders(argv: Sequence[str | None]) -> Iterator[str]:
    """The folders that a command's words name: where `cd` goes, and what `make -C` is told."""
    words = [word or "" for word in argv]
    if words and words[0] in _MOVING:
        yield from words[1:2]
    for index, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name in _FOLDER_OPTIONS:
            yield from [value] if equals else words[index + 1 : index + 2]
