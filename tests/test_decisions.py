"""Which answers of OPA are believed."""

from __future__ import annotations

import re

import pytest

from pykiro_opa.decisions import believe, refusal, worst
from pykiro_opa.errors import EngineError

PERMISSIONS = [{"change": "gained"}]
EVENT = {
    "digest": "d", "request": "r", "context": {"expected": [["builtin", "c", 0], ["team", None, 3]]},
    "permissions": PERMISSIONS,
}  # fmt: skip
FINDING = {
    "rule": "files/protected", "effect": "needs-approval", "origin": "builtin", "guardrail": "", "action": "",
    "subject": ["builtin", "files/protected", "", "x"], "message": "m", "evidence": [], "remedy": "",
}  # fmt: skip


PLACE = {"path": "a", "line": 1, "text": "x" * 40}


def answer(**changed):
    whole = {
        "version": 1, "digest": "d", "request": "r", "effect": "allow", "findings": [],
        "origins": [["builtin", "c", 0], ["team", "t", 4]], "obligations": [], "permission_delta": PERMISSIONS,
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


REFUSED = {
    "nothing for `data.kiro.main.decision`": [None, [], "allow", True],
    "decision version `2`, expected 1": [answer(version=2)],
    "decision version `1`, expected 1": [answer(version="1")],
    "decision version `None`": [{}],
    "answered with `mode`, which this version does not know: upgrade pykiro-opa": [answer(mode="x")],
    "another event: its `digest` differs": [answer(digest="x")],
    "another event: its `request` differs": [answer(request="x"), answer(request=None)],
    "findings of the wrong shape": [
        answer(findings=None),
        answer(findings={}),
        answer(findings=["x"]),
        answer(findings=[{}], effect="deny"),
        answer(findings=[FINDING, "x"], effect="needs-approval"),
        *(
            answer(findings=[{**FINDING, field: None}], effect="needs-approval")
            for field in FINDING
            if field != "action"
        ),
        *(answer(findings=[{**FINDING, field: "x"}], effect="needs-approval") for field in ("subject", "evidence")),
        answer(findings=[{**FINDING, "more": "x"}], effect="needs-approval"),
        answer(findings=[{**FINDING, "action": None}], effect="needs-approval"),
        answer(findings=[{field: FINDING[field] for field in FINDING if field != "action"}], effect="needs-approval"),
        answer(findings=[[*FINDING]], effect="needs-approval"),
        *(
            answer(findings=[{**FINDING, "subject": subject}], effect="needs-approval")
            for subject in ([], ["a", "b", "c"], ["a"] * 5, ["a", "b", "c", None], [1, "b", "c", "d"], "abcd")
        ),
        *(
            answer(findings=[{**FINDING, "evidence": [PLACE, place]}], effect="needs-approval")
            for place in (
                None,
                [],
                {},
                "x",
                ["path", "line", "text"],
                {"path": "a", "line": 1},
                {"line": 1, "text": "x"},
                {"path": "a", "text": "x"},
                {**PLACE, "more": "x"},
                {**PLACE, "path": 1},
                {**PLACE, "line": "1"},
                {**PLACE, "line": True},
                {**PLACE, "line": 1.0},
                {**PLACE, "text": None},
                {**PLACE, "text": "x" * 41},
                {**PLACE, "text": ["x"]},
            )
        ),
    ],
    "refused its guardrails: m": [
        answer(findings=[{**FINDING, "rule": "engine/configuration", "effect": "deny"}], effect="deny"),
        answer(findings=[FINDING, {**FINDING, "rule": "engine/configuration"}], effect="needs-approval"),
    ],
    "`allow` where its findings say `needs-approval`": [answer(findings=[FINDING], effect="allow")],
    "`deny` where its findings say `allow`": [answer(effect="deny")],
    "`None` where its findings say `allow`": [answer(effect=None)],
    "obligations of the wrong shape": [
        answer(obligations=None),
        answer(obligations={}),
        answer(obligations=[{}, "x"]),
    ],
    "permission delta that is not the event's": [
        answer(permission_delta=None),
        answer(permission_delta="x"),
        answer(permission_delta=["x"]),
        answer(permission_delta=[]),
        answer(permission_delta=[{"change": "lost"}]),
        answer(findings=[{**FINDING, "rule": "engine/event", "effect": "deny"}], effect="deny"),
    ],
    "without saying which guardrails it used": [
        answer(origins=None),
        answer(origins=["bcd", ["team", "t", 4]]),
        answer(origins=[("builtin", "c", 0), ["team", "t", 4]]),
        answer(origins=[[1, "c", 0], ["team", "t", 4]]),
        answer(origins=[["builtin", "c", 0], ["team", 1, 4]]),
        answer(origins=[["builtin", "c"], ["team", "t", 4]]),
        answer(origins=[["builtin", "c", 0, 0], ["team", "t", 4]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", "4"]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", True]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", None]]),
    ],
    "used the guardrails of ['builtin'], expected ['builtin', 'team']": [answer(origins=[["builtin", "c", 0]])],
    "used the guardrails of [], expected": [answer(origins=[])],
    "expected ['builtin', 'team']": [
        answer(origins=[["builtin", "c", 0], ["team", "t", 4], ["other", "o", 0]]),
        answer(origins=[["builtin", "c", 0], ["team", "t", 4], ["team", "t", 4]]),
        answer(origins=[["builtin", "c", 0], ["other", "t", 4]]),
    ],
    "other guardrails of origin `builtin` than expected": [
        answer(origins=[["builtin", "x", 0], ["team", "t", 4]]),
        answer(origins=[["builtin", "c", -1], ["team", "t", 4]]),
    ],
    "other guardrails of origin `team` than expected": [
        answer(origins=[["builtin", "c", 0], ["team", "t", 2]]),
    ],
}


@pytest.mark.parametrize(("why", "doubtful"), [(why, each) for why, answers in REFUSED.items() for each in answers])
def test_any_other_answer_is_refused_and_says_why(why, doubtful):
    with pytest.raises(EngineError, match=re.escape(why)):
        believe(doubtful, EVENT)


def test_origins_may_stand_in_any_order_and_a_pinned_counter_may_be_reached():
    assert "allow" == believe(answer(origins=[["team", "t", 3], ["builtin", "c", 0]]), EVENT).effect
    turned = {**EVENT, "context": {"expected": EVENT["context"]["expected"][::-1]}}
    assert "allow" == believe(answer(), turned).effect


def test_the_worst_finding_decides_wherever_it_stands():
    effects = ["notice", "deny", "needs-approval", "approved"]

    assert "deny" == worst([{"effect": effect} for effect in effects])
    assert "needs-approval" == worst([{"effect": effect} for effect in ("needs-approval", "notice")])
    assert "allow" == worst([{"effect": "notice"}, {"effect": "approved"}])
    assert "allow" == worst([])


def test_a_decision_shows_its_findings():
    decision = believe(answer(findings=[FINDING], effect="needs-approval"), EVENT)

    assert (FINDING,) == decision.findings
    assert [FINDING] == decision.document["findings"]


def test_evidence_and_lists_of_objects_are_handed_on():
    finding = {**FINDING, "evidence": [PLACE, {**PLACE, "text": ""}]}
    lists = {"obligations": [{"a": 1}], "permission_delta": PERMISSIONS}
    decision = believe(answer(findings=[finding], effect="needs-approval", **lists), EVENT)

    assert (finding,) == decision.findings
    assert lists == {name: decision.document[name] for name in lists}


def test_an_error_is_a_deny_with_one_finding():
    finding = {
        "rule": "gate/engine", "effect": "deny", "origin": "builtin", "guardrail": "", "action": "",
        "subject": ["builtin", "gate/engine", "", ""], "message": "no answer", "evidence": [], "remedy": "",
    }  # fmt: skip
    whole = {
        "version": 1, "effect": "deny", "digest": None, "request": None, "origins": [], "revision": None,
        "findings": [finding], "obligations": [], "permission_delta": [],
    }  # fmt: skip

    assert whole == refusal("engine", "no answer").document
    assert {**whole, "digest": "d", "request": "r"} == refusal("engine", "no answer", EVENT).document
