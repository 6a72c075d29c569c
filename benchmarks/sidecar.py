"""The sidecar beside a bare client of the same OPA: what ours adds, what both get through, and what OPA keeps.

`--client` is one of many that ask at once; the others start it.
"""

from __future__ import annotations

import argparse
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import beside
import cases
import measuring

from pykiro_opa import sidecar
from pykiro_opa.decisions import believe
from pykiro_opa.engines.embedded import EmbeddedEngine
from pykiro_opa.engines.server import DECISION, ServerEngine
from pykiro_opa.events import canonical, read_event

ROUNDS = 300
CLIENTS = (1, 2, 8, 32)
MOST_ADDED = 0.3e-3  # seconds; issue 7
LEAST_SHARE = 0.9
MOST_GROWTH = 1.1
WARM = 2000  # decisions after which caches and heap have their size


def main() -> None:
    given = arguments()
    if given.client:
        _client(given.client, given.socket, given.seconds)
        return
    with tempfile.TemporaryDirectory(prefix="b") as folder:
        os.environ["XDG_RUNTIME_DIR"] = f"{folder}/r"
        os.environ["XDG_CACHE_HOME"] = f"{folder}/c"
        guardrails = cases.guardrails(EmbeddedEngine())
        event = cases.event(guardrails)
        Path(folder, "event.json").write_bytes(canonical(event))
        running = sidecar.start(folder, guardrails, beside.OPA)
        path = running.url.removeprefix("unix:")
        try:
            _added(path, event, running.pid)
            _throughput(folder, path, given.seconds)
            _memory(path, event, running.pid, given.decisions)
        finally:
            sidecar.stop(folder)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="for each number of clients")
    parser.add_argument("--decisions", type=int, default=100_000, help="before memory is looked at again")
    parser.add_argument("--client", choices=["raw", "ours"])
    parser.add_argument("--socket")
    return parser.parse_args()


def raw(path: str, event: bytes) -> bytes:
    """What the same question costs a client that neither checks nor reads anything."""
    body = b'{"input":' + event + b"}"
    head = f"POST {DECISION} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        connection.sendall(head.encode() + body)
        parts = []
        while part := connection.recv(1 << 16):
            parts.append(part)
    return b"".join(parts)


def _added(path: str, event: dict, pid: int) -> None:
    question = canonical(event)
    engine = ServerEngine(f"unix:{path}", deadline=60)
    measuring.title(f"One decision over the socket, an event of {len(question) / 1000:.1f} kB")
    bare, ours = "bare client, reads nothing", "our client: asked, parsed, doubted"
    pairs: list[float] = []

    def timed(subject) -> float:
        began = time.perf_counter()
        subject()
        return time.perf_counter() - began

    def both() -> None:
        subjects = [lambda: raw(path, question), lambda: believe(engine.ask(question, b""), event)]
        turned = len(pairs) % 2 == 1  # neither is always the second, with caches that the first has warmed
        first, second = (timed(subject) for subject in (reversed(subjects) if turned else subjects))
        pairs.append(first - second if turned else second - first)

    times = measuring.in_turn(
        {bare: lambda: raw(path, question), ours: lambda: believe(engine.ask(question, b""), event), "both": both},
        ROUNDS,
        lambda: _processor_time(pid),
    )
    del times["both"]
    measuring.compared("decision", times, {"bare client": bare})
    added = statistics.median(pairs)
    verdict = "pass" if added <= MOST_ADDED else "MISS"
    print(
        f"budget: our client adds at most {MOST_ADDED * 1000:g} ms, median of pairs: {added * 1000:.2f} ms: {verdict}"
    )


def _throughput(folder: str, path: str, seconds: float) -> None:
    measuring.title("Decisions a second, clients in processes of their own")
    rows = []
    shares = []
    for number in CLIENTS:
        bare, ours = (_rate(folder, kind, path, number, seconds) for kind in ("raw", "ours"))
        rows.append([number, f"{bare:.0f}", f"{ours:.0f}", f"{ours / bare:.0%}"])
        shares.append(ours / bare)
    measuring.table(["clients", "bare client", "ours", "share"], rows)
    verdict = "pass" if min(shares) >= LEAST_SHARE else "MISS"
    print(f"budget: ours get at least {LEAST_SHARE:.0%} of what bare ones get; least {min(shares):.0%}: {verdict}")


def _rate(folder: str, kind: str, path: str, number: int, seconds: float) -> float:
    command = [sys.executable, __file__, "--client", kind, "--socket", path, "--seconds", str(seconds)]
    started = [subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) for _ in range(number)]
    rates = [float(one.communicate()[0]) for one in started]
    return sum(rates)


def _client(kind: str, path: str, seconds: float) -> None:
    """Ask for so long, and print how many decisions a second that were."""
    text = Path("event.json").read_bytes()
    event = read_event(text)
    engine = ServerEngine(f"unix:{path}", deadline=60)
    ask = (lambda: raw(path, text)) if kind == "raw" else (lambda: believe(engine.ask(text, b""), event))
    ask()
    began = time.perf_counter()
    count = 0
    while time.perf_counter() - began < seconds:
        ask()
        count += 1
    print(count / (time.perf_counter() - began))


def _memory(path: str, event: dict, pid: int, decisions: int) -> None:
    measuring.title(f"Memory of OPA after {decisions:,} decisions")
    question = canonical(event)
    sizes = {}
    done = 0
    for mark in (min(WARM, decisions // 10), decisions // 2, decisions):
        # Two ask at once, so that OPA works on the cores there are.
        with ThreadPoolExecutor(2) as clients:
            list(clients.map(lambda _: raw(path, question), range(mark - done)))
        done = mark
        sizes[mark] = _resident(pid)
    measuring.table(
        ["decisions", "resident MiB"], [[f"{mark:,}", f"{size / measuring.MIB:.0f}"] for mark, size in sizes.items()]
    )
    first, *_, last = sizes.values()
    verdict = "pass" if last <= first * MOST_GROWTH else "MISS"
    print(f"budget: no more than {MOST_GROWTH:g}x what it was once warm; {last / first:.2f}x: {verdict}")


def _resident(pid: int) -> int:
    """The least of some looks: between two collections a heap holds what is garbage already."""
    looks = []
    for _ in range(10):
        line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
        looks.append(int(line.split()[1]) * 1024)
        time.sleep(0.2)
    return min(looks)


def _processor_time(pid: int) -> float:
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


if __name__ == "__main__":
    main()
