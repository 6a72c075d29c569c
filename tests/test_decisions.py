"""Which answers of OPA are believed."""

from __future__ import annotations

import pytest

from pykiro_opa.decisions import believe, refusal, worst
from pykiro_opa.errors import EngineError

EVENT = {"digest": "d", "request": "r", "context": {"expected": [["builtin", "c", 0], ["team", None, 3]]}}
FINDING = {
    "rule": "files/protected", "effect": "needs-approval", "origin": "builtin", "guardrail": "", "action": "",
    "subject": ["builtin", "files/protected", "", "x"], "message": "m", "evidence": [], "remedy": "",
}  # fmt: skip


def answer(**changed):
    whole = {
        "version": 1, "digest": "d", "request": "r", "effect": "allow", "findings": [],
        "origins": [["builtin", "c", 0], ["team", "t", 4]], "obligations": [], "permission_delta": [],
    }  # fmt: skip
    return {**whole, **changed}


def test_a_clean_answer_is_believed_and_gets_the_revision_of_its_origins():
    decision = believe(answer(), EVENT)

    assert "allow" == decision.effect
    assert 0 == decision.exit_code
    assert 64 == len(decision.document["revision"])


@pytest.mark.parametrize(
    ("effect", "exit_code"), [("deny", 10), ("needs-approval", 11), ("notice", 0), ("approved", 0), ("odd", 10)]
)
def test_the_exit_code_follows_the_worst_finding(effect, exit_code):
    decision = believe(
        answer(findings=[{**FINDING, "effect": effect}], effect=worst([{**FINDING, "effect": effect}])), EVENT
    )

    assert exit_code == decision.exit_code


@pytest.mark.parametrize(
    "doubtful",
    [
        None,
        [],
        "allow",
        True,
        {},
        answer(version=2),
        answer(version="1"),
        answer(digest="x"),
        answer(request="x"),
        answer(request=None),
        answer(effect="deny"),
        answer(effect=None),
        answer(findings=None),
        answer(findings={}),
        answer(findings=["x"]),
        answer(findings=[{}], effect="deny"),
        answer(findings=[{**FINDING, "message": None}], effect="needs-approval"),
        answer(findings=[FINDING], effect="allow"),
        answer(findings=[{**FINDING, "rule": "engine/configuration", "effect": "deny"}], effect="deny"),
        answer(obligations=None),
        answer(permission_delta=None),
        answer(origins=None),
        answer(origins=[]),
        answer(origins=[["builtin", "c", 0]]),
        answer(origins=[["builtin", "x", 0], ["team", "t", 4]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", 2]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", "4"]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", True]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", 4], ["other", "o", 0]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", 4], ["team", "t", 4]]),
        answer(origins=[["builtin", "c"], ["team", "t", 4]]),
    ],
)
def test_any_other_answer_is_refused(doubtful):
    with pytest.raises(EngineError):
        believe(doubtful, EVENT)


def test_an_error_is_a_deny_with_one_finding():
    document = refusal("engine", "no answer").document

    assert "deny" == document["effect"]
    assert ["gate/engine"] == [finding["rule"] for finding in document["findings"]]
    assert document["revision"] is None
