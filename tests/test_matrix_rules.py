"""Every rule directory: whatever a rule evaluates to that is no answer, `main` denies, in both engines.

The rules are replaced by puppets that evaluate to data; a new rule directory is covered by being there.
"""

from __future__ import annotations

import re
from contextlib import ExitStack

import puppets
import pytest
from both import Both, LooseServer, agree, is_error
from cells import tried
from odd import LARGE, MISSING, MORE, SMALL, changed
from samples import POLICIES, rules

from pykiro_opa.decisions import believe
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical

RULES = rules()
FINDING = {
    "effect": "deny", "origin": "sample", "guardrail": "/guardrails", "action": "a", "entry": "e", "fact": "f",
    "message": "m", "evidence": [{"path": "p", "line": 1, "text": "t"}], "remedy": "r",
}  # fmt: skip
ANSWERED = {"evaluated": True, "findings": []}
# One cell in so many of each rule, each rule another one; all of them where it may take long.
SHARES = [3, pytest.param(1, marks=pytest.mark.long)]
EVERY_RULE = pytest.mark.parametrize("rule", RULES, ids="/".join)


@pytest.fixture(scope="module")
def theatres(opa, tmp_path_factory):
    """Both engines with puppets whose findings are a set, and with puppets whose findings are any value."""
    with ExitStack() as stack:
        found = {}
        for form in (puppets.SET, puppets.VALUE):
            folder = tmp_path_factory.mktemp("puppets")
            policies = puppets.library(folder, form)
            server = stack.enter_context(LooseServer(opa, tmp_path_factory.mktemp("opa"), policies))
            found[form] = Both(server, puppets.wasm(policies, opa))
        yield found


@pytest.fixture(scope="module")
def harmless(base):
    return base.small


def played(theatre, harmless, rule, part):
    """The answers of both engines where one rule evaluates to that, and all others to an answer without findings."""
    category, name = rule
    parts = {one: {other: ANSWERED for group, other in RULES if group == one} for one, _ in RULES}
    parts = {**parts, category: {**parts[category], name: part}}
    tried("what a rule evaluates to", 2)
    return theatre.ask(canonical(harmless.event), harmless.text, "kiro/puppets", canonical(parts))


def is_an_allow(answer, event) -> bool:
    try:
        return not is_error(answer) and believe(answer, event).effect == "allow"
    except EngineError as error:
        assert "\n" not in str(error)
        return False


def allowed(theatre, harmless, rule, cells, share) -> list[str]:
    found = []
    for name, part in cells[RULES.index(rule) % share :: share]:
        answers = played(theatre, harmless, rule, part)
        if not agree(answers):
            found.append(f"{name}: the engines differ")
        found += [name for answer in answers if is_an_allow(answer, harmless.event)]
    return found


def test_with_rules_that_answer_that_they_found_nothing_it_is_an_allow(theatres, harmless):
    answers = played(theatres[puppets.SET], harmless, RULES[0], ANSWERED)

    assert agree(answers)
    assert is_an_allow(answers[0], harmless.event)


@pytest.mark.parametrize("share", SHARES)
@EVERY_RULE
def test_a_rule_that_does_not_say_that_it_was_evaluated_denies(rule, share, theatres, harmless):
    cells = [
        (f"evaluated is {odd.name}", changed(ANSWERED, ("evaluated",), odd.value))
        for odd in [*SMALL, *MORE, *LARGE]
        if odd.value is not True
    ]

    assert [] == allowed(theatres[puppets.SET], harmless, rule, cells, share)


@pytest.mark.parametrize("share", SHARES)
@EVERY_RULE
def test_a_rule_whose_findings_are_no_set_denies(rule, share, theatres, harmless):
    cells = [(f"findings are {odd.name}", changed(ANSWERED, ("findings",), odd.value)) for odd in [*SMALL, *MORE]]

    assert [] == allowed(theatres[puppets.VALUE], harmless, rule, cells, share)


@pytest.mark.parametrize("share", SHARES)
@EVERY_RULE
def test_a_finding_that_is_none_denies(rule, share, theatres, harmless):
    cells = [
        (f"a finding is {odd.name}", {"evaluated": True, "findings": [odd.value]})
        for odd in [*SMALL, *MORE, *LARGE]
        if odd.value is not MISSING
    ]

    assert [] == allowed(theatres[puppets.SET], harmless, rule, cells, share)


@pytest.mark.parametrize("share", SHARES)
@EVERY_RULE
def test_a_finding_that_lacks_something_denies_all_the_same(rule, share, theatres, harmless):
    cells = [
        (f"{field} is {odd.name}", {"evaluated": True, "findings": [changed(FINDING, (field,), odd.value)]})
        for field in FINDING
        for odd in SMALL
    ]

    assert [] == allowed(theatres[puppets.SET], harmless, rule, cells, share)


@EVERY_RULE
def test_a_rule_cannot_vanish(rule):
    """One of which nothing is defined would be silent: `evaluated` is a constant, and findings are a set, never undefined."""
    category, name = rule
    text = (POLICIES / f"kiro/rules/{category}/{name}/{name}.rego").read_text(encoding="utf-8")

    assert re.search(r"^evaluated := true$", text, re.MULTILINE)
    assert re.search(r"^findings contains ", text, re.MULTILINE)
    assert not re.search(r"^(default )?findings\s*:?=", text, re.MULTILINE)
