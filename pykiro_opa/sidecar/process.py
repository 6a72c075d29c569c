"""OPA as a process of its own: start it detached, and end exactly that one."""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from ..engines import folders
from ..engines.running import start_time
from ..errors import EngineError
from ..values import Value
from . import arguments, places, readiness
from .files import Tokens, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

KIND = "process"
LOG = "opa.log"
_RECORD = "process.json"
_PORT_ATTEMPTS = 3
# Seconds to end in, when nobody waits for answers.
GRACE = 5.0
_PAUSE = 0.02
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


def of(state: Mapping[str, Any]) -> Process:
    """The process that a state file names."""
    return Process(state["pid"], state["start_time"])


def view(run: Path, decisions: Path) -> View:
    places.hand_over(decisions.parent, os.geteuid())
    return View(str(run / places.FILES), str(decisions), str(run / places.PERSISTED))


def launch(
    opa: str, run: Path, drafts: Path | None, tokens: Tokens, named: Sequence[str], environment: Mapping[str, str]
) -> tuple[str, Process, str]:
    """Start the program `opa` and wait until it is ready: its address, its process, and no container.

    `environment` is what it gets besides that of every sidecar. It listens on a socket in the folder `drafts`, or, without one, on a loopback port. Raises EngineError.
    """
    for attempt in range(_PORT_ATTEMPTS):
        url, told = _listening(drafts, named)
        started = spawn([opa, *told], run / LOG, environment)
        folders.write_private(str(run / _RECORD), json.dumps([started.pid, started.start_time]).encode())
        try:
            readiness.wait(url, tokens.client, lambda: _lives(started), lambda: last_line(run / LOG))  # noqa: B023 - called now
        except EngineError:
            stop(started, GRACE)
            # Somebody may have taken the port after it was found free.
            if drafts is None and attempt + 1 < _PORT_ATTEMPTS and "address already in use" in last_line(run / LOG):
                continue
            raise
        return url, started, ""
    raise AssertionError("the last attempt returns or raises")


def end(run: Path, patience: float) -> None:
    """End what was started with the files of this run, if it lives: asked, then killed after `patience` seconds.

    Raises EngineError where it stays.
    """
    record = folders.read_private(str(run / _RECORD))
    if record is not None:
        stop(Process(*json.loads(record)), patience)


def spawn(command: list[str], log: Path, environment: Mapping[str, str]) -> Process:
    """Run the command in a session of its own, its output in the log. Raises EngineError."""
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ} | dict(environment)
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


def stop(process: Process, patience: float) -> None:
    """End that process and no other: asked, then killed after `patience` seconds. Raises EngineError where it stays."""
    for number, within in ((signal.SIGTERM, patience), (signal.SIGKILL, GRACE)):
        ends_at = time.monotonic() + within
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


def last_words(run: Path, _container: str) -> str:
    """The last thing OPA said, in plain words."""
    return last_line(run / LOG)


def last_error(run: Path, _container: str) -> str:
    """The last error OPA said, empty where it said none."""
    return readiness.last_error(_lines(run / LOG))


def last_line(log: Path) -> str:
    """The last line of a log of OPA's, in plain words."""
    lines = _lines(log)
    return readiness.plain(lines[-1].strip()) if lines else readiness.NOTHING


def _lines(log: Path) -> list[str]:
    try:
        return log.read_text("utf-8", "replace").strip().splitlines()
    except OSError:
        return []


def _listening(drafts: Path | None, named: Sequence[str]) -> tuple[str, list[str]]:
    if drafts is not None:
        path = drafts / places.DRAFT
        return f"unix:{path}", arguments.over_socket(str(path), named)
    address = f"127.0.0.1:{places.free_port()}"
    return f"http://{address}", arguments.over_tcp(address, named)


def _lives(process: Process) -> bool:
    if process.lives:
        return True
    _reap(process.pid)
    return False


def _reap(pid: int) -> None:
    """Take the remains where the process is our own child; elsewhere its parent does."""
    with suppress(ChildProcessError):
        os.waitpid(pid, os.WNOHANG)
