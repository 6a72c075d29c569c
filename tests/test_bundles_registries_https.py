"""Bundles over HTTPS from a real server: entity tags, limits, redirects, and nothing in plain text."""

from __future__ import annotations

import gzip
import itertools
import time

import pytest
from signing.made import version
from signing.servers import BASIC, PASSWORD, USER, Certificate, Files

from pykiro_opa.bundles.registries import _http, fetch, https
from pykiro_opa.errors import ConfigurationError

DATA = version(1, "Dockerfile")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return Certificate(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.cert))
    return certificate


def get(url, known=None):
    return fetch(url, folder="/nowhere", known=known)


def tagged(path, headers):
    return (304, {}, b"") if headers.get("If-None-Match") == '"1"' else (200, {"ETag": '"1"'}, DATA)


def test_a_bundle_is_fetched_once_and_then_only_asked_about(trusted):
    with Files(tagged, trusted) as server:
        found = get(f"{server.url}/b.tar.gz")
        again = get(f"{server.url}/b.tar.gz", found)

    assert (found.data, found.etag) == (DATA, '"1"')
    assert (again.data, again.digest, again.etag) == (None, found.digest, '"1"')
    assert "Authorization" not in server.seen[0][1]


def test_the_same_bytes_are_known_without_an_entity_tag(trusted):
    with Files(lambda *_: (200, {}, DATA), trusted) as server:
        found = get(server.url)

        assert get(server.url, found).data is None


def test_a_server_of_this_machine_may_do_without_tls():
    with Files(tagged) as server:
        assert get(f"{server.url}/b").data == DATA


def test_an_authority_that_is_not_known_is_refused(certificate):
    with Files(tagged, certificate) as server, pytest.raises(ConfigurationError, match="no TLS that can be trusted"):
        get(server.url)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((404, {}, b""), "the server answers 404"),
        ((500, {}, b""), "the server answers 500"),
        ((304, {}, b""), "the server answers 304"),
        ((206, {}, b""), "the server answers 206"),
        ((204, {}, b""), "the server answers 204"),
        ((401, {"WWW-Authenticate": "Basic realm=x"}, b""), "wants other credentials"),
        ((403, {}, b""), "wants other credentials"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(DATA)), "packs it once more"),
        ((200, {"Content-Length": str(len(DATA) + 1)}, DATA), "cut off|cannot be understood"),
        ((302, {}, b""), "the server answers 302"),
        ((302, {"Location": "http://example.org/b"}, b""), "plain text"),
        ((302, {"Location": "http://127.0.0.1/b"}, b""), "plain text"),
        ((302, {"Location": "file:///etc/hostname"}, b""), "away from https"),
        ((302, {"Location": "https://a:b@example.org/b"}, b""), "a password"),
        ((302, {"Location": "/"}, b""), "more than 5 redirects"),
    ],
)
def test_another_answer_is_refused(answer, problem, trusted):
    with Files(lambda *_: answer, trusted) as server, pytest.raises(ConfigurationError, match=problem) as caught:
        get(f"{server.url}/b")
    assert len(caught.value.diagnostics()) == 1


@pytest.mark.parametrize("length", [True, False])
def test_what_is_too_large_is_not_read_to_its_end(length, trusted, monkeypatch):
    monkeypatch.setattr(https, "LARGEST", 2**20)
    sent = []

    def pieces():
        for _ in range(64):
            sent.append(1)
            yield bytes(2**20)

    answer = (200, {"Content-Length": str(64 * 2**20)} if length else {}, pieces())
    with Files(lambda *_: answer, trusted) as server, pytest.raises(ConfigurationError, match="larger than 1 MB"):
        get(server.url)
    assert len(sent) < 64


def test_a_server_that_never_ends_is_left(trusted, monkeypatch):
    monkeypatch.setattr(_http, "SECONDS", 0.5)

    def drip():
        for _ in range(200):
            yield b"x"
            time.sleep(0.05)

    answer = (200, {"Content-Length": "200"}, drip())
    with Files(lambda *_: answer, trusted) as server, pytest.raises(ConfigurationError, match="no whole answer within"):
        get(server.url)


def test_nobody_there(trusted):
    with Files(tagged, trusted) as server:
        url = server.url
    with pytest.raises(ConfigurationError, match="cannot be reached"):
        get(url)


def test_a_redirect_is_followed_without_the_credentials_of_another_host(trusted, monkeypatch):
    monkeypatch.setenv("PYKIRO_OPA_REGISTRY_USER", USER)
    monkeypatch.setenv("PYKIRO_OPA_REGISTRY_PASSWORD", PASSWORD)
    with Files(tagged, trusted) as target:
        where = f"{target.url}/b"
        with Files(lambda *_: (302, {"Location": where}, b""), trusted) as first:
            monkeypatch.setenv("PYKIRO_OPA_REGISTRY", first.host)
            assert get(first.url).data == DATA

    assert first.seen[0][1]["Authorization"] == BASIC
    assert "Authorization" not in target.seen[0][1]


def test_netrc_and_cookies_are_nobody_s_business(trusted, monkeypatch, tmp_path):
    (tmp_path / ".netrc").write_text(f"machine 127.0.0.1 login {USER} password {PASSWORD}\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    hops = itertools.count()

    def answer(*_):
        return (302, {"Location": "/", "Set-Cookie": "a=b"}, b"") if next(hops) == 0 else (200, {}, DATA)

    with Files(answer, trusted) as server:
        get(server.url)

    assert all("Authorization" not in headers and "Cookie" not in headers for _, headers in server.seen)
    assert len(server.seen) == 2


def test_the_proxy_of_the_environment_is_asked_but_not_about_this_machine(trusted, monkeypatch):
    with Files(lambda *_: (200, {}, DATA)) as proxy, Files(tagged, trusted) as server:
        monkeypatch.setenv("https_proxy", proxy.url)
        assert get(server.url).data == DATA
        with pytest.raises(ConfigurationError, match="cannot be reached"):
            get("https://guardrails.invalid/b")

    assert proxy.seen == []  # CONNECT is no GET: it answered 501, and nothing went elsewhere
