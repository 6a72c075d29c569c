"""What protects the workspace protects itself, however a file is spelled or moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from pykiro_opa.changes import FileChange
from pykiro_opa.facts import self_protection

GUARDS = b'{"guardrails": {"deny": {"patterns": ["A"]}}}'
HOOK = b'{"version": "v1", "hooks": [{"trigger": "PreToolUse", "action": {"type": "command", "command": "pykiro-opa-hook"}}]}'
OFF = HOOK.replace(b'"trigger"', b'"enabled": false, "trigger"')
AGENT = b'{"prompt": "x", "hooks": {"preToolUse": [{"command": "pykiro-opa-hook"}]}}'


def changes(**fields):
    path = fields.pop("path")
    return [fact["change"] for fact in self_protection.extract([FileChange(path, **fields)])]


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (".kiro/kiro.json", GUARDS, b"{}"),
        (".kiro/kiro.json", GUARDS, None),
        (".kiro/kiro.json", GUARDS, b"{"),
        (".KIRO/Kiro.JSON", GUARDS, b"{}"),
        ("services/a/.kiro/kiro.json", GUARDS, b"{}"),
        (".kiro/guardrails.lock", b"a", b"b"),
        (".kiro/policies/a.rego", b"a", None),
        (".kiro/policies/a.rego", b"a", b"b"),
        (".kiro/policies/a_test.rego", b"a", b"b"),
        (".kiro/policies/a_test.rego", b"a", None),
        (".KIRO/Policies/A.rego", b"a", b"b"),
        (".kiro/policies", b"", None),
        (".kiro/hooks/guard.json", HOOK, b'{"hooks": []}'),
        (".kiro/hooks/guard.json", HOOK, OFF),
        (".kiro/hooks/guard.json", HOOK, b"{"),
        (".kiro/hooks/guard.json", HOOK, None),
        (".kiro/agents/a.json", AGENT, b'{"prompt": "x", "hooks": {}}'),
        (".claude/settings.json", AGENT, b'{"disableAllHooks": true, "hooks": {}}'),
        (".pre-commit-config.yaml", b"- id: pykiro-opa\n", b"- id: x\n"),
        (".kiro", b"", None),
        (".kiro/*", b"", None),
        ("a/.kiro", b"", None),
    ],
)
def test_weakening_is_a_loosening(path, before, after):
    assert "loosened" in changes(path=path, before=before, after=after)


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        (".kiro/kiro.json", None, GUARDS, "added"),
        (".kiro/kiro.json", GUARDS, GUARDS.replace(b'"A"', b'"A", "B"'), "tightened"),
        (".kiro/hooks/guard.json", None, HOOK, "added"),
        (".kiro/steering/x.md", b"a", b"b", "tightened"),
    ],
)
def test_strengthening_is_noticed(path, before, after, expected):
    assert [expected] == changes(path=path, before=before, after=after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (".kiro/kiro.json", GUARDS, GUARDS.replace(b": ", b":  ")),
        (".kiro/kiro.json", GUARDS, GUARDS.replace(b'{"guard', b'{"project": 1, "guard')),
        (".kiro/agents/a.json", AGENT, AGENT.replace(b'"x"', b'"y"')),
        (".kiro/specs/a/tasks.md", b"a", b"b"),
        ("src/kiro.json", GUARDS, None),
        ("a.kiro", b"", None),
    ],
)
def test_other_changes_are_none_of_its_business(path, before, after):
    assert [] == changes(path=path, before=before, after=after)


@pytest.mark.parametrize(
    "fields",
    [
        {"before": GUARDS, "after": b"", "content_known": False},
        {"before": GUARDS, "after": b"elsewhere", "mode": "120000"},
        {"before": GUARDS, "after": GUARDS, "mode": "changed"},
    ],
)
def test_what_cannot_be_read_counts_as_loosened(fields):
    assert ["loosened"] == changes(path=".kiro/kiro.json", **fields)


def test_moving_the_guardrails_away_is_a_loosening():
    assert "loosened" in changes(path="old.json", previous_path=".kiro/kiro.json", before=GUARDS, after=GUARDS)


SETTINGS = b'{"permissions": {}, "hooks": {"PreToolUse": [{"matcher": "*"}]}, "env": {"EDITOR": "vi"}}'
NAMED = b'{"name": "guarded", "hooks": {"preToolUse": [{"command": "pykiro-opa-hook"}]}}'
COMMIT = b"repos:\n- repo: local\n  hooks:\n  - id: pykiro-opa\n    entry: pykiro-opa evaluate --staged\n"


def with_env(variable):
    return SETTINGS.replace(b'"EDITOR": "vi"', f'"EDITOR": "vi", "{variable}": "x"'.encode())


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (".claude/settings.local.json", None, b'{"disableAllHooks": true}'),
        (".claude/settings.local.json", None, b'{"allowManagedHooksOnly": true}'),
        (".claude/settings.local.json", None, b'{"env": {"PATH": "/tmp/other"}}'),
        (".claude/settings.json", SETTINGS, with_env("PYKIRO_OPA_ENGINE")),
        (".claude/settings.json", SETTINGS, with_env("PYTHONPATH")),
        (".claude/settings.json", SETTINGS, with_env("XDG_RUNTIME_DIR")),
        (".claude/settings.json", SETTINGS, b'{"hooks": {}, ' + SETTINGS[1:]),
        (".kiro/hooks/guard.json", HOOK, HOOK.replace(b'"v1"', b'"v9"')),
        (".kiro/hooks/guard.json", HOOK, HOOK.replace(b'"version": "v1", ', b"")),
        (".kiro/hooks/guard.json", HOOK, b'{"enabled": null, ' + HOOK[1:]),
        (".kiro/agents/a.json", NAMED, NAMED.replace(b"guarded", b"other")),
        (".kiro/settings/cli.json", None, b'{"chat.defaultAgent": "other"}'),
        ("/home/x/.kiro/settings/cli.json", b'{"chat.agentEngine": "v3"}', b"{}"),
        (".kiro/settings", b"", None),
        (".pre-commit-config.yaml", COMMIT, COMMIT.replace(b"  - id", b"  # - id")),
        (".git/hooks/pre-commit", b"#!/bin/sh\npykiro-opa evaluate\n", b"#!/bin/sh\nexit 0\npykiro-opa evaluate\n"),
        ("services/a/.git", None, b"gitdir: /elsewhere"),
    ],
)
def test_switching_hooks_off_without_touching_them_is_a_loosening(path, before, after):
    assert ["loosened"] == changes(path=path, before=before, after=after)


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        (".claude/settings.json", SETTINGS, SETTINGS.replace(b'{"permissions": {}', b'{"model": "x", "permissions": {"a": 1}')),
        (".claude/settings.json", SETTINGS, with_env("AWS_REGION")),
        (".claude/settings.json", SETTINGS.replace(b"{", b'{"disableAllHooks": false, ', 1), SETTINGS),
        (".kiro/agents/a.json", NAMED, NAMED.replace(b"{", b'{"prompt": "x", ', 1)),
        (".kiro/settings/cli.json", b"{}", b'{"chat.theme": "dark"}'),
        (".pre-commit-config.yaml", COMMIT, COMMIT + b"- repo: other\n"),
        ("vendored/.git", b"gitdir: x", None),
    ],
)  # fmt: skip
def test_everyday_settings_are_no_change_of_what_protects(path, before, after):
    assert [] == changes(path=path, before=before, after=after)


def test_what_decides_the_next_time_protects_itself(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "run"))
    package = Path(self_protection.__file__).resolve().parents[1]
    for path in (
        tmp_path / "cache/pykiro-opa/modules/x.cwasm",
        tmp_path / "run/pykiro-opa/0/sidecar.json",
        package / "hook.py",
        ".venv/lib/python3.12/site-packages/pykiro_opa/hook.py",
        ".venv/bin/pykiro-opa-hook",
        "/usr/local/bin/pykiro-opa",
    ):
        assert ["loosened"] == changes(path=str(path), before=None, after=b"x"), path
    for path in ("pykiro_opa/hook.py", tmp_path / "cache/other/x", "docs/pykiro-opa", "bin/other"):
        assert [] == changes(path=str(path), before=None, after=b"x"), path
