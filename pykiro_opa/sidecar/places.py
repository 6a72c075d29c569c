"""Where a sidecar listens, and who may start one at a time."""

from __future__ import annotations

import fcntl
import os
import re
import socket
import time
from contextlib import contextmanager
from pathlib import Path

from ..engines import folders
from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK = "lock"
_SOCKET = "opa.sock"
_LONGEST_SOCKET_PATH = 100  # the systems' limits are 103 and 107
_PATIENCE = 60.0
_PAUSE = 0.05


def prepare(folder: Path) -> None:
    """Make the folder, for this user alone. Raises EngineError."""
    try:
        folders.make_private(str(folder))
    except OSError as error:
        raise EngineError(f"the sidecar's folder `{folder}` cannot be made: {error.strerror or error}") from None


def socket_path(folder: Path) -> Path:
    """The socket in the folder, or, where that path is too long or odd for OPA's address, in a short one of the user."""
    path = folder / _SOCKET
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH and re.fullmatch(r"[\w./-]+", str(path), re.ASCII):
        return path
    # Not $TMPDIR: that may be long as well, and every start has to find the same place.
    short = Path(f"/tmp/pykiro-opa-{os.geteuid()}")  # noqa: S108 - made private, or refused if somebody else made it
    prepare(short)
    return short / f"{folder.name[:32]}.sock"


def free_port() -> int:
    """A port of the loopback interface that nobody listens on now; OPA itself cannot say which one it took."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: one start or stop at a time. Raises EngineError where another one takes too long."""
    handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        _take(handle, time.monotonic() + _PATIENCE)
        yield
    finally:
        os.close(handle)


def _take(handle: int, ends_at: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > ends_at:
                raise EngineError("another start or stop of this sidecar is under way, and does not end") from None
            time.sleep(_PAUSE)
        else:
            return
