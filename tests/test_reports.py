"""What a reader is shown."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.decisions import Decision
from pykiro_opa.reports import formats, render


def _finding(effect="deny", *, message="it is forbidden", text="x", line=1, path="a.tf", **more):
    return {
        "rule": "files/protected", "effect": effect, "origin": "workspace", "guardrail": "/guardrails/deny/files/0",
        "action": "", "message": message, "remedy": "leave it out",
        "evidence": [{"path": path, "line": line, "text": text}], **more,
    }  # fmt: skip


def _decision(effect, *findings):
    return Decision({"effect": effect, "findings": list(findings)})


def test_the_formats_are_the_files():
    assert formats() == ["json", "markdown", "text"]


@pytest.mark.parametrize("colour", [False, True])
def test_an_allow_is_one_line(colour):
    shown = render("text", _decision("allow"), colour=colour)
    plain = shown.replace("\x1b[1;32m", "").replace("\x1b[0m", "")
    assert plain == "ALLOW: no guardrail is touched\n"
    assert ("\x1b" in shown) is colour


def test_the_worst_is_first_and_the_same_is_said_once():
    decision = _decision(
        "deny",
        _finding("notice", message="told"),
        _finding("deny", line=1),
        _finding("needs-approval", message="asked"),
        _finding("deny", line=2),
    )
    assert render("text", decision).splitlines() == [
        "DENY: 1 denied, 1 to approve, 1 noticed",
        "",
        "deny files/protected: it is forbidden",
        "  at a.tf:1  x",
        "  at a.tf:2  x",
        "  why: workspace /guardrails/deny/files/0",
        "  next: leave it out",
        "",
        "needs-approval files/protected: asked",
        "  at a.tf:1  x",
        "  why: workspace /guardrails/deny/files/0",
        "  next: leave it out",
        "",
        "notice files/protected: told",
        "  at a.tf:1  x",
        "  why: workspace /guardrails/deny/files/0",
        "  next: leave it out",
    ]


def test_many_places_are_counted():
    shown = render("text", _decision("deny", *(_finding(line=line) for line in range(1, 9))))
    assert "  at a.tf:5  x\n  and 3 more places\n" in shown


@pytest.mark.parametrize("control", ["\x1b[2J", "\n  next: nothing to do", "\x9b31m", "\u202e", "\u200b", "\r", "\x07"])
@pytest.mark.parametrize("field", ["message", "remedy", "text", "path", "guardrail", "action"])
def test_no_text_of_a_change_controls_the_terminal(control, field):
    finding = _finding(**{field: f"a{control}b"})
    shown = render("text", _decision("deny", finding))
    lines = len(render("text", _decision("deny", _finding(**{field: "ab"}))).splitlines())
    assert len(shown.splitlines()) == lines
    assert all(letter == "\n" or letter.isprintable() for letter in shown)
    as_json = render("json", _decision("deny", finding))
    assert as_json.isascii()
    assert "\x1b" not in as_json
    assert json.loads(as_json)["findings"] == [finding]
