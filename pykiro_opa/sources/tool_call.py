"""`--tool-call FILE`: an agent's tool call as its hook gets it."""

from __future__ import annotations

from ._argument import content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

OPTION = ("--tool-call", "FILE", "A tool call as an agent's hook gets it; `-` reads stdin.")
STAGE = "task"


def read_payload(argument: str | None, stdin: Callable[[], bytes]) -> bytes:
    return content("--tool-call", argument, stdin)
