"""What the commands of a change would do, worked out once: for the choice of the guardrails, and for the facts."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..changes import Change, Command
    from .shell import ShellFacts

COMMAND_PATH = "<command>"


def evaluated(change: Change) -> list[ShellFacts]:
    """For each command of a change what its text would do, in their order; not to be altered."""
    found: list[ShellFacts] = change.once("commands", lambda: [_of(command, change) for command in change.commands])
    return found


def _of(command: Command, change: Change) -> ShellFacts:
    from . import shell

    return shell.evaluate(
        command.text,
        path=COMMAND_PATH,
        line=1,
        cwd=command.cwd,
        read=change.read,
        runs_now=True,
        stdin=command.stdin,
        language=command.language,
        root=change.root,
    )
