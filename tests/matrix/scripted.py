"""A server that answers over raw sockets what a script says, on loopback or a Unix socket; it may misbehave in any way."""

from __future__ import annotations

import json
import socket
import struct
import threading
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Script = Callable[["Visit"], None]


class Visit:
    """One connection: what was asked, and ways of answering it badly."""

    def __init__(self, connection: socket.socket, over: threading.Event) -> None:
        self.connection = connection
        self.over = over
        self.head = b""
        self.body = b""

    def read(self) -> None:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        self.head, _, self.body = data.partition(b"\r\n\r\n")
        length = next(
            int(line.partition(b":")[2])
            for line in self.head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        while len(self.body) < length:
            self.body += self._more()

    @property
    def event(self) -> dict[str, Any]:
        asked: dict[str, Any] = json.loads(self.body)["input"]
        return asked

    def send(self, *pieces: bytes) -> None:
        for piece in pieces:
            self.connection.sendall(piece)

    def answer(self, body: bytes, status: str = "200 OK", *more: str) -> None:
        lines = [f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}", *more]
        self.send("\r\n".join([*lines, "", ""]).encode() + body)

    def without_end(self, piece: bytes) -> None:
        """Send it again and again until the other side has had enough."""
        while not self.over.is_set():
            self.connection.sendall(piece)

    def drip(self, content: bytes, pause: float = 0.05) -> None:
        for index in range(len(content)):
            self.connection.sendall(content[index : index + 1])
            if self.over.wait(pause):
                return

    def reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def _more(self) -> bytes:
        received = self.connection.recv(65536)
        if not received:
            raise ConnectionError
        return received


class Scripted:
    """Serves connections until the test is over; `visits` holds what was asked on each."""

    def __init__(self, script: Script, path: Path | None = None) -> None:
        self._script = script
        self._listener = socket.create_server(("127.0.0.1", 0)) if path is None else _unix(path)
        self.address = f"unix:{path}" if path else f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.visits: list[Visit] = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._serve)]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        # A listener that is shut down wakes the thread that waits for the next connection.
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._visit, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _visit(self, connection: socket.socket) -> None:
        visit = Visit(connection, self._over)
        self.visits.append(visit)
        connection.settimeout(30)
        with connection:
            try:
                visit.read()
                self._script(visit)
            except (OSError, StopIteration):
                return


def _unix(path: Path) -> socket.socket:
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    return listener
