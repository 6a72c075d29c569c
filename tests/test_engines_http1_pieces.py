"""One HTTP exchange piece by piece, over a socket that is none: what is read at a time, and what the limits are."""

from __future__ import annotations

import errno
import socket
from itertools import pairwise

import pytest

from pykiro_opa.engines import http1
from pykiro_opa.errors import EngineError

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
UNIX = http1.parse_address("unix:/s")


class Fake:
    """A socket that gives the pieces one by one, raises those that are errors, and keeps what was done with it."""

    def __init__(self, pieces, refuses=None, sends=None):
        self.pieces = list(pieces)
        self.timeouts = []
        self.connected = []
        self.sent = b""
        self.closed = False
        self._refuses, self._sends = refuses, sends

    def settimeout(self, seconds):
        self.timeouts.append(seconds)

    def connect(self, where):
        self.connected.append(where)
        if self._refuses:
            raise self._refuses

    def sendall(self, content):
        self.sent += content
        if self._sends:
            raise self._sends

    def recv(self, _size):
        piece = self.pieces.pop(0) if self.pieces else b""
        if isinstance(piece, Exception):
            raise piece
        return piece

    def close(self):
        self.closed = True


@pytest.fixture
def opened(monkeypatch):
    """What opens these sockets, one after another, and the kinds that were asked for."""

    def using(*sockets):
        asked = []
        left = list(sockets)
        monkeypatch.setattr(http1._socket, "socket", lambda *kind: asked.append(kind) or left.pop(0))
        return asked

    return using


@pytest.fixture
def answered(opened):
    """The answer to a question, from its pieces."""

    def ask(*pieces):
        opened(Fake(pieces))
        return http1.exchange(UNIX, "GET", "/", deadline=60)

    return ask


@pytest.fixture
def refused(answered):
    """What is said of an answer that is refused."""

    def ask(*pieces):
        with pytest.raises(EngineError) as caught:
            answered(*pieces)
        return str(caught.value)

    return ask


@pytest.mark.parametrize("size", range(1, 9))
@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (OK + b"\r\nuntil the end", b"until the end"),
        (OK + b"Content-Length: 4\r\n\r\nfour and more", b"four"),
        (CHUNKED + b"3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nTrailer: t\r\n\r\n", b"abcdefg"),
    ],
)
def test_it_does_not_matter_where_an_answer_is_cut(size, answer, body, answered):
    for first in range(size):
        cuts = [0, *range(first, len(answer), size), len(answer)]
        pieces = [answer[start:end] for start, end in pairwise(cuts) if start < end]
        assert answered(*pieces) == (200, body)


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (OK + b"Content-Length:  3 \r\n\r\nabc", b"abc"),
        (OK + b"Content-Length: 3\r\ncontent-length: 3\r\n\r\nabc", b"abc"),
        (OK + b"Content-Length: %016d\r\n\r\nabc" % 3, b"abc"),
        (OK + b"Content-Encoding: identity\r\n\r\nabc", b"abc"),
        (OK + b"Transfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n", b"abc"),
        (CHUNKED + b"%016x\r\nabc\r\n0\r\n\r\n" % 3, b"abc"),
        (CHUNKED + b" 3 ;x;y\r\nabc\r\n0\r\n\r\n", b"abc"),
        (CHUNKED + b"3\r\nabc\r\n0;" + b"x" * 1022 + b"\r\n\r\n", b"abc"),
        (CHUNKED + b"A\r\n0123456789\r\na\r\n0123456789\r\n0\r\n\r\n", b"01234567890123456789"),
    ],
)
def test_what_http_allows_is_read(answer, body, answered):
    assert answered(answer) == (200, body)


HEADER = "a header that is not HTTP"
LENGTH = "an answer whose length is no number"
NO_SIZE = "a chunk without a size"
TOO_MUCH = "more header than OPA ever sends"
NOT_HTTP = "something that is not HTTP"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (OK + b": x\r\n\r\n", HEADER),
        (OK + b"X : y\r\n\r\n", HEADER),
        (OK + b" X: y\r\n\r\n", HEADER),
        (OK + b"X\r\n\r\n", HEADER),
        (OK + b"Content-Length: %017d\r\n\r\nabc" % 3, LENGTH),
        (OK + b"Content-Length: 3x\r\n\r\nabc", LENGTH),
        (OK + b"Content-Length: \r\n\r\nabc", LENGTH),
        (OK + b"Content-Length: 3, 3\r\n\r\nabc", LENGTH),
        (OK + b"Content-Length: 3:\r\n\r\nabc", LENGTH),
        (OK + b"Content-Encoding: br\r\n\r\nabc", "a compressed answer that was not asked for"),
        (OK + b"Content-Encoding: identity\r\nContent-Encoding: gzip\r\n\r\n", "a compressed answer that was not asked for"),
        (OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
         "an answer whose length is said in two ways"),
        (CHUNKED + b"%017x\r\nabc\r\n0\r\n\r\n" % 3, NO_SIZE),
        (CHUNKED + b"3g\r\nabc\r\n0\r\n\r\n", NO_SIZE),
        (CHUNKED + b"g3\r\nabc\r\n0\r\n\r\n", NO_SIZE),
        (CHUNKED + b"3X\r\nabc\r\n0\r\n\r\n", NO_SIZE),
        (CHUNKED + b"0x3\r\nabc\r\n0\r\n\r\n", NO_SIZE),
        (CHUNKED + b";3\r\nabc\r\n0\r\n\r\n", NO_SIZE),
        (CHUNKED + b"3\r\nabc\r\n0;" + b"x" * 1023 + b"\r\n\r\n", TOO_MUCH),
        (CHUNKED + b"3\r\nabcd\n0\r\n\r\n", "a chunk of another size than it said"),
        (b"HTTP/1.1 \xb2\xb2\xb2 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1 2x0 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1 " + b"2" * 17 + b" OK\r\n\r\n", NOT_HTTP),
        (b"XHTTP/1. 200 OK\r\n\r\n", NOT_HTTP),
        (b"HTTP/1.1\r\n\r\n", NOT_HTTP),
    ],
)  # fmt: skip
def test_what_http_does_not_allow_is_refused(answer, said, refused):
    assert refused(answer) == f"`unix:/s` sent {said}: is it OPA?"


def test_a_code_of_sixteen_digits_is_one(answered):
    assert answered(b"HTTP/1.1 " + b"0" * 13 + b"404 No\r\n\r\n") == (404, b"")


def test_an_answer_without_a_length_is_too_large_from_the_first_byte_above_the_limit(answered, refused, monkeypatch):
    monkeypatch.setattr(http1, "LARGEST_BODY", 10)
    assert answered(OK + b"\r\n", b"01234", b"56789") == (200, b"0123456789")
    assert refused(OK + b"\r\n", b"01234", b"56789a") == "`unix:/s` sent an answer of more than 64 MB: is it OPA?"


def test_trailers_are_too_long_together(answered, refused, monkeypatch):
    monkeypatch.setattr(http1, "LARGEST_HEAD", 60)
    trailers = b"A: 345678\r\n" * 6 + b"B: 456\r\n"
    assert answered(CHUNKED, b"0\r\n", trailers, b"\r\n") == (200, b"")
    assert TOO_MUCH in refused(CHUNKED, b"0\r\n", trailers.replace(b"456", b"4567"), b"\r\n")
    assert TOO_MUCH in refused(CHUNKED, b"0\r\n", *[b"A: 3456\r\n"] * 9, b"\r\n")


def test_each_step_is_given_the_time_that_is_left(opened, monkeypatch):
    now = iter([5.0, 5.5, 6.0, 7.0, 14.0])
    monkeypatch.setattr(http1.time, "monotonic", lambda: next(now))
    fake = Fake([OK + b"\r\n"])
    asked = opened(fake)

    assert http1.exchange(UNIX, "GET", "/", deadline=10) == (200, b"")
    assert fake.timeouts == [9.5, 9.0, 8.0, 1.0]
    assert fake.connected == ["/s"]
    assert fake.sent == http1._head(UNIX, "GET", "/", 0, {})
    assert asked == [(socket.AF_UNIX, socket.SOCK_STREAM)]
    assert fake.closed


@pytest.mark.parametrize(("deadline", "late"), [(1, False), (0, True), (-1, True)])
def test_no_time_left_is_late(deadline, late, opened, monkeypatch):
    """A socket with a time of 0 does not wait at all, which is no time-out."""
    monkeypatch.setattr(http1.time, "monotonic", lambda: 5.0)
    fake = Fake([OK + b"\r\n"])
    opened(fake)
    if late:
        with pytest.raises(EngineError, match=r"^`unix:/s` did not answer in time$"):
            http1.exchange(UNIX, "GET", "/", deadline=deadline)
        assert fake.connected == []
    else:
        assert http1.exchange(UNIX, "GET", "/", deadline=deadline) == (200, b"")
    assert fake.closed


@pytest.mark.parametrize("step", ["connect", "send", "receive"])
def test_a_step_that_takes_too_long_is_late(step, opened):
    late = TimeoutError("timed out")
    fake = Fake(
        [late if step == "receive" else OK + b"\r\n"],
        refuses=late if step == "connect" else None,
        sends=late if step == "send" else None,
    )
    opened(fake)
    with pytest.raises(EngineError, match=r"^`unix:/s` did not answer in time$"):
        http1.exchange(UNIX, "GET", "/", deadline=60)
    assert fake.closed


def test_a_connection_that_breaks_is_told(refused):
    broken = ConnectionResetError(errno.ECONNRESET, "Connection reset by peer")
    said = "`unix:/s` broke the connection: Connection reset by peer"
    assert refused(OK, broken) == said
    assert refused(OK + b"\r\n", b"abc", broken) == said


def test_a_connection_that_ends_early_is_told(refused):
    assert refused(OK) == "`unix:/s` closed the connection before its answer was complete"


@pytest.fixture
def two_places(monkeypatch):
    found = [(socket.AF_INET6, 1, 6, "", ("::1", 80, 0, 0)), (socket.AF_INET, 1, 6, "", ("127.0.0.1", 80))]
    asked = []
    monkeypatch.setattr(http1._socket, "getaddrinfo", lambda *of, **kind: asked.append((of, kind)) or found)
    return asked


LOCALHOST = http1.parse_address("http://localhost:80")


def test_the_next_place_of_a_name_is_tried_and_the_first_left(two_places, opened):
    first = Fake([], refuses=ConnectionRefusedError(errno.ECONNREFUSED, "refused"))
    second = Fake([OK + b"\r\nhere"])
    asked = opened(first, second)

    assert http1.exchange(LOCALHOST, "GET", "/", deadline=60) == (200, b"here")
    assert two_places == [((b"localhost", 80), {"type": socket.SOCK_STREAM})]
    assert asked == [(socket.AF_INET6, socket.SOCK_STREAM), (socket.AF_INET, socket.SOCK_STREAM)]
    assert (first.closed, first.connected, second.connected) == (True, [("::1", 80, 0, 0)], [("127.0.0.1", 80)])


@pytest.mark.usefixtures("two_places")
def test_where_no_place_takes_the_connection_the_last_says_why(opened):
    opened(Fake([], refuses=OSError(1, "first")), Fake([], refuses=OSError(2, "nothing", None)))
    with pytest.raises(EngineError, match=r"nothing listens there; start one with `pykiro-opa sidecar start`$"):
        http1.exchange(LOCALHOST, "GET", "/", deadline=60)
    opened(Fake([], refuses=OSError(errno.ECONNREFUSED, "first")), Fake([], refuses=OSError(13, "last")))
    with pytest.raises(EngineError, match=r"^cannot reach OPA at `http://localhost:80`: last$"):
        http1.exchange(LOCALHOST, "GET", "/", deadline=60)


@pytest.mark.usefixtures("two_places")
def test_a_place_that_takes_too_long_has_taken_the_time_of_all(opened):
    asked = opened(Fake([], refuses=TimeoutError()), Fake([OK + b"\r\n"]))
    with pytest.raises(EngineError, match="did not answer in time"):
        http1.exchange(LOCALHOST, "GET", "/", deadline=60)
    assert len(asked) == 1


def test_a_name_without_a_place_is_told(monkeypatch):
    monkeypatch.setattr(http1._socket, "getaddrinfo", lambda *_, **__: [])
    with pytest.raises(EngineError, match=r"^cannot reach OPA at `http://localhost:80`: the name has no address$"):
        http1.exchange(LOCALHOST, "GET", "/", deadline=60)


def test_an_error_without_a_number_is_told_in_its_own_words(opened):
    opened(Fake([], refuses=OSError("AF_UNIX path too long")))
    with pytest.raises(EngineError, match=r"^cannot reach OPA at `unix:/s`: AF_UNIX path too long$"):
        http1.exchange(UNIX, "GET", "/", deadline=60)
