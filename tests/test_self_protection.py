"""What protects the workspace protects itself, however a file is spelled or moved."""

from __future__ import annotations

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
