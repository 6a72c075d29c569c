"""Every field of an answer of OPA, with every value it must not have: not believed, or no allow, and never a crash.

The cells come from policies/schemas/decision.v1.json and from an answer with a finding.
"""

from __future__ import annotations

import json

import jsonschema
import pytest
from cells import tried
from odd import LARGE, MISSING, MORE, ONE_MORE, RAW, SMALL, changed, named, places, value_at, with_duplicate, with_raw
from samples import schema

from pykiro_opa import reports
from pykiro_opa.decisions import believe
from pykiro_opa.engines import server
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical

SCHEMA = schema("decision")
IS_DECISION = jsonschema.Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def event(base):
    return base.small.event


@pytest.fixture(scope="module")
def answer(base, both):
    """An allow with a notice, so that there is a finding with a place."""
    return both.embedded.ask(canonical(base.small.event), base.small.text)


def believed(answer, event):
    """The decision, None where it is refused with one line."""
    try:
        return believe(answer, event)
    except EngineError as error:
        assert str(error)
        assert "\n" not in str(error)
        return None


def flaws(answer, event, cells) -> list[str]:
    found = []
    for path, odd in cells:
        made = changed(answer, path, odd.value)
        tried("fields of an answer")
        decision = believed(made, event)
        if decision is None:
            continue
        if not IS_DECISION.is_valid(made) and decision.effect == "allow":
            found.append(f"{named(path)}: {odd.name}: believed")
        for name in reports.formats():
            assert reports.render(name, decision, colour=True)
    return found


def test_the_answer_that_the_cells_change_is_believed_and_has_every_field(answer, event):
    assert "allow" == believe(answer, event).effect
    assert set(SCHEMA["properties"]) - {"revision"} == set(answer)
    assert set(SCHEMA["$defs"]["finding"]["properties"]) == set(answer["findings"][0])
    assert set(SCHEMA["$defs"]["place"]["properties"]) == set(answer["findings"][0]["evidence"][0])


@pytest.mark.parametrize("field", sorted(set(SCHEMA["properties"])))
def test_a_field_of_another_type_is_not_believed(field, answer, event):
    paths = [path for path in places(answer) if path[0] == field] or [(field,)]
    values = [odd for odd in [*SMALL, *MORE, *LARGE] if field in answer or odd.value is not MISSING]
    cells = [(path, odd) for path in paths for odd in values]
    cells += [(path, ONE_MORE) for path in paths if field in answer and isinstance(value_at(answer, path), dict)]

    assert [] == flaws(answer, event, cells)


def test_an_answer_of_another_type_is_not_believed(answer, event):
    cells = [((), odd) for odd in [*SMALL, *MORE, *LARGE, ONE_MORE] if odd.value is not MISSING]

    assert [] == flaws(answer, event, cells)


@pytest.mark.parametrize("path", [("digest",), ("request",), ("origins", 0, 0), ("origins", 0, 1), ("origins", 0, 2)])
def test_no_other_event_or_guardrails_are_believed(path, answer, event):
    for value in ("0" * 64, "", None, -1, [], {}):
        assert believed(changed(answer, path, value), event) is None


@pytest.mark.parametrize("effect", ["allow", "needs-approval", "deny", "Allow", "ALLOW ", ""])
def test_an_effect_that_is_not_that_of_the_findings_is_not_believed(effect, base, both, answer, event):
    denied = both.embedded.ask(canonical(base.event), base.text)

    assert (believed({**denied, "effect": effect}, base.event) is None) == (effect != "deny")
    assert (believed({**answer, "effect": effect}, event) is None) == (effect != "allow")


def test_a_text_that_two_readers_understand_differently_is_no_answer(answer):
    whole = {"result": answer}
    server.parse("it", json.dumps(whole).encode())
    refused = {}
    for path in places(whole):
        cells = {
            f"{named(path)}: {name}": with_raw(whole, path, raw) for name, raw in RAW.items() if is_kept(path, raw)
        }
        if isinstance(path[-1], str):
            cells[f"{named(path)}: twice"] = with_duplicate(whole, path)
        for name, text in cells.items():
            tried("texts of an answer")
            try:
                refused[name] = server.parse("it", text) == "never"
            except EngineError as error:
                refused[name] = "\n" not in str(error)

    assert [] == [name for name, is_refused in refused.items() if not is_refused]


def is_kept(path, raw) -> bool:
    """Halves of surrogate pairs and numbers too large are values to Python, and none that is believed (above)."""
    return raw not in (RAW["half of a surrogate pair"], RAW["the other half"], RAW["a number beyond a double"]) and (
        raw != b"" or isinstance(path[-1], str)
    )
