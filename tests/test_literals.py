"""All patterns are looked for in one pass: what is found is what stands in the text, in both engines."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from servers import Server

from pykiro_opa import gate
from pykiro_opa.changes import Change, FileChange
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.guardrails import load

# few letters, so that patterns begin, end, contain and overlap one another
LETTERS = st.text("abß_😀", min_size=1, max_size=5)


@pytest.fixture(scope="module")
def engines(opa, tmp_path_factory):
    embedded = EmbeddedEngine()
    with Server(opa, tmp_path_factory.mktemp("opa")) as server:
        yield lambda guardrails: [embedded, server.engine(guardrails.text)]


def found_by(engine, guardrails, *texts):
    files = tuple(FileChange(f"f{index}.py", after=text.encode()) for index, text in enumerate(texts))
    change = Change("commit", "git", root="/w", files=files, read=lambda _: None)
    decision = gate.decide(change, guardrails, engine)
    return sorted((finding["evidence"][0]["path"], finding["message"]) for finding in decision.findings)


def with_patterns(patterns):
    entries = [{"match": pattern, "reason": pattern} for pattern in patterns]
    configuration = {"guardrails": {"deny": {"patterns": entries}}}
    return load([(".kiro/kiro.json", json.dumps(configuration).encode())], lambda asked: [True] * len(asked))


@settings(max_examples=60, deadline=None)
@given(
    patterns=st.lists(LETTERS, min_size=1, max_size=80, unique=True),
    texts=st.lists(st.text("abß_😀 ", max_size=40), min_size=1, max_size=3),
)
def test_what_is_found_is_what_stands_there(engines, patterns, texts):
    guardrails = with_patterns(patterns)
    expected = sorted(
        (f"f{index}.py", pattern) for index, text in enumerate(texts) for pattern in patterns if pattern in text
    )

    assert [found_by(engine, guardrails, *texts) for engine in engines(guardrails)] == [expected, expected]


def test_one_of_a_thousand_is_found(engines):
    guardrails = with_patterns([f"needle {number} here" for number in range(1000)])
    text = "a = 1\nneedle 977\n  here\nb = 2\n"

    for engine in engines(guardrails):
        assert found_by(engine, guardrails, text) == [("f0.py", "needle 977 here")]
