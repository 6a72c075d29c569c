"""The server engine against a real OPA, and against servers that answer what OPA never would."""

import http.server
import json
import socket
import subprocess
import threading
import time

import pytest

from pykiro_opa.engines import http1
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import EngineError

POLICY = """package kiro.main

decision := {"said": input.say} if input.say

decision := to_number(input.number) if input.number
"""


@pytest.fixture(scope="module")
def address(opa, tmp_path_factory):
    folder = tmp_path_factory.mktemp("opa")
    (folder / "main.rego").write_text(POLICY)
    command = [opa, "run", "--server", "--addr", f"unix://{folder}/s", "--unix-socket-perm=600", "--log-level=error",
               "--skip-version-check", str(folder / "main.rego")]  # fmt: skip
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not _listens(folder / "s"):
            assert server.poll() is None
            time.sleep(0.01)
        yield f"unix:{folder}/s"
    finally:
        server.terminate()
        server.wait()


def _listens(path):
    """Whether somebody listens there; the file itself is a moment older."""
    with socket.socket(socket.AF_UNIX) as client:
        return client.connect_ex(str(path)) == 0


def answering(status, body):
    """A server in a thread that always answers that; yields its address and the paths it was asked for."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            self.server.asked.append((self.path, self.headers["Authorization"], self.headers["Content-Type"]))
            self.server.asked.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    server.asked = []
    return server


@pytest.fixture
def served():
    servers = []

    def serve(status, body):
        server = answering(status, body)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        servers.append((server, thread))
        return server, f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server, thread in servers:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_decision_is_opas(address):
    said = "ä\u2028\0" * 10_000
    assert ServerEngine(address).ask(json.dumps({"say": said}).encode(), b"ignored") == {"said": said}


def test_an_undefined_decision_is_none(address):
    assert ServerEngine(address).ask(b"{}", b"") is None


def test_a_builtin_that_fails_is_an_error_with_opas_words(address):
    with pytest.raises(EngineError, match=r"answered 500: .*eval_builtin_error|answered 500: .*to_number") as caught:
        ServerEngine(address).ask(b'{"number": "x"}', b"")
    assert "\n" not in str(caught.value)


def test_an_event_that_is_not_json_is_an_error(address):
    with pytest.raises(EngineError, match="answered 400: "):
        ServerEngine(address).ask(b"{oops", b"")


def test_strict_errors_and_the_token_are_always_sent(served):
    server, address = served(200, b'{"result": 1}')
    assert ServerEngine(address, "secret").ask(b'{"a":1}', b"") == 1
    assert server.asked == [
        ("/v1/data/kiro/main/decision?strict-builtin-errors=true", "Bearer secret", "application/json"),
        b'{"input":{"a":1}}',
    ]


def test_without_a_token_none_is_sent(served):
    server, address = served(200, b'{"other": 1}')
    assert ServerEngine(address).ask(b"{}", b"") is None
    assert server.asked[0][1] is None


@pytest.mark.parametrize(("opened_with", "given"), [({"deadline": 0.2}, 0.2), ({}, 5.0)])
def test_an_exchange_is_given_the_time_that_the_engine_was_opened_with(opened_with, given, monkeypatch):
    asked = []
    monkeypatch.setattr(http1, "exchange", lambda *_, deadline, **__: asked.append(deadline) or (200, b"{}"))
    ServerEngine("unix:/s", **opened_with).ask(b"{}", b"")
    assert asked == [given]


def test_a_server_is_given_the_time_it_was_opened_with():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        engine = ServerEngine(f"http://127.0.0.1:{silent.getsockname()[1]}", deadline=0.2)
        with pytest.raises(EngineError, match="did not answer in time"):
            engine.ask(b"{}", b"")


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [
        (200, b"", "is not JSON"),
        (200, b"<html>", "is not JSON"),
        (200, b"[" * 100_000, "is not JSON"),
        (200, b"\xff", "is not JSON"),
        (200, b"[]", "is not a decision"),
        (201, b'{"result": {}}', "answered 201: without a message that OPA would write"),
        (302, b'{"result": {}}', "answered 302: without a message that OPA would write"),
        (401, b"", "answered 401: it wants a token; see `pykiro-opa sidecar status`"),
        (500, b"<html>", "answered 500: without a message that OPA would write"),
        (500, b"{}", "answered 500: without a message that OPA would write"),
        (500, b"[]", "answered 500: without a message that OPA would write"),
        (500, b'{"message": "a\\nb", "errors": [{"message": "c"}, {"message": "d"}]}', "answered 500: a b: c"),
        (500, b'{"message": "a", "errors": [1]}', "answered 500: without a message that OPA would write"),
        (500, json.dumps({"message": "x" * 500}).encode(), "answered 500: " + "x" * 199 + "…"),
        (500, json.dumps({"message": "x" * 201}).encode(), "answered 500: " + "x" * 199 + "…"),
        (500, json.dumps({"message": "x" * 200}).encode(), "answered 500: " + "x" * 200),
        (500, b'{"message": "a", "errors": null}', "answered 500: a"),
        (500, b'{"message": 7}', "answered 500: 7"),
        (500, b'{"message": "a", "errors": [{}]}', "answered 500: without a message that OPA would write"),
        (500, b'{"message": "a", "errors": 1}', "answered 500: without a message that OPA would write"),
        (500, b"[" * 100_000, "answered 500: without a message that OPA would write"),
        (401, b'{"message": "a"}', "answered 401: it wants a token; see `pykiro-opa sidecar status`"),
        (200, b"null", "is not a decision"),
    ],
)
def test_other_answers_are_one_line_of_error(served, status, body, said):
    _, address = served(status, body)
    with pytest.raises(EngineError) as caught:
        ServerEngine(address).ask(b"{}", b"")
    assert str(caught.value).startswith(f"OPA at `{address}` answered ")
    assert str(caught.value).endswith(said)
    assert "\n" not in str(caught.value)
