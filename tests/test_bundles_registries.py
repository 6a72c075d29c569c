"""Sources of bundles: their scheme chooses who is asked, a path stays in the repository, credentials go where they belong."""

from __future__ import annotations

import os

import pytest
from signing.made import version

from pykiro_opa.bundles.inspection import LARGEST
from pykiro_opa.bundles.registries import Fetched, fetch
from pykiro_opa.bundles.registries import _credentials as credentials
from pykiro_opa.bundles.registries._credentials import named_credentials
from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import sha256

DATA = version(1, "Dockerfile")


@pytest.fixture
def repository(tmp_path):
    root = tmp_path / "repository"
    (root / "guardrails").mkdir(parents=True)
    (root / "guardrails/b.tar.gz").write_bytes(DATA)
    (tmp_path / "outside.tar.gz").write_bytes(DATA)
    return root


@pytest.mark.parametrize("source", ["guardrails/b.tar.gz", "./guardrails/../guardrails/b.tar.gz"])
def test_a_path_is_read_from_the_repository(source, repository):
    found = fetch(source, folder=str(repository))

    assert found == Fetched(DATA, f"sha256:{sha256(DATA)}")
    assert fetch(source, folder=str(repository), known=found).data is None
    assert fetch(source, folder=str(repository), known=Fetched(None, "sha256:0")).data == DATA


def test_a_repository_may_lie_behind_a_link(repository, tmp_path):
    (tmp_path / "link").symlink_to(repository)

    assert fetch("guardrails/b.tar.gz", folder=str(tmp_path / "link")).data == DATA


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("../outside.tar.gz", "leads out of the repository"),
        ("guardrails/../../outside.tar.gz", "leads out of the repository"),
        ("link", "leads out of the repository"),
        ("folder/outside.tar.gz", "leads out of the repository"),
        (".", "leads out of the repository"),
        ("", "leads out of the repository"),
        ("/etc/hostname", "an absolute path"),
        ("a\0b", "an absolute path"),
        ("nothing", "cannot be read: No such file"),
        ("guardrails", "no plain file"),
        ("fifo", "no plain file"),
        ("large", "larger than 32 MB"),
        ("path://guardrails/b.tar.gz", "unknown kind of source"),
        ("file:///etc/hostname", "unknown kind of source"),
        ("_http://x", "unknown kind of source"),
        ("__init__://x", "unknown kind of source"),
        ("OCI://registry.example/a:1", "unknown kind of source"),
        ("../x://y", "unknown kind of source"),
        ("ftp://x/y", "unknown kind of source"),
        ("http://example.org/b", "plain text"),
        ("http://127.0.0.1.example.org/b", "plain text"),
        ("http://0x7f000001.example/b", "plain text"),
        ("http://2130706433/b", "plain text"),
        ("https://a:b@example.org/b", "a password in its address"),
        ("https:///b", "no address"),
        ("https://[::1/b", "no address"),
        ("https://example.org:x/b", "no address"),
        ("oci://registry.example/a", "no place in a registry"),
        ("oci://registry.example/a:1@sha256:" + "0" * 64, "no place in a registry"),
        ("oci://registry.example/A:1", "no place in a registry"),
        ("oci://registry.example/../a:1", "no place in a registry"),
        ("oci://a:b@registry.example/a:1", "no place in a registry"),
        ("oci://registry.example/a@sha256:00", "no place in a registry"),
        ("oci://registry.example/a:1?x", "no place in a registry"),
    ],
)
def test_another_source_is_refused(source, problem, repository):
    (repository / "link").symlink_to(repository.parent / "outside.tar.gz")
    (repository / "folder").symlink_to(repository.parent)
    os.mkfifo(repository / "fifo")
    with open(repository / "large", "wb") as stream:
        stream.truncate(LARGEST + 1)

    with pytest.raises(ConfigurationError, match=problem) as caught:
        fetch(source, folder=str(repository))
    assert len(caught.value.diagnostics()) == 1


@pytest.mark.parametrize(
    ("host", "found"),
    [
        ("registry.example", ("ada", "x")),
        ("Registry.Example", ("ada", "x")),
        ("registry.example:5000", None),
        ("registry.example.org", None),
        ("other.example", None),
        ("", None),
    ],
)
def test_credentials_are_for_one_host_alone(host, found, monkeypatch):
    for name, value in ((credentials.HOST, "registry.example"), (credentials.USER, "ada"), (credentials.PASSWORD, "x")):
        monkeypatch.setenv(name, value)

    assert named_credentials(host) == found


@pytest.mark.parametrize("missing", [credentials.HOST, credentials.USER, credentials.PASSWORD])
def test_credentials_that_are_not_whole_are_refused(missing, monkeypatch):
    for name in {credentials.HOST, credentials.USER, credentials.PASSWORD} - {missing}:
        monkeypatch.setenv(name, "x")

    with pytest.raises(ConfigurationError, match=f"`{credentials.HOST}`"):
        named_credentials("x")


def test_a_host_alone_is_no_credentials(monkeypatch):
    monkeypatch.setenv(credentials.HOST, "x")

    assert named_credentials("x") is None
