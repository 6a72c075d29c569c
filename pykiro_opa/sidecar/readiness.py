"""Whether OPA answers, has its bundles, and holds the guardrails it was started with; and its own words if not."""

from __future__ import annotations

import json
import time

from ..engines import http1, server
from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

NOTHING = "it said nothing"
_READY_WITHIN = 20.0
_PAUSE = 0.02
_PATIENCE = 0.5
_DEADLINE = 2.0
_OK = 200
_ERRORS = ("error", "fatal", "panic")


def wait(url: str, token: str | None, lives: Callable[[], bool], last_words: Callable[[], str]) -> None:
    """Wait until OPA has loaded its bundles and says so. Raises EngineError where it ends before, or takes too long."""
    ends_at = time.monotonic() + _READY_WITHIN
    while time.monotonic() < ends_at:
        healthy = is_healthy(url, token, deadline=_PATIENCE)
        if not lives():
            raise EngineError(f"OPA ended before it was ready: {last_words()}")
        if healthy:
            return
        time.sleep(_PAUSE)
    raise EngineError(f"OPA was not ready after {_READY_WITHIN:.0f} seconds: {last_words()}")


def is_healthy(url: str, token: str | None, deadline: float = _DEADLINE) -> bool:
    """Whether OPA answers there and has its bundles."""
    try:
        status, _ = _get(url, token, "/health?bundles", deadline)
    except EngineError:
        return False
    return status == _OK


def require(url: str, token: str | None, origins: Sequence[Sequence[Any]]) -> None:
    """Raises EngineError where OPA does not hold each of these origins."""
    absent = missing(url, token, origins)
    if absent:
        raise EngineError(f"OPA does not hold the guardrails of `{absent[0]}` as they were compiled: start it again")


def missing(url: str, token: str | None, origins: Sequence[Sequence[Any]]) -> list[str]:
    """The names of those origins that OPA does not hold with that content and counter; the token is the admin's.

    One without a content may have any, and a counter that is as high at least. Raises EngineError where it does not
    answer.
    """
    return [name for name, content, counter in origins if not _fits(about(url, token, name), content, counter)]


def last_error(lines: Sequence[str]) -> str:
    """The last of the lines that OPA logged as an error, in plain words; empty where it logged none."""
    for line in reversed(lines):
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            return line.strip()
        if isinstance(entry, dict) and entry.get("level") in _ERRORS:
            return plain(line)
    return ""


def plain(line: str) -> str:
    """A line that OPA logged, as its message and its cause."""
    try:
        entry = json.loads(line)
        return ": ".join(str(entry[field]).removesuffix(".") for field in ("msg", "err") if field in entry) or line
    except (ValueError, RecursionError, TypeError):
        return line


def about(url: str, token: str | None, origin: str) -> list[Any]:
    """Content and counter of the guardrails of an origin that OPA holds, nothing where it holds none.

    Raises EngineError where it does not answer.
    """
    _, answer = _get(url, token, f"/v1/data/kiro/guardrails/{origin}/about", _DEADLINE)
    try:
        about = server.parse(url, answer)["result"]
        return [about["content"], about["counter"]]
    except (KeyError, TypeError):
        return []


def _fits(found: list[Any], content: str | None, counter: int) -> bool:
    if content is not None:
        return found == [content, counter]
    return len(found) == 2 and type(found[1]) is int and found[1] >= counter


def _get(url: str, token: str | None, target: str, deadline: float) -> tuple[int, bytes]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    return http1.exchange(http1.parse_address(url), "GET", target, headers=headers, deadline=deadline)
