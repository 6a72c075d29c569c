"""Canonical JSON, digests and ids of the change event."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys

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


def test_an_event_of_nothing_has_every_part():
    """The contract with the policies and with events kept on disk: names and stages are no detail."""
    kinds = [
        "files", "commands", "calls", "statements", "infrastructure", "permissions", "intents", "secrets", "tools",
        "guardrail_changes", "unresolved",
    ]  # fmt: skip
    empty = {
        "version": 1, "stage": "commit", "source": SOURCE, "context": CONTEXT, "approvals": [],
        **{kind: [] for kind in kinds},
    }  # fmt: skip
    made = event()

    assert {**empty, "digest": made["digest"], "request": made["request"]} == made
    assert ("spec", "task", "commit", "pull_request") == events.STAGES


def test_canonical_json_is_one_text_for_each_value():
    assert b'{"a":[1,"\xc3\xa9"],"b":null}' == events.canonical({"b": None, "a": [1, "é"]})
    with pytest.raises(ValueError, match="float"):
        events.canonical(float("nan"))


@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_the_text_of_a_sealed_event_is_its_canonical_json(more):
    made = events.clean({**event(files=[FILE, FILE], secrets=[SECRET]), **more})

    sealed, text = events.sealed_text(made)

    assert text == events.canonical(sealed)
    assert sealed == events.seal(made)
    del sealed["request"]
    assert hashlib.sha256(events.canonical(sealed)).hexdigest() == events.seal(made)["request"]


def test_a_large_text_has_the_digest_of_a_small_one_and_alone_is_worth_the_import_of_hashlib():
    """A hook hashes a few thousand bytes and cannot afford it; a digest is the same wherever it was made."""
    code = (
        "import sys; from pykiro_opa.events import sha256\n"
        "for data in (b'x' * 10, b'x' * 5_000_000): print(sha256(data), 'hashlib' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    small, large = (hashlib.sha256(data).hexdigest() for data in (b"x" * 10, b"x" * 5_000_000))

    assert (events.sha256(b"x" * 10), events.sha256(b"x" * 5_000_000)) == (small, large)
    assert done.stdout.split() == [small, "False", large, "True"]


def test_digests_are_known():
    """An event of yesterday has the digest it had yesterday; approvals name it."""
    body = {**event(), "context": {}, "approvals": ["x"]}
    stripped = {key: body[key] for key in body if key not in ("digest", "request", "context", "approvals")}

    assert hashlib.sha256(events.canonical(stripped)).hexdigest() == events.seal(body)["digest"]
    assert events.seal(body)["digest"] == events.seal({**body, "approvals": []})["digest"]
    sealed = events.seal(body)
    assert hashlib.sha256(events.canonical({**sealed, "request": None})).hexdigest() != sealed["request"]
    del body["request"]
    assert hashlib.sha256(events.canonical({**body, "digest": sealed["digest"]})).hexdigest() == sealed["request"]


@given(st.dictionaries(st.text(max_size=9) | st.sampled_from(["approvals", "context", "digest", "request"]), JSON))
def test_the_text_of_a_sealed_event_is_its_canonical_json_and_holds_the_digests_of_its_parts(body):
    """The digests are put into the text once it is written: whatever stands before and behind them."""
    body = events.clean(body)
    sealed, text = events.sealed_text(body)
    rest = {key: value for key, value in sealed.items() if key != "request"}
    agreed = {key: value for key, value in rest.items() if key not in ("digest", "context", "approvals")}

    assert text == events.canonical(sealed)
    assert {**body, "digest": sealed["digest"], "request": sealed["request"]} == sealed
    assert sealed["digest"] == hashlib.sha256(events.canonical(agreed)).hexdigest()
    assert sealed["request"] == hashlib.sha256(events.canonical(rest)).hexdigest()


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
    elsewhere = {**SECRET, "at": {"path": "b", "line": 9}, "text": "x", "runs": [1], "id": "y"}

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
        (lambda made: made["files"][0].pop("content"), "event#/files/0"),
        (lambda made: made.update(version=2), "not a change event of version 1"),
        (lambda made: made.update(version=0), "not a change event of version 1"),
        (lambda made: made.pop("context"), "event#/context: expected an object"),
        (lambda made: made.update(context=[]), "event#/context: expected an object"),
        (lambda made: made["context"].update(actor="\ud800"), "half of a surrogate pair"),
        (lambda made: made["context"].update(actor=float("nan")), "`NaN` is no JSON number"),
        (lambda made: made.update(more=2**53), "a number that is not whole or too large"),
    ],
)
def test_an_edited_event_is_refused(edit, named):
    made = json.loads(events.canonical(event(files=[FILE])))
    edit(made)

    with pytest.raises(InputError, match=named):
        events.read_event(json.dumps(made).encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "^event: not "),
        (b"{", "^event: not "),
        (b"[]", "not a change event"),
        (b"\xff", "^event: not "),
        (b"[" * 100_000, "^event: nested too deeply"),
        (b"[" * 700 + b"]" * 700, "^event: nested too deeply"),
    ],
)
def test_what_is_not_an_event_is_refused(data, why):
    with pytest.raises(InputError, match=why):
        events.read_event(data)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (2**53, "9007199254740992"),
        (2**53 - 1, 2**53 - 1),
        (-(2**53), "-9007199254740992"),
        (1 - 2**53, 1 - 2**53),
        (0.5, "0.5"),
        (True, True),
        (None, None),
        ("\udc80", "?"),
        ("é", "é"),
        ((1,), [1]),
        ([0.5], ["0.5"]),
        ({1: 0.5, "\udc80": None}, {"1": "0.5", "?": None}),
        (b"\xff", "b'\\xff'"),
    ],
)
def test_what_engines_disagree_about_is_made_plain(value, expected):
    assert json.dumps(expected) == json.dumps(events.clean(value))  # as JSON, where True is not 1


def test_what_hosts_say_about_themselves_is_made_plain_too():
    made = events.new_event("task", {**SOURCE, "tool": "\ud800"}, {**CONTEXT, "actor": "\ud800"}, {})

    assert ("?", "?") == (made["source"]["tool"], made["context"]["actor"])
    assert made == events.read_event(events.canonical(made))
