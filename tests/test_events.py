"""Canonical JSON, digests and ids of the change event."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pykiro_opa import events
from pykiro_opa.errors import InputError

CONTEXT = {"repository": None, "base": None, "head": None, "actor": None, "time": None, "expected": [], "reviews": []}
SOURCE = {"kind": "git", "host": None, "tool": None}
FILE = {
    "path": "a",
    "previous_path": None,
    "change": "added",
    "content": "c" * 64,
    "runs": [],
    "at": {"path": "a", "line": 1},
}
SECRET = {"type": "key", "fingerprint": "f", "at": {"path": "a", "line": 3}}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def event(**facts):
    return events.new_event("commit", SOURCE, CONTEXT, facts)


def test_every_fact_list_is_there_even_when_nothing_was_found():
    assert all(event()[kind] == [] for kind in events.FACT_KINDS)


def test_an_event_survives_a_round_trip():
    made = event(files=[FILE], secrets=[SECRET])

    assert made == events.read_event(events.canonical(made))


@given(JSON)
def test_cleaned_values_survive_a_round_trip(value):
    cleaned = events.clean(value)

    assert cleaned == json.loads(events.canonical(cleaned))


def test_a_file_is_named_by_path_and_content_alone():
    renamed = {**FILE, "change": "renamed", "previous_path": "b", "runs": [{"line": 1}]}

    assert events.fact_id("files", FILE) == events.fact_id("files", renamed)
    assert events.fact_id("files", FILE) != events.fact_id("files", {**FILE, "content": None})


def test_a_fact_keeps_its_id_when_only_its_place_or_text_differs():
    elsewhere = {**SECRET, "at": {"path": "b", "line": 9}, "text": "x"}

    assert events.fact_id("secrets", SECRET) == events.fact_id("secrets", elsewhere)
    assert events.fact_id("secrets", SECRET) != events.fact_id("tools", SECRET)


def test_digest_ignores_the_context_and_request_does_not():
    one, other = event(files=[FILE]), events.seal({**event(files=[FILE]), "context": {**CONTEXT, "actor": "a"}})

    assert one["digest"] == other["digest"]
    assert one["request"] != other["request"]


@pytest.mark.parametrize(
    ("edit", "named"),
    [
        (lambda made: made["files"][0].update(path="b"), "event#/files/0"),
        (lambda made: made["files"].clear(), "event#/digest"),
        (lambda made: made.update(stage="task"), "event#/digest"),
        (lambda made: made["context"].update(actor="a"), "event#/request"),
        (lambda made: made.pop("secrets"), "event#/secrets"),
        (lambda made: made.update(secrets="x"), "event#/secrets"),
        (lambda made: made.update(files=["x"]), "event#/files/0"),
        (lambda made: made.update(version=2), "version"),
    ],
)
def test_an_edited_event_is_refused(edit, named):
    made = json.loads(events.canonical(event(files=[FILE])))
    edit(made)

    with pytest.raises(InputError, match=named):
        events.read_event(events.canonical(made))


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"[" * 100_000])
def test_what_is_not_an_event_is_refused(data):
    with pytest.raises(InputError):
        events.read_event(data)


@pytest.mark.parametrize(
    ("value", "expected"),
    [(2**53, "9007199254740992"), (2**53 - 1, 2**53 - 1), (0.5, "0.5"), (True, True), ("\udc80", "?"), ((1,), [1])],
)
def test_what_engines_disagree_about_is_made_plain(value, expected):
    assert expected == events.clean(value)
