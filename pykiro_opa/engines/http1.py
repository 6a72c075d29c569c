"""One HTTP/1.1 exchange with an OPA server, by hand: the hook cannot afford http.client (31 ms of import).

There are no proxies, no netrc, no redirects and no retries here, since nothing here knows of them. Everything that comes
back is bounded, and one deadline covers the whole exchange.
"""

from __future__ import annotations

import _socket
import errno
import time

from ..errors import EngineError, UsageError
from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

LARGEST_HEAD = 64 * 1024
LARGEST_BODY = 64 * 1024 * 1024
_CHUNK = 65536
_LARGEST_PORT = 65535
_MOST_DIGITS = 16
_FIRST_FINAL = 200


class Address(Value):
    """Where a server listens: `socket_path`, or `host` and `port`; `text` is how the user wrote it."""

    __slots__ = ("text", "host", "port", "socket_path")

    text: str
    host: str
    port: int
    socket_path: str | None

    def __init__(self, text: str, *, host: str = "localhost", port: int = 0, socket_path: str | None = None) -> None:
        self._set(text=text, host=host, port=port, socket_path=socket_path)


def parse_address(text: str) -> Address:
    """Read `http://host:port` or `unix:PATH`. Raises UsageError."""
    if text.startswith("unix:"):
        path = text.removeprefix("unix:")
        path = path.removeprefix("//") if path.startswith("///") else path
        if not path or "\0" in path:
            raise UsageError(f"`{text}` names no socket: use `unix:PATH`")
        return Address(text, socket_path=path)
    scheme, _, rest = text.partition("://")
    host, _, port = rest.removesuffix("/").rpartition(":")
    bare = host[1:-1] if host.startswith("[") and host.endswith("]") else host
    plain = bare.isascii() and all(letter.isalnum() or letter in ".-_:" for letter in bare)
    if scheme != "http" or not bare or not plain or (":" in bare) != (bare != host):
        raise UsageError(f"`{text}` is no address of a server: use `http://host:port` or `unix:PATH`")
    if not (port.isascii() and port.isdigit() and len(port) <= _MOST_DIGITS and 0 < int(port) <= _LARGEST_PORT):
        raise UsageError(f"`{text}`: `{port}` is no port")
    return Address(text, host=bare, port=int(port))


def exchange(
    address: Address,
    method: str,
    target: str,
    *,
    deadline: float,
    body: bytes = b"",
    headers: Mapping[str, str] | None = None,
) -> tuple[int, bytes]:
    """Send a request on a connection of its own and give back status and body. Raises EngineError.

    `deadline` is how many seconds the whole of it may take.
    """
    connection = _Connection(address, time.monotonic() + deadline)
    try:
        connection.connect()
        connection.send(_head(address, method, target, len(body), headers or {}) + body)
        return _response(connection)
    finally:
        connection.close()


class _Connection:
    """A socket with a deadline and a buffer of what was received and not yet read."""

    def __init__(self, address: Address, ends_at: float) -> None:
        self.address = address
        self._ends_at = ends_at
        self._socket: _socket.socket | None = None
        self._buffer = bytearray()

    def connect(self) -> None:
        try:
            refused: OSError | None = None
            for family, where in self._places():
                self.close()
                self._socket = _socket.socket(family, _socket.SOCK_STREAM)
                try:
                    self._ready().connect(where)
                except TimeoutError:
                    raise
                except OSError as error:
                    # `localhost` may be ::1 first, where OPA does not listen.
                    refused = error
                else:
                    return
            raise refused or OSError("the name has no address")
        except TimeoutError:
            raise self._late() from None
        except OSError as error:
            raise self._unreachable(error) from None

    def send(self, content: bytes) -> None:
        try:
            self._ready().sendall(content)
        except TimeoutError:
            raise self._late() from None
        except OSError:
            # The server may have answered before it had read everything, and closed: its answer says why.
            return

    def until(self, mark: bytes, limit: int) -> bytes:
        """What comes up to the mark, without it."""
        searched = 0
        while (at := self._buffer.find(mark, searched)) < 0:
            searched = max(len(self._buffer) - len(mark) + 1, 0)
            if len(self._buffer) > limit:
                raise self.broken("more header than OPA ever sends")
            self._receive()
        if at > limit:
            raise self.broken("more header than OPA ever sends")
        found = bytes(self._buffer[:at])
        del self._buffer[: at + len(mark)]
        return found

    def exactly(self, size: int) -> bytes:
        while len(self._buffer) < size:
            self._receive()
        found = bytes(self._buffer[:size])
        del self._buffer[:size]
        return found

    def rest(self) -> bytes:
        while self._more():
            if len(self._buffer) > LARGEST_BODY:
                raise self.broken("an answer of more than 64 MB")
        return bytes(self._buffer)

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()

    def broken(self, what: str) -> EngineError:
        return EngineError(f"`{self.address.text}` sent {what}: is it OPA?")

    def _places(self) -> list[tuple[int, Any]]:
        if self.address.socket_path is not None:
            return [(_socket.AF_UNIX, self.address.socket_path)]
        # NOTE: as bytes, or the interpreter loads its IDNA tables
        found = _socket.getaddrinfo(self.address.host.encode(), self.address.port, type=_socket.SOCK_STREAM)
        return [(entry[0], entry[4]) for entry in found]

    def _ready(self) -> _socket.socket:
        assert self._socket is not None
        left = self._ends_at - time.monotonic()
        if left <= 0:
            raise self._late()
        self._socket.settimeout(left)
        return self._socket

    def _receive(self) -> None:
        if not self._more():
            raise EngineError(f"`{self.address.text}` closed the connection before its answer was complete")

    def _more(self) -> bool:
        try:
            received = self._ready().recv(_CHUNK)
        except TimeoutError:
            raise self._late() from None
        except OSError as error:
            raise EngineError(f"`{self.address.text}` broke the connection: {error.strerror}") from None
        self._buffer += received
        return bool(received)

    def _late(self) -> EngineError:
        return EngineError(f"`{self.address.text}` did not answer in time")

    def _unreachable(self, error: OSError) -> EngineError:
        if error.errno in (errno.ECONNREFUSED, errno.ENOENT):
            why = "nothing listens there; start one with `pykiro-opa sidecar start`"
        else:
            why = error.strerror or str(error)
        return EngineError(f"cannot reach OPA at `{self.address.text}`: {why}")


def _head(address: Address, method: str, target: str, size: int, headers: Mapping[str, str]) -> bytes:
    host = f"[{address.host}]" if ":" in address.host else address.host
    lines = [
        f"{method} {target} HTTP/1.1",
        f"Host: {host}:{address.port}" if address.port else f"Host: {host}",
        "Accept: application/json",
        "Connection: close",
        f"Content-Length: {size}",
        *(f"{name}: {value}" for name, value in headers.items()),
    ]
    if any(not line.isascii() or not line.isprintable() for line in lines):
        raise UsageError("the token of the OPA server may hold printable ASCII only")
    return "\r\n".join([*lines, "", ""]).encode("ascii")


def _response(connection: _Connection) -> tuple[int, bytes]:
    lines = connection.until(b"\r\n\r\n", LARGEST_HEAD).decode("latin-1").split("\r\n")
    version, _, rest = lines[0].partition(" ")
    code = rest.partition(" ")[0]
    if not version.startswith("HTTP/1.") or not (code.isascii() and code.isdigit() and len(code) <= _MOST_DIGITS):
        raise connection.broken("something that is not HTTP")
    if int(code) < _FIRST_FINAL:
        raise connection.broken("an interim answer that was not asked for")
    headers = _headers(connection, lines[1:])
    return int(code), _body(connection, headers)


def _headers(connection: _Connection, lines: list[str]) -> dict[str, list[str]]:
    headers: dict[str, list[str]] = {}
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or not name or name != name.strip():
            raise connection.broken("a header that is not HTTP")
        headers.setdefault(name.lower(), []).append(value.strip())
    return headers


def _body(connection: _Connection, headers: Mapping[str, list[str]]) -> bytes:
    encodings = headers.get("transfer-encoding", [])
    lengths = set(headers.get("content-length", []))
    if headers.get("content-encoding", ["identity"]) != ["identity"]:
        raise connection.broken("a compressed answer that was not asked for")
    if encodings:
        if [coding.lower() for coding in encodings] != ["chunked"] or lengths:
            raise connection.broken("an answer whose length is said in two ways")
        return _chunks(connection)
    if not lengths:
        return connection.rest()
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit() and len(length) <= _MOST_DIGITS):
        raise connection.broken("an answer whose length is no number")
    return connection.exactly(_bounded(connection, int(length), LARGEST_BODY))


def _chunks(connection: _Connection) -> bytes:
    parts = []
    left = LARGEST_BODY
    while size := _chunk_size(connection):
        left -= _bounded(connection, size, left)
        parts.append(connection.exactly(size))
        if connection.exactly(2) != b"\r\n":
            raise connection.broken("a chunk of another size than it said")
    left = LARGEST_HEAD
    while trailer := connection.until(b"\r\n", left):
        left -= len(trailer)
    return b"".join(parts)


def _chunk_size(connection: _Connection) -> int:
    digits = connection.until(b"\r\n", 1024).split(b";")[0].strip()
    if not digits or len(digits) > _MOST_DIGITS or digits.strip(b"0123456789abcdefABCDEF"):
        raise connection.broken("a chunk without a size")
    return int(digits, 16)


def _bounded(connection: _Connection, size: int, limit: int) -> int:
    if size > limit:
        raise connection.broken("an answer of more than 64 MB")
    return size
