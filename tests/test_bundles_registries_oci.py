"""Bundles in a real registry: pushed, pulled by tag and digest, with every way to log in; what is no bundle is refused."""

from __future__ import annotations

import base64
import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from signing.made import version
from signing.servers import BASIC, PASSWORD, USER, Certificate, Files, Registry, Tokens

from pykiro_opa.bundles.registries import fetch
from pykiro_opa.bundles.registries.oci import LAYER_TYPE, MANIFEST_TYPE, push
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import sha256

ONE, TWO = version(1, "Dockerfile"), version(2, "Dockerfile", "Makefile")


@pytest.fixture(scope="module")
def closed(docker_registry, tmp_path_factory):
    """One that wants a password."""
    with Registry(docker_registry, tmp_path_factory.mktemp("closed")) as started:
        yield started


def get(source, known=None):
    return fetch(source, folder="/nowhere", known=known)


def test_a_bundle_is_pushed_and_pulled_by_tag_and_digest(registry):
    source = f"oci://{registry.host}/org/guardrails:1"
    named = push(ONE, source)

    found = get(source)

    assert (found.data, found.digest, found.etag) == (ONE, f"sha256:{sha256(ONE)}", named)
    assert get(f"oci://{registry.host}/org/guardrails@{named}") == found
    assert get(source, found).data is None
    push(TWO, source)
    assert get(source, found).data == TWO
    assert get(f"oci://{registry.host}/org/guardrails@{named}").data == ONE


def test_the_same_bundle_again_is_no_error(registry):
    source = f"oci://{registry.host}/again:1"

    assert push(ONE, source) == push(ONE, source)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST"])
def test_this_machine_by_its_name(host, registry):
    source = f"oci://{host}:{registry.host.partition(':')[2]}/named:1"
    push(ONE, source)

    assert get(source).data == ONE


def test_a_digest_is_not_pushed_to(registry):
    with pytest.raises(ConfigurationError, match="name a tag"):
        push(ONE, f"oci://{registry.host}/a@sha256:{'0' * 64}")


def test_a_password_of_the_environment_goes_to_its_registry_alone(closed, registry, monkeypatch):
    source = f"oci://{closed.host}/org/guardrails:1"
    monkeypatch.setenv("PYKIRO_OPA_REGISTRY_USER", USER)
    monkeypatch.setenv("PYKIRO_OPA_REGISTRY_PASSWORD", PASSWORD)
    monkeypatch.setenv("PYKIRO_OPA_REGISTRY", closed.host)
    push(ONE, source)
    assert get(source).data == ONE

    with Files(lambda *_: (401, {"WWW-Authenticate": 'Basic realm="x"'}, b"")) as other:
        with pytest.raises(ConfigurationError, match="wants other credentials"):
            get(f"oci://{other.host}/org/guardrails:1")
        assert other.seen
        assert all("Authorization" not in headers for _, headers in other.seen)


def log_in(folder, monkeypatch, host, password=PASSWORD):
    auth = base64.b64encode(f"{USER}:{password}".encode()).decode()
    (folder / ".docker").mkdir()
    (folder / ".docker/config.json").write_text(json.dumps({"auths": {host: {"auth": auth}}}))
    monkeypatch.setenv("HOME", str(folder))


def test_a_password_of_docker_login(closed, monkeypatch, tmp_path):
    log_in(tmp_path, monkeypatch, closed.host)
    source = f"oci://{closed.host}/login:1"
    push(ONE, source)

    assert get(source).data == ONE


def test_a_password_of_a_credential_helper(closed, monkeypatch, tmp_path):
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker/config.json").write_text(json.dumps({"credHelpers": {closed.host: "safe"}}))
    helper = tmp_path / "docker-credential-safe"
    helper.write_text(f'#!/bin/sh\necho \'{{"Username": "{USER}", "Secret": "{PASSWORD}"}}\'\n')
    helper.chmod(0o700)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    source = f"oci://{closed.host}/helper:1"
    push(ONE, source)

    assert get(source).data == ONE


@pytest.mark.parametrize("way", ["nobody", "another password", "another host"])
def test_who_may_not_is_told_what_to_do(way, closed, monkeypatch, tmp_path):
    if way == "nobody":
        monkeypatch.setenv("HOME", str(tmp_path))
    else:
        host = closed.host if way == "another password" else "registry.example"
        log_in(tmp_path, monkeypatch, host, "x" if way == "another password" else PASSWORD)
    for call in (get, lambda source: push(ONE, source)):
        with pytest.raises(ConfigurationError, match=f"wants other credentials; `docker login {closed.host}`"):
            call(f"oci://{closed.host}/org/guardrails:1")


def test_a_broken_configuration_of_docker_is_told(registry, monkeypatch, tmp_path):
    (tmp_path / ".docker").mkdir()
    (tmp_path / ".docker/config.json").write_text("{")
    monkeypatch.setenv("HOME", str(tmp_path))

    with pytest.raises(ConfigurationError, match=r"`~/\.docker/config\.json`: cannot be read"):
        get(f"oci://{registry.host}/org/guardrails:1")


def test_tokens(docker_registry, monkeypatch, tmp_path):
    tokens = Tokens(Certificate(tmp_path / "tokens"))
    log_in(tmp_path, monkeypatch, "placeholder")
    with tokens.server, Registry(docker_registry, tmp_path / "registry", tokens=tokens) as registry:
        (tmp_path / ".docker/config.json").unlink()
        (tmp_path / ".docker").rmdir()
        source = f"oci://{registry.host}/org/guardrails:1"
        with pytest.raises(ConfigurationError, match="wants other credentials"):
            get(source)
        log_in(tmp_path, monkeypatch, registry.host)
        push(ONE, source)
        assert get(source).data == ONE

    assert any(headers.get("Authorization") == BASIC for _, headers in tokens.server.seen)


def test_tls(docker_registry, monkeypatch, tmp_path):
    certificate = Certificate(tmp_path / "tls")
    with Registry(docker_registry, tmp_path / "r", password=False, certificate=certificate) as registry:
        source = f"oci://{registry.host}/org/guardrails:1"
        with pytest.raises(ConfigurationError, match="no TLS that can be trusted"):
            get(source)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.cert))
        push(ONE, source)
        assert get(source).data == ONE


def test_another_machine_is_never_asked_in_plain_text(monkeypatch):
    with Files(lambda *_: (200, {}, b"{}")) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("https_proxy", proxy.url)
        with pytest.raises(ConfigurationError, match="cannot be reached"):
            get("oci://registry.invalid/org/guardrails:1")

        assert proxy.seen == []


def raw(registry, method, path, data=None, kind="application/octet-stream"):
    """One request to the registry's own interface; gives its headers."""
    request = Request(f"{registry.url}/v2/odd/{path}", data, {"Content-Type": kind}, method=method)
    with urlopen(request) as answer:
        return answer.headers


def put(registry, tag, manifest, *blobs):
    """Put a manifest of any kind, its blobs first."""
    for blob in (b"{}", *blobs):
        location = raw(registry, "POST", "blobs/uploads/")["Location"]
        upload = location.partition("/v2/odd/")[2]
        raw(registry, "PUT", f"{upload}&digest=sha256:{sha256(blob)}", blob)
    kind = manifest.get("mediaType", MANIFEST_TYPE)
    raw(registry, "PUT", f"manifests/{tag}", json.dumps(manifest).encode(), kind)
    return f"oci://{registry.host}/odd:{tag}"


def descriptor(blob, kind=LAYER_TYPE):
    return {"mediaType": kind, "digest": f"sha256:{sha256(blob)}", "size": len(blob)}


def manifest(*layers, config="application/vnd.oci.image.config.v1+json", **more):
    return {
        "schemaVersion": 2,
        "mediaType": MANIFEST_TYPE,
        "config": descriptor(b"{}", config),
        "layers": list(layers),
        **more,
    }


DOCKER = "application/vnd.docker.distribution.manifest.v2+json"
ODD = {
    "an image of Docker": (manifest(descriptor(ONE, "application/vnd.docker.image.rootfs.diff.tar.gzip"), config="application/vnd.docker.container.image.v1+json", mediaType=DOCKER), "media types"),
    "a layer of conftest": (manifest(descriptor(ONE, "application/vnd.cncf.openpolicyagent.data.layer.v1+json")), "media types"),
    "a layer that is not packed": (manifest(descriptor(ONE, "application/vnd.oci.image.layer.v1.tar")), "media types"),
    "two layers": (manifest(descriptor(ONE), descriptor(TWO)), "not one layer"),
    "no layer": (manifest(), "not one layer"),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_what_is_no_bundle_is_refused(name, registry):
    document, problem = ODD[name]
    source = put(registry, "odd", document, ONE, TWO)

    with pytest.raises(ConfigurationError, match=problem):
        get(source)


def test_what_is_there_by_hand_is_pulled(registry):
    assert get(put(registry, "good", manifest(descriptor(ONE)), ONE)).data == ONE


def test_an_index_is_refused(registry):
    put(registry, "inner", manifest(descriptor(ONE)), ONE)
    inner = json.dumps(manifest(descriptor(ONE))).encode()
    kind = "application/vnd.oci.image.index.v1+json"
    index = {"schemaVersion": 2, "mediaType": kind, "manifests": [descriptor(inner, MANIFEST_TYPE)]}
    try:
        source = put(registry, "index", index)
    except HTTPError as error:
        raise AssertionError(error.read()) from None

    with pytest.raises(ConfigurationError, match="media types"):
        get(source)


@pytest.mark.parametrize("source", ["org/nothing:1", "org/guardrails:nothing", "org/guardrails@sha256:" + "0" * 64])
def test_what_is_not_there(source, registry):
    push(ONE, f"oci://{registry.host}/org/guardrails:1")

    with pytest.raises(ConfigurationError, match="there is no such bundle"):
        get(f"oci://{registry.host}/{source}")


def test_a_registry_that_is_gone(docker_registry, tmp_path):
    with Registry(docker_registry, tmp_path, password=False) as registry:
        source = f"oci://{registry.host}/org/guardrails:1"
        push(ONE, source)
    for call in (get, lambda one: push(ONE, one)):
        with pytest.raises(ConfigurationError, match="cannot be reached"):
            call(source)


SOUND = json.dumps(manifest(descriptor(ONE))).encode()


def lying(answer_manifest=(200, {"Content-Type": MANIFEST_TYPE}, SOUND), answer_blob=(200, {}, ONE)):
    def answer(path, _):
        if "/manifests/" in path:
            return answer_manifest
        return answer_blob if "/blobs/" in path else (200, {}, b"{}")

    return Files(answer)


LIES = {
    "another blob": (lying(answer_blob=(200, {}, TWO[: len(ONE)].ljust(len(ONE)))), "another content than it names"),
    "less of the blob": (lying(answer_blob=(200, {}, ONE[:-1])), "another content than it names"),
    "more than the blob": (lying(answer_blob=(200, {}, ONE + b"x")), "larger than"),
    "a blob that breaks off": (lying(answer_blob=(200, {"Content-Length": str(len(ONE))}, ONE[:-9])), "cut off|cannot be understood|cannot be reached"),
    "no manifest": (lying((200, {"Content-Type": MANIFEST_TYPE}, b"[]")), "not one layer"),
    "no JSON": (lying((200, {"Content-Type": MANIFEST_TYPE}, b"<html>")), "not JSON"),
    "keys twice": (lying((200, {"Content-Type": MANIFEST_TYPE}, b'{"layers": [], "layers": []}')), "the same key twice"),
    "a page": (lying((200, {"Content-Type": "text/html"}, SOUND)), "media types"),
    "another manifest inside": (lying((200, {"Content-Type": MANIFEST_TYPE}, SOUND.replace(MANIFEST_TYPE.encode(), b"x"))), "media types"),
    "an error of its own": (lying((500, {}, b"")), "the registry answers 500"),
    "plain text elsewhere": (lying((307, {"Location": "http://registry.invalid/x"}, b"")), "it leads to plain text"),
    "tokens in plain text elsewhere": (lying((401, {"WWW-Authenticate": 'Bearer realm="http://tokens.invalid/x"'}, b"")), "it leads to plain text"),
    "a digest of another kind": (lying((200, {"Content-Type": MANIFEST_TYPE}, SOUND.replace(b'"sha256:', b'"md5:'))), "no digest or no size"),
    "a digest that is a path": (lying((200, {"Content-Type": MANIFEST_TYPE}, SOUND.replace(sha256(ONE).encode(), b"../" * 21 + b"x"))), "no digest or no size"),
    "a size that is none": (lying((200, {"Content-Type": MANIFEST_TYPE}, SOUND.replace(b'"size": %d}]' % len(ONE), b'"size": true}]'))), "no digest or no size"),
    "a size beyond": (lying((200, {"Content-Type": MANIFEST_TYPE}, SOUND.replace(b'"size": %d}]' % len(ONE), b'"size": 99999999999}]'))), "larger than 32 MB"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
def test_a_registry_that_lies_is_not_believed(name):
    server, problem = LIES[name]
    with server, pytest.raises(ConfigurationError, match=problem) as caught:
        get(f"oci://{server.host}/org/guardrails:1")
    assert len(caught.value.diagnostics()) == 1


def test_another_manifest_than_the_digest_names_is_not_believed():
    with lying() as server, pytest.raises(ConfigurationError, match="another manifest than was asked for"):
        get(f"oci://{server.host}/org/guardrails@sha256:{'0' * 64}")


def test_tls_does_not_lead_to_plain_text(monkeypatch, tmp_path):
    certificate = Certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.cert))
    with Files(lambda *_: (200, {}, ONE)) as plain:
        elsewhere = (307, {"Location": f"{plain.url}/blob"}, b"")
        secure = Files(
            lambda path, _: elsewhere if "/blobs/" in path else (200, {"Content-Type": MANIFEST_TYPE}, SOUND),
            certificate,
        )
        with secure, pytest.raises(ConfigurationError, match="it leads to plain text"):
            get(f"oci://{secure.host}/org/guardrails:1")
        assert plain.seen == []


def test_a_blob_elsewhere_is_fetched_without_the_credentials(monkeypatch):
    """Large registries keep their blobs with somebody else."""
    with Files(lambda *_: (200, {}, ONE)) as storage:

        def answer(path, headers):
            if "Authorization" not in headers:
                return 401, {"WWW-Authenticate": 'Basic realm="x"'}, b""
            if "/manifests/" in path:
                return 200, {"Content-Type": MANIFEST_TYPE}, SOUND
            return 307, {"Location": f"{storage.url}/blob"}, b""

        with Files(answer) as server:
            monkeypatch.setenv("PYKIRO_OPA_REGISTRY", server.host)
            monkeypatch.setenv("PYKIRO_OPA_REGISTRY_USER", USER)
            monkeypatch.setenv("PYKIRO_OPA_REGISTRY_PASSWORD", PASSWORD)
            assert get(f"oci://{server.host}/org/guardrails:1").data == ONE

    assert [headers.get("Authorization") for path, headers in server.seen if "/blobs/" in path][-1] == BASIC
    assert [headers.get("Authorization") for _, headers in storage.seen] == [None]
