"""The sidecar in a container of a real Docker engine; containers are removed by the test that made them.

The image of the static OPA stays: it is named by its content, and other tests may be using it.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
from contextlib import closing
from pathlib import Path

import docker as docker_library
import pytest
from sidecars import ask, folder, guardrails, lives, wait_for

from pykiro_opa import binary, sidecar
from pykiro_opa.engines import running
from pykiro_opa.errors import EngineError
from pykiro_opa.sidecar import container, control, image, places


@pytest.fixture(scope="module")
def engine(docker):
    with closing(docker_library.from_env()) as client:
        yield client


@pytest.fixture(scope="module")
def opa_image(engine, opa):
    return image.built(engine, binary.find_opa(str(opa))).id


@pytest.fixture
def start(engine, root):
    """Start the workspace's sidecar in a container."""
    yield lambda content="c0", **options: sidecar.start(root, guardrails(content), docker=True, **options)
    sidecar.stop(root)
    assert engine.containers.list(all=True, filters={"label": f"{container.FOLDER}={folder(root)}"}) == []


def test_it_decides_over_a_socket_of_its_user_alone(root, start):
    started = start()
    assert (started.kind, started.reused) == ("container", False)
    assert ask(started, say="x") == {"say": "x", "guardrails": "c0"}
    path = Path(started.url.removeprefix("unix:"))
    assert (path.stat().st_mode & 0o777, path.stat().st_uid) == (0o600, places.user_of_containers())
    assert path.parent.stat().st_mode & 0o077 == 0
    assert running.running(root) == (started.url, None, started.revision, ())
    assert start() == control.Running(running.read_state(root), reused=True)


@pytest.mark.parametrize("tcp", [False, True])
def test_it_can_do_nothing_but_decide(engine, root, start, tcp):
    found = engine.containers.get(start(tcp=tcp).container).attrs
    host = found["HostConfig"]
    assert host["ReadonlyRootfs"] is True
    assert (host["CapDrop"], host["CapAdd"]) == (["ALL"], None)
    assert host["SecurityOpt"] == ["no-new-privileges"]
    assert host["Privileged"] is False
    assert host["Memory"] == host["MemorySwap"] == 512 * 1024 * 1024
    assert host["PidsLimit"] == 128
    assert 0 < host["NanoCpus"] <= 2_000_000_000
    assert list(host["Tmpfs"]) == ["/tmp"]
    assert found["Config"]["User"].split(":")[0] not in ("", "0", "root")
    assert (host["NetworkMode"] == "none") is not tcp
    writable = {mount["Destination"] for mount in found["Mounts"] if mount["RW"]}
    assert writable == ({"/decisions"} if tcp else {"/decisions", "/run/opa"})
    assert found["Config"]["Labels"][container.OWNER] == str(os.geteuid())
    # The name of a variable is all that it learns of the user's environment.
    assert {one.partition("=")[0] for one in found["Config"]["Env"]} <= {"GOMEMLIMIT", "PATH"}


@pytest.mark.parametrize("tcp", [False, True])
def test_its_health_check_tells_a_sound_opa_from_one_that_is_not_there(engine, start, tcp):
    found = engine.containers.get(start(tcp=tcp).container)
    test = found.attrs["Config"]["Healthcheck"]["Test"]
    assert test[0] == "CMD"
    assert found.exec_run(test[1:]).exit_code == 0
    other = [part.replace("8282", "8283").replace(":8181", ":8180") for part in test[1:]]
    assert found.exec_run(other).exit_code != 0
    assert found.exec_run([part.replace("Bearer ", "Bearer x") for part in test[1:]]).exit_code == (1 if tcp else 0)


def test_over_tcp_it_is_published_to_this_machine_alone_and_wants_a_token(engine, root, start):
    started = start(tcp=True)
    url, token, *_ = running.running(root)
    assert ask(url, token, say="x")["say"] == "x"
    for wrong in (None, f"{token}x"):
        with pytest.raises(EngineError, match="answered 401"):
            ask(url, wrong, say="x")
    attributes = engine.containers.get(started.container).attrs
    assert {bound["HostIp"] for bound in attributes["NetworkSettings"]["Ports"]["8181/tcp"]} == {"127.0.0.1"}
    state = running.read_state(root)
    assert token is not None
    assert not [each for each in (token, state["admin_token"]) if each in json.dumps(attributes)]


def test_its_decisions_are_logged_and_masked(start, root):
    started = start()
    ask(started, say="hidden", stage="task")
    log = Path(sidecar.status(root).log)
    wait_for(lambda: log.exists() and log.read_text().endswith("\n"))
    assert "hidden" not in log.read_text()
    assert json.loads(log.read_text())["input"]["stage"] == "task"
    assert log.stat().st_mode & 0o077 == 0
    sidecar.stop(root)
    # The same log goes on where the next one is a process.
    ask(sidecar.start(root, guardrails()), say="x")
    wait_for(lambda: log.read_text().count("\n") == 2)


def test_status_says_what_runs(start, root):
    started = start()
    found = sidecar.status(root, detail=True)
    assert (found.state, found.kind, found.container) == ("running", "container", started.container)
    assert (found.url, found.opa_version, found.last_error) == (started.url, "1.21.1", "")
    assert [name for name in found.policies if name.endswith("kiro/main/main.rego")]


def test_one_that_was_killed_is_stale_and_started_anew(engine, root, start):
    killed = start()
    engine.containers.get(killed.container).kill()
    wait_for(lambda: not lives(killed.pid))
    assert running.running(root) is None
    found = sidecar.status(root)
    assert (found.state, found.last_error[:13]) == ("stale", "exit code 137")
    assert ask(start(), say="x")["say"] == "x"
    assert [one.id for one in engine.containers.list(all=True) if one.id == killed.container] == []


def test_one_that_was_removed_by_hand_is_stale_and_started_anew(engine, root, start):
    removed = start()
    engine.containers.get(removed.container).remove(force=True)
    wait_for(lambda: not lives(removed.pid))
    assert (sidecar.status(root).state, sidecar.status(root).last_error) == ("stale", "its container is gone")
    assert start().container != removed.container
    engine.containers.get(sidecar.status(root).container).remove(force=True)
    wait_for(lambda: running.running(root) is None)
    assert sidecar.stop(root) is False


def test_one_that_hangs_is_unhealthy_and_replaced(engine, root, start):
    hung = start()
    engine.containers.get(hung.container).pause()
    assert sidecar.status(root).state == "unhealthy"
    assert start().container != hung.container
    assert not lives(hung.pid)


def test_without_an_engine_starting_and_stopping_say_so_and_what_runs_goes_on(root, start, monkeypatch):
    started = start()
    with monkeypatch.context() as patch:
        patch.setenv("DOCKER_HOST", f"unix://{root}/none.sock")
        assert sidecar.status(root).state == "running"
        assert ask(started, say="x")["say"] == "x"
        with pytest.raises(EngineError, match=r"no Docker engine answers: start it .* or leave out `--docker`"):
            start("c1")
        with pytest.raises(EngineError, match="its container cannot be removed: no Docker engine answers"):
            sidecar.stop(root)
        assert running.running(root) is not None
    assert sidecar.stop(root) is True


def test_without_an_engine_what_has_ended_is_forgotten(engine, root, start, monkeypatch):
    started = start()
    engine.containers.get(started.container).kill()
    wait_for(lambda: not lives(started.pid))
    with monkeypatch.context() as patch:
        patch.setenv("DOCKER_HOST", f"unix://{root}/none.sock")
        assert sidecar.status(root).last_error.endswith("or leave out `--docker`")
        assert sidecar.stop(root) is False
    start()  # removes what is left of the first one
    assert [one.id for one in engine.containers.list(all=True) if one.id == started.container] == []


def test_an_engine_whose_processes_cannot_be_seen_is_refused(engine, root, start, monkeypatch):
    """Of a container elsewhere the hook could not tell whether it lives, nor who took its port since."""
    monkeypatch.setattr(container, "_SEEN_WITHIN", 0.2)
    monkeypatch.setattr(container, "_command", lambda _pid: b"/usr/bin/other\0run\0")
    with pytest.raises(EngineError, match="the Docker engine runs elsewhere"):
        start()
    assert sidecar.status(root).state == "absent"
    assert places.runs(folder(root)) == []


def test_two_starts_at_once_leave_one_container(engine, root, start):
    results = []
    threads = [threading.Thread(target=lambda: results.append(start())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({result.container for result in results}) == 1
    found = engine.containers.list(all=True, filters={"label": f"{container.FOLDER}={folder(root)}"})
    assert [one.id for one in found] == [results[0].container]


def test_no_client_is_refused_while_one_container_replaces_another(start):
    first = start("c0")
    over, answers, refused = threading.Event(), [], []

    def client():
        while not over.is_set():
            try:
                answers.append(ask(first, say="x")["guardrails"])
            except EngineError as error:
                refused.append(str(error))

    one = threading.Thread(target=client)
    one.start()
    wait_for(lambda: answers)
    assert start("c1").url == first.url
    wait_for(lambda: answers[-1] == "c1")
    over.set()
    one.join()
    assert (refused, answers) == ([], sorted(answers))
    assert (answers[0], answers[-1]) == ("c0", "c1")


def test_from_process_to_container_and_back_one_runs(root, start):
    pids = [
        sidecar.start(root, guardrails()).pid,
        start().pid,
        start(tcp=True).pid,
        sidecar.start(root, guardrails()).pid,
    ]
    assert [lives(pid) for pid in pids] == [False, False, False, True]


def test_only_containers_of_this_user_and_this_state_are_cleaned_up(engine, root, start, opa_image):
    def other(**labels):
        return engine.containers.create(opa_image, ["version"], labels=labels)

    own = {container.OWNER: str(os.geteuid()), container.RUN: "run-x"}
    left_alone = [
        other(**{**own, container.OWNER: "12345", container.FOLDER: str(folder(root))}),
        other(**{**own, container.FOLDER: f"/elsewhere/{folder(root).name}"}),
        other(**own),
        other(),
    ]
    orphan = other(**{**own, container.FOLDER: str(folder(root))})
    try:
        start()
        assert orphan.id not in {one.id for one in engine.containers.list(all=True)}
        assert sidecar.stop_all() == 1
        kept = {one.id for one in engine.containers.list(all=True)}
        assert [one.id in kept for one in left_alone] == [True] * 4
    finally:
        for one in left_alone:
            one.remove(force=True)


def test_stop_all_ends_containers_whose_state_is_gone(engine, root, start):
    started = start()
    shutil.rmtree(folder(root))
    assert sidecar.stop_all() == 1
    assert started.container not in {one.id for one in engine.containers.list(all=True)}


def test_policies_that_opa_refuses_are_an_error_with_its_words_and_leave_no_container(root, start, library):
    library["kiro/main/main.rego"] = "package kiro.main\n\ndecision := missing(1)\n"
    with pytest.raises(EngineError, match=r"OPA ended .*exit code 1: .*undefined function missing") as caught:
        start()
    assert "\n" not in str(caught.value)


def test_one_that_runs_out_of_memory_says_so(start, monkeypatch):
    monkeypatch.setitem(container._LIMITS, "mem_limit", "8m")
    monkeypatch.setitem(container._LIMITS, "memswap_limit", "8m")
    with pytest.raises(EngineError, match="ran out of memory"):
        start()


def test_an_image_that_is_named_runs_by_its_id_and_is_never_pulled(engine, start, opa_image):
    name = f"pykiro-opa-test:{os.getpid()}"
    engine.images.get(opa_image).tag(*name.split(":"))
    try:
        started = start(image=name)
    finally:
        engine.images.remove(name)
    assert engine.containers.get(started.container).image.id == opa_image
    with pytest.raises(EngineError, match=r"there is no image `nobody/has:this` here: `docker pull nobody/has:this`"):
        start(image="nobody/has:this")


def test_an_image_without_an_opa_is_refused(engine, start, tmp_path):
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCOPY Dockerfile /opa\n")
    made, _ = engine.images.build(path=str(tmp_path))
    with pytest.raises(EngineError, match="the Docker engine says"):
        start(image=made.id)
    engine.images.remove(made.id, force=True)


def test_an_image_is_made_once_for_each_content_of_the_program(engine, opa, opa_image, tmp_path):
    found = binary.find_opa(str(opa))
    assert image.built(engine, found).id == opa_image
    # Whoever gives another image this name does not have it run.
    (tmp_path / "Dockerfile").write_text("FROM scratch\nCOPY Dockerfile /opa\n")
    tag = f"pykiro-opa/opa:{engine.images.get(opa_image).labels['pykiro-opa.program']}"
    made, _ = engine.images.build(path=str(tmp_path), tag=tag)
    assert image.built(engine, found).id not in (made.id, "")
    engine.images.remove(made.id, force=True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"#!/bin/sh\necho 'Version: 1.21.1'\n", "is no program for a container of Linux"),
        (b"\xcf\xfa\xed\xfe" + bytes(100), "is no program for a container of Linux"),
        (b"", "is no program for a container of Linux"),
        (Path(sys.executable).resolve().read_bytes(), "needs libraries that an empty image lacks"),
    ],
    ids=["script", "macos", "empty", "dynamic"],
)
def test_a_program_that_an_empty_image_cannot_run_is_refused(tmp_path, content, said):
    (tmp_path / "opa").write_bytes(content)
    with pytest.raises(EngineError, match=said):
        image.built(None, binary.Binary(str(tmp_path / "opa"), "1.21.1"))
