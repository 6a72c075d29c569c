"""What one decision costs: 20 guardrails and an event of 13 kB, warm in both engines, and as a whole cold process."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import beside
import cases
import measuring

from pykiro_opa import gate
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.events import canonical

WARM_ROUNDS = 200
COLD_ROUNDS = 15
BARE = "python -c pass"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, beside.Server(folder) as server:
        embedded = EmbeddedEngine()
        given = cases.guardrails(embedded)
        event = cases.event(given)
        (Path(folder) / "event.json").write_bytes(canonical(event))
        (Path(folder) / ".kiro").mkdir()
        (Path(folder) / ".kiro/kiro.json").write_bytes(cases.configuration())
        measuring.title(f"One warm decision: 20 guardrails, an event of {len(canonical(event)) / 1000:.1f} kB")
        _warm(server, embedded, given, event)
        measuring.title("The same decision in a cold process")
        _cold(server, folder, given)


def _warm(server, embedded, given, event) -> None:
    question = canonical(event)
    asked = server.engine(given)
    raw = "raw OPA, a client that reads nothing"
    times = measuring.in_turn(
        {
            raw: lambda: server.raw(question),
            "server: OPA's answer, parsed": lambda: asked.ask(question, given.text),
            "server: decision, sealed and doubted": lambda: gate.decide_event(event, given, asked),
            "embedded: OPA's answer, parsed": lambda: embedded.ask(question, given.text),
            "embedded: decision, sealed and doubted": lambda: gate.decide_event(event, given, embedded),
        },
        WARM_ROUNDS,
        server.processor_time,
    )
    measuring.compared("warm", times, {"raw OPA": raw})
    for engine, limit in (("embedded", 1.0), ("server", 2.0)):
        took = times[f"{engine}: decision, sealed and doubted"]
        measuring.budget(f"decision, {engine}", took, limit, base=0.001, unit="ms")


def _cold(server, folder, given) -> None:
    evaluate = [sys.executable, "-m", "pykiro_opa", "evaluate", "--event", "event.json", "--engine"]
    guardrails = beside.guardrails_file(folder, given)
    commands = {
        BARE: [sys.executable, "-c", "pass"],
        "evaluate --event, embedded": [*evaluate, "embedded"],
        "evaluate --event, running server": [*evaluate, f"unix:{server.path}"],
        "opa eval, same bundle and event": beside.opa_eval(server.bundle, guardrails, "event.json"),
    }
    conftest = beside.conftest(folder, given, "event.json")
    if conftest is not None:
        commands["conftest test, same policies and event"] = conftest
    subjects = {
        name: lambda command=command: measuring.cold(command, folder=folder) for name, command in commands.items()
    }
    times = measuring.in_turn(subjects, COLD_ROUNDS, server.processor_time)
    measuring.compared("cold process", times, {"bare Python": BARE, "opa eval": "opa eval, same bundle and event"})
    if conftest is None:
        print("NOT RUN: conftest (it could not be built: see tools/setup/conftest)")


if __name__ == "__main__":
    main()
