"""Where a sidecar listens, where it logs, whose its folders are, and who may start one at a time."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import socket
import stat
import time
from contextlib import contextmanager
from pathlib import Path

from ..engines import folders
from ..errors import EngineError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LOCK = "lock"
DRAFT = "o.sock"
# The socket that a new one replaces, as long as the old OPA is asked there.
EARLIER = "e"
FILES = "files"
PERSISTED = "persisted"
_SOCKET = "opa.sock"
DRAFTS = "n"  # with DRAFT as long as _SOCKET, so that what has room has room for both
_RUNS = "run-"
_LONGEST_SOCKET_PATH = 100  # the systems' limits are 103 and 107
_NOBODY = 65532  # as in images that have no user of their own
_PATIENCE = 60.0
_PAUSE = 0.05


def prepare(folder: Path) -> None:
    """Make the folder, for this user alone. Raises EngineError."""
    try:
        folders.make_private(str(folder))
    except OSError as error:
        raise EngineError(f"the sidecar's folder `{folder}` cannot be made: {error.strerror or error}") from None


def listening(folder: Path) -> Path:
    """The socket in the folder, or, where that path is too long or odd for OPA's address, in a short one of the user."""
    path = folder / _SOCKET
    if len(os.fsencode(path)) <= _LONGEST_SOCKET_PATH and re.fullmatch(r"[\w./-]+", str(path), re.ASCII):
        return path
    # Not $TMPDIR: that may be long as well, and every start has to find the same place.
    short = Path(f"/tmp/pykiro-opa-{os.geteuid()}") / folder.name[:32]  # noqa: S108 - private, or refused
    prepare(short.parent)
    prepare(short)
    return short / _SOCKET


def drafts(final: Path) -> Path:
    """An empty folder beside the socket `final`, in which the next OPA makes its own.

    A new folder each time: an OPA that ends removes the path it listened on, whatever is there by then.
    """
    folder = final.parent / DRAFTS
    shutil.rmtree(folder, ignore_errors=True)
    prepare(folder)
    return folder


def new_run(folder: Path) -> Path:
    """A folder for one start: in FILES lies what OPA reads, in PERSISTED, if anything, what it keeps of what it pulls."""
    run = folder / f"{_RUNS}{os.urandom(4).hex()}"
    for each in (run, run / FILES):
        prepare(each)
    return run


def runs(folder: Path) -> list[Path]:
    """The folders of starts that were not ended yet."""
    return sorted(path for path in folder.iterdir() if path.name.startswith(_RUNS) and path.is_dir())


def decision_log(folder: Path) -> Path:
    """Where decisions are logged: in the cache, since the runtime folder is memory and ends with the session.

    In a folder of its own, which a container sees and in which OPA keeps the older logs.
    """
    return Path(folders.cache_folder(), "decisions", folder.name, "decisions.log")


def user_of_containers() -> int:
    """Whom OPA runs as in a container: this user, or, where that is root, one that owns nothing else."""
    return os.geteuid() or _NOBODY


def hand_over(folder: Path, user: int) -> None:
    """Make the folder and give it, with all that is in it, to the user that OPA runs as; only root can give it away.

    Raises EngineError where it is somebody else's.
    """
    prepare(folder.parent)
    if os.geteuid() != 0:
        prepare(folder)
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (0, _NOBODY):
        raise EngineError(f"`{folder}` belongs to somebody else: move it away")
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user, user, follow_symlinks=False)
    folder.chmod(0o700)


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
