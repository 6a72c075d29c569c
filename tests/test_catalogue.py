"""Named actions and where the library lies."""

import pytest

from pykiro_opa.catalogue import library, named
from pykiro_opa.errors import ConfigurationError

KEYS = {"title", "description", "severity", "production", "api", "grants", "infrastructure", "commands", "phrases"}


@pytest.fixture
def forgotten(monkeypatch):
    monkeypatch.setattr(named, "_read", [])


def test_every_named_action_has_every_key():
    actions = named.named_actions()
    assert {"grant_admin_access", "modify_network_security_groups", "delete_production_database"} <= set(actions)
    assert {name for name, action in actions.items() if set(action) != KEYS} == set()


def test_the_library_is_read_once(forgotten, monkeypatch):
    monkeypatch.setattr(named, "library_text", lambda: '{"kiro": {"actions": {"a": {}}}}')
    first = named.named_actions()
    monkeypatch.setattr(named, "library_text", lambda: "{")
    assert named.named_actions() is first


def test_a_missing_library_is_said(forgotten, monkeypatch, tmp_path):
    monkeypatch.setattr(library, "_LIBRARY", str(tmp_path / "library.json"))
    with pytest.raises(ConfigurationError, match="cannot be read: No such file or directory; install pykiro-opa again"):
        named.named_actions()


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"kiro": []}'])
def test_a_damaged_library_is_said(forgotten, monkeypatch, text):
    monkeypatch.setattr(named, "library_text", lambda: text)
    with pytest.raises(ConfigurationError, match="damaged"):
        named.named_actions()


def test_the_policies_are_beside_the_package_or_inside_it(monkeypatch, tmp_path):
    package = tmp_path / "pykiro_opa"
    monkeypatch.setattr(library, "_PACKAGE", str(package))
    with pytest.raises(ConfigurationError, match="the folder `policies` is missing"):
        library.policies_root()
    (tmp_path / "policies/kiro").mkdir(parents=True)
    assert library.policies_root() == str(tmp_path / "policies")
    (package / "policies/kiro").mkdir(parents=True)
    assert library.policies_root() == str(package / "policies")
