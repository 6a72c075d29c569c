"""Every field of the change event, with every value it must not have, in both engines: refused, and never an allow.

The cells come from policies/schemas/change_event.v1.json; a new kind of fact or a new field is covered by being there.
A value that the schema allows must take no finding away from the facts beside it.
"""

from __future__ import annotations

import json
from collections import defaultdict

import jsonschema
import pytest
from both import agree, is_error, refused
from cells import tried
from generation.seeds import SEED
from odd import LARGE, MISSING, MORE, ONE_MORE, SMALL, changed, named, places, value_at
from samples import Base, schema, stopping
from test_examples import CASES, change_of

from pykiro_opa import gate
from pykiro_opa.events import FACT_KINDS, canonical
from pykiro_opa.guardrails import load

SCHEMA = schema("change_event")
IS_EVENT = jsonschema.Draft202012Validator(SCHEMA)
PINS = ("context", "expected")  # one that is no flaw may still be of other guardrails than there are
DRAWN = 5  # examples for each place
FIELDS = [*FACT_KINDS, *sorted(set(SCHEMA["properties"]) - set(FACT_KINDS))]


@pytest.fixture(scope="module")
def harmless(base):
    return base.small


@pytest.fixture(scope="module")
def events(both) -> list[Base]:
    """What each example of a rule or an action asks."""
    return [_asked(case.values[2], both.embedded) for case in CASES]


@pytest.fixture(scope="module")
def having(events):
    """For each place, the numbers of the events that have it."""
    found = defaultdict(list)
    for number, made in enumerate(events):
        for path in places(made.event):
            found[path].append(number)
    return found


def _asked(example, embedded) -> Base:
    configuration = json.dumps({"guardrails": example["guardrails"]}).encode()
    guardrails = load([(".kiro/kiro.json", configuration)], embedded.regex_is_valid)
    return Base(gate.event_of(change_of(example), guardrails), guardrails.documents, frozenset())


def flaws(harmless, both, cells) -> dict[str, str]:
    """What is wrong with how the cells were judged: the policies and the schema must say the same, in both engines."""
    found = {}
    for (path, odd), answers in judged(harmless, both, cells):
        are_refused = refused(answers[0])
        if not agree(answers):
            found[f"{named(path)}: {odd.name}"] = "the engines differ"
        elif are_refused == is_allowed(harmless, path, odd) and not (are_refused and path[:2] == PINS):
            found[f"{named(path)}: {odd.name}"] = f"the policies {'refuse' if are_refused else 'take'} it"
    return found


def hiding(base, both, cells) -> list[str]:
    """The cells, all of them allowed by the schema, that take findings of the facts beside them away."""
    return [
        f"{named(path)}: {odd.name}"
        for (path, odd), answers in judged(base, both, cells)
        if not agree(answers) or not (is_error(answers[0]) or base.found <= stopping(answers[0]["findings"]))
    ]


def judged(base, both, cells):
    questions = ((canonical(changed(base.event, path, odd.value)), base.text) for path, odd in cells)
    tried("fields of the event", 2 * len(cells))
    return zip(cells, both.ask_all(questions), strict=True)


def is_allowed(harmless, path, odd) -> bool:
    """By the schema, which needs to see no other kind than the one that was changed."""
    others = {kind: [] for kind in FACT_KINDS if path and path[0] in FACT_KINDS and kind != path[0]}
    document = changed(harmless.event, path, odd.like)
    return IS_EVENT.is_valid({**document, **others} if isinstance(document, dict) else document)


def places_of(base, field):
    return [path for path in places(base.event) if path[0] == field]


def scalars_of(base, field):
    """Texts, numbers and lists inside a fact; not the pins, and not the whole list of facts."""
    paths = [path for path in places_of(base, field) if len(path) > 1 and path[:2] != PINS]
    return [path for path in paths if not isinstance(value_at(base.event, path), dict)]


def test_the_events_the_cells_are_made_of_are_whole_and_one_is_allowed_and_one_stopped_by_everything(
    base, harmless, both
):
    for made in (base, harmless):
        assert [] == list(IS_EVENT.iter_errors(made.event))
        answers = both.ask(canonical(made.event), made.text)
        assert agree(answers)
        assert made.found == stopping(answers[0]["findings"])
        assert ("deny" if made.found else "allow") == answers[0]["effect"]


@pytest.mark.parametrize("field", FIELDS)
def test_a_field_that_is_missing_or_of_another_type_is_refused(field, harmless, both):
    paths = places_of(harmless, field)
    cells = [(path, odd) for path in paths for odd in SMALL]
    cells += [(path, ONE_MORE) for path in paths if isinstance(value_at(harmless.event, path), dict)]

    assert {} == flaws(harmless, both, cells)


def test_what_is_no_event_at_all_is_refused(harmless, both):
    cells = [((), odd) for odd in [*SMALL, *LARGE, ONE_MORE] if odd.value is not MISSING]

    assert {} == flaws(harmless, both, cells)


@pytest.mark.parametrize("field", FIELDS)
def test_an_odd_value_of_the_right_type_hides_nothing(field, base, harmless, both):
    """One small value for each field, and the large ones; every second of these cells, and all where it may take long."""
    cells = []
    for path in scalars_of(harmless, field):
        fitting = [odd for odd in SMALL if is_allowed(harmless, path, odd)]
        cells += [(path, odd) for odd in [*fitting[-1:], *LARGE] if is_allowed(harmless, path, odd)]

    assert [] == hiding(base, both, cells[SEED % 2 :: 2])


@pytest.mark.long
@pytest.mark.parametrize("field", FIELDS)
def test_no_odd_value_hides_anything(field, base, harmless, both):
    cells = [(path, odd) for path in scalars_of(harmless, field) for odd in [*SMALL, *MORE, *LARGE]]

    assert [] == hiding(base, both, [cell for cell in cells if is_allowed(harmless, *cell)])


@pytest.mark.long
@pytest.mark.parametrize("field", FIELDS)
def test_every_other_value_of_another_type_is_refused(field, harmless, both):
    cells = [(path, odd) for path in places_of(harmless, field) for odd in [*MORE, *LARGE]]

    assert {} == flaws(harmless, both, [cell for cell in cells if not is_allowed(harmless, *cell)])


@pytest.mark.long
@pytest.mark.parametrize("field", FIELDS)
def test_every_value_in_every_field_of_examples(field, events, having, both, chance):
    """Each place in the events of a few examples, drawn anew in each run: who has it, hundreds have."""
    cells = defaultdict(list)
    for path in [path for path in having if path[0] == field and path[:2] != PINS]:
        for number in chance.sample(having[path], min(DRAWN, len(having[path]))):
            cells[number] += [(path, odd) for odd in [*SMALL, *MORE]]

    assert [] == [found for number in cells if (found := flaws(events[number], both, cells[number]))]
