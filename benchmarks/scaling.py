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
    from collections.abc import Callable, Sequence

    from pykiro_opa.events import Event
    from pykiro_opa.guardrails import Guardrails

    Case = tuple[Guardrails, Callable[[], Event]]

ROUNDS = 7
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
        embedded = EmbeddedEngine(deadline=300)
        for name, (make, sizes) in ENTRIES.items():
            measuring.title(f"Decision with 20 guardrails and so many more `{name}`, an event of 13 kB")
            _curve(name, sizes, _with_entries(embedded, name, make, sizes), server, embedded, rounds)
        measuring.title("Decision with so many origins of 20 guardrails each, an event of 13 kB")
        given = {size: cases.origins(embedded, size) for size in ORIGINS}
        _curve("origins", ORIGINS, {size: (one, cases.event(one)) for size, one in given.items()}, server, embedded, rounds)
        twenty = cases.guardrails(embedded)
        measuring.title("20 guardrails, so many characters of text added in one file")
        _changes("characters", {size: (size, 1) for size in TEXT}, twenty, server, embedded)
        measuring.title("20 guardrails, so many files of 100 characters")
        _changes("files", {size: (size * 100, size) for size in FILES}, twenty, server, embedded)


def _with_entries(embedded, name: str, make, sizes: Sequence[int]) -> dict[int, tuple[Guardrails, Event]]:
    given = {0: cases.guardrails(embedded)} | {size: cases.guardrails(embedded, **{name: make(size)}) for size in sizes}
    return {size: (one, cases.event(one)) for size, one in given.items()}


def _curve(name: str, sizes: Sequence[int], given, server, embedded, rounds: int) -> None:
    """The decisions of each size in turn, in both engines; size 0 is the 20-entry decision that budgets speak of."""
    rows: dict[str, dict[int, measuring.Times]] = {}
    for engine in ("embedded", "server"):
        subjects = {}
        for size, (guardrails, event) in given.items():
            question = canonical(event)
            loaded = EmbeddedEngine(deadline=300) if engine == "embedded" else None
            subjects[size] = _asking(loaded, server, guardrails, question)
        rows[engine] = {}
        for size, subject in subjects.items():  # a server holds one set of guardrails at a time
            prepare, ask = subject
            prepare()
            rows[engine] |= measuring.in_turn({size: ask}, rounds)
    base = 0 if 0 in given else sizes[0]
    measuring.table(
        [name, *(f"{engine} {what}" for engine in rows for what in ("ms", "to the least"))],
        [[size or "none", *(cell for took in rows.values()
                            for cell in (measuring.ms(took[size].best), measuring.ratio(took[size].best, took[base].best)))]
         for size in given],
    )  # fmt: skip
    for engine, took in rows.items():
        slope = measuring.exponent(sizes, [took[size].best for size in sizes])
        end = measuring.exponent(sizes[-2:], [took[size].best for size in sizes[-2:]])
        print(f"exponent, {engine}: {slope:.2f} over all, {end:.2f} at the end", flush=True)
        for what, size in BUDGETS:
            if what == name:
                measuring.budget(f"{size} {name}, {engine}", took[size].best / took[base].best, MOST_TIMES,
                                 "times the 20-entry decision")  # fmt: skip


def _asking(loaded, server, guardrails: Guardrails, question: bytes):
    if loaded is not None:
        return (lambda: None), (lambda: loaded.ask(question, guardrails.text))
    return (lambda: server.engine(guardrails)), (lambda: server.engine(guardrails).ask(question, guardrails.text))


def _changes(name: str, shapes: dict[int, tuple[int, int]], twenty: Guardrails, server, embedded) -> None:
    """The facts of each change, and its decision in both engines."""
    rows = []
    kept: dict[str, list[float]] = {"facts": [], "embedded": [], "server": []}
    for size, (characters, files) in shapes.items():
        event = cases.event(twenty, size=characters, files=files, commands=())
        question = canonical(event)
        asked = server.engine(twenty)
        subjects = {
            "facts": lambda c=characters, f=files: cases.event(twenty, size=c, files=f, commands=()),
            "embedded": lambda e=event: gate.decide_event(e, twenty, embedded),
            "server": lambda e=event: gate.decide_event(e, twenty, asked),
        }
        took = measuring.in_turn(subjects, 3 if len(question) > measuring.MIB else 7)
        for subject, times in took.items():
            kept[subject].append(times.best)
        rows.append([f"{size:,}", f"{len(question) / 1000:,.0f}", *(measuring.ms(times.best) for times in took.values())])
    measuring.table([name, "event kB", "facts ms", "embedded ms", "server ms"], rows)
    for subject, values in kept.items():
        slope, end = measuring.exponent(list(shapes), values), measuring.exponent(list(shapes)[-2:], values[-2:])
        print(f"exponent, {subject}: {slope:.2f} over all, {end:.2f} at the end", flush=True)


if __name__ == "__main__":
    main()
