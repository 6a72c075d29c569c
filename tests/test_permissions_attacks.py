"""Ways to gain that are easy to overlook are stopped with the seed's guardrails, and tidying up is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stories.attacks import ATTACKS
from stories.harmless import HARMLESS
from stories.judging import changed, judged

from pykiro_opa.engines.embedded import EmbeddedEngine

SEED = json.loads((Path(__file__).parents[1] / "examples/seed/.kiro/kiro.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine()


@pytest.mark.parametrize("name", ATTACKS)
def test_a_hidden_gain_is_stopped(name, engine):
    before, after = ATTACKS[name]

    decision = judged(changed(before, after, beside=after), engine, SEED["guardrails"])

    stopping = {one["rule"] for one in decision.findings if one["effect"] != "notice"}
    assert any(one.startswith("permissions/") for one in stopping), decision.findings


@pytest.mark.parametrize("name", HARMLESS)
def test_tidying_up_is_not_stopped(name, engine):
    before, after = HARMLESS[name]

    decision = judged(changed(before, after, beside=after), engine, SEED["guardrails"])

    assert decision.effect == "allow", decision.findings


def test_modules_that_call_each_other_in_a_circle_are_a_problem_and_no_crash(engine):
    files = {
        f"{one}/main.tf": f'module "x" {{\n  source = "../{other}"\n  a = module.y.o\n}}\nmodule "y" {{\n  source = "../{other}"\n}}\n'
        'variable "a" {}\noutput "o" {\n  value = "${module.x.o}${var.a}"\n}\n'
        for one, other in (("a", "b"), ("b", "a"))
    }

    decision = judged(changed({}, files, beside=files), engine)

    assert "more calls of modules than can be followed" in json.dumps(decision.findings)
