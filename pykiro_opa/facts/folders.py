"""Where commands work: the paths whose guardrails have a say in them, before anything is judged."""

from __future__ import annotations

from .running import evaluated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..changes import Change
    from .shell import ShellFacts

_ANY = "*"  # a file of a folder, whichever


def touched(change: Change) -> list[str]:
    """Repository paths that the commands of a change write to or run in; of a folder any file in it."""
    return [
        path
        for command, found in zip(change.commands, evaluated(change), strict=True)
        for path in (f"{command.cwd}/{_ANY}", *_of(found))
    ]


def _of(found: ShellFacts) -> Iterator[str]:
    for effect in found.effects:
        yield effect.path
    for folder in found.folders:
        yield f"{folder}/{_ANY}"
