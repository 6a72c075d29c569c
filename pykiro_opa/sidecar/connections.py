"""Who is connected to a process, as Linux shows it (proc_pid_net(5), unix(7), tcp(7))."""

from __future__ import annotations

import os
from contextlib import suppress

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_PATH, _CONNECTED = 7, "03"  # of a line in net/unix
_LISTENS, _ESTABLISHED = "0A", "01"  # of a line in net/tcp


def connections(pid: int) -> int | None:
    """How many clients are connected to the sockets and ports of a process; None where the system does not say."""
    try:
        own = set(_sockets(pid))
        by_socket = _table(pid, "unix")
        by_port = [line for name in ("tcp", "tcp6") for line in _table(pid, name)]
    except OSError:
        return None
    # Only what a listener made of it has a path.
    clients = sum(len(line) > _PATH and line[5] == _CONNECTED and line[6] in own for line in by_socket)
    mine = [(line[1].rpartition(":")[2], line[3]) for line in by_port if line[9] in own]
    ports = {port for port, state in mine if state == _LISTENS}
    return clients + sum(state == _ESTABLISHED and port in ports for port, state in mine)


def _sockets(pid: int) -> Iterator[str]:
    for name in os.listdir(f"/proc/{pid}/fd"):
        with suppress(FileNotFoundError):  # closed since
            kind, _, inode = os.readlink(f"/proc/{pid}/fd/{name}").partition(":")
            if kind == "socket":
                yield inode.strip("[]")


def _table(pid: int, name: str) -> list[list[str]]:
    with open(f"/proc/{pid}/net/{name}", encoding="utf-8", errors="replace") as lines:
        return [line.split() for line in lines][1:]
