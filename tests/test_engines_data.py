"""What of the library and the guardrails the embedded engine is given."""

from __future__ import annotations

import json

import pytest

from pykiro_opa.catalogue.library import library_text
from pykiro_opa.catalogue.named import action_names
from pykiro_opa.engines.data import NOTHING, data_document
from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load

LIBRARY = b'{"kiro":{"actions":{\n"a_b":{"x":[1]},\n"b":{"x":{}}\n},"lib":{"c":"\\n}"}}}'


@pytest.mark.parametrize("library", [b'{"other":{}}', b'{"kiro":{"a":1}', b'"kiro":{"a":1}}', b"", b'{"kiro":{'])
def test_a_library_of_another_shape_is_refused(library):
    with pytest.raises(EngineError, match=r"^`library.json` is not the library .*: reinstall pykiro-opa$"):
        data_document(library, b"{}")


def test_white_space_around_the_library_is_no_part_of_it():
    assert data_document(b' \n{"kiro":{"a":1}}\n ', b"{}") == b'{"kiro":{"a":1,"guardrails":{}}}'


@pytest.mark.parametrize(
    ("guardrails", "names"),
    [
        (b"{}", []),
        (b'{"builtin":{}}', []),
        (b'{"o":{"entries":{"actions":[{"name":"b"}]}}}', ["b"]),
        (b'{"o":{"entries":{"actions":[{"name":"b"},{"name":"a_b"}]}}}', ["a_b", "b"]),
        (b'{"o":[{"name":"c"}]}', []),
        (b'{"o":"b"}', []),
    ],
)
def test_actions_that_no_entry_names_are_left_out(guardrails, names):
    document = json.loads(data_document(LIBRARY, guardrails))["kiro"]
    whole = json.loads(LIBRARY)["kiro"]

    assert names == sorted(document["actions"])
    assert {name: whole["actions"][name] for name in names} == document["actions"]
    assert (whole["lib"], json.loads(guardrails)) == (document["lib"], document["guardrails"])


@pytest.mark.parametrize("library", [LIBRARY.replace(b"\n", b""), b'{"kiro":{"lib":1}}'])
def test_a_library_that_is_written_otherwise_stays_whole(library):
    document = json.loads(data_document(library, b"{}"))["kiro"]

    assert {**json.loads(library)["kiro"], "guardrails": {}} == document


@pytest.mark.parametrize("name", action_names())
def test_an_action_that_an_entry_names_is_there(name):
    """Every action of the shipped library, by the guardrails that its name in kiro.json is compiled to."""
    configuration = json.dumps({"guardrails": {"deny": {"actions": [name]}}}).encode()
    guardrails = load([(".kiro/kiro.json", configuration)], lambda asked: [True] * len(asked))
    library = library_text().encode()
    document = json.loads(data_document(library, guardrails.text))["kiro"]

    assert [name] == list(document["actions"])
    assert canonical(json.loads(library)["kiro"]["actions"][name]) == canonical(document["actions"][name])


def test_a_library_of_nothing_holds_the_guardrails_alone():
    assert data_document(NOTHING, b'{"a":1}') == b'{"kiro":{"guardrails":{"a":1}}}'


def test_the_actions_end_where_they_first_do():
    library = b'{"kiro":{"actions":{\n"a":{"x":1},\n"b":{"x":2}\n},"lib":{\n"c":{"d":3}\n}}}'
    document = json.loads(data_document(library, b'{"o":[{"name":"a"}]}'))["kiro"]

    assert document == {"actions": {"a": {"x": 1}}, "lib": {"c": {"d": 3}}, "guardrails": {"o": [{"name": "a"}]}}
