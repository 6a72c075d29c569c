"""`kiro.lib.strict`: every function gives what the builtin gives or stops the decision, in Wasm as in a server.

The table of functions is read from the Rego; the operands are every type in every place.
"""

from __future__ import annotations

import itertools
import json
import subprocess
from pathlib import Path

import pytest
from servers import Server

from pykiro_opa.custom import building
from pykiro_opa.custom.builtins import INSTEAD, TOTAL
from pykiro_opa.engines.custom_modules import wanted_builtins
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import EngineError

STRICT = Path(__file__).parents[1] / "policies/kiro/lib/strict/strict.rego"
# A value of every type, with what is odd about texts and numbers.
OPERANDS = (
    None, True, False, 0, 1, -1, 7, 2**53, 1.5, 1e300, "", "a", "A b", "é😀", "(", "12", "01", [], ["a"], ["a", "b"], [1, 2],
    [1, "a"], {}, {"a": 1}, {"a": {"b": 2}},
)  # fmt: skip
SET = ({"set": []}, {"set": [1, 2]}, {"set": ["a"]})
# One call of each that gives what the builtin gives.
GIVES = [
    ("lowercase", ["ÄB"], "äb"),
    ("uppercase", ["äb"], "ÄB"),
    ("has_prefix", ["abc", "ab"], True),
    ("has_prefix", ["abc", "bc"], False),
    ("has_suffix", ["abc", "bc"], True),
    ("has", ["abc", "b"], True),
    ("has", ["abc", "x"], False),
    ("join", ["-", ["a", "b"]], "a-b"),
    ("parts", ["a,b", ","], ["a", "b"]),
    ("replaced", ["aba", "a", "x"], "xbx"),
    ("stripped", [" a\n"], "a"),
    ("without_prefix", ["abc", "ab"], "c"),
    ("without_prefix", ["abc", "x"], "abc"),
    ("without_suffix", ["abc", "bc"], "a"),
    ("position", ["é😀xA", "xA"], 2),
    ("position", ["a", "b"], -1),
    ("slice", ["é😀xA", 1, 2], "😀x"),
    ("slice", ["abc", 1, -1], "bc"),
    ("matches", ["^a+$", "aa"], True),
    ("matches", ["^a+$", "ab"], False),
    ("number", ["-12"], -12),
    ("digits", [-12], "-12"),
    ("size", ["é😀"], 2),
    ("size", [{"a": 1}], 1),
    ("total", [[1, 2]], 3),
    ("largest", [[1, 3, 2]], 3),
    ("smallest", [["b", "a"]], "a"),
    ("ordered", [[3, 1]], [1, 3]),
    ("field", [{"a": 1}, "a", 2], 1),
    ("field", [{"a": 1}, "b", 2], 2),
    ("field", [{"a": {"b": 3}}, ["a", "b"], 2], 3),
    ("merged", [{"a": {"x": 1}}, {"a": {"y": 2}}], {"a": {"x": 1, "y": 2}}),
    ("chained", [[1], [2]], [1, 2]),
    ("stretch", [[1, 2, 3], 1, 3], [2, 3]),
    ("common", [{"set": [1, 2]}, {"set": [2, 3]}], [2]),
    ("united", [{"set": [1, 2]}, {"set": [2, 3]}], [1, 2, 3]),
    ("without", [{"set": [1, 2]}, {"set": [2, 3]}], [1]),
    ("added", [1, 2], 3),
    ("difference", [1, 2], -1),
    ("times", [2, 3], 6),
    ("remainder", [7, 4], 3),
]
# Calls of which the answer does not fit in an event, or is none.
_LARGEST = 2**53 - 1
STOPPED: list[tuple[str, list[object]]] = [
    ("added", [_LARGEST, 1]), ("difference", [-_LARGEST, 1]), ("times", [_LARGEST, 2]), ("total", [[_LARGEST, 1]]),
    ("digits", [2**53]), ("number", ["9" * 16]), ("remainder", [1, 0]), ("slice", ["a", -1, 1]), ("slice", ["a", 0, -2]),
    ("position", ["a", ""]), ("parts", ["a", ""]), ("replaced", ["a", "", "b"]), ("largest", [[]]), ("smallest", [[]]),
    ("matches", ["(?=a)", "a"]), ("number", ["+1"]), ("number", [" 1"]), ("number", ["1e3"]), ("number", ["-0"]),
    # wrong in each place, and right together
    ("total", [[1.5, 1.5]]), ("added", [1.5, 1.5]), ("difference", [2.5, 1.5]), ("times", [1.5, 2]), ("without", [5, 3]),
]  # fmt: skip
# What a rule may write by itself, of any value `v`; a list of what it gives, which is empty where it is undefined.
PLAIN = {
    "every": "every x in v { x == 1 }; y := true",
    "every with keys": "every k, x in v { k == x }; y := true",
    "no one": "not 1 in v; y := true",
    "a member": "1 in v; y := true",
    "a member with its key": "0, 1 in v; y := true",
    "a field": "y := v.a",
    "a field of a field": "y := v.a.b",
    "an element": "y := v[0]",
    "all elements": "y := v[_]",
    "some": "some y in v",
    "some with keys": "some k, x in v; y := [k, x]",
    "less than a number": "v < 1; y := true",
    "at most a text": 'v <= "a"; y := true',
    "more than an array": "v > [1]; y := true",
    "at least an object": 'v >= {"a": 1}; y := true',
    "no object": "v != {}; y := true",
    "null": "v == null; y := true",
    "taken apart": "[a, b] := v; y := [b, a]",
    "matched": '{"a": y} = v',
    "walked": "walk(v, [y, _])",
    "a set": "y := {x | some x in v}",
    "an object": "y := {k: x | some k, x in v}",
    "its types": "y := [is_array(v), is_boolean(v), is_null(v), is_number(v), is_object(v), is_set(v), is_string(v)]",
    "a function": "y := f(v)",
}
UNDEFINED = object()
REGEX_CHECK = "package kiro.check.regex\n\nvalid := []\n"


def functions(opa) -> dict[str, int]:
    """The public functions and how many operands each takes."""
    done = subprocess.run([opa, "parse", "--format", "json", STRICT], capture_output=True, check=True)
    heads = [rule["head"] for rule in json.loads(done.stdout)["rules"]]
    return {head["ref"][0]["value"]: len(head["args"]) for head in heads if not head["ref"][0]["value"].startswith("_")}


def probe(names) -> str:
    """A decision that calls the function named by the event; of sets, which JSON has none, it makes some."""
    lines = ["package kiro.main", "", "import data.kiro.lib.strict", ""]
    for name, arity in names.items():
        given = ", ".join(f"_given(input.operands[{n}])" for n in range(arity))
        lines.append(f'decision := {{"value": strict.{name}({given})}} if input.call == "{name}"\n')
    parts = [f'\t"{name}": [y | {text}],' for name, text in PLAIN.items()]
    lines += ['decision := {"value": {', *parts, '}} if {\n\tinput.call == "plain"\n\tv := input.operands[0]\n}\n']
    lines.append("f(x) := 1 if x == 1\n\nelse := 2\n")
    lines.append('_given(value) := {one | some one in value.set} if is_array(value["set"])\n')
    lines.append("else := value\n")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def names(opa):
    return functions(opa)


@pytest.fixture(scope="module")
def engines(opa, names, tmp_path_factory):
    folder = tmp_path_factory.mktemp("strict")
    files = {
        "kiro/lib/strict/strict.rego": STRICT.read_bytes(),
        "kiro/main/main.rego": probe(names).encode(),
        "kiro/check/regex/regex.rego": REGEX_CHECK.encode(),
    }
    for path, content in files.items():
        (folder / "policies" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "policies" / path).write_bytes(content)
    module = building.compiled(files, opa)
    assert wanted_builtins(module) == []
    (folder / "policy.wasm").write_bytes(module)
    embedded = EmbeddedEngine(str(folder / "policy.wasm"), str(folder / "cache"), library=b'{"kiro":{}}', deadline=60)
    with Server(opa, folder, policies=str(folder / "policies")) as server:
        yield embedded, server.client


def asked(engine, call, operands):
    """The value, or the error that stopped the decision."""
    try:
        answer = engine.ask(json.dumps({"call": call, "operands": operands}).encode(), b"{}")
    except EngineError:
        return EngineError
    return answer["value"] if answer else UNDEFINED


@pytest.mark.parametrize("call", sorted({row[0] for row in GIVES}))
def test_a_wrong_type_in_any_place_stops_both_engines_and_else_they_agree(call, engines):
    """Undefined would be silence: never that, and never an answer of one engine alone."""
    stopped = 0
    for operands in [row[1] for row in GIVES if row[0] == call][:1]:
        for place, odd in itertools.product(range(len(operands)), (*OPERANDS, *SET)):
            given = [*operands[:place], odd, *operands[place + 1 :]]
            one, other = (asked(engine, call, given) for engine in engines)
            assert one is not UNDEFINED, given
            assert one == other, given
            stopped += one is EngineError
    assert stopped >= 10


@pytest.mark.parametrize(("call", "operands", "value"), GIVES)
def test_each_gives_what_the_builtin_gives(engines, call, operands, value):
    assert [asked(engine, call, operands) for engine in engines] == [value, value]


def test_every_function_is_tried_and_every_builtin_has_one(names):
    named = {part.partition("(")[0] for text in INSTEAD.values() for part in text.split("`strict.")[1:]}

    assert {row[0] for row in GIVES} == set(names)
    assert named == set(names)
    assert not TOTAL & set(INSTEAD)


def test_what_does_not_fit_in_an_event_stops(engines):
    for call, operands in STOPPED:
        assert [asked(engine, call, operands) for engine in engines] == [EngineError, EngineError], (call, operands)


@pytest.mark.parametrize("value", OPERANDS, ids=str)
def test_what_a_rule_may_write_by_itself_is_the_same_in_both_engines(value, engines):
    one, other = (asked(engine, "plain", [value]) for engine in engines)

    assert set(one) == set(PLAIN)
    for name in PLAIN:
        assert unordered(one[name]) == unordered(other[name]), name


def unordered(values):
    """Sets and what is made of them have no one order."""
    sets = [sorted(map(json.dumps, value)) if isinstance(value, list) else value for value in values]
    return sorted(json.dumps(value, sort_keys=True) for value in sets)
