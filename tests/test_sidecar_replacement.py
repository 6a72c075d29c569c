"""One OPA takes the place of another: what clients see, what is left of a start that did not end well."""

from __future__ import annotations

import json
import os
import signal
import socket
import threading
import time
from pathlib import Path

import pytest
from sidecars import ask, bundle, folder, guardrails, lives, wait_for

from pykiro_opa import sidecar
from pykiro_opa.engines import folders, http1, running
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical
from pykiro_opa.sidecar import arguments, control, places, process, readiness, replacing
from pykiro_opa.sidecar.connections import connections


@pytest.fixture(params=[False, True], ids=["socket", "tcp"])
def tcp(request):
    return request.param


def test_no_client_is_refused_while_one_opa_replaces_another(root):
    """Over the socket, whose name stays; each client sees the old guardrails, then the new ones, and never the old again."""
    first = sidecar.start(root, guardrails("c0"))
    over, seen, refused = threading.Event(), [[] for _ in range(8)], []

    def client(answers):
        while not over.is_set():
            try:
                answers.append(ask(first, say="x")["guardrails"])
            except EngineError as error:
                refused.append(str(error))

    clients = [threading.Thread(target=client, args=(answers,)) for answers in seen]
    for one in clients:
        one.start()
    wait_for(lambda: all(seen))
    for number in (1, 2, 3):
        assert sidecar.start(root, guardrails(f"c{number}")).url == first.url
    wait_for(lambda: all(answers[-1] == "c3" for answers in seen))
    over.set()
    for one in clients:
        one.join()
    assert refused == []
    for answers in seen:
        assert answers == sorted(answers)
        assert answers[0] == "c0"


def test_over_tcp_whoever_finds_it_by_its_state_is_not_refused(root):
    sidecar.start(root, guardrails("c0"), tcp=True)
    over, answers, refused = threading.Event(), [], []

    def client():
        while not over.is_set():
            url, token, *_ = running.running(root)
            try:
                answers.append(ask(url, token, say="x")["guardrails"])
            except EngineError as error:
                refused.append(str(error))

    one = threading.Thread(target=client)
    one.start()
    wait_for(lambda: answers)
    sidecar.start(root, guardrails("c1"), tcp=True)
    wait_for(lambda: answers[-1] == "c1")
    over.set()
    one.join()
    assert (refused, answers) == ([], sorted(answers))
    assert ask(*running.running(root)[:2], say="x")["guardrails"] == "c1"


def test_one_that_does_not_get_ready_leaves_the_old_one_in_its_place(root, library, tcp):
    first = sidecar.start(root, guardrails(), tcp=tcp)
    library["kiro/main/main.rego"] = "package kiro.main\n\ndecision := missing(1)\n"
    with pytest.raises(EngineError, match="undefined function missing"):
        sidecar.start(root, guardrails("c1"), tcp=tcp)
    assert sidecar.status(root).pid == first.pid
    assert ask(*running.running(root)[:2], say="x")["guardrails"] == "c0"
    assert len(places.runs(folder(root))) == 1


def test_an_opa_that_lacks_an_origin_is_not_let_in(root, monkeypatch):
    sidecar.start(root, guardrails())
    good = control._bundles(guardrails("c1"), ())
    other = json.dumps({"kiro": {"guardrails": guardrails("c2").documents}})
    monkeypatch.setattr(
        control, "_bundles", lambda *_: {**good, "guardrails": bundle(["kiro/guardrails"], {"data.json": other})}
    )
    with pytest.raises(EngineError, match="does not hold the guardrails of `builtin` as they were compiled"):
        sidecar.start(root, guardrails("c1"))
    assert ask(sidecar.status(root).url, say="x")["guardrails"] == "c0"


def test_from_socket_to_tcp_and_back_one_runs(root):
    pids = [sidecar.start(root, guardrails(), tcp=tcp).pid for tcp in (False, True, False)]
    assert [lives(pid) for pid in pids] == [False, False, True]


def test_what_a_start_that_was_killed_left_behind_is_ended_by_the_next(root):
    """OPA runs and no state names it."""
    lost = sidecar.start(root, guardrails())
    (folder(root) / running.STATE_FILE).unlink()
    assert sidecar.status(root).state == "absent"
    found = sidecar.start(root, guardrails())
    assert [lives(lost.pid), lives(found.pid)] == [False, True]
    (folder(root) / running.STATE_FILE).unlink()
    sidecar.stop(root)
    assert not lives(found.pid)


def test_one_of_an_older_version_is_ended_and_replaced(root):
    old = sidecar.start(root, guardrails())
    path = folder(root) / running.STATE_FILE
    state = json.loads(path.read_bytes())
    for field in ("run", "kind", "container", "inputs"):
        del state[field]
    folders.write_private(str(path), canonical({**state, "version": "0.0.1"}))
    (folder(root) / places.runs(folder(root))[0].name / "process.json").unlink()
    assert sidecar.status(root).state == "absent"
    assert sidecar.start(root, guardrails()).pid != old.pid
    assert not lives(old.pid)


def test_a_stopped_opa_is_unhealthy_and_replaced(root, monkeypatch):
    monkeypatch.setattr(arguments, "ANSWERING", 0.3)
    hung = sidecar.start(root, guardrails())
    os.kill(hung.pid, signal.SIGSTOP)
    wait_for(lambda: Path(f"/proc/{hung.pid}/stat").read_text().rpartition(")")[2].split()[0] == "T")
    assert sidecar.status(root).state == "unhealthy"
    assert ask(sidecar.start(root, guardrails()), say="x")["say"] == "x"
    assert not lives(hung.pid)


def test_one_that_is_replaced_answers_what_it_was_asked(root, monkeypatch):
    """However busy it is: it takes what is connected to it, and then has its time to answer that."""
    monkeypatch.setattr(process, "GRACE", 0.3)
    busy = sidecar.start(root, guardrails())
    answers = []
    waiting = [threading.Thread(target=lambda: answers.append(ask(busy, say="x")["say"])) for _ in range(40)]
    os.kill(busy.pid, signal.SIGSTOP)
    for thread in waiting:
        thread.start()
    replacing = threading.Thread(target=lambda: sidecar.start(root, guardrails(), inputs="full"))
    replacing.start()
    wait_for(lambda: sidecar.status(root).inputs == "full")
    time.sleep(1.5)
    assert lives(busy.pid)
    os.kill(busy.pid, signal.SIGCONT)
    for thread in (*waiting, replacing):
        thread.join(20)
    assert answers == ["x"] * 40
    assert not lives(busy.pid)


def test_a_stale_socket_is_replaced(root):
    killed = sidecar.start(root, guardrails())
    os.kill(killed.pid, signal.SIGKILL)
    os.waitpid(killed.pid, 0)
    assert Path(killed.url.removeprefix("unix:")).is_socket()
    with pytest.raises(EngineError, match="nothing listens there"):
        ask(killed, say="x")
    assert ask(sidecar.start(root, guardrails()), say="x")["say"] == "x"


def test_a_state_file_that_is_not_ours_alone_or_not_whole_is_no_sidecar(root):
    started = sidecar.start(root, guardrails())
    path = folder(root) / running.STATE_FILE
    whole = path.read_bytes()
    path.chmod(0o644)
    assert running.running(root) is None
    path.chmod(0o600)
    for content in (whole[: len(whole) // 2], b"[]", whole.replace(b'"pid":', b'"pod":'), b""):
        folders.write_private(str(path), content)
        assert (running.running(root), sidecar.status(root).state) == (None, "absent")
    folders.write_private(str(path), whole)
    assert running.running(root)[0] == started.url


def test_stop_all_ends_those_of_all_workspaces_of_this_user(root, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    started = [sidecar.start(each, guardrails(), tcp=tcp) for each, tcp in ((root, False), (str(other), True))]
    assert sidecar.stop_all() == 2
    assert [lives(one.pid) for one in started] == [False, False]
    assert sidecar.stop_all() == 0


def test_status_names_kind_bundles_and_the_last_error(root, library):
    started = sidecar.start(root, guardrails())
    found = sidecar.status(root, detail=True)
    assert (found.kind, found.container, found.inputs, found.last_error) == ("process", "", "masked", "")
    assert [name for name, _, _ in found.bundles] == ["guardrails", "library"]
    assert all(0 <= age < 60 for _, _, age in found.bundles)
    log = places.runs(folder(root))[0] / process.LOG
    with log.open("a") as stream:
        stream.write('{"level":"error","msg":"no room.","err":"disk full"}\n{"level":"warning","msg":"x"}\n')
    assert sidecar.status(root, detail=True).last_error == "no room: disk full"
    os.kill(started.pid, signal.SIGKILL)
    os.waitpid(started.pid, 0)
    assert (sidecar.status(root).state, sidecar.status(root).last_error) == ("stale", "x")


def test_bundles_are_no_younger_than_new_after_a_jump_of_the_clock(root, monkeypatch):
    sidecar.start(root, guardrails())
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now - 86400)
    assert {age for _, _, age in sidecar.status(root).bundles} == {0}


def test_health_is_that_of_the_bundles_too(root):
    """`/health` alone is well before any policy is loaded, and then a question is answered with nothing."""
    started = sidecar.start(root, guardrails())
    asked = []
    real = http1.exchange

    def watched(address, method, target, **rest):
        asked.append(target)
        return real(address, method, target, **rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(http1, "exchange", watched)
        assert readiness.is_healthy(started.url, None)
    assert asked == ["/health?bundles"]


def test_many_starts_and_stops_at_once_leave_nothing(root):
    def work(number):
        sidecar.start(root, guardrails(f"c{number % 2}"))
        sidecar.stop(root)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sidecar.status(root).state == "absent"
    assert sorted(path.name for path in folder(root).iterdir()) == [places.LOCK]
    wait_for(lambda: not [pid for pid in _opas() if str(folder(root)) in pid])


def _opas():
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_text()
        except OSError:
            continue


@pytest.mark.parametrize("tcp", [False, True])
def test_connections_are_counted_where_the_system_shows_them(root, tcp):
    started = sidecar.start(root, guardrails(), tcp=tcp)
    wait_for(lambda: connections(started.pid) == 0)
    with socket.socket(socket.AF_INET if tcp else socket.AF_UNIX) as client:
        port = started.url.rpartition(":")[2]
        client.connect(("127.0.0.1", int(port)) if tcp else started.url.removeprefix("unix:"))
        wait_for(lambda: connections(started.pid) == 1)
    wait_for(lambda: connections(started.pid) == 0)
    assert connections(2**22) is None


def test_where_nobody_shows_connections_the_old_one_is_given_a_while(root, monkeypatch):
    monkeypatch.setattr(replacing, "connections", lambda pid: None)
    first = sidecar.start(root, guardrails("c0"))
    began = time.monotonic()
    sidecar.start(root, guardrails("c1"))
    assert time.monotonic() - began >= 0.3
    assert not lives(first.pid)
