"""The configuration of a server that pulls: every key that a trap needs, for every kind of source."""

from __future__ import annotations

import pytest
import yaml
from signing.made import KEY
from signing.servers import Files

from pykiro_opa.bundles.serving import Served, configuration
from pykiro_opa.errors import ConfigurationError

TEMPLATE = b"server: {a: 1}\nbundles: {library: {resource: x}}\n"


def served(source, password_file=None, origin="platform"):
    return Served(origin, source, KEY.public, password_file)


def written(*all_served):
    return yaml.safe_load(configuration(TEMPLATE, all_served))


def test_a_registry():
    document = written(served("oci://registry.example/org/guardrails:1", "/run/password"))

    assert document == {
        "server": {"a": 1},
        "persistence_directory": "persisted",
        "services": {
            "platform": {
                "type": "oci", "url": "https://registry.example",
                "credentials": {"bearer": {"scheme": "Basic", "token_path": "/run/password"}},
            }
        },
        "keys": {"platform": {"algorithm": "ES256", "key": KEY.public.pem.decode()}},
        "bundles": {
            "platform": {
                "service": "platform", "resource": "registry.example/org/guardrails:1", "persist": True,
                "polling": {"min_delay_seconds": 60, "max_delay_seconds": 120}, "signing": {"keyid": "platform"},
            }
        },
    }  # fmt: skip


def test_a_registry_without_a_password_has_none():
    assert written(served("oci://registry.example/a:1"))["services"]["platform"] == {
        "type": "oci", "url": "https://registry.example",
    }  # fmt: skip


@pytest.mark.parametrize(("status", "scheme"), [(200, "http"), (401, "http"), (400, "https")])
def test_a_registry_of_this_machine_is_asked_how_it_speaks(status, scheme):
    with Files(lambda *_: (status, {}, b"")) as server:
        document = written(served(f"oci://{server.host}/a:1"))

    assert document["services"]["platform"]["url"] == f"{scheme}://{server.host}"
    assert [path for path, _ in server.seen] == ["/v2/"]


@pytest.mark.parametrize(
    ("source", "url", "resource"),
    [
        ("https://example.org/a/b.tar.gz", "https://example.org", "a/b.tar.gz"),
        ("https://example.org:8443/b?x=1&y", "https://example.org:8443", "b?x=1&y"),
        ("http://127.0.0.1:1/b", "http://127.0.0.1:1", "b"),
    ],
)
def test_a_web_server(source, url, resource):
    document = written(served(source))

    assert document["services"]["platform"] == {"url": url}
    assert document["bundles"]["platform"]["resource"] == resource


def test_several_origins_have_each_their_own():
    document = written(served("https://a.example/x"), served("https://b.example/y", origin="team"))

    assert set(document["services"]) == set(document["keys"]) == set(document["bundles"]) == {"platform", "team"}
    assert document["bundles"]["team"]["signing"] == {"keyid": "team"}


def test_a_key_is_written_as_people_know_it():
    text = configuration(TEMPLATE, [served("https://a.example/x")]).decode()

    assert "key: |\n      -----BEGIN PUBLIC KEY-----\n" in text


def test_a_server_that_wants_a_password_is_told_it_as_a_header():
    document = written(served("https://a.example/x", "/run/password"))

    bearer = {"scheme": "Basic", "token_path": "/run/password"}
    assert document["services"]["platform"] == {"url": "https://a.example", "credentials": {"bearer": bearer}}


def test_what_a_server_cannot_do_is_refused():
    with pytest.raises(ConfigurationError, match="a path, which a server cannot pull"):
        configuration(TEMPLATE, [served("guardrails/b.tar.gz")])
