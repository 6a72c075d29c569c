"""`--command TEXT`: a shell command that is about to run."""

from __future__ import annotations

from ..changes import Change, Command, repository_of
from ..errors import InputError
from ._reading import from_disk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OPTION = ("--command", "TEXT", "A shell command that is about to run here.")
STAGE = "task"


def read(argument: str | None, folder: str, stdin: Callable[[], bytes]) -> Change:  # noqa: ARG001 - one signature
    if argument is None or "\0" in argument:
        raise InputError("`--command` holds no command text; write `--command 'git push'`")
    root, start = repository_of(folder)
    commands = (Command(argument, cwd=start),)
    return Change(STAGE, "command", root=root, start=start, commands=commands, read=from_disk(root))
