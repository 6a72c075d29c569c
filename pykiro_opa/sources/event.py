"""`--event FILE`: a change event made elsewhere; its digests are proved before it is judged."""

from __future__ import annotations

from .. import events
from ._argument import content

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..events import Event

OPTION = ("--event", "FILE", "A change event v1 made elsewhere; `-` reads stdin.")
STAGE = None


def read_event(argument: str | None, stdin: Callable[[], bytes]) -> Event:
    return events.read_event(content("--event", argument, stdin))
