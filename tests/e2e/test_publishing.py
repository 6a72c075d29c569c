"""From a publisher to servers: a real registry with a password, and real OPA that pulls and verifies by itself.

Each trap that was measured has a test here that fails where its protection is taken away.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import time
from typing import TYPE_CHECKING, Self

import pytest
import yaml
from signing.bundles import archive
from signing.made import KEY, OTHER, document, version
from signing.servers import PASSWORD, USER, Certificate, Files, Registry, free_port
from workspace import CONFIGURATION, Workspace

from pykiro_opa import events, gate, sources
from pykiro_opa.bundles import archive as archives
from pykiro_opa.bundles.inspection import unpack
from pykiro_opa.bundles.publishing import shared_bundle, signed_bundle
from pykiro_opa.bundles.registries import oci
from pykiro_opa.bundles.shared import open_shared
from pykiro_opa.engines import http1
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import ServerEngine
from pykiro_opa.errors import ConfigurationError, EngineError
from pykiro_opa.signatures import sign

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_PATIENCE = 30.0  # seconds until something that must happen is given up
DOCKERFILE, MAKEFILE = "echo x > Dockerfile", "echo x > Makefile"


class Server:
    """OPA as `bundle export` says it is to be run, asking for news every second."""

    def __init__(self, opa: str, folder: Path, command: str, **changes: object) -> None:
        self.folder = folder
        configuration = yaml.safe_load((folder / "opa-config.yaml").read_bytes())
        for bundle in configuration["bundles"].values():
            bundle["polling"] = {"min_delay_seconds": 1, "max_delay_seconds": 1}
            bundle.update(changes)
        for name in [name for name, value in changes.items() if value is None]:
            for bundle in configuration["bundles"].values():
                del bundle[name]
        (folder / "test-config.yaml").write_text(yaml.safe_dump(configuration))
        self.address = f"http://127.0.0.1:{free_port()}"
        words = shlex.split(command.partition("&& ")[2])
        self._command = [opa, *words[1:], "--log-level=error"]
        self._command[self._command.index("127.0.0.1:8181")] = self.address.removeprefix("http://")
        self._command[self._command.index("opa-config.yaml")] = "test-config.yaml"

    def __enter__(self) -> Self:
        self.start()
        try:
            self.wait(lambda: self.get("/health?bundles", "client")[0] == 200)
        except BaseException:
            self.__exit__()
            raise
        return self

    def start(self) -> None:
        self._log = (self.folder / "opa.log").open("ab")
        self._process = subprocess.Popen(self._command, cwd=self.folder, stdout=self._log, stderr=self._log)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(10)
        self._log.close()

    def wait(self, happened: Callable[[], object]) -> None:
        ends_at = time.monotonic() + _PATIENCE
        while time.monotonic() < ends_at:
            assert self._process.poll() is None, self.said()
            try:
                if happened():
                    return
            except EngineError:
                pass
            time.sleep(0.05)
        raise AssertionError(f"it did not happen: {self.said()[-500:]}")

    def said(self) -> str:
        return (self.folder / "opa.log").read_text()

    def refused(self, why: str) -> None:
        """Wait until OPA says that it has refused a bundle, after what it has said already."""
        before = len(self.said())
        self.wait(lambda: why in self.said()[before:])

    def get(self, target: str, role: str, method: str = "GET", body: bytes = b"") -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {(self.folder / f'{role}.token').read_text()}"}
        return http1.exchange(http1.parse_address(self.address), method, target, body=body, headers=headers, deadline=5)

    def decide(self, event: bytes) -> dict:
        return ServerEngine(self.address, (self.folder / "client.token").read_text()).ask(event, b"")


class Scene:
    """A registry with version 1 of the platform's guardrails, a workspace, and what asks about it."""

    def __init__(self, opa: str, registry: Registry, folder: Path, repository: str) -> None:
        self.opa, self.registry = opa, registry
        self.source = f"oci://{registry.host}/{repository}:1"
        self.workspace = Workspace(folder / "w", {CONFIGURATION: '{"guardrails": {}}'})
        (self.workspace.folder / "key.pub").write_bytes(KEY.public.pem)
        (self.workspace.folder / "password").write_text(f"{USER}:{PASSWORD}")
        self.variables = {"PYKIRO_OPA_REGISTRY": registry.host, "PYKIRO_OPA_REGISTRY_USER": USER, "PYKIRO_OPA_REGISTRY_PASSWORD": PASSWORD}  # fmt: skip
        self.check = EmbeddedEngine().regex_is_valid

    def push(self, data: bytes) -> None:
        oci.push(data, self.source)

    def export(self) -> str:
        done = self.workspace.run(
            "bundle", "export", self.source, "--key", "key.pub", "--password-file", "password", "--output", "server",
            **self.variables,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def server(self, **changes: object) -> Server:
        command = re.search(r"cd server && (?:.*\\\n)*.*", self.export())[0].replace("\\\n", "")
        return Server(self.opa, self.workspace.folder / "server", command, **changes)

    def event(self, command: str, counter: int = 1) -> bytes:
        """The event of a command, with version `counter` of the platform's guardrails expected or a later one."""
        change = sources.available()["command"].read(command, str(self.workspace.folder), lambda: b"")
        guardrails = gate.guardrails_for(change, self.check)
        event = gate.event_of(change, guardrails)
        expected = sorted([*map(list, guardrails.expected), ["platform", None, counter]], key=lambda one: one[0])
        return events.sealed_text({**event, "context": {**event["context"], "expected": expected}})[1]


@pytest.fixture(scope="module")
def registry(docker_registry, tmp_path_factory):
    with Registry(docker_registry, tmp_path_factory.mktemp("registry")) as started:
        yield started


@pytest.fixture
def scene(opa, registry, tmp_path, monkeypatch, request):
    made = Scene(opa, registry, tmp_path, f"org/{abs(hash(request.node.name))}")
    for name, value in made.variables.items():
        monkeypatch.setenv(name, value)
    made.push(version(1, "**/Dockerfile"))
    return made


def rules(decision: dict) -> set[str]:
    return {finding["rule"] for finding in decision["findings"]}


def test_a_new_version_is_live_within_the_interval_and_no_request_is_refused(scene):
    dockerfile, makefile = scene.event(DOCKERFILE), scene.event(MAKEFILE)
    with scene.server() as server:
        first = server.decide(dockerfile)
        assert (first["effect"], rules(first)) == ("deny", {"files/protected"})
        assert ["platform", open_shared(version(1, "**/Dockerfile"), key=None).content, 1] in first["origins"]
        assert server.decide(makefile)["effect"] == "allow"

        scene.push(version(2, "**/Dockerfile", "**/Makefile"))
        asked = []

        def tightened() -> bool:
            asked.append(server.decide(makefile))
            return asked[-1]["effect"] == "deny"

        server.wait(tightened)

        assert all(rules(decision) <= {"files/protected"} for decision in asked)
        assert server.decide(scene.event(MAKEFILE, counter=2))["effect"] == "deny"


def tampered():
    files = unpack(version(2, "**/Makefile"))
    path = "kiro/guardrails/platform/data.json"
    return archives.written({**files, path: files[path].replace(b"Makefile", b"makefile")})


def with_roots(*roots, **files):
    """A bundle that the right key has signed, with more in it than belongs there."""
    more = {name.replace("__", "/") + ".rego": content for name, content in files.items()}
    found = {path: data for path, data in unpack(version(2, "x")).items() if not path.startswith(".")} | more
    manifest = {"revision": "x", "rego_version": 1, "roots": ["kiro/guardrails/platform", *roots]}
    found[".manifest"] = json.dumps(manifest).encode()
    return archive({**found, ".signatures.json": sign(found, KEY)})


AUTHZ = b"package system.authz\n\ndefault allow := true\n"
MAIN = b"package kiro.main\n\ndecision := {}\n"
BAD = {
    "tampered": (tampered(), "digest mismatch", "was changed after it was signed"),
    "unsigned": (version(2, "x", key=None), "bundle missing .signatures.json file", "it is not signed"),
    "another key": (version(2, "x", key=OTHER), "failed to verify JWT signature", "not made with the key"),
    "cut off": (version(2, "x")[:-100], "unexpected EOF", "not a gzipped file"),
    "no archive": (b"<html>".ljust(100), "gzip: invalid header", "not a gzipped file"),
    "the access control of the server": (with_roots("system/authz", system__authz__x=AUTHZ), "overlapping roots", "has no place"),
    "the decision itself": (with_roots("kiro/main", kiro__main__x=MAIN), "overlapping roots", "has no place"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_right_is_refused_by_opa_and_by_us_and_the_last_good_one_stays(name, scene):
    data, theirs, ours = BAD[name]
    event = scene.event(DOCKERFILE)
    with scene.server() as server:
        assert server.decide(event)["effect"] == "deny"
        scene.push(data)
        server.refused(theirs)

        assert server.get("/health?bundles", "client")[0] == 200
        assert rules(server.decide(event)) == {"files/protected"}
        assert server.get("/v1/data/kiro/guardrails", "client")[0] == 401
    with pytest.raises(ConfigurationError, match=ours):
        open_shared(data, key=KEY.public.pem)


def test_another_media_type_is_refused_by_both(scene):
    from pykiro_opa.bundles.registries._oras import Client

    event = scene.event(DOCKERFILE)
    with scene.server() as server:
        with Client(oci.parse(scene.source), scene.source) as client:
            client.push(version(2, "x"), "application/vnd.cncf.openpolicyagent.data.layer.v1+json")
        server.refused("no tarball descriptor found in the layers")

        assert rules(server.decide(event)) == {"files/protected"}
    done = scene.workspace.run("bundle", "verify", scene.source, "--key", "key.pub", **scene.variables)
    assert (done.returncode, "media types are not those of a bundle" in done.stderr) == (3, True)


def test_the_trap_is_still_there_a_key_without_a_keyid_takes_what_nobody_signed(scene):
    """What `signing.keyid` in the exported configuration is for; when this fails, OPA has closed it."""
    event = scene.event(DOCKERFILE)
    server = scene.server(signing=None)
    scene.push(version(2, "**/Makefile", key=None))
    with server:
        assert server.decide(event)["effect"] == "allow"


def test_an_older_counter_is_denied_until_a_good_one_comes(scene):
    """OPA itself knows nothing of counters: what it took is refused by the policy, for who expects a later one."""
    scene.push(version(2, "**/Dockerfile"))
    event = scene.event(DOCKERFILE.replace("Docker", "Some"), counter=2)
    with scene.server() as server:
        assert server.decide(event)["effect"] == "allow"

        scene.push(version(1, "**/Dockerfile"))
        server.wait(lambda: rules(server.decide(event)) == {"engine/configuration"})
        scene.push(version(3, "**/Dockerfile"))
        server.wait(lambda: server.decide(event)["effect"] == "allow")


def test_without_the_registry_it_goes_on_and_starts_again(docker_registry, opa, tmp_path, monkeypatch):
    with Registry(docker_registry, tmp_path / "registry") as registry:
        scene = Scene(opa, registry, tmp_path, "org/guardrails")
        for name, value in scene.variables.items():
            monkeypatch.setenv(name, value)
        scene.push(version(1, "**/Dockerfile"))
        event = scene.event(DOCKERFILE)
        server = scene.server()
        with server:
            persisted = scene.workspace.folder / "server/persisted"
            server.wait(lambda: list(persisted.rglob("bundle.tar.gz")))
            registry.stop()
            server.refused("connection refused")
            assert rules(server.decide(event)) == {"files/protected"}
        with server:
            assert rules(server.decide(event)) == {"files/protected"}
        # What was kept is verified again: a disk is no better than a registry.
        (kept,) = persisted.rglob("bundle.tar.gz")
        kept.write_bytes(version(1, "**/Dockerfile", key=OTHER))
        server.start()
        try:
            server.refused("failed to verify JWT signature")
            # It logs before it listens: what it answers is waited for as well.
            server.wait(lambda: server.get("/health?bundles", "client")[0] == 500)
        finally:
            server.__exit__()


def test_clients_may_ask_for_decisions_and_nothing_else(scene):
    with scene.server() as server:
        for method, target, body in (
            ("PUT", "/v1/data/kiro/guardrails/platform", b"{}"),
            ("DELETE", "/v1/data/kiro/guardrails/platform", b""),
            ("PUT", "/v1/policies/x", b"package kiro.main\n"),
            ("POST", "/v1/query", b'{"query": "data"}'),
            ("GET", "/v1/config", b""),
            ("POST", "/v1/data/kiro/main/decision", b'{"input": {}}'),
            ("POST", "/", b"{}"),
        ):
            assert server.get(target, "client", method, body)[0] == 401, (method, target)


def test_the_log_is_masked_from_the_first_decision(scene):
    with scene.server() as server:
        server.decide(scene.event("echo planted-content > Some"))
        log = scene.workspace.folder / "server/opa-decisions.log"
        server.wait(lambda: log.exists() and b'"decision_id"' in log.read_bytes())

        assert b"planted-content" not in log.read_bytes()


def test_what_is_exported_waits_between_two_polls(scene):
    scene.export()
    configuration = yaml.safe_load((scene.workspace.folder / "server/opa-config.yaml").read_bytes())

    assert [one["polling"] for one in configuration["bundles"].values()] == [{"min_delay_seconds": 60, "max_delay_seconds": 120}]  # fmt: skip
    assert [one["signing"] for one in configuration["bundles"].values()] == [{"keyid": "platform"}]
    assert [one["persist"] for one in configuration["bundles"].values()] == [True]
    assert configuration["keys"]["platform"] == {"algorithm": "ES256", "key": KEY.public.pem.decode()}
    assert PASSWORD.encode() not in (scene.workspace.folder / "server/opa-config.yaml").read_bytes()


def test_a_web_server_does_as_well_and_is_asked_once(opa, tmp_path, monkeypatch):
    certificate = Certificate(tmp_path / "tls")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.cert))
    current = [version(1, "**/Dockerfile")]

    def answer(_, headers):
        tag = f'"{len(current)}"'
        return (304, {}, b"") if headers.get("If-None-Match") == tag else (200, {"ETag": tag}, current[-1])

    with Files(answer, certificate) as files:
        scene = Scene(opa, files, tmp_path, "x")
        scene.source = f"{files.url}/guardrails/b.tar.gz"
        done = scene.workspace.run("bundle", "export", scene.source, "--key", "key.pub", "--output", "server")
        assert done.returncode == 0, done.stderr
        command = re.search(r"cd server && (?:.*\\\n)*.*", done.stdout)[0].replace("\\\n", "")
        event = scene.event(MAKEFILE)
        with Server(opa, scene.workspace.folder / "server", command) as server:
            assert server.decide(event)["effect"] == "allow"
            server.wait(lambda: sum(headers.get("If-None-Match") == '"1"' for _, headers in files.seen) > 1)
            current.append(version(2, "**/Makefile"))
            server.wait(lambda: server.decide(event)["effect"] == "deny")


def test_a_bundle_that_extends_another_and_has_all_kinds_of_entries_is_pulled(scene):
    everything = {
        "deny": {"actions": ["grant_admin_access"], "patterns": ["DROP TABLE", {"regex": "a+b"}], "commands": ["rm"]},
        "requireApproval": {"files": ["**/Makefile"], "resources": ["arn:aws:s3:::*-production"]},
        "secrets": "deny", "production": {"names": ["live"]},
    }  # fmt: skip
    data = shared_bundle("platform", document(everything), counter=5, extends=["oci://registry.example/a:1"])
    scene.push(signed_bundle(data, KEY))
    with scene.server() as server:
        decision = server.decide(scene.event(MAKEFILE, counter=5))

        assert (decision["effect"], rules(decision)) == ("needs-approval", {"files/protected"})
