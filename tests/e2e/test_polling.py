"""A sidecar that fetches shared guardrails by itself: from a real registry with a password, by a process and by Docker."""

from __future__ import annotations

import json
import os

import pytest
from generation.publishing import PATH, bundle, kiro, new_key
from sidecars import wait_for
from signing.servers import BASIC, PASSWORD, USER, Certificate, Files, Registry
from workspace import Workspace

from pykiro_opa import gate, sources
from pykiro_opa.bundles.registries import oci
from pykiro_opa.engines import running
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine

PRIVATE, PUBLIC = new_key()
ONE = bundle({"deny": {"commands": ["terraform destroy"]}}, counter=1, key=PRIVATE)
TWO = bundle({"deny": {"commands": ["terraform destroy", "shred"]}}, counter=2, key=PRIVATE)


class Team:
    """A workspace that follows the platform's tag, on a machine of its own as far as caches go."""

    def __init__(self, folder, source, variables):
        self.workspace = Workspace(folder, {"a.txt": "a\n"})
        self.root = str(self.workspace.folder)
        (self.workspace.folder / ".kiro").mkdir()
        (self.workspace.folder / PATH).write_bytes(kiro([{"source": source, "key": PUBLIC}]))
        self.variables = {**variables, "XDG_CACHE_HOME": f"{folder}-cache", "XDG_RUNTIME_DIR": f"{folder}-run"}

    def run(self, *arguments, code=0):
        done = self.workspace.run(*arguments, **self.variables)
        assert done.returncode == code, (arguments, done.stdout, done.stderr)
        return done

    def evaluate(self, command, code):
        """As a client does; the sidecar must have decided."""
        done = self.run("evaluate", "--command", command, code=code)
        assert "embedded engine decides" not in done.stderr, done.stderr

    def status(self):
        return json.loads(self.run("sidecar", "status", "--format", "json").stdout)

    def counter(self):
        return {name: counter for name, _, counter in self.status()["origins"]}["platform"]


@pytest.fixture
def scene(docker_registry, opa, tmp_path, monkeypatch):
    """A registry with version 1, and what makes a team of it."""
    path = f"{os.path.dirname(opa)}:{os.environ['PATH']}"
    with Registry(docker_registry, tmp_path / "registry") as registry:
        variables = {
            "PATH": path,
            "PYKIRO_OPA_REGISTRY": registry.host,
            "PYKIRO_OPA_REGISTRY_USER": USER,
            "PYKIRO_OPA_REGISTRY_PASSWORD": PASSWORD,
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        source = f"oci://{registry.host}/org/guardrails:1"
        oci.push(ONE, source)
        teams = []

        def team(name):
            teams.append(Team(tmp_path / name, source, variables))
            teams[-1].run("bundle", "update", "--follow")
            return teams[-1]

        yield registry, source, team
        for each in teams:
            each.run("sidecar", "stop")


def wait(happened):
    """Each look is a process of its own, and a fetch may have to be tried again."""
    wait_for(happened, patience=60.0)


def asked(team, command, monkeypatch):
    """What decides a command as the team's hook would at this moment, asked of its sidecar directly."""
    monkeypatch.setenv("XDG_CACHE_HOME", team.variables["XDG_CACHE_HOME"])
    monkeypatch.setenv("XDG_RUNTIME_DIR", team.variables["XDG_RUNTIME_DIR"])
    change = sources.available()["command"].read(command, team.root, lambda: b"")
    guardrails = gate.guardrails_for(change, EmbeddedEngine().regex_is_valid)
    url, token, _, follows = running.running(team.root)
    assert follows == ("platform",)
    return lambda: gate.decide(change, guardrails, ServerEngine(url, token))


def test_it_moves_on_by_itself_and_no_request_is_refused(scene, monkeypatch):
    registry, source, team = scene
    payments = team("payments")
    payments.run("sidecar", "start", "--tcp", "--poll", "1")
    ask = asked(payments, "shred x", monkeypatch)
    assert (ask().effect, payments.counter()) == ("allow", 1)
    payments.evaluate("terraform destroy", 10)

    oci.push(TWO, source)
    wait(lambda: ask().effect == "deny")  # whatever is not an answer, and a right one, raises

    assert payments.counter() == 2
    payments.evaluate("shred x", 10)  # a client that has fetched nothing is told the newer verdict
    payments.run("bundle", "update")
    payments.evaluate("shred x", 10)

    registry.stop()
    wait(lambda: payments.status()["last_error"] != "")
    payments.evaluate("shred x", 10)
    payments.run("sidecar", "stop")
    payments.run("sidecar", "start", "--tcp", "--poll", "1")  # it needs no registry to be ready
    payments.evaluate("shred x", 10)
    assert payments.counter() == 2


def test_what_is_pushed_without_the_key_is_refused_and_said(scene, monkeypatch):
    _, source, team = scene
    search = team("search")
    search.run("sidecar", "start", "--tcp", "--poll", "1")
    oci.push(bundle({}, counter=2, key=new_key()[0]), source)

    wait(lambda: "failed to verify" in search.status()["last_error"])
    assert search.counter() == 1
    search.evaluate("terraform destroy", 10)


def test_its_files_hold_the_password_and_nothing_that_it_shows_does(scene):
    _, _, team = scene
    payments = team("payments")
    payments.run("sidecar", "start", "--tcp")
    folder = payments.workspace.folder.parent / "payments-run"
    holding = [path for path in folder.rglob("*") if path.is_file() and PASSWORD.encode() in path.read_bytes()]

    assert [path.name for path in holding] == ["platform.password"]
    assert holding[0].stat().st_mode & 0o077 == 0
    assert PASSWORD not in json.dumps(payments.status())


def test_a_sidecar_behind_a_socket_asks_nobody_and_is_replaced_by_an_update(scene):
    _, source, team = scene
    payments = team("payments")
    payments.run("sidecar", "start", "--poll", "1")
    before = payments.status()
    assert "\nservices" not in _configuration(payments)
    oci.push(TWO, source)
    payments.evaluate("shred x", 0)

    assert "the sidecar serves them" in payments.run("bundle", "update").stdout
    payments.evaluate("shred x", 10)
    after = payments.status()
    assert (after["url"], after["kind"], after["pid"] != before["pid"]) == (before["url"], before["kind"], True)


def test_in_a_container_it_starts_without_a_registry_and_is_replaced_by_an_update(scene, docker):
    """It cannot reach a registry on the loopback interface of the host, so it is one whose registry is down."""
    _, source, team = scene
    payments = team("payments")
    payments.run("sidecar", "start", "--docker", "--tcp", "--poll", "1")
    payments.evaluate("terraform destroy", 10)
    wait(lambda: payments.status()["last_error"] != "")

    oci.push(TWO, source)
    assert "the sidecar serves them" in payments.run("bundle", "update").stdout
    payments.evaluate("shred x", 10)
    assert (payments.status()["kind"], payments.counter()) == ("container", 2)


def test_a_server_that_fails_or_asks_who_it_is_changes_nothing(opa, tmp_path, monkeypatch):
    """Over TLS of an own authority, with a password that belongs to that host, through errors to the next version."""
    certificate = Certificate(tmp_path / "tls")
    state = {"status": 200, "data": ONE}

    def answer(_, headers):
        if headers.get("Authorization") != BASIC:
            return 401, {}, b""
        tag = f'"{len(state["data"])}"'
        if state["status"] == 200 and headers.get("If-None-Match") == tag:
            return 304, {}, b""
        return state["status"], {"ETag": tag}, state["data"] if state["status"] == 200 else b"no"

    with Files(answer, certificate) as files:
        variables = {
            "PATH": f"{os.path.dirname(opa)}:{os.environ['PATH']}",
            "SSL_CERT_FILE": str(certificate.cert),
            "PYKIRO_OPA_REGISTRY": files.url.partition("://")[2],
            "PYKIRO_OPA_REGISTRY_USER": USER,
            "PYKIRO_OPA_REGISTRY_PASSWORD": PASSWORD,
        }
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        payments = Team(tmp_path / "payments", f"{files.url}/guardrails/platform.tar.gz", variables)
        payments.run("bundle", "update", "--follow")
        payments.run("sidecar", "start", "--tcp", "--poll", "1")
        try:
            ask = asked(payments, "shred x", monkeypatch)
            before = len(files.seen)
            state["status"] = 500
            wait(lambda: "Internal Server Error" in payments.status()["last_error"])
            assert ask().effect == "allow"
            state.update(status=200, data=TWO)
            wait(lambda: ask().effect == "deny")
            assert payments.counter() == 2
            assert len(files.seen) > before + 2
        finally:
            payments.run("sidecar", "stop")
    payments.variables["SSL_CERT_FILE"] = str(tmp_path / "none")
    done = payments.run("sidecar", "start", "--tcp", code=3)
    assert "the authorities cannot be read" in done.stderr


def _configuration(team):
    (found,) = (team.workspace.folder.parent / "payments-run").rglob("config.yaml")
    return found.read_text()
