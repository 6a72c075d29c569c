"""The sidecar with a real OPA and small bundles of its own; every process is ended by the test that started it."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sidecars import MAIN, ask, bundle, folder, guardrails, wait_for

from pykiro_opa import binary, sidecar
from pykiro_opa.engines import folders, http1, running
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical, sha256
from pykiro_opa.sidecar import control, files, places, process, readiness


def test_a_sidecar_decides_over_a_socket_of_its_user_alone(root):
    started = sidecar.start(root, guardrails())
    assert started.url.startswith("unix:")
    assert ask(started, say="x") == {"say": "x", "guardrails": "c0"}
    for path in [folder(root), *folder(root).rglob("*")]:
        assert not path.stat().st_mode & 0o077, path
    assert Path(started.url.removeprefix("unix:")).stat().st_mode & 0o777 == 0o600


def test_the_hook_finds_it_by_the_folder_with_its_revision(root):
    started = sidecar.start(root, guardrails())
    assert running.running(root) == (started.url, None, sha256(canonical([["builtin", "c0", 0]])), ())
    assert started.revision == running.running(root)[2]
    sidecar.stop(root)
    assert running.running(root) is None


def test_the_same_guardrails_keep_it_and_others_replace_it(root):
    first = sidecar.start(root, guardrails())
    again = sidecar.start(root, guardrails())
    assert (again.pid, again.reused, first.reused) == (first.pid, True, False)
    other = sidecar.start(root, guardrails("c1"))
    assert other.pid != first.pid
    assert running.start_time(first.pid) is None
    assert ask(other, say="x")["guardrails"] == "c1"


def test_other_policies_replace_it(root, library):
    first = sidecar.start(root, guardrails())
    library["kiro/actions/a/data.json"] = '{"title": "B"}'
    assert sidecar.start(root, guardrails()).pid != first.pid


def test_one_that_was_killed_is_stale_and_started_anew(root):
    first = sidecar.start(root, guardrails())
    assert sidecar.status(root).state == "running"
    os.kill(first.pid, signal.SIGKILL)
    os.waitpid(first.pid, 0)
    stale = sidecar.status(root)
    assert (stale.state, stale.pid) == ("stale", first.pid)
    assert running.running(root) is None
    assert ask(sidecar.start(root, guardrails()), say="x")["say"] == "x"


def test_one_that_does_not_answer_is_unhealthy_and_replaced(root):
    first = sidecar.start(root, guardrails())
    Path(first.url.removeprefix("unix:")).unlink()
    assert sidecar.status(root).state == "unhealthy"
    assert sidecar.start(root, guardrails()).pid != first.pid
    assert running.start_time(first.pid) is None


def test_status_says_what_runs_and_in_detail_what_it_holds(root):
    assert sidecar.status(root).state == "absent"
    started = sidecar.start(root, guardrails())
    found = sidecar.status(root, detail=True)
    assert (found.state, found.url, found.pid, found.revision) == (
        "running",
        started.url,
        started.pid,
        started.revision,
    )
    assert found.origins == (("builtin", "c0", 0),)
    assert found.opa_version == started.opa_version == "1.21.1"
    assert [name for name in found.policies if name.endswith("kiro/main/main.rego")]
    assert sidecar.status(root).policies == ()


def test_over_tcp_the_client_library_lists_policies_past_netrc_and_proxies(root, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login user password word\n")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    started = sidecar.start(root, guardrails(), tcp=True)
    assert started.url.startswith("http://127.0.0.1:")
    found = sidecar.status(root, detail=True)
    assert found.state == "running"
    assert [name for name in found.policies if name.endswith("kiro/main/main.rego")]


def test_over_tcp_a_token_is_wanted(root):
    started = sidecar.start(root, guardrails(), tcp=True)
    url, token, *_ = running.running(root)
    assert ask(started, token, say="x")["say"] == "x"
    for wrong in (None, "", "x", f"{token}x"):
        with pytest.raises(EngineError, match="answered 401"):
            ask(started, wrong, say="x")
    assert http1.exchange(http1.parse_address(url), "GET", "/health", deadline=20)[0] == 401


DECISION = "/v1/data/kiro/main/decision"
STRICT = "?strict-builtin-errors=true"


@pytest.mark.parametrize(
    ("role", "method", "target", "status"),
    [
        ("client", "POST", DECISION + STRICT, 200),
        ("client", "POST", DECISION + STRICT + "&provenance=true", 200),
        ("client", "GET", "/health", 200),
        ("client", "GET", "/health?bundles", 200),
        ("client", "POST", DECISION, 401),
        ("client", "POST", DECISION + "?strict-builtin-errors=false", 401),
        ("client", "POST", DECISION + STRICT + "&strict-builtin-errors=false", 401),
        ("client", "POST", DECISION + STRICT + "&explain=full", 401),
        ("client", "POST", DECISION + "/say" + STRICT, 401),
        ("client", "GET", DECISION + STRICT, 401),
        ("client", "PUT", "/v1/data/kiro/guardrails" + STRICT, 401),
        ("client", "POST", "/v1/data/kiro/actions" + STRICT, 401),
        ("client", "GET", "/v1/policies", 401),
        ("client", "POST", "/", 401),
        ("client", "POST", "/v1/query", 401),
        ("client", "GET", "/v1/config", 401),
        ("client", "GET", "/metrics", 401),
        ("probe", "GET", "/health", 200),
        ("probe", "GET", "/health?bundles", 200),
        ("probe", "POST", "/health", 401),
        ("probe", "POST", DECISION + STRICT, 401),
        ("probe", "GET", "/v1/policies", 401),
        ("probe", "GET", "/v1/data/kiro/guardrails", 401),
        ("probe", "GET", "/metrics", 401),
        ("admin", "GET", "/health", 200),
        ("admin", "POST", DECISION + STRICT, 200),
        ("admin", "POST", DECISION, 401),
        ("admin", "GET", DECISION, 401),
        ("admin", "GET", "/v1/data", 401),
        ("admin", "GET", "/v1/data/kiro", 401),
        ("admin", "GET", "/v1/data/system", 401),
        ("admin", "GET", "/v1/data/system/authz", 401),
        ("admin", "GET", "/v1/data/kiro/actions/a", 200),
        ("admin", "POST", "/v1/data/kiro/actions/a" + STRICT, 200),
        ("admin", "POST", "/v1/data/kiro/actions/a", 401),
        ("admin", "GET", "/v1/data/kiro/guardrails", 200),
        ("admin", "GET", "/v1/data/system/bundles", 200),
        ("admin", "GET", "/v1/policies", 200),
        ("admin", "GET", "/v1/policies/", 301),
        ("admin", "PUT", "/v1/policies/x", 401),
        ("admin", "DELETE", "/v1/policies/x", 401),
        ("admin", "PUT", "/v1/data/kiro/actions", 401),
        ("admin", "PATCH", "/v1/data/kiro/actions", 401),
        ("admin", "DELETE", "/v1/data/kiro/actions", 401),
        ("admin", "POST", "/v1/query", 401),
        ("admin", "POST", "/v1/compile", 401),
        ("admin", "GET", "/v1/config", 401),
    ],
)
def test_each_role_may_do_what_it_needs_and_no_more(shared, role, method, target, status):
    address, tokens = shared
    headers = {"Authorization": f"Bearer {tokens[role]}", "Content-Type": "application/json"}
    assert (
        http1.exchange(address, method, target, body=b'{"input":{"say":1}}', headers=headers, deadline=20)[0] == status
    )


def test_stopping_ends_the_process_removes_its_files_and_keeps_the_decisions(root):
    started = sidecar.start(root, guardrails())
    ask(started, say="x")
    log = Path(sidecar.status(root).log)
    wait_for(log.exists)
    assert sidecar.stop(root) is True
    assert running.start_time(started.pid) is None
    assert [path.name for path in folder(root).iterdir()] == [places.LOCK]
    assert not Path(started.url.removeprefix("unix:")).exists()
    assert log.exists()
    assert sidecar.stop(root) is False


def test_a_process_that_took_over_the_number_is_left_alone(root):
    started = sidecar.start(root, guardrails())
    os.kill(started.pid, signal.SIGKILL)
    os.waitpid(started.pid, 0)
    bystander = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    path = folder(root) / running.STATE_FILE
    state = json.loads(path.read_bytes())
    folders.write_private(str(path), canonical({**state, "pid": bystander.pid}))
    assert sidecar.status(root).state == "stale"
    assert sidecar.stop(root) is False
    assert bystander.poll() is None
    bystander.communicate()


def test_two_starts_at_once_leave_one_process(root):
    results = []
    threads = [threading.Thread(target=lambda: results.append(sidecar.start(root, guardrails()))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({result.pid for result in results}) == 1
    assert sorted(result.reused for result in results) == [False, True, True]


def test_a_start_that_waits_in_vain_says_so(root, monkeypatch):
    monkeypatch.setattr(places, "_PATIENCE", 0.1)
    places.prepare(folder(root))
    with places.locked(folder(root)), pytest.raises(EngineError, match="another start or stop"):
        sidecar.start(root, guardrails())


def test_policies_that_opa_refuses_are_an_error_with_its_words_and_leave_no_process(root, library):
    library["kiro/main/main.rego"] = "package kiro.main\n\ndecision := missing(1)\n"
    with pytest.raises(EngineError, match=r"OPA ended .*: .*undefined function missing") as caught:
        sidecar.start(root, guardrails())
    assert "\n" not in str(caught.value)
    assert sidecar.status(root).state == "absent"
    assert places.runs(folder(root)) == []


def test_a_bundle_that_would_replace_the_access_control_is_refused(root, library, monkeypatch):
    evil = bundle([""], {**library, "system/authz/x.rego": "package system.authz\n\nallow := true\n"})
    good = bundle(["kiro/guardrails"], {"data.json": '{"kiro":{"guardrails":{}}}'})
    monkeypatch.setattr(control, "_bundles", lambda *_: {"library": evil, "guardrails": good})
    with pytest.raises(EngineError, match=r"overlapping roots|detected overlapping|conflict"):
        sidecar.start(root, guardrails())


def test_a_long_path_gets_a_short_socket_that_stopping_removes(root, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / ("r" * 80)))
    started = sidecar.start(root, guardrails())
    path = Path(started.url.removeprefix("unix:"))
    assert len(str(path)) < 100
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert ask(started, say="x")["say"] == "x"
    sidecar.stop(root)
    assert not path.exists()


def test_opa_gets_nothing_of_the_environment_that_it_does_not_need(root, monkeypatch):
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "hidden")
    started = sidecar.start(root, guardrails())
    assert b"hidden" not in Path(f"/proc/{started.pid}/environ").read_bytes()


def test_a_port_that_was_taken_meanwhile_is_tried_again(root, monkeypatch):
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        ports = [taken.getsockname()[1], places.free_port()]
        monkeypatch.setattr(places, "free_port", lambda: ports.pop(0))
        started = sidecar.start(root, guardrails(), tcp=True)
        assert ports == []
        assert sidecar.status(root).state == "running"
        assert started.url.endswith(str(http1.parse_address(started.url).port))


def test_without_opa_the_error_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(binary, "_CHECKOUT", tmp_path)
    with pytest.raises(EngineError, match=r"`opa` is not on PATH: install it from .* or stay with the embedded engine"):
        binary.find_opa()


def test_an_opa_in_the_current_folder_is_never_run(monkeypatch, tmp_path):
    script(tmp_path / "opa", "echo 'Version: 9.9.9'")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", ".::")
    monkeypatch.setattr(binary, "_CHECKOUT", tmp_path)
    with pytest.raises(EngineError, match="not on PATH"):
        binary.find_opa()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("echo 'Version: 1.20.9'", "is opa `1.20.9`, and 1.21 or newer is needed"),
        ("echo 'Version: 0.70.0'", "is opa `0.70.0`"),
        ("echo hello", "is opa `unknown`"),
        ("exit 1", "is opa `unknown`"),
    ],
)
def test_an_old_or_other_opa_is_refused(tmp_path, body, said):
    with pytest.raises(EngineError) as caught:
        binary.find_opa(script(tmp_path / "opa", body))
    assert said in str(caught.value)


@pytest.mark.parametrize("version", ["1.21.0", "1.30.2", "2.0.0"])
def test_newer_versions_are_taken(tmp_path, version):
    path = script(tmp_path / "opa", f"echo 'Version: {version}'")
    assert binary.find_opa(path) == binary.Binary(path, version)


def test_an_opa_that_is_named_and_not_there_is_an_error(tmp_path):
    with pytest.raises(EngineError, match="none` cannot be run: No such file"):
        binary.find_opa(str(tmp_path / "none"))


def test_one_that_dies_before_it_is_ready_is_reported_with_its_last_line(tmp_path):
    path = script(tmp_path / "opa", "echo first; echo 'error: last words'; exit 1")
    with pytest.raises(EngineError, match=r"OPA ended .*: error: last words"):
        process.launch(path, tmp_path, tmp_path, files.Tokens(), [], {})


def test_one_that_never_gets_ready_is_given_up_and_can_be_ended_though_it_will_not(tmp_path, monkeypatch):
    monkeypatch.setattr(readiness, "_READY_WITHIN", 0.3)
    monkeypatch.setattr(process, "GRACE", 0.3)
    path = script(tmp_path / "opa", "trap '' TERM; echo deaf; exec sleep 60")
    with pytest.raises(EngineError, match="OPA was not ready after 0 seconds: deaf"):
        process.launch(path, tmp_path, tmp_path, files.Tokens(), [], {})
    pid, started = json.loads((tmp_path / "process.json").read_text())
    assert running.start_time(pid) != started


def test_what_cannot_be_executed_is_an_error(tmp_path):
    (tmp_path / "opa").write_text("")
    with pytest.raises(EngineError, match="cannot be started: Permission denied"):
        process.spawn([str(tmp_path / "opa")], tmp_path / "log", {})


def test_a_folder_of_somebody_else_is_refused(root, monkeypatch):
    places.prepare(folder(root))
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(EngineError, match="belongs to somebody else"):
        places.prepare(folder(root))


@pytest.fixture(scope="module")
def shared(opa, tmp_path_factory):
    """One sidecar over TCP for the questions that change nothing: its address and its tokens."""
    with pytest.MonkeyPatch.context() as patch:
        tmp_path = tmp_path_factory.mktemp("shared")
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "r"))
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
        library = bundle(["kiro/main", "kiro/actions"], {"kiro/main/main.rego": MAIN, "kiro/actions/a/data.json": "{}"})
        own = bundle(["kiro/guardrails"], {"data.json": json.dumps({"kiro": {"guardrails": guardrails().documents}})})
        with pytest.MonkeyPatch.context() as small:
            tokens = files.new_tokens()
            small.setattr(files, "new_tokens", lambda: tokens)
            small.setattr(control, "_bundles", lambda *_: {"library": library, "guardrails": own})
            started = sidecar.start(str(tmp_path), guardrails(), opa_path=str(opa), tcp=True)
        try:
            known = {"client": tokens.client, "admin": tokens.admin, "probe": tokens.probe}
            yield http1.parse_address(started.url), known
        finally:
            sidecar.stop(str(tmp_path))


def script(path, body):
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


def test_the_real_library_and_guardrails_load_and_judge(opa, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "r"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    started = sidecar.start(str(tmp_path), guardrails(), opa_path=str(opa))
    try:
        decision = ask(started)
        assert decision["effect"] == "deny"
        assert decision["findings"]
    finally:
        sidecar.stop(str(tmp_path))


def test_a_file_that_changes_later_changes_no_verdict(root):
    """OPA's `--watch` would take it up, and verify nothing of it."""
    started = sidecar.start(root, guardrails("c0"))
    served = places.runs(folder(root))[0] / places.FILES / "guardrails.tar.gz"
    served.write_bytes(
        bundle(["kiro/guardrails"], {"data.json": json.dumps({"kiro": {"guardrails": guardrails("c9").documents}})})
    )
    time.sleep(1)
    assert ask(started, say="x")["guardrails"] == "c0"
    assert b"--watch" not in Path(f"/proc/{started.pid}/cmdline").read_bytes()


def test_it_asks_the_network_for_nothing(root):
    started = sidecar.start(root, guardrails())
    told = Path(f"/proc/{started.pid}/cmdline").read_bytes().split(b"\0")
    assert b"--skip-version-check" in told
    # Every socket of it is one that it listens on; `/proc` shows those of TCP.
    inodes = {
        link.readlink().name for link in Path(f"/proc/{started.pid}/fd").iterdir() if "socket:" in str(link.readlink())
    }
    connected = [line.split() for line in Path(f"/proc/{started.pid}/net/tcp").read_text().splitlines()[1:]]
    assert not [fields for fields in connected if f"socket:[{fields[9]}]" in inodes]


def test_a_bundle_that_would_replace_the_masks_is_refused(root, library, monkeypatch):
    evil = bundle(["kiro", "system/log"], {**library, "system/log/x.rego": "package system.log\n\nmask := set()\n"})
    monkeypatch.setattr(control, "_bundles", lambda *_: {"library": evil})
    with pytest.raises(EngineError, match=r"overlapping roots|detected overlapping|conflict"):
        sidecar.start(root, guardrails())
