"""Which guardrails judge a change."""

from __future__ import annotations

import json

import pytest

from pykiro_opa import gate
from pykiro_opa.changes import Change, Command

NESTED = {"guardrails": {"origin": "nested", "deny": {"files": ["x"]}}}


@pytest.fixture
def root(tmp_path):
    (tmp_path / ".git").mkdir()
    for folder in ("a/.kiro", "a/b"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "a/.kiro/kiro.json").write_text(json.dumps(NESTED))
    return tmp_path


def origins(root, text, cwd=""):
    command = Command(text, cwd=cwd)
    change = Change("task", "command", root=str(root), commands=(command,), read=lambda _: None)
    return sorted(gate.guardrails_for(change, lambda patterns: [True] * len(patterns)).documents)


@pytest.mark.parametrize(
    "text",
    [
        "echo y > a/x",
        "rm a/b/x",
        "cd a && make",
        "cd a/b; make",
        "cd a; cd b; make",
        "pushd a",
        "make -C a",
        "make --directory=a/b",
        "cd {root}/a && make",
        "sh -c 'cp y a/x'",
    ],
)
def test_a_command_is_judged_by_the_guardrails_of_the_folders_it_works_in(text, root):
    assert ["builtin", "nested"] == origins(root, text.replace("{root}", str(root)))


def test_a_command_is_judged_by_the_guardrails_of_its_own_folder(root):
    assert ["builtin", "nested"] == origins(root, "make", cwd="a/b")


@pytest.mark.parametrize("text", ["make", "cat README.md", "cd ..; make", "cd $HOME", "echo y > x"])
def test_a_command_elsewhere_is_not(text, root):
    assert ["builtin"] == origins(root, text)
