"""Whose rules judge: those of the side whose guardrails do, read whole or not at all."""

from __future__ import annotations

import json
import os

import pytest
from generation.publishing import lock_of
from workspace import CONFIGURATION, Workspace

from pykiro_opa import disk, gate, sources
from pykiro_opa.bundles.publishing import shared_bundle
from pykiro_opa.changes import Change
from pykiro_opa.errors import ConfigurationError, EngineError
from pykiro_opa.guardrails import load
from pykiro_opa.guardrails.compilation import compile_guardrails
from pykiro_opa.guardrails.custom_rules import rules_of
from pykiro_opa.guardrails.problems import Problems

RULE = """package kiro.custom.workspace.freeze

evaluated := true

findings contains {"effect": "deny", "message": "frozen", "fact": file.id} if {
	some file in input.files
	file.path == "frozen.txt"
}
"""
PATH = ".kiro/policies/freeze.rego"
EMPTY = '{"guardrails": {}}'
VALID = staticmethod(lambda patterns: [True] * len(patterns)).__func__


@pytest.fixture
def checked(monkeypatch):
    """The rules that were asked about; that the check refuses what it should is for test_custom_checking.py."""
    from pykiro_opa.custom import checking

    found = []
    monkeypatch.setattr(checking, "check", found.append)
    return found


@pytest.fixture
def workspace(tmp_path):
    return Workspace(
        tmp_path / "w", {CONFIGURATION: EMPTY, PATH: RULE, ".kiro/policies/freeze_test.rego": "package x\n"}
    )


def rules_for(workspace, source, argument=None, **options):
    change = sources.available()[source].read(argument, str(workspace.folder), lambda: b"")
    return {rule.name: rule.text for rule in gate.guardrails_for(change, VALID, **options).rules}


def refused(workspace, source="command", argument="ls"):
    with pytest.raises(ConfigurationError) as caught:
        rules_for(workspace, source, argument)
    (line,) = caught.value.problems
    return line


@pytest.mark.usefixtures("checked")
@pytest.mark.parametrize(
    ("source", "argument", "mine"),
    [
        ("command", "ls", "disk"),
        ("working_tree", None, "HEAD"),
        ("staged", None, "HEAD"),
        ("git_range", "main..change", "main"),
    ],
)
def test_the_side_that_judges_brings_its_rules(source, argument, mine, workspace):
    workspace.branch("change", {PATH: RULE + "# change\n"})
    workspace.commit({PATH: RULE + "# HEAD\n"})
    workspace.write({PATH: RULE + "# disk\n"})
    texts = {"disk": RULE + "# disk\n", "HEAD": RULE + "# HEAD\n", "main": RULE}

    assert rules_for(workspace, source, argument) == {"freeze": texts[mine]}


@pytest.mark.usefixtures("checked")
def test_before_the_first_commit_of_guardrails_the_disk_judges(tmp_path):
    workspace = Workspace(tmp_path / "w", {})
    workspace.write({CONFIGURATION: EMPTY, PATH: RULE})

    assert rules_for(workspace, "working_tree") == {"freeze": RULE}
    workspace.branch("change", {CONFIGURATION: EMPTY, PATH: RULE})
    assert rules_for(workspace, "git_range", "main..change") == {}


@pytest.mark.usefixtures("checked")
def test_a_rule_that_a_branch_removes_judges_it_still(workspace):
    workspace.branch("change", {PATH: None})

    assert rules_for(workspace, "git_range", "main..change") == {"freeze": RULE}


def test_they_are_asked_whether_they_may_judge(workspace, checked):
    rules_for(workspace, "command", "ls")
    gate.workspace_guardrails(str(workspace.folder), VALID)
    gate.named_guardrails(str(workspace.folder / CONFIGURATION), VALID)

    assert [[rule.id for rule in rules] for rules in checked] == [["custom/workspace/freeze"]] * 3


def test_what_was_asked_once_is_kept_for_these_very_bytes(workspace, checked, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "c"))
    for _ in range(3):
        assert rules_for(workspace, "command", "ls", keep=True) == {"freeze": RULE}
    assert len(checked) == 1
    workspace.write({PATH: RULE + "#\n"})
    assert rules_for(workspace, "command", "ls", keep=True) == {"freeze": RULE + "#\n"}
    workspace.write({".kiro/policies/other.rego": RULE.replace("freeze", "other")})
    assert len(rules_for(workspace, "command", "ls", keep=True)) == 2
    assert len(checked) == 3


@pytest.mark.usefixtures("checked")
def test_the_rules_of_an_origin_are_in_its_package(workspace):
    workspace.write({CONFIGURATION: '{"guardrails": {"origin": "payments"}}'})
    change = sources.available()["command"].read("ls", str(workspace.folder), lambda: b"")

    (rule,) = gate.guardrails_for(change, VALID).rules
    assert (rule.id, rule.path, rule.place) == ("custom/payments/freeze", "kiro/custom/payments/freeze.rego", PATH)


@pytest.mark.usefixtures("checked")
def test_a_named_file_has_the_rules_beside_it(workspace, monkeypatch):
    workspace.write({"other/kiro.json": EMPTY, "other/policies/x.rego": RULE, "third/kiro.json": EMPTY})
    monkeypatch.chdir(workspace.folder)

    (rule,) = gate.named_guardrails("other/kiro.json", VALID).rules
    assert (rule.name, rule.place) == ("x", "other/policies/x.rego")
    assert gate.named_guardrails("third/kiro.json", VALID).rules == ()


def test_what_is_extended_brings_its_rules(workspace, checked):
    rules = rules_of("platform", {"freeze.rego": RULE.replace("custom.workspace", "custom.platform").encode()})
    problems = Problems("x")
    _, document = compile_guardrails({}, "platform", "", problems)
    data = shared_bundle("platform", document, counter=1, rules=rules)
    workspace.write({CONFIGURATION: '{"guardrails": {"extends": ["platform.tar.gz"]}}'})
    (workspace.folder / "platform.tar.gz").write_bytes(data)
    (workspace.folder / ".kiro/guardrails.lock").write_bytes(lock_of({"platform.tar.gz": data}))
    found = gate.workspace_guardrails(str(workspace.folder), VALID)

    assert [rule.id for rule in found.rules] == ["custom/platform/freeze", "custom/workspace/freeze"]
    assert found.rules[0].place == "`platform.tar.gz`: kiro/custom/platform/freeze.rego"
    assert checked == [found.rules]
    assert found.documents["platform"]["rules"][-1] == "custom/platform/freeze"


@pytest.mark.usefixtures("checked")
class TestRefused:
    """What is there and cannot judge is never left out."""

    def test_rules_without_guardrails(self, tmp_path):
        workspace = Workspace(tmp_path / "w", {PATH: RULE})

        assert refused(workspace).startswith(f"{PATH}: a rule stands beside guardrails, and there are none; write")

    @pytest.mark.parametrize(("source", "argument"), [("command", "ls"), ("working_tree", None)])
    def test_rules_of_a_folder_inside(self, source, argument, workspace):
        workspace.commit({"a/.kiro/kiro.json": EMPTY, "a/.kiro/policies/x.rego": RULE, "a/b.txt": "x"})
        workspace.write({"a/b.txt": "y"})
        line = refused(workspace, source, "echo x > a/b.txt" if argument else None)

        assert line.startswith("a/.kiro/policies: rules of a team's own judge the whole repository; move them")

    @pytest.mark.parametrize("in_git", [False, True])
    @pytest.mark.parametrize("link", [PATH, ".kiro/policies"])
    def test_links(self, link, in_git, workspace, tmp_path):
        place = workspace.folder / link
        place.rename(tmp_path / "elsewhere")
        place.symlink_to(tmp_path / "elsewhere")
        workspace.git("add", "-A")
        workspace.git("commit", "-qm", "x")
        line = refused(workspace, "working_tree", None) if in_git else refused(workspace)

        assert line.startswith(f"{link}: it is a link")

    def test_a_submodule(self, workspace):
        head = workspace.git("rev-parse", "HEAD").strip()
        workspace.git("rm", "-rq", "--cached", ".kiro/policies")
        workspace.git("update-index", "--add", "--cacheinfo", f"160000,{head},.kiro/policies")
        workspace.git("commit", "-qm", "x")

        assert refused(workspace, "working_tree", None).startswith(".kiro/policies: it is a submodule in git")

    def test_a_file_in_place_of_the_folder(self, workspace):
        for name in ("freeze.rego", "freeze_test.rego"):
            (workspace.folder / ".kiro/policies" / name).unlink()
        (workspace.folder / ".kiro/policies").rmdir()
        (workspace.folder / ".kiro/policies").write_text("x")

        assert refused(workspace).startswith(".kiro/policies: it is a link or no folder")

    def test_what_is_no_plain_file(self, workspace):
        os.mkfifo(workspace.folder / ".kiro/policies/fifo.rego")

        assert "fifo.rego: it is no plain file" in refused(workspace)

    def test_what_cannot_be_read(self, workspace, monkeypatch):
        def scandir(_):
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(os, "scandir", scandir)
        with pytest.raises(ConfigurationError, match=r"\.kiro/policies: cannot be read: Permission denied"):
            disk.rules(str(workspace.folder))(".kiro/policies")

    def test_a_file_whose_object_git_lacks(self, workspace):
        name = workspace.git("rev-parse", f"HEAD:{PATH}").strip()
        (workspace.folder / ".git/objects" / name[:2] / name[2:]).unlink()
        workspace.write({PATH: RULE + "# another\n"})
        change = Change(
            "commit", "git", root=str(workspace.folder), read=lambda _: None,
            judged_by=lambda path: EMPTY.encode() if path == CONFIGURATION else None,
            rules=sources._reading.rules_of_git(sources._git.Git(str(workspace.folder)), "HEAD"),
        )  # fmt: skip

        with pytest.raises(ConfigurationError, match=r"\.kiro/policies: git lacks a file of it; run `git fetch"):
            gate.guardrails_for(change, VALID)

    def test_a_revision_that_git_cannot_list(self, workspace):
        rules = sources._reading.rules_of_git(sources._git.Git(str(workspace.folder)), "nowhere")

        with pytest.raises(ConfigurationError, match=r"\.kiro/policies: git cannot list it"):
            rules(".kiro/policies")

    @pytest.mark.parametrize(("name", "said"), [("sub/x.rego", "rules lie side by side"), ("X.rego", "name it with")])
    @pytest.mark.parametrize("source", ["command", "working_tree"])
    def test_names_that_no_rule_has(self, source, name, said, workspace):
        workspace.commit({f".kiro/policies/{name}": RULE})

        assert said in refused(workspace, source, "ls" if source == "command" else None)


class Engine:
    """An engine that is asked with rules, and answers as OPA would or fails."""

    def __init__(self, error=None):
        self.error = error
        self.asked = []

    def ask(self, event, guardrails, rules):
        self.asked.append((guardrails, rules))
        if self.error is not None:
            raise EngineError(self.error)
        asked = json.loads(event)
        return {
            "version": 1, "digest": asked["digest"], "request": asked["request"], "effect": "allow", "findings": [],
            "origins": asked["context"]["expected"], "obligations": [], "permission_delta": [],
        }  # fmt: skip


def with_rules(*names):
    rules = {f"{name}.rego": RULE.replace(".freeze", f".{name}").encode() for name in names}
    return load([(CONFIGURATION, EMPTY.encode())], VALID, rules=rules)


def test_a_decision_with_rules_of_a_teams_own_is_asked_with_them_and_believed_as_any_other():
    engine, guardrails = Engine(), with_rules("freeze")
    event = gate.event_of(Change("task", "tool_call", root="/w", read=lambda _: None), guardrails)

    assert gate.decide_event(event, guardrails, engine).effect == "allow"
    assert engine.asked == [(guardrails.text, guardrails.rules)]
    engine.ask = lambda *_: {}
    with pytest.raises(EngineError, match="OPA answered decision version `None`"):
        gate.decide_event(event, guardrails, engine)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        ("a", "`custom/workspace/a`"),
        ("abc", "`custom/workspace/a`, `custom/workspace/b`, `custom/workspace/c`"),
        ("abcd", "`custom/workspace/a`, `custom/workspace/b`, `custom/workspace/c`, …"),
    ],
)
def test_an_engine_that_fails_with_rules_names_those_that_may_have_ended_it(names, told):
    guardrails = with_rules(*names)
    event = gate.event_of(Change("task", "tool_call", root="/w", read=lambda _: None), guardrails)

    with pytest.raises(EngineError) as caught:
        gate.decide_event(event, guardrails, Engine("it stopped"))
    assert (
        str(caught.value) == f"it stopped; a rule of a team's own may have ended it ({told}): see docs/custom-rules.md"
    )
