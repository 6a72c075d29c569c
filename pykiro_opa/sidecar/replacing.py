"""One OPA in the place of another, without a request that gets no answer."""

from __future__ import annotations

import os
import time

from . import arguments, places, process, readiness
from .connections import connections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

_PAUSE = 0.02
_DRAIN = 0.3  # seconds, where nobody can see what is connected


def still_reached(folder: Path, present: dict[str, Any] | None, state: dict[str, Any]) -> str | None:
    """Where the old OPA will be reached when the new one has its socket's name; None where there is none."""
    if present is None or not process.of(present).lives:
        return None
    if present.get("tcp") or state["tcp"]:
        return str(present["url"])
    final = places.listening(folder)
    other = final.parent / places.DRAFTS / places.EARLIER
    try:
        os.link(final, other)
    except OSError:  # its socket is gone
        return None
    return f"unix:{other}"


def drained(url: str | None, present: dict[str, Any] | None) -> float:
    """Wait until the old OPA has answered what was connected to it; how many seconds it has to end after that.

    Connections are taken in their order, so those made before are its own once it answers one that is made now. One
    that is asked to end before drops what it has not taken or not read yet (Go's `Server.Shutdown`): with 200 clients
    on two cores that were some each time.
    """
    ends_at = time.monotonic() + arguments.ANSWERING
    if url is None or present is None or not readiness.is_healthy(url, present["token"], deadline=arguments.ANSWERING):
        return process.GRACE
    while (count := connections(present["pid"])) and time.monotonic() < ends_at:
        time.sleep(_PAUSE)
    if count is None:
        time.sleep(_DRAIN)
    return arguments.ANSWERING
