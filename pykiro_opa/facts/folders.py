"""Where commands work: the paths whose guardrails have a say in them, before anything is judged."""

from __future__ import annotations

from ..changes import behind_links

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..changes import Change, Command

_ANY = "*"  # a file of a folder, whichever


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
    for folder in found.folders:
        yield f"{folder}/{_ANY}"
