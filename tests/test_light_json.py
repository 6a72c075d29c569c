"""The C functions behind the `json` package give its values and its errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pykiro_opa import light_json

CHECKOUT = Path(__file__).parents[1]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def outcome(function, *arguments, **options):
    """What a function gives, or how it fails."""
    try:
        return repr(function(*arguments, **options))
    except (ValueError, TypeError, RecursionError) as error:
        return f"{type(error).__name__}: {error}"


@settings(max_examples=300, deadline=None, print_blob=True)
@given(VALUES, st.sampled_from(["", " ", "\n\t ", "\r\n"]))
def test_what_is_written_is_what_json_writes_and_reads(value, space):
    text = light_json.canonical(value)

    assert text == json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    for written in (text, json.dumps(value, indent=1), f"{space}{text}{space}"):
        assert repr(light_json.loads(written)) == repr(json.loads(written))


@settings(max_examples=500, deadline=None, print_blob=True)
@given(st.text(alphabet='{}[]",:0123456789.eE+-\\u nulltrefasNaIity\n\t\x00\ud800é', max_size=30))
def test_any_text_gives_the_value_or_the_error_of_json(text):
    assert outcome(light_json.loads, text) == outcome(json.loads, text)


@pytest.mark.parametrize(
    "text",
    ["", " ", "{", "[1,]", "[1 2]", '{"a":1}x', '"\x01"', '"\\x"', '"\\ud800"', '{"a" 1}', "{1:2}", "nul", "-", "01", "1.",
     "NaN", "-Infinity", "1e999", "1" * 5000, "\ufeff{}", "[" * 100_000, '{"a":' * 100_000, '{"a":1,"a":2}'],
)  # fmt: skip
def test_odd_texts_give_the_value_or_the_error_of_json(text):
    assert outcome(light_json.loads, text) == outcome(json.loads, text)


@pytest.mark.parametrize("content", [b"\xff", b"\xc3", b"{}\xff"])
def test_bytes_that_are_not_utf_8_are_a_value_error(content):
    with pytest.raises(ValueError, match="utf-8"):
        light_json.loads(content)


@pytest.mark.parametrize(
    "value", [float("nan"), float("-inf"), {1, 2}, b"x", {(1,): 2}, {"a": 1, 2: 3}, object, [[[{"a": {3}}]]]]
)
def test_what_json_cannot_write_is_the_error_of_json(value):
    expected = outcome(json.dumps, value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    assert outcome(light_json.canonical, value) == expected
    assert "Error: " in expected


def test_a_value_that_holds_itself_is_an_error():
    value = []
    value.append(value)
    with pytest.raises(ValueError, match="Circular"):
        light_json.canonical(value)


def test_hooks_are_those_of_json():
    def pairs(found):
        return tuple(found)

    for text in ('{"a":1,"a":{"b":[]}}', "[NaN,Infinity]"):
        hooks = {"object_pairs_hook": pairs, "parse_constant": lambda name: f"<{name}>"}
        assert light_json.loads(text, **hooks) == json.loads(text, **hooks)


@pytest.mark.parametrize("missing", ["make_scanner", "make_encoder"])
def test_json_does_it_where_the_functions_are_missing_or_others(missing, monkeypatch):
    import _json

    for other in (None, lambda: None, lambda *_: (_ for _ in ()).throw(SystemError("odd"))):
        monkeypatch.setattr(_json, missing, other)
        assert light_json.loads(' {"a": [1]} ') == {"a": [1]}
        assert light_json.canonical({"b": 1, "a": "ä"}) == '{"a":"ä","b":1}'
    monkeypatch.delattr(_json, missing)
    assert light_json.loads("[1]") == [1]
    assert light_json.canonical([1]) == "[1]"


@pytest.mark.parametrize("text", ["{", "[1,]", "x", '"\\x"'])
def test_a_wrong_text_is_a_value_error_where_json_was_never_imported(text):
    code = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from pykiro_opa import light_json\n"
        'assert light_json.loads("[1]") == [1] and "json" not in sys.modules and "re" not in sys.modules\n'
        "try:\n    light_json.loads(sys.argv[2])\n"
        "except ValueError as error:\n    print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-IS", "-c", code, str(CHECKOUT), text], capture_output=True, text=True, check=True
    )

    assert done.stdout == outcome(json.loads, text).partition(": ")[2] + "\n"
