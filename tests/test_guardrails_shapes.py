"""Whether a compiled document is whole, as Python asks it: one table for each kind of field, and every field there is."""

from __future__ import annotations

import copy
import json

import pytest
from signing.made import document

from pykiro_opa.catalogue.library import policies_root
from pykiro_opa.guardrails import shapes

EVERYTHING = {
    "deny": {
        "actions": ["grant_admin_access", "s3:*"], "resources": ["arn:aws:s3:::x"], "files": ["a"], "commands": ["rm -rf"],
        "patterns": ["X", {"regex": "y"}],
    },
}  # fmt: skip
WHOLE = document(EVERYTHING)
with open(f"{policies_root()}/kiro/lib/guardrails/shapes/data.json", encoding="utf-8") as stream:
    TABLES = json.load(stream)
# Of each type values that fit and values that do not; a list is the values themselves.
KINDS = {
    "string": (["", "x"], [None, 1, True, [], {}]),
    "name": (["x"], ["", None, 1, True, [], {}]),
    "object": ([{}], [[], "x", None]),
    "array": ([[], [1]], [{}, "x", None]),
    "integer": ([0, 1, -1], [True, "1", None, 1.5]),
    "strings": ([[], ["", "x"]], ["x", [1], [None], {"x": "x"}, None]),
    "names": ([[], ["x"]], ["x", [""], ["x", 1], {"x": "x"}, None]),
    "some names": ([["x"], ["x", "y"]], [[], [""], ["x", 1], "x", None]),
    "some stages": ([["spec"], ["task", "commit", "pull_request"]], [[], "spec", ["odd"], ["spec", None], {"spec": 1}]),
    "six texts": ([[""] * 6], [[""] * 5, [""] * 7, ["", "", "", "", "", 6], "abcdef", None]),
}
PLACES = [
    *((("about", name), kind) for name, kind in TABLES["parts"]["about"].items()),
    *((("production", name), kind) for name, kind in TABLES["parts"]["production"].items()),
    *((("settings", name), kind) for name, kind in TABLES["parts"]["settings"].items() if name != "permissions"),
    *((("settings", "permissions", name), kind) for name, kind in TABLES["parts"]["permissions"].items()),
    *((("entries", name, 0, field), kind) for name in TABLES["matchers"] for field, kind in TABLES["entry"].items() if field != "matcher"),
    *(
        (("entries", name, index, field), kind)
        for name in TABLES["matchers"]
        for index, entry in enumerate(WHOLE["entries"][name])
        for field, kind in TABLES["matchers"][name][entry["matcher"]].items()
    ),
]  # fmt: skip
PATHS = [".".join(map(str, path)) for path, _ in PLACES]


def changed(path, value):
    found = copy.deepcopy(WHOLE)
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    if value is None and path[-1] not in inner:
        raise KeyError(path)
    inner[path[-1]] = value
    return found


def test_what_we_compile_is_whole():
    assert list(shapes.flaws(WHOLE)) == []
    assert list(shapes.flaws(document({}))) == []


@pytest.mark.parametrize(("path", "kind"), PLACES, ids=PATHS)
def test_a_field_fits_its_type_and_nothing_else(path, kind):
    named = ".".join(map(str, path))
    fits, misfits = (kind, ["odd", 1, False, [], {}]) if isinstance(kind, list) else KINDS[kind]

    for value in fits:
        assert list(shapes.flaws(changed(path, value))) == [], value
    for value in misfits:
        assert list(shapes.flaws(changed(path, value))) == [named], value
    without = copy.deepcopy(WHOLE)
    inner = without
    for step in path[:-1]:
        inner = inner[step]
    del inner[path[-1]]
    assert list(shapes.flaws(without)) == [named]
    inner |= {path[-1]: fits[-1], "more": 1}
    assert list(shapes.flaws(without)) == [".".join(map(str, [*path[:-1], "more"]))]


@pytest.mark.parametrize("value", [None, 1, "x", [], True])
def test_what_is_no_document_has_one_flaw(value):
    assert list(shapes.flaws(value)) == ["document"]


@pytest.mark.parametrize("name", TABLES["document"])
def test_a_part_of_another_type_is_named(name):
    assert list(shapes.flaws({**WHOLE, name: 1.5})) == [name]
    assert list(shapes.flaws({key: value for key, value in WHOLE.items() if key != name})) == [name]


def test_the_rules_that_have_to_be_there_are_one_at_least():
    assert list(shapes.flaws({**WHOLE, "rules": ["x"]})) == []
    for value in KINDS["some names"][1]:
        assert list(shapes.flaws({**WHOLE, "rules": value})) == ["rules"], value


def test_every_flaw_is_named_in_order():
    assert list(shapes.flaws({**WHOLE, **dict.fromkeys("hgfedcba")})) == list("abcdefgh")
    found = changed(("entries", "actions"), {})
    found["counts"]["patterns"] = 9
    assert list(shapes.flaws(found)) == ["entries.actions", "counts.patterns"]


@pytest.mark.parametrize("value", [True, 2, "1", None, 1.5])
def test_another_format_is_named(value):
    assert list(shapes.flaws({**WHOLE, "format": value})) == ["format"]


@pytest.mark.parametrize("name", TABLES["matchers"])
def test_entries_are_counted_and_known_by_their_matcher(name):
    entry = WHOLE["entries"][name][0]
    other = next(one for one in TABLES["matchers"] if one != name)
    for odd in ("x", None, [], {**entry, "matcher": "odd"}, {**entry, "matcher": []}, WHOLE["entries"][other][0]):
        found = changed(("entries", name), [odd])
        found["counts"][name] = 1
        assert list(shapes.flaws(found)) == [f"entries.{name}.0.matcher"], odd
    assert list(shapes.flaws(changed(("entries", name), {}))) == [f"entries.{name}"]
    assert list(shapes.flaws(changed(("counts", name), 9))) == [f"counts.{name}"]
    assert list(shapes.flaws(changed(("settings", "permissions"), []))) == ["settings.permissions"]
