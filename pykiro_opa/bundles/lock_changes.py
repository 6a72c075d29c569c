"""What a change of the lock means: another version of shared guardrails is one that a human must have seen.

From two digests alone nobody can tell which of them protects more. Only a pin more, and a higher counter for the same
tag, key and origin, are sure to take nothing away.
"""

from __future__ import annotations

from ..errors import ConfigurationError
from ..events import sha256
from ..guardrails.scanner import escape, scan
from .lock import read_lock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .lock import Pin

_ADDED, _LOOSENED, _TIGHTENED = "added", "loosened", "tightened"


def compare(before: bytes | None, after: bytes | None) -> list[dict[str, Any]]:
    """Every pin that is another, as `{pointer, change, before, after, line}`, in the order of the pointers.

    `before` and `after` are digests of what stood there, None where nothing did. A lock that cannot be read is one
    change of the whole.
    """
    if before == after:
        return []
    old, new = _read(before), _read(after)
    if before is None and new is not None:
        return [_change("", _ADDED, before, after, 1)]
    if old is None or new is None or after is None:
        return [_change("", _LOOSENED, before, after, 1)]
    where = scan(after.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    found = []
    for source in sorted({*old, *new}):
        was, now = old.get(source), new.get(source)
        if was != now:
            pointer = f"/bundles/{escape(source)}"
            found.append(_change(pointer, _meaning(was, now), _shown(was), _shown(now), where.nearest(pointer)[0]))
    return found


def _read(lock: bytes | None) -> Mapping[str, Pin] | None:
    try:
        return None if lock is None else read_lock("", lock)
    except ConfigurationError:
        return None


def _meaning(was: Pin | None, now: Pin | None) -> str:
    if was is None:
        return _TIGHTENED
    raised = (
        now is not None
        and was.digest is None
        and now.digest is None
        and (was.tag, was.key, was.origin) == (now.tag, now.key, now.origin)
        and was.counter < now.counter
    )
    return _TIGHTENED if raised else _LOOSENED


def _shown(pin: Pin | None) -> bytes | None:
    return None if pin is None else repr(pin).encode()


def _change(pointer: str, change: str, before: bytes | None, after: bytes | None, line: int) -> dict[str, Any]:
    digests = [None if value is None else sha256(value) for value in (before, after)]
    return {"pointer": pointer, "change": change, "before": digests[0], "after": digests[1], "line": line}
