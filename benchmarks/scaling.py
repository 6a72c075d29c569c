"""How a decision grows with the guardrails and with the change, with the exponent of each curve (1 is linear).

python benchmarks/scaling.py [ROUNDS]
"""

from __future__ import annotations

import sys
import tempfile
from typing import TYPE_CHECKING

import beside
import cases
import measuring

from pykiro_opa import gate
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.events import canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pykiro_opa.events import Event
    from pykiro_opa.guardrails import Guardrails

    Case = tuple[Guardrails, Event]

ROUNDS = 10
ENTRIES = {
    "patterns": (cases.patterns, (20, 100, 500, 1000, 2000)),
    "resources": (cases.resources, (20, 100, 200, 500)),
    "files": (cases.globs, (20, 100, 500, 1000, 2000)),
    "commands": (cases.commands, (20, 100, 500, 1000, 2000)),
}
ORIGINS = (1, 5, 10, 20)
TEXT = (10_000, 100_000, 1_000_000, 10_000_000)
FILES = (10, 100, 1_000, 10_000)
MOST_TIMES = 10  # the 20-entry decision
BUDGETS = {("patterns", 1000), ("resources", 500)}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as folder, beside.Server(folder) as server:
        embedded = EmbeddedEngine()
        twenty = cases.guardrails(embedded)
        for name, (make, sizes) in ENTRIES.items():
            measuring.title(f"Decision with 20 guardrails and so many more `{name}`, an event of 13 kB")
            more = {size: cases.guardrails(embedded, **{name: make(size)}) for size in sizes}
            _curve(name, sizes, {0: (twenty, cases.event(twenty)), **_with_events(more)}, server, rounds)
        measuring.title("Decision with so many origins of 20 guardrails each, an event of 13 kB")
        given = {size: cases.origins(embedded, size) for size in ORIGINS}
        _curve("origins", ORIGINS, _with_events(given), server, rounds)
        measuring.title("20 guardrails, so many characters of text added in one file")
        _changes("characters", {size: (size, 1) for size in TEXT}, twenty, server)
        measuring.title("20 guardrails, so many files of 100 characters")
        _changes("files", {size: (size * 100, size) for size in FILES}, twenty, server)


def _with_events(given: dict[int, Guardrails]) -> dict[int, Case]:
    return {size: (guardrails, cases.event(guardrails)) for size, guardrails in given.items()}


def _curve(name: str, sizes: Sequence[int], given: dict[int, Case], server: beside.Server, rounds: int) -> None:
    """The decisions of each size in both engines; size 0 is the 20-entry decision that the budgets speak of."""
    engines = {"embedded": _embedded, "server": _server}
    took = {engine: decide(given, server, rounds) for engine, decide in engines.items()}
    base = 0 if 0 in given else sizes[0]
    rows = []
    for size in given:
        times = [took[engine][size] for engine in engines]
        ratios = [one.processor / took[engine][base].processor for one, engine in zip(times, engines, strict=True)]
        cells = [[measuring.ms(one.wall), measuring.ms(one.processor), f"{times_:.2f}x"]
                 for one, times_ in zip(times, ratios, strict=True)]  # fmt: skip
        rows.append([size or "none", *cells[0], *cells[1]])
    head = [f"{engine} {what}" for engine in engines for what in ("wall ms", "processor ms", "to the least")]
    measuring.table([name, *head], rows)
    for engine in engines:
        _exponents(engine, sizes, [took[engine][size] for size in sizes])
        for what, size in BUDGETS:
            if what == name:
                measuring.budget(f"{size} {name}, {engine}", _relative(took[engine][size], took[engine][base]), MOST_TIMES,
                                 unit="times the 20-entry decision")  # fmt: skip


def _embedded(given: dict[int, Case], _server: beside.Server, rounds: int) -> dict[int, measuring.Times]:
    """An engine for each size, so that none is loaded anew in between."""
    subjects = {}
    for size, (guardrails, event) in given.items():
        engine, question = EmbeddedEngine(deadline=300), canonical(event)
        subjects[size] = lambda e=engine, q=question, g=guardrails: e.ask(q, g.text)
    return measuring.in_turn(subjects, rounds)


def _server(given: dict[int, Case], server: beside.Server, rounds: int) -> dict[int, measuring.Times]:
    """One size after the other, since a server holds one set of guardrails at a time."""
    found = {}
    for size, (guardrails, event) in given.items():
        engine, question = server.engine(guardrails), canonical(event)
        ask = {size: lambda e=engine, q=question, g=guardrails: e.ask(q, g.text)}
        found |= measuring.in_turn(ask, rounds, server.processor_time)
    return found


def _changes(name: str, shapes: dict[int, tuple[int, int]], twenty: Guardrails, server: beside.Server) -> None:
    """The facts of each change, and its decision in both engines."""
    embedded, asked = EmbeddedEngine(deadline=300), server.engine(twenty)
    took: dict[str, list[measuring.Times]] = {"facts": [], "embedded": [], "server": []}
    rows = []
    for size, (characters, files) in shapes.items():
        event = cases.event(twenty, size=characters, files=files, commands=())
        subjects = {
            "facts": lambda c=characters, f=files: cases.event(twenty, size=c, files=f, commands=()),
            "embedded": lambda e=event: gate.decide_event(e, twenty, embedded),
            "server": lambda e=event: gate.decide_event(e, twenty, asked),
        }
        length = len(canonical(event))
        times = measuring.in_turn(subjects, 3 if length > measuring.MIB else 10, server.processor_time)
        for subject, one in times.items():
            took[subject].append(one)
        rows.append([f"{size:,}", f"{length / 1000:,.0f}", *(measuring.ms(one.processor) for one in times.values())])
    measuring.table([name, "event kB", "facts processor ms", "embedded processor ms", "server processor ms"], rows)
    for subject, each in took.items():
        _exponents(subject, list(shapes), each)


def _relative(took: measuring.Times, base: measuring.Times) -> measuring.Times:
    return measuring.Times([took.wall / base.wall], [took.processor / base.processor])


def _exponents(name: str, sizes: Sequence[int], times: Sequence[measuring.Times]) -> None:
    values = [one.processor for one in times]
    over_all, end = measuring.exponent(sizes, values), measuring.exponent(sizes[-2:], values[-2:])
    print(f"exponent, {name}: {over_all:.2f} over all, {end:.2f} at the end", flush=True)


if __name__ == "__main__":
    main()
