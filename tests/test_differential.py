"""The embedded engine and a real OPA server decide alike on generated changes under generated guardrails."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from generation import change_events, configurations
from generation.seeds import TOLD, seeded
from hypothesis import given
from hypothesis import strategies as st
from servers import Server

from pykiro_opa import gate
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.events import canonical, clean, seal
from pykiro_opa.guardrails import load

SCHEMA = Path(__file__).parents[1] / "policies/schemas/change_event.v1.json"
EVENTS_A_CONFIGURATION = 8
RULES = {
    "actions/named", "changes/unresolved", "commands/prohibited", "files/protected", "patterns/introduced",
    "protection/guardrails", "resources/protected",
}  # fmt: skip


@pytest.fixture(scope="module")
def embedded():
    return EmbeddedEngine()


@pytest.fixture(scope="module")
def server(opa, tmp_path_factory):
    with Server(opa, tmp_path_factory.mktemp("opa")) as running:
        yield running


@pytest.fixture
def tally():
    """Counts pairs, effects and rules for the summary: what was compared, and that it was not all silence."""
    counts = Counter()
    yield counts
    TOLD.append(f"compared in both engines: {dict(counts.most_common())}")


def compare(draw: Any, embedded: EmbeddedEngine, server: Server, tally: Counter[str]) -> None:
    """Compare the decisions of both engines: `draw` some configurations, and eight events for each."""

    @draw
    @given(st.data())
    def decide_in_both(data: st.DataObject) -> None:
        documents = data.draw(configurations.files())
        guardrails = load(configurations.encoded(documents), embedded.regex_is_valid)
        words = change_events.Vocabulary([document for _, document in documents])
        served = server.engine(guardrails.text)
        for _ in range(EVENTS_A_CONFIGURATION):
            event = data.draw(words.events)
            one = gate.decide_event(event, guardrails, embedded)
            other = gate.decide_event(event, guardrails, served)
            tally.update(["pairs", one.effect, *{finding["rule"] for finding in one.findings}])
            assert canonical(one.document) == canonical(other.document)

    decide_in_both()


def test_generated_pairs_get_the_same_decision_in_both_engines(embedded, server, tally):
    compare(seeded(60), embedded, server, tally)

    assert tally["pairs"] >= 480
    # A strategy that no longer comes near the guardrails would compare nothing but silence.
    assert all(tally[effect] for effect in ("allow", "deny", "needs-approval")), tally
    assert len(RULES & set(tally)) >= 5, tally


@pytest.mark.long
def test_twenty_thousand_pairs_get_the_same_decision_in_both_engines(embedded, server, tally):
    compare(seeded(2600, times=1), embedded, server, tally)

    assert tally["pairs"] >= 20_000


REMOVED = object()
BROKEN = st.sampled_from((REMOVED, None, True, 0, "", "x", [], {}, [None], {"a": 1}))
FIELDS = {
    kind: json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"][kind]["properties"] for kind in change_events.KINDS
}


@seeded(40)
@given(st.data())
def test_a_fact_with_one_field_broken_is_denied_by_both_engines(embedded, server, data):
    """Whatever stands in the place of a field, and whichever is missing: nothing is judged on faith."""
    guardrails = load([], embedded.regex_is_valid)
    words = change_events.Vocabulary([])
    kind = data.draw(st.sampled_from(sorted(FIELDS)))
    field = data.draw(st.sampled_from(sorted(FIELDS[kind])))
    broken = data.draw(BROKEN.filter(lambda value: value is REMOVED or not _fits(value, FIELDS[kind][field])))
    fact = {**data.draw(words.facts[kind]), "id": "x", field: broken}
    fact = clean({key: value for key, value in fact.items() if value is not REMOVED})
    event = {**data.draw(words.events), kind: [fact]}
    event = seal({**event, "context": {**event["context"], "expected": [list(pin) for pin in guardrails.expected]}})

    for engine in (embedded, server.engine(guardrails.text)):
        answer = engine.ask(canonical(event), guardrails.text)
        assert answer["effect"] == "deny"
        assert "engine/event" in {finding["rule"] for finding in answer["findings"]}


def _fits(value: object, schema: dict[str, object]) -> bool:
    """Whether a value has the type of a field, whatever is inside it."""
    shallow = (
        {"type": "object"} if "$ref" in schema else {key: schema[key] for key in ("type", "enum") if key in schema}
    )
    return jsonschema.Draft202012Validator(shallow).is_valid(value)
