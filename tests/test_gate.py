"""The gate: whose guardrails judge, and what is asked of the engine and believed of its answer."""

from __future__ import annotations

import json

import pytest

from pykiro_opa import events, gate
from pykiro_opa.changes import Change, FileChange
from pykiro_opa.decisions import worst
from pykiro_opa.errors import ConfigurationError, EngineError
from pykiro_opa.guardrails import load


def anything(patterns):
    return [True] * len(patterns)


def kiro_json(origin):
    return json.dumps({"guardrails": {"origin": origin}}).encode()


def change(root="/w", stage="task", **fields):
    return Change(stage, "tool_call", root=str(root), read=lambda _: None, **fields)


class Engine:
    """An engine that answers as OPA would, with the findings given, and notes what it was asked."""

    def __init__(self, findings=(), **answer):
        self.findings = list(findings)
        self.answer = answer
        self.asked = []

    def ask(self, event, guardrails):
        self.asked.append((json.loads(event), guardrails))
        asked = json.loads(event)
        return {
            "version": 1, "digest": asked["digest"], "request": asked["request"], "effect": worst(self.findings),
            "findings": self.findings, "origins": asked["context"]["expected"], "obligations": [],
            "permission_delta": [], **self.answer,
        }  # fmt: skip


@pytest.fixture
def guardrails():
    return load([(".kiro/kiro.json", kiro_json("team"))], anything)


def test_a_change_is_asked_about_as_an_event_with_the_guardrails_given(guardrails):
    engine = Engine()
    decision = gate.decide(change(context={"actor": "maria"}, host="kiro", tool="fs_write"), guardrails, engine)

    ((event, text),) = engine.asked
    assert decision.effect == "allow"
    assert text == guardrails.text
    assert event["source"] == {"kind": "tool_call", "host": "kiro", "tool": "fs_write"}
    assert event["context"] == {
        "repository": None, "base": None, "head": None, "actor": "maria", "time": None,
        "expected": [list(origin) for origin in guardrails.expected], "reviews": [],
    }  # fmt: skip
    assert [origin for origin, _, _ in event["context"]["expected"]] == ["builtin", "team"]
    assert event["stage"] == "task"
    assert events.read_event(events.canonical(event)) == event


def test_every_part_of_the_context_is_kept(guardrails):
    context = {"repository": "r", "base": "b", "head": "h", "actor": "a", "time": "t"}
    event = gate.event_of(change(context={**context, "more": "x"}), guardrails)

    assert {**context, "expected": [list(one) for one in guardrails.expected], "reviews": []} == event["context"]


def test_an_event_may_be_judged_as_at_another_stage(guardrails):
    assert gate.event_of(change(stage="commit"), guardrails)["stage"] == "commit"
    assert gate.event_of(change(stage="commit"), guardrails, "spec")["stage"] == "spec"


def test_a_production_name_of_the_guardrails_is_known_to_the_facts():
    named = json.dumps({"guardrails": {"production": {"names": ["live"]}}}).encode()
    content = b'resource "aws_db_instance" "x" {\n  identifier = "orders-live"\n}\n'
    files = (FileChange("main.tf", before=content, after=b""),)
    facts = [
        gate.event_of(change(files=files), load(found, anything))["infrastructure"]
        for found in ([(".kiro/kiro.json", named)], [])
    ]

    assert [fact["environment"] for (fact,) in facts] == ["production", "unknown"]


def test_an_event_made_elsewhere_is_judged_by_the_guardrails_given_here(guardrails):
    engine = Engine()
    made = gate.event_of(change(context={"actor": "maria"}), guardrails)
    forged = events.seal({**made, "context": {**made["context"], "expected": [["builtin", "x", 0]]}})

    decision = gate.decide_event(forged, guardrails, engine)

    ((event, _),) = engine.asked
    assert event["context"] == made["context"]
    assert decision.document["request"] == event["request"] == made["request"]


def test_an_answer_to_another_event_is_not_believed(guardrails):
    with pytest.raises(EngineError, match="another event"):
        gate.decide(change(), guardrails, Engine(request="x"))


def origins(found):
    return [origin for origin, _, _ in found.expected]


@pytest.fixture
def workspace(tmp_path):
    """A repository with guardrails at its root and in `a/`."""
    for folder, origin in (("", "disk"), ("a", "nested")):
        (tmp_path / folder / ".kiro").mkdir(parents=True)
        (tmp_path / folder / ".kiro/kiro.json").write_bytes(kiro_json(origin))
    (tmp_path / ".git").mkdir()
    return tmp_path


def test_the_disk_judges_where_no_side_is_named(workspace):
    assert origins(gate.guardrails_for(change(workspace), anything)) == ["builtin", "disk"]
    assert origins(gate.guardrails_for(change(workspace, start="a"), anything)) == ["builtin", "disk", "nested"]


@pytest.mark.parametrize(
    "file", [FileChange("a/x", after=b""), FileChange("x", previous_path="a/x", before=b"", after=b"")]
)
def test_guardrails_above_either_end_of_a_file_judge_it(file, workspace):
    assert origins(gate.guardrails_for(change(workspace, files=(file,)), anything)) == ["builtin", "disk", "nested"]


@pytest.mark.parametrize(
    ("stage", "side", "expected"),
    [
        ("commit", {".kiro/kiro.json": kiro_json("tip")}, ["builtin", "tip"]),
        ("pull_request", {".kiro/kiro.json": kiro_json("tip")}, ["builtin", "tip"]),
        ("commit", {}, ["builtin", "disk", "nested"]),
        ("pull_request", {}, ["builtin"]),
    ],
)
def test_the_side_named_judges_and_in_a_pull_request_alone(stage, side, expected, workspace):
    asked = change(workspace, stage, files=(FileChange("a/x", after=b""),), judged_by=side.get)

    assert origins(gate.guardrails_for(asked, anything)) == expected


def test_the_workspace_of_a_folder_judges_what_comes_without_a_change(workspace):
    assert origins(gate.workspace_guardrails(str(workspace), anything)) == ["builtin", "disk"]
    assert origins(gate.workspace_guardrails(str(workspace / "a"), anything)) == ["builtin", "disk", "nested"]


def test_a_named_file_speaks_for_everything(workspace, monkeypatch):
    monkeypatch.chdir(workspace)
    named = gate.named_guardrails("a/.kiro/kiro.json", anything)

    assert origins(named) == ["builtin", "nested"]
    assert named.documents["nested"]["scope"] == ""


def test_a_named_file_that_is_not_there_is_an_error(tmp_path):
    path = str(tmp_path / "nowhere.json")
    with pytest.raises(ConfigurationError) as caught:
        gate.named_guardrails(path, anything)

    assert str(caught.value) == f"{path}: there is no such file; name an existing one with `--config`"


def shadow(origin):
    return json.dumps({"guardrails": {"origin": origin, "mode": "shadow"}}).encode()


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize(
    ("stage", "side", "obeyed"),
    [
        ("task", None, True),
        ("commit", None, False),
        ("commit", {}, False),
        ("task", {}, False),
        ("commit", {".kiro/kiro.json": shadow("tip")}, True),
        ("pull_request", {".kiro/kiro.json": shadow("tip")}, True),
    ],
)
def test_shadow_mode_is_obeyed_where_somebody_agreed_to_it(stage, side, obeyed, keep, workspace, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (workspace / ".kiro/kiro.json").write_bytes(shadow("disk"))
    asked = change(workspace, stage, judged_by=None if side is None else side.get)
    for _ in range(2):
        found = gate.guardrails_for(asked, anything, keep=keep)
        assert (found.shadow, len(origins(found))) == (obeyed, 2)


@pytest.mark.parametrize("keep", [False, True])
def test_shadow_mode_of_a_workspace_is_obeyed(keep, workspace, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (workspace / ".kiro/kiro.json").write_bytes(shadow("disk"))

    assert gate.workspace_guardrails(str(workspace), anything, keep=keep).shadow


def test_guardrails_are_kept_only_for_who_says_so(workspace, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    gate.guardrails_for(change(workspace), anything)
    gate.workspace_guardrails(str(workspace), anything)
    assert not (tmp_path / "cache").exists()

    gate.guardrails_for(change(workspace), anything, keep=True)
    assert (tmp_path / "cache").exists()


@pytest.mark.parametrize(
    ("link", "target", "touched"),
    [("l", "a/x", "l"), ("a/l", "../y", "a/l"), ("l", "a", "l/x"), ("a/out", "/usr", "a/out/x")],
)
def test_guardrails_above_a_link_and_above_what_it_leads_to_judge(link, target, touched, workspace):
    (workspace / link).symlink_to(target)
    asked = change(workspace, files=(FileChange(touched, after=b""),))

    assert origins(gate.guardrails_for(asked, anything)) == ["builtin", "disk", "nested"]
