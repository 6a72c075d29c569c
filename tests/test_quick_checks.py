"""The quick checks of event and guardrails against the tables that say what is wrong: they refuse the same.

`kiro.check.facts` and `kiro.check.documents` decide, the tables of `kiro.lib.*.shapes` explain. Where one had a field
that the other forgets, something would be believed unasked, or refused without a reason.
"""

from __future__ import annotations

import json
import subprocess

import pytest
from odd import MISSING, ONE_MORE, SMALL, changed, places
from test_examples import POLICIES

from pykiro_opa.guardrails.shapes import flaws

AGREEMENT = """package agreement

events := [[whole, flaws] |
	some event in input.events
	whole := data.kiro.check.facts.are_whole with input as event
	flaws := count(data.kiro.check.event._flaws) with input as event
]

guardrails := [[whole, flaws] |
	some documents in input.guardrails
	whole := data.kiro.check.documents.are_whole with data.kiro.guardrails as documents
	flaws := count(data.kiro.check.configuration._flaws) with data.kiro.guardrails as documents
]
"""


@pytest.fixture
def judged(opa, tmp_path):
    """Whether the quick check takes each document, and how many flaws the tables see in it."""

    def judge(kind, documents):
        (tmp_path / "agreement.rego").write_text(AGREEMENT, encoding="utf-8")
        (tmp_path / "input.json").write_text(json.dumps({kind: documents}), encoding="utf-8")
        ignored = [part for name in ("*_test.rego", "examples.json", "schemas") for part in ("--ignore", name)]
        asked = [
            opa,
            "eval",
            "--strict-builtin-errors",  # as the engine asks a server: no check may be an error either
            "--format",
            "raw",
            *ignored,
            "--data",
            POLICIES.parent,
            "--data",
            tmp_path / "agreement.rego",
        ]
        done = subprocess.run(
            [*asked, "--input", tmp_path / "input.json", f"data.agreement.{kind}"], capture_output=True, check=True
        )
        return json.loads(done.stdout)

    return judge


def cells(document):
    """The document itself, and with every odd value in every place."""
    return [document] + [changed(document, path, odd.value) for path in places(document) for odd in (*SMALL, ONE_MORE)
                         if odd is not ONE_MORE or isinstance(_at(document, path), dict)]  # fmt: skip


def event_cells(event):
    """As `cells`, and what is no event at all: the input may be anything, where guardrails are always an object."""
    return cells(event) + [odd.value for odd in SMALL if odd.value is not MISSING]


def _at(document, path):
    for step in path:
        document = document[step]
    return document


def disagreeing(documents, answers):
    return [one for one, (whole, flaws) in zip(documents, answers, strict=True) if whole is not (flaws == 0)]


def test_the_quick_check_of_events_refuses_what_the_tables_refuse(base, judged):
    documents = event_cells(base.small.event)

    answers = judged("events", documents)

    assert answers[0] == [True, 0]
    assert disagreeing(documents, answers) == []


def test_the_quick_check_of_guardrails_refuses_what_the_tables_refuse(base, judged):
    documents = cells(base.small.guardrails)

    answers = judged("guardrails", documents)

    assert answers[0] == [True, 0]
    assert disagreeing(documents, answers) == []

    assert [one for one, (whole, _) in zip(documents, answers, strict=True) if whole is not _is_whole(one)] == []


def _is_whole(documents):
    """What Python says of the documents of all origins, which it is asked about when they come from elsewhere."""
    return not any(flaw for document in documents.values() for flaw in flaws(document))
