"""Every key that kiro.json may have, with every value it must not have: refused with its place, one line a problem."""

from __future__ import annotations

import json

import pytest
from both import agree, refused
from cells import tried
from kiro_json import IS_KIRO_JSON, keys_of_the_schema, resolved, whole
from odd import LARGE, MISSING, MORE, ONE_MORE, SMALL, changed, named, places, value_at

from pykiro_opa.errors import ConfigurationError
from pykiro_opa.events import canonical
from pykiro_opa.guardrails import load

PATH = ".kiro/kiro.json"
WHOLE = whole()
PLACES = [path for path in places(WHOLE) if path[0] == "guardrails"]
LIST_LENGTH = 2_000  # beyond it nothing changes but the time that a thousand problems take


def loaded(document, both):
    """The guardrails, or the ConfigurationError with every problem on a line of its own."""
    try:
        return load([(PATH, json.dumps(document).encode())], both.embedded.regex_is_valid, resolve=resolved)
    except ConfigurationError as error:
        assert error.problems
        for line in error.problems:
            assert line.startswith(f"{PATH}:1:"), line
            assert "\n" not in line
            assert len(line) < 500, line
        return error


def flaws(base, both, cells) -> list[str]:
    """The cells that are loaded although the schema forbids them, or whose guardrails an engine refuses."""
    found, taken = [], []
    for path, odd in cells:
        document = changed(WHOLE, path, shorter(odd.value))
        result = loaded(document, both)
        tried("keys of kiro.json")
        if isinstance(result, ConfigurationError):
            continue
        if not IS_KIRO_JSON.is_valid(document):
            found.append(f"{named(path)}: {odd.name}: it is taken")
        taken.append((path, odd, result))
    event = base.small.event
    questions = [
        (canonical({**event, "context": {**event["context"], "expected": result.expected}}), result.text)
        for _, _, result in taken
    ]
    for (path, odd, _), answers in zip(taken, both.ask_all(questions), strict=True):
        tried("keys of kiro.json", 2)
        if not agree(answers) or refused(answers[0]):
            found.append(f"{named(path)}: {odd.name}: {answers}")
    return found


def shorter(value):
    return value[:LIST_LENGTH] if isinstance(value, list) else value


def test_the_file_that_the_cells_change_has_every_key_and_is_loaded(both):
    def keys(value):
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return set(value if isinstance(value, dict) else ()).union(*map(keys, inner))

    assert keys_of_the_schema() == keys(WHOLE)
    assert not isinstance(loaded(WHOLE, both), ConfigurationError)


@pytest.mark.parametrize("key", sorted({path[1] for path in PLACES if len(path) > 1}))
def test_a_key_of_another_type_is_refused(key, base, both):
    paths = [path for path in PLACES if path[1:2] == (key,)]
    cells = [(path, odd) for path in paths for odd in [*SMALL, *MORE, *LARGE]]
    cells += [(path, ONE_MORE) for path in paths if isinstance(value_at(WHOLE, path), dict)]

    assert [] == flaws(base, both, cells)


def test_guardrails_of_another_type_are_refused(base, both):
    cells = [(at, odd) for at in ((), ("guardrails",)) for odd in [*SMALL, *MORE, *LARGE] if odd.value is not MISSING]

    assert [] == flaws(base, both, cells)
