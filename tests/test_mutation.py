"""Mutation testing: the harness tells a test that notices a fault from one that does not, and every fault is noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
HARNESS = CHECKOUT / "tools/mutation"
# How long the sample of the Python modules takes; `PYKIRO_MUTATION=all` judges every mutant, in about an hour.
SECONDS = 600

MODULE = """def grade(points):
    if points > 9:
        return "good"
    return "bad"
"""
MODULE_TEST = """from toy import grade


def test_grade():
    assert grade(12) == "good"
    assert grade(3) == "bad"
"""
POLICY = """package kiro.lib.toy

grade(points) := "good" if points > 9

grade(points) := "bad" if points <= 9
"""
POLICY_TEST = """package kiro.lib.toy_test

import data.kiro.lib.toy

test_grade if {
	toy.grade(12) == "good"
	toy.grade(3) == "bad"
}
"""
JUDGE = """
import json, sys
sys.path[1:1] = [{harness!r}, {checkout!r}]
{setup}
with judge as decide:
    print(json.dumps({{mutant.text: decide(mutant, source) for mutant in mutants}}))
"""
PYTHON = """
from python_judge import PythonJudge
from python_mutants import python_mutants
source = open("toy.py", "rb").read()
mutants = python_mutants("toy.py", source)
judge = PythonJudge(".", {"toy.py": ["test_toy.py"]})
"""
REGO = """
from rego_judge import RegoJudge
from rego_mutants import rego_mutants
path = "policies/kiro/lib/toy/toy.rego"
source = open(path, "rb").read()
mutants = rego_mutants({opa!r}, path, source)
judge = RegoJudge({opa!r}, ".", {{}})
"""


def judged(folder, setup) -> dict[str, str]:
    """What becomes of each mutant of a toy, judged as the program judges, in a process of its own."""
    code = JUDGE.format(harness=str(HARNESS), checkout=str(CHECKOUT), setup=setup)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_python_mutants_are_told_apart(tmp_path):
    (tmp_path / "toy.py").write_text(MODULE)
    (tmp_path / "test_toy.py").write_text(MODULE_TEST)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    found = judged(tmp_path, PYTHON)

    assert found["if points > 9: -> if points >= 9:"] == "survived"
    assert found["if points > 9: -> if points > 10:"] == "survived"
    assert found["return \"good\" -> return 'XXgood'"] == "killed"
    assert found['return "bad" -> return None'] == "killed"
    assert (tmp_path / "toy.py").read_text() == MODULE


def test_rego_mutants_are_told_apart(tmp_path, opa):
    folder = tmp_path / "policies/kiro/lib/toy"
    folder.mkdir(parents=True)
    (folder / "toy.rego").write_text(POLICY)
    (folder / "toy_test.rego").write_text(POLICY_TEST)

    found = judged(tmp_path, REGO.format(opa=opa))

    rule = 'grade(points) := "good" if points > 9'
    assert found[f"{rule} -> {rule.replace('>', '>=')}"] == "survived"
    assert found[f"{rule} -> {rule.replace('9', '8')}"] == "survived"
    assert found[f"{rule} -> {rule.replace('points > 9', 'true')}"] == "killed"
    assert found[f"{rule} -> (nothing)"] == "killed"
    assert (folder / "toy.rego").read_text() == POLICY


def run(*arguments: str) -> None:
    """The program itself; it fails where a mutant survives that no reason explains, or a reason explains none."""
    done = subprocess.run(
        [sys.executable, HARNESS, *arguments], cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=False
    )
    print(done.stdout)
    assert done.returncode == 0, done.stdout


@pytest.mark.long
def test_every_mutant_of_the_policies_is_noticed_or_explained(opa):
    run("rego", "--opa", opa)


@pytest.mark.long
def test_the_mutants_of_python_are_noticed_or_explained():
    run("python", *([] if os.environ.get("PYKIRO_MUTATION") == "all" else ["--seconds", str(SECONDS)]))
