"""Every key of the compiled guardrails, and every key of kiro.json, with every value it must not have.

The keys come from policies/kiro/lib/guardrails/shapes and policies/schemas/guardrails.v1.json; a new one is covered by
being there.
"""

from __future__ import annotations

import pytest
from both import agree, refused
from cells import tried
from generation.seeds import SEED
from odd import LARGE, MISSING, MORE, ONE_MORE, SMALL, changed, named, places, value_at
from samples import LIBRARY, SAMPLE_ORIGIN, stopping

from pykiro_opa.errors import EngineError
from pykiro_opa.events import canonical

TABLES = LIBRARY["kiro"]["lib"]["guardrails"]["shapes"]
NAMED = LIBRARY["kiro"]["actions"]
# Of each column the smallest action that has rows in it: all are read alike, and each cell is a decision of a server.
ACTIONS = sorted({
    min((name for name in NAMED if NAMED[name][column]), key=lambda name: len(canonical(NAMED[name])))
    for column in TABLES["action_parts"]
})  # fmt: skip
FIELDS = sorted(TABLES["document"])


@pytest.fixture(scope="module")
def harmless(base):
    return base.small


def fits(kind, value) -> bool:
    """What kiro.lib.shapes says of a value, said once more in another language."""
    if isinstance(kind, list):
        return any(type(one) is type(value) and one == value for one in kind)
    whole = type(value) is int or (type(value) is float and value.is_integer())
    texts = isinstance(value, list) and all(isinstance(item, str) for item in value)
    known = {
        "string": isinstance(value, str),
        "name": isinstance(value, str) and value != "",
        "boolean": isinstance(value, bool),
        "integer": whole,
        "object": isinstance(value, dict),
        "array": isinstance(value, list),
        "strings": texts,
        "six texts": texts and len(value) == 6,
        "names": texts and "" not in value,
        "some names": texts and "" not in value and value != [],
        "some stages": texts and value != [] and set(value) <= {"spec", "task", "commit", "pull_request"},
    }
    return known[kind]


def type_of(document, path):
    """The type that the tables give a place; None for an element of a list and for what has no row."""
    if len(path) == 1:
        return TABLES["document"][path[0]]
    if path[0] == "entries" and len(path) > 3:
        entry = document["entries"][path[1]][path[2]]
        shape = {**TABLES["entry"], **TABLES["matchers"][path[1]][entry["matcher"]]}
        return shape[path[3]] if len(path) == 4 else None
    if len(path) == 2:
        return TABLES["parts"].get(path[0], {}).get(path[1])
    return TABLES["parts"]["permissions"].get(path[-1]) if path[:2] == ("settings", "permissions") else None


def paths_in(document, field):
    """The places of a document, with all entries, of which there is one for every matcher."""
    entries = [("entries", name, index) for name, listed in document["entries"].items() for index in range(len(listed))]
    rest = [path for path in places(document) if path[0] == field and len(path) < 3 + (field != "entries")]
    return rest + [
        place for at in entries if field == "entries" for place in places(value_at(document, at), at) if place != at
    ]


def judged(base, both, cells, origin):
    event = canonical(base.event)
    questions = ((event, canonical(changed(base.guardrails, (origin, *path), odd.value))) for path, odd in cells)
    tried("keys of the compiled guardrails", 2 * len(cells))
    return zip(cells, both.ask_all(questions, varied=True), strict=True)


def flaws(base, both, cells, origin) -> dict[str, str]:
    document = base.guardrails[origin]
    found = {}
    for (path, odd), answers in judged(base, both, cells, origin):
        kind = type_of(document, path)
        must_be_refused = odd is ONE_MORE or (kind is not None and (odd.value is MISSING or not fits(kind, odd.like)))
        if odd in LARGE and any(isinstance(answer, EngineError) for answer in answers):
            continue  # an engine that gives up on a megabyte allows nothing, whether or not the other manages it
        if not agree(answers):
            found[f"{named(path)}: {odd.name}"] = "the engines differ"
        elif must_be_refused and not refused(answers[0]):
            found[f"{named(path)}: {odd.name}"] = "it is taken"
        elif not refused(answers[0]) and not base.found <= stopping(answers[0]["findings"]):
            found[f"{named(path)}: {odd.name}"] = "it takes findings of other origins away"
    return found


# One cell in so many, where a server is asked each time; all of them where it may take long.
SHARES = [2, pytest.param(1, marks=pytest.mark.long)]


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("origin", [SAMPLE_ORIGIN, "builtin"])
def test_a_key_that_is_missing_or_of_another_type_is_refused(origin, field, share, harmless, both):
    """What all entries have is tried in the first of each list here, and in every one where it may take long."""
    document = harmless.guardrails[origin]
    paths = [path for path in paths_in(document, field) if not is_said_elsewhere(path)]
    cells = [(path, odd) for path in paths for odd in SMALL]
    cells += [(path, ONE_MORE) for path in paths if isinstance(value_at(document, path), dict)]

    step = share * share if field == "entries" else share
    assert {} == flaws(harmless, both, cells[SEED % step :: step], origin)


@pytest.mark.long
@pytest.mark.parametrize("origin", [SAMPLE_ORIGIN, "builtin"])
def test_no_other_value_is_taken_either(origin, base, harmless, both):
    document = base.guardrails[origin]
    paths = [path for field in FIELDS for path in paths_in(document, field)]

    assert {} == flaws(harmless, both, [(path, odd) for path in paths for odd in [*SMALL, *MORE, *LARGE]], origin)
    assert {} == flaws(base, both, [(path, odd) for path in paths for odd in SMALL], origin)


def is_said_elsewhere(path) -> bool:
    return path[0] == "entries" and len(path) > 3 and path[2] > 0 and path[3] in TABLES["entry"]


def test_the_cells_reach_every_row_of_the_tables(harmless):
    """The document that the cells change is taken as it is, and has every field that has a row: so has every cell."""
    document = harmless.guardrails[SAMPLE_ORIGIN]
    reached = {path for field in FIELDS for path in paths_in(document, field)}
    for name, matchers in TABLES["matchers"].items():
        entries = {entry["matcher"]: index for index, entry in enumerate(document["entries"][name])}
        for matcher, shape in matchers.items():
            for row in {**TABLES["entry"], **shape}:
                assert ("entries", name, entries[matcher], row) in reached
    for part in TABLES["parts"]:
        if part != "permissions":
            assert {(part, row) for row in TABLES["parts"][part]} <= reached
    assert {("settings", "permissions", row) for row in TABLES["parts"]["permissions"]} <= reached


@pytest.mark.parametrize("value", [*SMALL, *MORE, *LARGE], ids=lambda odd: odd.name)
def test_what_is_no_origin_is_refused(value, harmless, both):
    for origin in ("builtin", SAMPLE_ORIGIN):
        text = canonical(changed(harmless.guardrails, (origin,), value.value))
        answers = both.ask(canonical(harmless.event), text)
        tried("keys of the compiled guardrails", 2)
        assert agree(answers)
        assert refused(answers[0])


def at_an_end(value, path):
    """Whether a place is in the first or the last element of every list: a row in the middle is like its neighbours."""
    for step in path:
        if isinstance(step, int) and step not in (0, len(value) - 1):
            return False
        value = value[step]
    return True


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_that_lacks_what_rules_read_is_refused(action, share, base, harmless, both):
    document = LIBRARY["kiro"]["actions"][action]
    shape, parts = TABLES["action"], TABLES["action_parts"]
    named_by = {name: value for name, value in base.guardrails.items() if action in name or name == "builtin"}
    event = {**harmless.event, "context": {**harmless.event["context"], "expected": pins(named_by)}}
    found = {}
    cells = [
        (path, odd) for path in places(document) if path[0] in shape and at_an_end(document, path) for odd in SMALL
    ]
    step = share**3  # OPA compiles all policies anew for each
    for path, odd in cells[SEED % step :: step]:
        value = canonical(changed(document, path, odd.value))
        answers = both.ask(canonical(event), canonical(named_by), f"kiro/actions/{action}", value)
        tried("data of the named actions", 2)
        kind = shape[path[0]] if len(path) == 1 else parts[path[0]].get(path[2]) if len(path) == 3 else None
        must_be_refused = kind is not None and (odd.value is MISSING or not fits(kind, odd.like))
        if not agree(answers) or (must_be_refused and not refused(answers[0])):
            found[f"{named(path)}: {odd.name}"] = answers
    both.ask(canonical(event), canonical(named_by), f"kiro/actions/{action}", canonical(document))

    assert {} == found


def pins(documents):
    return [[name, document["about"]["content"], document["about"]["counter"]] for name, document in documents.items()]
