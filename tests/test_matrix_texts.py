"""What stands in a JSON text and is no value: in every place of an event, a tool call and kiro.json it is refused.

Duplicate keys, bytes that are not UTF-8, halves of surrogate pairs, nesting, numbers that are none: two readers would
understand such a text differently, so nobody judges by one reading of it.
"""

from __future__ import annotations

import json
from itertools import product

import pytest
from both import is_error
from cells import tried
from generation import seeds
from kiro_json import resolved, whole
from odd import MISSING, RAW, SMALL, changed, named, places, with_duplicate, with_raw
from samples import stopping
from workspace import SEED

from pykiro_opa import gate, hosts
from pykiro_opa.errors import ConfigurationError, InputError
from pykiro_opa.events import FACT_KINDS, canonical, fact_id, read_event, seal
from pykiro_opa.guardrails import load

CALL = {
    "hook_event_name": "PreToolUse",
    "cwd": ".",
    "tool_name": "fs_write",
    "tool_input": {"command": "create", "path": "a", "file_text": "b", "edits": [{"old_str": "c"}]},
}
SHELL = {**CALL, "tool_name": "execute_bash", "tool_input": {"command": "aws s3 ls", "cwd": "."}}
OTHER = {**CALL, "tool_name": "@server/tool", "tool_input": {"a": {"b": ["c"]}, "d": 1}}
KIRO_JSON = whole()
PATH = ".kiro/kiro.json"


def whole_texts(text: bytes) -> dict[str, bytes]:
    """A JSON text made into something else as a whole."""
    return {
        "nothing": b"",
        "white space": b" \n",
        "its first half": text[: len(text) // 2],
        "all but its end": text[:-1],
        "something after it": text + b"{}",
        "NUL after it": text + b"\0",
        "UTF-16": text.decode().encode("utf-16"),
        "UTF-16 without a mark": text.decode().encode("utf-16-le"),
        "UTF-32": text.decode().encode("utf-32"),
        "two marks": b"\xef\xbb\xbf\xef\xbb\xbf" + text,
        "in a list": b"[" + text + b"]",
        "as a text": json.dumps(text.decode()).encode(),
        "null": b"null",
        "a number": b"1",
    }


def texts_of(document):
    """Name and bytes of every cell of a document."""
    yield from whole_texts(json.dumps(document).encode()).items()
    for path in places(document):
        for name, raw in RAW.items():
            if raw or isinstance(path[-1], str):  # a list without its one element is a list
                yield f"{named(path)}: {name}", with_raw(document, path, raw)
        if isinstance(path[-1], str):
            yield f"{named(path)}: twice", with_duplicate(document, path)


def taken(matrix, cells, read, error) -> list[str]:
    """The cells that are read, or refused with more than one line."""
    found = []
    for name, data in cells:
        tried(matrix)
        try:
            read(data)
        except Exception as caught:  # noqa: BLE001 - any exception but that one is what is looked for
            if not isinstance(caught, error):
                found.append(f"{name}: {type(caught).__name__}")
                continue
            lines = caught.diagnostics()
            assert lines
            assert all(line and "\n" not in line and len(line) < 500 for line in lines), (name, lines)
        else:
            found.append(name)
    return found


@pytest.fixture(scope="module")
def event(base):
    return base.small.event


def test_no_text_of_an_event_is_understood_in_two_ways(event):
    read_event(json.dumps(event).encode())
    assert [] == taken("texts of an event", texts_of(event), read_event, InputError)


def test_no_text_of_a_tool_call_is_understood_in_two_ways():
    hosts.parse(json.dumps(CALL).encode())
    # What is half of a surrogate pair becomes U+FFFD there, as it does when the agent writes it to a file.
    cells = ((name, data) for name, data in texts_of(CALL) if "pair" not in name and "half" not in name)
    numbers = ("a number beyond a double",)
    found = taken("texts of a tool call", cells, hosts.parse, InputError)
    assert [] == [name for name in found if not name.endswith(numbers)]


@pytest.mark.parametrize("name", ["half of a surrogate pair", "the other half", "a number beyond a double", "NUL"])
def test_a_tool_call_with_a_value_that_canonical_json_lacks_is_judged_or_refused(name, both, tmp_path):
    guardrails = load([(PATH, SEED.encode())], both.embedded.regex_is_valid)
    for call in (CALL, SHELL, OTHER):
        for path in places(call):
            tried("texts of a tool call")
            try:
                _, change = hosts.decode(with_raw(call, path, {**RAW, "NUL": b'"a\\u0000b"'}[name]), str(tmp_path))
            except InputError as error:
                assert "\n" not in str(error)
                continue
            event = gate.event_of(change, guardrails)
            assert canonical(event) == canonical(read_event(canonical(event)))
            assert gate.decide_event(event, guardrails, both.embedded).effect in ("allow", "deny", "needs-approval")


def test_no_text_of_kiro_json_is_understood_in_two_ways(both):
    def read(data):
        load([(PATH, data)], both.embedded.regex_is_valid, resolve=resolved)

    read(json.dumps(KIRO_JSON).encode())
    assert [] == taken("texts of kiro.json", texts_of(KIRO_JSON), read, ConfigurationError)


# One cell in so many, from a place of the run's seed on; all of them where it may take long.
@pytest.mark.parametrize("share", [3, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", FACT_KINDS)
def test_an_engine_that_gets_such_a_text_all_the_same_never_allows(kind, share, base, both):
    """Python never sends one; if it did, what the other facts are stopped for would stand, or there is no answer."""
    found = []
    of_kind = [path for path in places(base.event) if path[0] == kind and path[1:2] == (0,) and len(path) < 4]
    for path, name in list(product(of_kind, RAW))[seeds.SEED % share :: share]:
        answers = both.ask(with_raw(base.event, path, RAW[name]), base.text)
        tried("texts sent to an engine", 2)
        found += [f"{named(path)}: {name}" for answer in answers if may_allow(answer, base)]

    assert [] == found


def may_allow(answer, base) -> bool:
    return not (is_error(answer) or answer is None or answer["effect"] == "deny" or stopping(answer["findings"]))


def test_an_event_with_any_value_anywhere_is_read_or_refused_and_never_a_crash(event):
    """With the ids and digests of what it then holds, so that the engines are what stands behind this door."""
    cells = ((f"{named(path)}: {odd.name}", sealed(changed(event, path, odd.value))) for path, odd in odd_cells(event))

    found = taken("values of an event file", cells, read_event, InputError)

    assert [] == [name for name in found if name.endswith("Error")]


def odd_cells(event):
    yield from (((), odd) for odd in SMALL if odd.value is not MISSING)
    for path in places(event):
        yield from ((path, odd) for odd in SMALL)


def sealed(event) -> bytes:
    if not isinstance(event, dict):
        return canonical(event)
    named_again = {kind: [with_id(kind, fact) for fact in as_list(event.get(kind))] for kind in FACT_KINDS}
    return canonical(seal({**event, **{kind: facts for kind, facts in named_again.items() if facts}}))


def with_id(kind, fact):
    try:
        return {**fact, "id": fact_id(kind, fact)}
    except (KeyError, TypeError):
        return fact


def as_list(value):
    return value if isinstance(value, list) else []
