"""Every row of the tables of shapes: where a row is not loaded, what it forbids is not believed all the same.

The rows are those of policies/kiro/lib/*/shapes; each is taken away together with the field it is about, in both engines.
"""

from __future__ import annotations

import pytest
from both import agree, refused
from cells import tried
from odd import MISSING, changed, named, places, value_at
from samples import LIBRARY, SAMPLE_ORIGIN

from pykiro_opa.events import canonical

TABLES = {name: part["shapes"] for name, part in LIBRARY["kiro"]["lib"].items() if "shapes" in part}


@pytest.fixture(scope="module")
def harmless(base):
    return base.small


def objects_with(document, fields):
    """The places in a document of objects that have exactly these fields."""
    found = [path for path in [(), *places(document)] if isinstance(value_at(document, path), dict)]
    return [path for path in found if set(value_at(document, path)) >= set(fields)][:1]


def rows(table):
    """Each row with the field it is about, and all fields of the object that has it."""
    for path in places(table):
        holder = value_at(table, path[:-1])
        if isinstance(holder, dict) and not isinstance(value_at(table, path), dict):
            yield path, path[-1], sorted(holder)


def cells(table, document):
    found = []
    for path, field, fields in rows(table):
        if isinstance(value_at(table, path[:-1]), dict) and all(isinstance(name, str) for name in fields):
            found += [(path, (*place, field)) for place in objects_with(document, fields)]
    return found


def believed(both, harmless, table, found, question) -> list[str]:
    part = f"kiro/lib/{table}/shapes"
    taken = []
    for row, place in found:
        value = canonical(changed(TABLES[table], row, MISSING))
        answers = both.ask(*question(place), part, value)
        tried("rows of the tables of shapes", 2)
        if not agree(answers) or not refused(answers[0]):
            taken.append(f"{named(row)}, {named(place)}")
    both.ask(canonical(harmless.event), harmless.text, part, canonical(TABLES[table]))
    return taken


def test_an_event_without_a_field_is_refused_where_its_row_is_missing_too(both, harmless):
    found = cells(TABLES["event"], harmless.event)

    def question(place):
        return canonical(changed(harmless.event, place, MISSING)), harmless.text

    assert {row for row, _, _ in rows(TABLES["event"])} == {row for row, _ in found}
    assert [] == believed(both, harmless, "event", found, question)


def test_guardrails_without_a_key_are_refused_where_its_row_is_missing_too(both, harmless):
    document = harmless.guardrails[SAMPLE_ORIGIN]
    found = cells({name: rows for name, rows in TABLES["guardrails"].items() if "action" not in name}, document)

    def question(place):
        return canonical(harmless.event), canonical(changed(harmless.guardrails, (SAMPLE_ORIGIN, *place), MISSING))

    assert len(found) > len(TABLES["guardrails"]["entry"])
    assert [] == believed(both, harmless, "guardrails", found, question)
