"""OPA as a process of its own: start it detached, wait until it answers, end exactly that one."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from ..engines import http1
from ..engines.running import start_time
from ..errors import EngineError
from ..values import Value

_READY_WITHIN = 20.0
_GRACE = 5.0
_PAUSE = 0.02
_PATIENCE = 0.5
_OK = 200
# OPA gives policies its environment, and a developer's holds credentials.
_ENVIRONMENT = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL")


class Process(Value):
    """A process, told from a later one of the same number by when it started."""

    __slots__ = ("pid", "start_time")

    pid: int
    start_time: str

    def __init__(self, pid: int, start_time: str) -> None:
        self._set(pid=pid, start_time=start_time)

    @property
    def lives(self) -> bool:
        return start_time(self.pid) == self.start_time


def spawn(command: list[str], log: Path) -> Process:
    """Run the command in a session of its own, its output in the log. Raises EngineError."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    output = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_DUP2, output, 1),
        (os.POSIX_SPAWN_DUP2, output, 2),
    ]
    try:
        pid = os.posix_spawn(command[0], command, environment, file_actions=actions, setsid=True)
    except OSError as error:
        raise EngineError(f"`{command[0]}` cannot be started: {error.strerror}") from None
    finally:
        os.close(output)
    started = start_time(pid)
    if started is None:
        _reap(pid)
        raise EngineError(f"OPA ended at once: {last_line(log)}")
    return Process(pid, started)


def wait_until_ready(process: Process, url: str, token: str | None, log: Path) -> None:
    """Wait until OPA has loaded its bundles and says so. Raises EngineError where it ends before, or takes too long."""
    ends_at = time.monotonic() + _READY_WITHIN
    while time.monotonic() < ends_at:
        healthy = is_healthy(url, token, deadline=_PATIENCE)
        if not process.lives:
            _reap(process.pid)
            raise EngineError(f"OPA ended before it was ready: {last_line(log)}")
        if healthy:
            return
        time.sleep(_PAUSE)
    raise EngineError(f"OPA was not ready after {_READY_WITHIN:.0f} seconds: {last_line(log)}")


def is_healthy(url: str, token: str | None, deadline: float = 2.0) -> bool:
    """Whether OPA answers there and has its bundles."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    try:
        status, _ = http1.exchange(
            http1.parse_address(url), "GET", "/health?bundles", headers=headers, deadline=deadline
        )
    except EngineError:
        return False
    return status == _OK


def end(process: Process) -> None:
    """End that process and no other: asked first, then killed. Raises EngineError where it stays."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        ends_at = time.monotonic() + _GRACE
        if process.lives:
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)
        while process.lives and time.monotonic() < ends_at:
            _reap(process.pid)
            time.sleep(_PAUSE)
        _reap(process.pid)
        if not process.lives:
            return
    raise EngineError(f"OPA's process {process.pid} does not end: end it by hand")


def last_line(log: Path) -> str:
    """The last thing OPA said, in plain words."""
    try:
        lines = log.read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        lines = []
    return _plain(lines[-1].strip()) if lines else "it said nothing"


def _plain(line: str) -> str:
    try:
        entry = json.loads(line)
        return ": ".join(str(entry[field]).removesuffix(".") for field in ("msg", "err") if field in entry) or line
    except (ValueError, RecursionError, TypeError):
        return line


def _reap(pid: int) -> None:
    """Take the remains where the process is our own child; elsewhere its parent does."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
