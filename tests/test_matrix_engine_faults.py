"""Everything a server can do wrong, over TCP and over a socket: never an allow, one line, exit 4 and in the hook 2.

In process every fault is tried over both; as a user meets it, `evaluate` and the hook each meet every fault once.
"""

from __future__ import annotations

import json
import socket
import tracemalloc
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from cells import tried
from scene import EVALUATE, Scene, one_line, refusal_in
from scripted import Scripted
from workspace import CONFIGURATION, SEED

from pykiro_opa import gate
from pykiro_opa.decisions import believe
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load
from pykiro_opa.sources import command

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
MEGABYTE = 1024 * 1024
_LARGEST_ANSWER = 64 * MEGABYTE


class Judge:
    """The answer that OPA would give, for scripts that change it."""

    def __init__(self) -> None:
        self.engine = EmbeddedEngine()
        self.guardrails = load([(CONFIGURATION, SEED.encode())], self.engine.regex_is_valid)

    def __call__(self, visit, **changes) -> bytes:
        answer = self.engine.ask(canonical(visit.event), self.guardrails.text)
        return json.dumps({"result": {**answer, **changes}}).encode()


def answering(body, status="200 OK", *headers):
    return lambda visit, _judge: visit.answer(body, status, *headers)


def saying(*pieces):
    return lambda visit, _judge: visit.send(*pieces)


def changing(**changes):
    return lambda visit, judge: visit.answer(judge(visit, **changes))


def without(*path):
    """The right answer, less one field."""

    def script(visit, judge):
        document = json.loads(judge(visit))
        place = document
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]
        visit.answer(json.dumps(document).encode())

    return script


def truncated(visit, judge):
    body = judge(visit)
    visit.send(OK + b"Content-Length: %d\r\n\r\n" % len(body) + body[:-20])


def cut_in_a_chunk(visit, judge):
    body = judge(visit)
    visit.send(CHUNKED + b"%x\r\n" % len(body) + body[:-20])


def cut_between_chunks(visit, judge):
    body = judge(visit)
    visit.send(CHUNKED + b"%x\r\n" % len(body) + body + b"\r\n")


def reset(visit, judge):
    visit.send(OK + b"Content-Length: 99999\r\n\r\n" + judge(visit))
    visit.reset()


def endless(head, piece):
    def script(visit, _judge):
        visit.send(head)
        visit.without_end(piece)

    return script


def slow_first_byte(visit, judge):
    visit.over.wait(20)
    visit.answer(judge(visit))


def dripping(visit, judge):
    visit.drip(OK + b"Content-Length: 9999\r\n\r\n" + judge(visit))


def silence(visit, _judge):
    visit.over.wait(20)


def redirecting(status):
    def script(visit, _judge):
        visit.answer(b"", f"{status} Elsewhere", f"Location: {ELSEWHERE['address']}/v1/data")

    return script


ELSEWHERE = {"address": ""}
SCRIPTS = {
    "it closes the connection without a word": lambda _visit, _judge: None,
    "it resets the connection": lambda visit, _judge: visit.reset(),
    "it resets the connection in the body": reset,
    "500 with OPA's words": answering(
        b'{"code":"internal_error","message":"error(s) occurred while evaluating query","errors":[{"message":"x\\ny"}]}',
        "500 Internal Server Error",
    ),
    "500 with a page": answering(b"<html>\n<h1>Oops</h1>", "500 Internal Server Error"),
    "500 with a decision": lambda visit, judge: visit.answer(judge(visit), "500 Internal Server Error"),
    "404": answering(b'{"code":"resource_not_found","message":"x"}', "404 Not Found"),
    "401": answering(b'{"code":"unauthorized","message":"x"}', "401 Unauthorized"),
    "204": answering(b"", "204 No Content"),
    "100 for ever": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    **{f"{status} to another server": redirecting(status) for status in (301, 302, 303, 307, 308)},
    "a page": answering(b"<html>"),
    "nothing": answering(b""),
    "a list": answering(b"[]"),
    "no result": answering(b"{}"),
    "a result that is null": answering(b'{"result": null}'),
    "a result that is true": answering(b'{"result": true}'),
    "a result that is a word": answering(b'{"result": "allow"}'),
    "a result that is an effect": answering(b'{"result": {"effect": "allow"}}'),
    "deep nesting": answering(b'{"result":' + b"[" * 100_000),
    "deep nesting that ends": answering(b'{"result":' + b"[" * 900 + b"]" * 900 + b"}"),
    "bytes that are not UTF-8": answering(b'{"result": "\xff"}'),
    "a result twice": lambda visit, judge: visit.answer(b'{"result": null, ' + judge(visit)[1:]),
    "another request": changing(request="0" * 64),
    "another digest": changing(digest="0" * 64),
    "another version": changing(version=2),
    "an effect milder than its findings": changing(effect="allow", findings=[{"effect": "deny"}]),
    "an effect that nobody knows": changing(effect="fine"),
    "other guardrails": lambda visit, judge: visit.answer(
        judge(visit, origins=[[name, "0" * 64, 0] for name, _, _ in visit.event["context"]["expected"]])
    ),
    "no guardrails": changing(origins=[]),
    "one origin fewer": lambda visit, judge: visit.answer(judge(visit, origins=visit.event["context"]["expected"][:1])),
    "one origin more": lambda visit, judge: visit.answer(
        judge(visit, origins=[*visit.event["context"]["expected"], ["other", "0" * 64, 0]])
    ),
    "a counter that went back": lambda visit, judge: visit.answer(
        judge(visit, origins=[[name, content, -1] for name, content, _ in visit.event["context"]["expected"]])
    ),
    **{
        f"no `{field}`": without("result", field)
        for field in (
            "version",
            "effect",
            "digest",
            "request",
            "origins",
            "findings",
            "obligations",
            "permission_delta",
        )
    },
    "a truncated body": truncated,
    "a truncated chunk": cut_in_a_chunk,
    "no last chunk": cut_between_chunks,
    "1 GB announced": saying(OK + b"Content-Length: 1073741824\r\n\r\n{"),
    "1 GB in a chunk": saying(CHUNKED + b"40000000\r\n{"),
    "1 GB in small chunks": endless(CHUNKED, b"10000\r\n" + b" " * 0x10000 + b"\r\n"),
    "1 GB without a length": endless(OK + b"\r\n", b" " * 65536),
    "headers without end": endless(OK, b"X: y\r\n" * 100),
    "a header without end": endless(OK + b"X: ", b"y" * 4096),
    "a status without end": endless(b"HTTP/1.1 200 ", b"O" * 4096),
    "a chunk's size without end": endless(CHUNKED, b"0" * 4096),
    "trailers without end": endless(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: y\r\n" * 100),
    "another protocol": saying(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"),
    "a compressed answer": answering(b"\x1f\x8b", "200 OK", "Content-Encoding: gzip"),
}
SLOW = {
    "a slow first byte": slow_first_byte,
    "bytes that drip": dripping,
    "headers that drip": lambda visit, _judge: visit.drip(OK + b"X: y\r\n" * 1000),
    "silence": silence,
}
FAULTS = {**SCRIPTS, **SLOW}


@pytest.fixture(scope="module")
def judge():
    return Judge()


@pytest.fixture(scope="module")
def event(judge, tmp_path_factory):
    change = command.read("git status", str(tmp_path_factory.mktemp("w")), lambda: b"")
    return gate.event_of(change, judge.guardrails)


@pytest.fixture
def elsewhere(judge):
    """Where redirects lead to: a server that would allow everything."""
    with Scripted(lambda visit: visit.answer(judge(visit))) as server:
        ELSEWHERE["address"] = server.address
        yield server
    ELSEWHERE["address"] = ""


@pytest.fixture
def scene():
    made = Scene()
    made.write({CONFIGURATION: SEED})
    yield made
    made.remove()


def served(judge, fault, path=None):
    return Scripted(lambda visit: FAULTS[fault](visit, judge), path)


def refusal(address, event, guardrails, deadline) -> str:
    """The one line with which the server's answer is refused."""
    with pytest.raises(EngineError) as caught:
        believe(ServerEngine(address, deadline=deadline).ask(canonical(event), guardrails.text), event)
    return one_line(str(caught.value))


@pytest.mark.parametrize("transport", ["tcp", "unix"])
def test_the_answer_that_the_scripts_change_is_believed(transport, judge, event, tmp_path):
    path = tmp_path / "s" if transport == "unix" else None
    with Scripted(lambda visit: visit.answer(judge(visit)), path) as server:
        assert "allow" == believe(ServerEngine(server.address).ask(canonical(event), b""), event).effect


@pytest.mark.parametrize("transport", ["tcp", "unix"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_server_that_does_this_is_refused_in_one_line(fault, transport, judge, event, elsewhere, tmp_path):
    tried("faults of a server")
    with served(judge, fault, tmp_path / "s" if transport == "unix" else None) as server:
        tracemalloc.start()
        refusal(server.address, event, judge.guardrails, 0.4 if fault in SLOW else 20)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert len(server.visits) == 1, "asked once, and not again"
    assert elsewhere.visits == []
    assert peak < 2.5 * _LARGEST_ANSWER, f"{peak / MEGABYTE:.0f} MB"
    if "announced" in fault or "in a chunk" in fault or "header" in fault:
        assert peak < 4 * MEGABYTE, f"{peak / MEGABYTE:.0f} MB"


def unreachable(tmp_path, stack):
    """Addresses at which no server answers."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    full = stack.enter_context(socket.socket())
    full.bind(("127.0.0.1", 0))
    full.listen(0)
    stale = socket.socket(socket.AF_UNIX)
    stale.bind(str(tmp_path / "stale"))
    stale.close()
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "link")
    (tmp_path / "dangling").symlink_to(tmp_path / "none")
    names = ("none", "stale", "file", "folder", "link", "dangling", "file/below", "x" * 200)
    return [
        f"http://127.0.0.1:{closed}",
        "http://no.such.host.invalid:1",
        *(f"unix:{tmp_path}/{name}" for name in names),
    ]


def test_a_server_that_is_not_there_is_refused_in_one_line(judge, event, tmp_path):
    with ExitStack() as stack:
        for address in unreachable(tmp_path, stack):
            tried("faults of a server")
            assert "cannot reach OPA at" in refusal(address, event, judge.guardrails, 5)


def met(scene, judge, fault, way, address):
    """How `evaluate` or the hook ends when its server does that, and what is wrong with it."""
    tried("faults of a server, met by the command line and the hook")
    if way == "hook":
        ended = scene.hook(PYKIRO_OPA_ENGINE=address)
        wrong = (ended.code, ended.stdout) != (2, "") or not one_line(ended.stderr).startswith("pykiro-opa: blocked: ")
    elif way == "text":
        ended = scene.cli(*EVALUATE, "--engine", address)
        wrong = (ended.code, ended.stdout) != (4, "") or not one_line(ended.stderr).startswith("error: ")
    else:
        ended = scene.cli(*EVALUATE, "--format", "json", PYKIRO_OPA_ENGINE=address)
        finding = refusal_in(ended.stdout)
        said = f"error: {finding['message']}"
        wrong = (ended.code, finding["rule"], said) != (4, "gate/engine", one_line(ended.stderr))
    return f"{fault}, {way}: {ended}" if wrong or ended.memory > 400 * MEGABYTE else None


def test_the_command_line_and_the_hook_say_so_with_their_exit_codes_and_leave_nothing(
    judge, elsewhere, scene, tmp_path
):
    """All at once, since the slow ones only wait."""
    ways = ("hook", "text", "json")
    with ExitStack() as stack, ThreadPoolExecutor(6) as pool:
        meetings = []
        for number, fault in enumerate([*SLOW, *SCRIPTS]):
            path = tmp_path / str(number) if number % 2 else None
            server = stack.enter_context(served(judge, fault, path))
            meetings += [pool.submit(met, scene, judge, fault, way, server.address) for way in ways]
        for address in unreachable(tmp_path, stack):
            meetings += [pool.submit(met, scene, judge, address, way, address) for way in ways]
        wrong = [meeting.result() for meeting in meetings]
        assert [] == [one for one in wrong if one is not None]
        assert elsewhere.visits == []
    assert [] == scene.left()


def test_a_server_that_answers_well_is_believed_by_the_command_line_and_the_hook(judge, scene):
    with Scripted(lambda visit: visit.answer(judge(visit))) as server:
        assert 0 == scene.cli(*EVALUATE, "--engine", server.address).code
        assert 0 == scene.hook(PYKIRO_OPA_ENGINE=server.address).code
        assert len(server.visits) == 2
    assert [] == scene.left()


def test_proxies_and_netrc_are_never_used(judge, scene, tmp_path):
    """A proxy that would allow everything gets no connection, and no password leaves."""
    proxies = ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "ftp_proxy", "socks_proxy")
    scene.home.joinpath(".netrc").write_text(
        "machine 127.0.0.1 login user password hunter2\ndefault login a password hunter2\n"
    )
    scene.home.joinpath(".netrc").chmod(0o600)
    with (
        Scripted(lambda visit: visit.answer(judge(visit))) as proxy,
        Scripted(lambda visit: visit.answer(judge(visit))) as server,
    ):
        names = {name: proxy.address for one in proxies for name in (one, one.upper())}
        names |= {"no_proxy": "", "NO_PROXY": "", "NETRC": str(scene.home / ".netrc"), "REQUEST_METHOD": ""}
        assert 0 == scene.cli(*EVALUATE, "--engine", server.address, **names).code
        assert 0 == scene.hook(PYKIRO_OPA_ENGINE=server.address, **names).code
        assert proxy.visits == []
        assert len(server.visits) == 2
        for visit in server.visits:
            assert b"authorization" not in visit.head.lower()
            assert b"hunter2" not in visit.head + visit.body


@pytest.mark.parametrize(
    "engine", ["opa", "http://", "https://127.0.0.1:1", "unix:", "http://a:b@127.0.0.1:1", "file:///x"]
)
def test_an_engine_that_is_none_is_an_error_of_usage(engine, scene):
    ended = scene.cli(*EVALUATE, "--engine", engine)
    assert (2, "") == (ended.code, ended.stdout)
    assert one_line(ended.stderr).startswith("error: ")
    blocked = scene.hook(PYKIRO_OPA_ENGINE=engine)
    assert (2, "") == (blocked.code, blocked.stdout)
    assert one_line(blocked.stderr).startswith("pykiro-opa: blocked: ")
    assert [] == scene.left()
