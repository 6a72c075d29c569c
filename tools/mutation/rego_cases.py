"""What the Python tests put to the policies, prepared once: examples, holes of a prototype, cells of the matrix."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import test_engine_holes
import test_examples
import test_quick_checks
from samples import base

from pykiro_opa import gate
from pykiro_opa.decisions import believe
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.errors import EngineError
from pykiro_opa.guardrails import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Event = dict[str, Any]


class Case(NamedTuple):
    """What is asked, and whether an answer is what the test wants; None is an answer that is undefined or an error."""

    event: Event
    guardrails: Any
    is_right: Callable[[Any], bool]


def cases() -> dict[str, Case]:
    return dict([*_examples(), *_holes()])


def cells() -> dict[str, list[Any]]:
    """Events and guardrails with every odd value in every place, as `test_quick_checks.py` has them."""
    small = base(EmbeddedEngine()).small
    return {
        "events": test_quick_checks.event_cells(small.event),
        "guardrails": test_quick_checks.cells(small.guardrails),
    }


def _examples() -> Iterator[tuple[str, Case]]:
    """Each example of a rule or an action."""
    engine = EmbeddedEngine()
    for param in test_examples.CASES:
        name, quality, case = param.values
        configuration = json.dumps({"guardrails": case["guardrails"]}).encode()
        guardrails = load([(".kiro/kiro.json", configuration)], engine.regex_is_valid)
        event = gate.event_of(test_examples.change_of(case), guardrails)
        named = name if quality == "bad" else None
        yield str(param.id), Case(event, json.loads(guardrails.text), partial(_has, event, case["effect"], named))


def _holes() -> Iterator[tuple[str, Case]]:
    """Each way in which a prototype let something through."""
    guardrails = load([(".kiro/kiro.json", test_engine_holes.SEED)], EmbeddedEngine().regex_is_valid)
    event = test_engine_holes.harmless_event(guardrails)
    loaded = json.loads(guardrails.text)
    yield "harmless", Case(event, loaded, partial(_has, event, "allow", None))
    for title, broken in test_engine_holes.GUARDRAILS.items():
        yield title, Case(event, broken(loaded), partial(_stops, event))
    for title in test_engine_holes.EVENTS:
        yield title, Case(test_engine_holes.broken_event(event, title), loaded, _denies)


def _has(event: Event, effect: str, name: str | None, answer: Any) -> bool:
    """Whether it has the effect, with a finding of the rule or the action named."""
    try:
        decision = believe(answer, event)
    except EngineError:
        return False
    return decision.effect == effect and (name is None or test_examples.names(name, decision.findings))


def _stops(event: Event, answer: Any) -> bool:
    try:
        return believe(answer, event).effect != "allow"
    except EngineError:
        return True


def _denies(answer: Any) -> bool:
    return answer is None or answer["effect"] == "deny"
