"""A tired reviewer reads it in ten seconds: counts first, the worst first, nothing cut that stops a change."""

from __future__ import annotations

import json

import pytest
from stories.consolidation import FORMATS, READ, ROLES, attachment, document, encoded, policy, text
from stories.judging import changed, judged

from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.reports import render


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine()


@pytest.mark.parametrize("name", FORMATS)
def test_the_story_fits_on_one_screen(name, engine):
    lines = render("text", judged(changed(*FORMATS[name]), engine)).splitlines()

    assert lines[0].startswith("DENY: 1 denied")
    assert "1 principal gains write" in lines[0]
    assert len(lines) <= 24
    assert all(len(line) <= 140 for line in lines)


def test_the_story_says_who_what_where_and_why(engine):
    shown = render("text", judged(changed(*FORMATS["Terraform, document"]), engine))

    assert shown.splitlines()[2:9] == [
        "deny permissions/read_only_gains_write: role/reporting could only read and gains write",
        "  + dynamodb:PutItem",
        "    on arn:aws:dynamodb:eu-west-1:111122223333:table/orders (a new action)",
        "    for example dynamodb:PutItem arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
        "    at iam.tf:18",
        "  why: builtin protection",
        "  next: leave this out, or ask the owners of the guardrail to change it",
    ]


def test_a_refactor_says_that_it_is_one(engine):
    apart = [{**READ, "Sid": f"S{at}", "Action": [action]} for at, action in enumerate(READ["Action"])]
    before = ROLES + policy("all", encoded(*apart)) + attachment("reporting", "all")
    after = ROLES + policy("all", encoded(READ)) + attachment("reporting", "all")
    decision = judged(changed({"iam.tf": before}, {"iam.tf": after}), engine)

    for name in ("text", "markdown"):
        assert "3 statements became 2: no permission gained or lost" in render(name, decision)
    assert decision.effect == "allow"


def _many(number: int, level: str) -> str:
    resources = [f"arn:aws:s3:::bucket-{at}/*" for at in range(number)]
    return text(document({"Effect": "Allow", "Action": [f"s3:{level}"], "Resource": resources}))


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_gain_of_write_is_never_cut(name, engine):
    shown = render(name, judged(changed({}, {"p.json": _many(60, "PutObject")}), engine))

    assert all(f"bucket-{at}/" in shown for at in range(60))
    assert shown.count("s3:PutObject") <= 3


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_a_gain_of_reads_is_shortened(name, engine):
    files = {f"p{at}.json": _many(60, "GetObject") for at in range(9)}
    shown = render(name, judged(changed({}, files), engine))

    assert "9 principals gain read" in shown.splitlines()[0]
    assert "5 more" in shown
    assert "bucket-59/" not in shown


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_the_worst_comes_first_and_an_unknown_is_not_lost(name, engine):
    readers = {f"a{at}.json": _many(2, "GetObject") for at in range(9)}
    unknown = ROLES + attachment("reporting", "nowhere") + attachment("worker", "anywhere")
    shown = render(name, judged(changed({"iam.tf": ROLES}, {**readers, "iam.tf": unknown}), engine))

    assert "2 principals gain something unknown" in shown.splitlines()[0]
    assert shown.index("role/reporting") < shown.index("a0.json")
    assert shown.index("role/worker") < shown.index("a0.json")


def test_nothing_that_a_change_names_is_markup_in_markdown(engine):
    hostile = "arn:aws:s3:::x|y`z<img src=q>@all[a](b)*"
    decision = judged(
        changed({}, {"p.json": text(document({"Effect": "Allow", "Action": "s3:*", "Resource": hostile}))}), engine
    )
    shown = render("markdown", decision)

    assert "<img" not in shown
    assert "@all" not in shown
    rows = [line for line in shown.splitlines() if line.startswith(("| ⛔", "| ⚠️"))]
    assert rows
    assert all(line.count("|") == 7 for line in rows)


def test_the_delta_is_in_the_decision_too(engine):
    document_ = json.loads(render("json", judged(changed(*FORMATS["CDK"]), engine)))

    assert [one["change"] for one in document_["permission_delta"]] == ["gained", "gained"]
