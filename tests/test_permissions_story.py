"""The story in every format: stopped in all, by the same finding; and told as nothing where nothing changed."""

from __future__ import annotations

import pytest
from stories.consolidation import FORMATS
from stories.judging import changed, judged

from pykiro_opa.engines.embedded import EmbeddedEngine

RULE = "permissions/read_only_gains_write"


@pytest.fixture(scope="module")
def engine():
    return EmbeddedEngine()


@pytest.mark.parametrize("name", FORMATS)
def test_a_consolidation_that_lets_a_reader_write_is_denied(name, engine):
    decision = judged(changed(*FORMATS[name]), engine)

    stopping = [one for one in decision.findings if one["effect"] != "notice"]
    assert decision.effect == "deny"
    assert {RULE} == {one["rule"] for one in stopping}
    assert all("could only read and gains write" in one["message"] for one in stopping)
    assert all("dynamodb:PutItem" in one["message"] for one in stopping)
    assert all(one["evidence"][0]["path"] in FORMATS[name][1] for one in stopping)


@pytest.mark.parametrize("name", FORMATS)
def test_the_way_back_is_allowed(name, engine):
    before, after = FORMATS[name]

    decision = judged(changed(after, before), engine)

    stopping = [one for one in decision.findings if one["effect"] != "notice"]
    # A file of its own for the worker is a new policy, and says nothing of who had it before.
    assert {"permissions/expansion"} >= {one["rule"] for one in stopping}
    assert not stopping or "attach" in name or name.startswith("JSON")
