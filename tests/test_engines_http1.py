"""One HTTP exchange against servers that misbehave, with http.client as the oracle for those that do not."""

import http.client
import socket
import threading

import pytest

from pykiro_opa.engines import http1
from pykiro_opa.errors import EngineError, UsageError


class Scripted:
    """Answers one connection with fixed pieces and keeps what it was asked."""

    def __init__(self, pieces, pause=0.0, read=True):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.asked = b""
        self._pieces, self._pause, self._read = pieces, pause, read
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        connection, _ = self._listener.accept()
        with connection:
            while self._read and b"\r\n\r\n" not in self.asked:
                self.asked += connection.recv(65536)
            try:
                for piece in self._pieces:
                    connection.sendall(piece)
                    if self._pause:
                        self._over.wait(self._pause)
            except OSError:
                return

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._over.set()
        self._thread.join()
        self._listener.close()

    def exchange(self, *, deadline=5, **arguments):
        address = http1.parse_address(f"http://127.0.0.1:{self.port}")
        return http1.exchange(address, "POST", "/v1", deadline=deadline, **arguments)


def got(address):
    return http1.exchange(http1.parse_address(address), "GET", "/", deadline=5)


def refused(pieces, **arguments):
    with Scripted(pieces) as server, pytest.raises(EngineError) as caught:
        server.exchange(**arguments)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_the_request_is_plain_http_on_a_connection_of_its_own():
    with Scripted([b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"]) as server:
        answer = server.exchange(body=b"{}", headers={"Authorization": "Bearer t"})
        assert answer == (200, b"{}")
        head, _, body = server.asked.partition(b"\r\n\r\n")
        assert head.decode().split("\r\n") == [
            "POST /v1 HTTP/1.1",
            f"Host: 127.0.0.1:{server.port}",
            "Accept: application/json",
            "Connection: close",
            "Content-Length: 2",
            "Authorization: Bearer t",
        ]
        assert body in (b"", b"{}")


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\n\r\nfour",
        b"HTTP/1.0 200 OK\r\n\r\nuntil the end",
        b"HTTP/1.1 302 Found\r\nLocation: http://elsewhere.invalid/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 204\r\ncontent-length:0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: t\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_answers_are_read_like_the_standard_library_reads_them(answer, size):
    pieces = [answer[start : start + size] for start in range(0, len(answer), size)]
    with Scripted(pieces) as server:
        ours = server.exchange()
    with Scripted(pieces) as server:
        oracle = http.client.HTTPConnection("127.0.0.1", server.port)
        oracle.request("POST", "/v1")
        said = oracle.getresponse()
        assert ours == (said.status, said.read())
        oracle.close()


def test_random_chunks_are_put_together_like_the_standard_library_does(chance):
    chunks = [chance.randbytes(chance.randrange(1, 3000)) for _ in range(30)]
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer += b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    cuts = sorted(chance.randrange(len(answer)) for _ in range(20))
    pieces = [answer[start:end] for start, end in zip([0, *cuts], [*cuts, len(answer)], strict=True)]
    with Scripted(pieces) as server:
        assert server.exchange() == (200, b"".join(chunks))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"", "closed the connection before its answer was complete"),
        (b"HTTP/1.1 200 OK\r\nContent-Len", "closed the connection"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "closed the connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc", "closed the connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "closed the connection"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n", "a chunk of another size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-3\r\nabc\r\n", "a chunk without a size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", "a chunk without a size"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n", "more than 64 MB"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "said in two ways"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n", "said in two ways"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 2\r\n\r\nabc", "length is no number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "length is no number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: \xb2\r\n\r\n", "length is no number"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n", "more than 64 MB"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", "compressed"),
        (b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "a header that is not HTTP"),
        (b"HTTP/1.1 200 OK\r\nFolded: a\r\n b: c\r\n\r\n", "a header that is not HTTP"),
        (b"SSH-2.0-OpenSSH_9\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 OK\r\n\r\n", "not HTTP"),
        (b"HTTP/2 200\r\n\r\n", "not HTTP"),
    ],
)
def test_answers_that_are_wrong_are_refused(answer, said):
    assert said in refused([answer])


def test_headers_without_end_are_refused():
    assert "more header than OPA ever sends" in refused(
        [b"HTTP/1.1 200 OK\r\n", *[b"X: " + b"x" * 8000 + b"\r\n"] * 20]
    )


def test_an_answer_without_end_is_refused(monkeypatch):
    monkeypatch.setattr(http1, "LARGEST_BODY", 100_000)
    assert "more than 64 MB" in refused([b"HTTP/1.1 200 OK\r\n\r\n", *[b"x" * 10_000] * 20])


def test_a_server_that_drips_is_left_when_the_whole_time_is_over():
    answer = [b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 1000]
    with Scripted(answer, pause=0.05) as server, pytest.raises(EngineError, match="did not answer in time"):
        server.exchange(deadline=0.4)


def test_a_server_that_never_reads_is_left_when_the_time_is_over():
    with Scripted([b""], pause=60, read=False) as server, pytest.raises(EngineError, match="did not answer in time"):
        server.exchange(deadline=0.4, body=b"x" * 30_000_000)


def test_a_time_that_is_over_already_asks_nobody():
    with pytest.raises(EngineError, match="did not answer in time"):
        http1.exchange(http1.parse_address("http://127.0.0.1:9"), "GET", "/", deadline=0)


def test_an_answer_given_before_all_was_read_is_heard():
    refusal = b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def refuse():
            connection, _ = listener.accept()
            with connection:
                connection.recv(100)
                connection.sendall(refusal)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(1_000_000):
                    pass

        thread = threading.Thread(target=refuse)
        thread.start()
        address = http1.parse_address(f"http://127.0.0.1:{listener.getsockname()[1]}")
        assert http1.exchange(address, "POST", "/", deadline=5, body=b"x" * 3_000_000) == (413, b"")
        thread.join()


def test_where_nothing_listens_the_way_out_is_named(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    for address in (f"http://127.0.0.1:{port}", f"unix:{tmp_path}/none.sock"):
        with pytest.raises(EngineError, match="nothing listens there; start one with `pykiro-opa sidecar start`"):
            got(address)


@pytest.mark.parametrize("address", ["http://no.such.host.invalid:80", f"unix:/{'x' * 300}"])
def test_what_cannot_be_reached_is_one_line(address):
    with pytest.raises(EngineError, match="cannot reach OPA at") as caught:
        got(address)
    assert "\n" not in str(caught.value)


def test_a_unix_socket_and_ipv6_are_reached(tmp_path):
    for family, where, address in (
        (socket.AF_UNIX, str(tmp_path / "s"), f"unix:{tmp_path}/s"),
        (socket.AF_INET6, ("::1", 0), "http://[::1]:{port}"),
    ):
        with socket.socket(family) as listener:
            listener.bind(where)
            listener.listen()

            def answer(listener=listener):
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65536)
                    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nhere")

            thread = threading.Thread(target=answer)
            thread.start()
            port = 0 if family is socket.AF_UNIX else listener.getsockname()[1]
            assert got(address.format(port=port)) == (200, b"here")
            thread.join()


@pytest.mark.parametrize(
    "text",
    ["", "opa", "http", "http:", "http://", "http:///", "http://host", "http://:80", "http://user@host:80", "http://a b:80",
     "http://a\r\nX:80", "https://host:80", "http://::1:80", "http://[host]:80", "http://[::1:80", "http://::1]:80",
     "http://[]:80", "http://b\u00fccher:80", "ftp://host:80", "host:80", "http:host:80", "http://a;b:80"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text):
    with pytest.raises(UsageError) as caught:
        http1.parse_address(text)
    assert str(caught.value) == f"`{text}` is no address of a server: use `http://host:port` or `unix:PATH`"


@pytest.mark.parametrize(
    "port",
    ["", "0", "00", "65536", "99999", "http", "\u0663", "\u00b2", "-1", "+1", " 1", "1_0", "1.0", "80/path", "//b"],
)
def test_what_is_no_port_is_refused(port):
    with pytest.raises(UsageError) as caught:
        http1.parse_address(f"http://host:{port}")
    assert str(caught.value) == f"`http://host:{port}`: `{port}` is no port"


@pytest.mark.parametrize("text", ["unix:", "unix:a\0b", "unix:\0"])
def test_what_is_no_socket_is_refused(text):
    with pytest.raises(UsageError) as caught:
        http1.parse_address(text)
    assert str(caught.value) == f"`{text}` names no socket: use `unix:PATH`"


def test_addresses_are_read():
    assert http1.parse_address("unix:///run/s").socket_path == "/run/s"
    assert http1.parse_address("unix:s").socket_path == "s"
    assert http1.parse_address("unix://s").socket_path == "//s"
    assert http1.parse_address("unix:/s//t/").socket_path == "/s//t/"
    assert http1.parse_address("unix:/s").text == "unix:/s"
    found = http1.parse_address("http://localhost:8181/")
    assert (found.host, found.port, found.socket_path) == ("localhost", 8181, None)
    assert found.text == "http://localhost:8181/"
    assert http1.parse_address("http://[::1]:80").host == "::1"
    assert http1.parse_address("http://A-b_c.9:80").host == "A-b_c.9"


@pytest.mark.parametrize(("text", "port"), [("http://h:1", 1), ("http://h:65535", 65535), (f"http://h:{80:016}", 80)])
def test_the_ports_that_there_are(text, port):
    assert http1.parse_address(text).port == port
    with pytest.raises(UsageError, match="is no port"):
        http1.parse_address(f"http://h:{80:017}")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("http://[::1]:80", b"[::1]:80"),
        ("http://localhost:8181", b"localhost:8181"),
        ("http://a-b_c.d:1", b"a-b_c.d:1"),
        ("unix:/s", b"localhost"),
    ],
)
def test_the_host_is_named_as_http_names_it(address, host):
    head = http1._head(http1.parse_address(address), "GET", "/", 0, {})
    assert head == (
        b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nAccept: application/json\r\nConnection: close\r\n"
        b"Content-Length: 0\r\n\r\n"
    )


OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("fits", "too_large"),
    [
        (OK + b"Content-Length: 10\r\n\r\n0123456789", OK + b"Content-Length: 11\r\n\r\n0123456789a"),
        (CHUNKED + b"5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n", CHUNKED + b"5\r\n01234\r\n6\r\n56789a\r\n0\r\n\r\n"),
    ],
)
def test_an_answer_is_too_large_from_the_first_byte_above_the_limit(fits, too_large, monkeypatch):
    monkeypatch.setattr(http1, "LARGEST_BODY", 10)
    with Scripted([fits]) as server:
        assert server.exchange() == (200, b"0123456789")
    assert "sent an answer of more than 64 MB: is it OPA?" in refused([too_large])


@pytest.mark.parametrize("pieces", [1, 2])
def test_headers_are_too_long_from_the_first_byte_above_the_limit(pieces, monkeypatch):
    head = OK + b"X: 12345"
    parts = [head + b"\r\n\r\n"] if pieces == 1 else [head[:20], head[20:] + b"\r\n\r\n"]
    monkeypatch.setattr(http1, "LARGEST_HEAD", len(head))
    with Scripted(parts) as server:
        assert server.exchange() == (200, b"")
    monkeypatch.setattr(http1, "LARGEST_HEAD", len(head) - 1)
    assert "sent more header than OPA ever sends: is it OPA?" in refused(parts)


def test_the_limits_are_those_that_are_told():
    assert (http1.LARGEST_HEAD, http1.LARGEST_BODY) == (64 * 1024, 64 * 1024 * 1024)


@pytest.mark.parametrize("code", [b"100", b"199", b"0"])
def test_an_interim_answer_is_refused(code):
    assert "an interim answer that was not asked for" in refused(
        [b"HTTP/1.1 " + code + b" Continue\r\n\r\n", OK + b"\r\n"]
    )


def test_the_first_final_answer_is_heard():
    with Scripted([b"HTTP/1.1 200\r\n\r\n"]) as server:
        assert server.exchange() == (200, b"")


@pytest.mark.parametrize("token", ["a\r\nX-Evil: b", "é", "a\0b"])
def test_a_token_cannot_write_headers(token):
    with Scripted([b"HTTP/1.1 200 OK\r\n\r\n"], read=False) as server, pytest.raises(UsageError, match="token"):
        server.exchange(headers={"Authorization": token})


def test_proxies_of_the_environment_and_netrc_are_not_asked(monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("default login user password word\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Scripted([b"HTTP/1.1 200 OK\r\n\r\nours"]) as server:
        assert server.exchange(headers={"Authorization": "Bearer t"}) == (200, b"ours")
        assert server.asked.count(b"Authorization") == 1
        assert b"Bearer t" in server.asked


def test_every_address_of_a_name_is_tried(monkeypatch):
    with Scripted([b"HTTP/1.1 200 OK\r\n\r\nhere"]) as server:
        found = [
            (socket.AF_INET6, 1, 6, "", ("::1", server.port, 0, 0)),
            (socket.AF_INET, 1, 6, "", ("127.0.0.1", server.port)),
        ]
        monkeypatch.setattr(http1._socket, "getaddrinfo", lambda *_names, **_kinds: found)
        assert got(f"http://localhost:{server.port}") == (200, b"here")


def test_a_redirect_is_not_followed():
    with Scripted([b"HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n"]) as server:
        assert server.exchange() == (301, b"")
