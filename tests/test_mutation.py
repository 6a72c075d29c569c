"""Mutation testing: the harness tells a test that notices a fault from one that does not, and every fault is noticed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from generation.seeds import SEED

CHECKOUT = Path(__file__).parents[1]
HARNESS = CHECKOUT / "tools/mutation"
# How long each sample takes, drawn by the seed of the run from what is finished; `PYKIRO_MUTATION=all` judges every
# mutant of every module, in hours.
SECONDS = 300

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


def looked_at(kind, opa, *arguments) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, HARNESS, kind, "--stale", "--opa", opa, *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False, timeout=300)


@pytest.mark.parametrize("kind", ["rego", "python"])
def test_every_explanation_is_of_a_mutant_that_there_is(kind, opa):
    """Where the code has changed under one it is to be looked at again; no reason may outlive its mutant."""
    done = looked_at(kind, opa)

    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize("path", ["pykiro_opa/decisions.py", "pykiro_opa/gone.py"])
def test_an_explanation_of_a_mutant_that_is_gone_is_stale(path, opa, tmp_path):
    outdated = tmp_path / "explained.toml"
    outdated.write_text(f'[[equivalent]]\npath = "{path}"\nwhere = "believe"\nwhy = "x"\nmutants = ["a -> b"]\n')

    done = looked_at("python", opa, "--explained", outdated)

    assert done.returncode == 1
    assert done.stdout.startswith(f"stale: ('{path}', 'believe', 'a -> b')")


def run(kind: str, *arguments: str) -> None:
    """The program itself; it fails where a mutant survives that no reason explains, or a reason explains none."""
    sample = (
        []
        if os.environ.get("PYKIRO_MUTATION") == "all"
        else ["--finished", "--seconds", str(SECONDS), "--seed", str(SEED)]
    )
    done = subprocess.run(
        [sys.executable, HARNESS, kind, *sample, *arguments],
        cwd=CHECKOUT, stdout=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    print(done.stdout)
    assert done.returncode == 0, done.stdout


@pytest.mark.long
def test_the_mutants_of_the_policies_are_noticed_or_explained(opa):
    run("rego", "--opa", opa)


@pytest.mark.long
def test_the_mutants_of_python_are_noticed_or_explained():
    run("python")
