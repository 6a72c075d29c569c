"""What all benchmarks share: subjects measured in turn, ratios, curves with their exponent, budgets, peak memory.

A machine's speed drifts by a quarter within minutes, so nothing is compared with what another run measured: everything
that stands in one table was measured in turn, a round of each, and the median is what counts.
"""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

# Waits for its child in a process of its own: Linux hands the peak of whoever forks down to the new program.
_WAITER = """
import os, sys
child = os.fork()
if not child:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.execvp(sys.argv[1], sys.argv[1:])
print(os.wait4(child, 0)[2].ru_maxrss)
"""
MIB = 1024 * 1024


class Times:
    """What a subject took, in seconds: medians: `wall` is what its user waits, `processor` what it costs.

    The second counts what ran in all processes that took part, and so says the same on a machine that is busy with
    something else.
    """

    def __init__(self, walls: Sequence[float], processors: Sequence[float]) -> None:
        self.wall = statistics.median(walls)
        self.processor = statistics.median(processors)


def in_turn(
    subjects: Mapping[str, Callable[[], object]], rounds: int, elsewhere: Callable[[], float] = lambda: 0.0
) -> dict[str, Times]:
    """The times of each subject, all run once a round; the first round only warms the caches.

    `elsewhere` gives the processor time, until now, of processes that take part and are not waited for.
    """
    walls: dict[str, list[float]] = {name: [] for name in subjects}
    processors: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(rounds + 1):
        for name, subject in subjects.items():
            used, start = _processor_time() + elsewhere(), time.perf_counter()
            subject()
            taken = time.perf_counter() - start
            if turn:
                walls[name].append(taken)
                processors[name].append(_processor_time() + elsewhere() - used)
    return {name: Times(walls[name], processors[name]) for name in subjects}


def _processor_time() -> float:
    """Of this process and of those it started and that ended."""
    ended = os.times()
    return time.process_time() + ended.children_user + ended.children_system


def cold(command: Sequence[str], *, folder: str, stdin: bytes = b"", expected: Sequence[int] = (0,)) -> None:
    """Run a program to its end; an exit code that is not expected would make its time worthless."""
    done = subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=False)
    if done.returncode not in expected:
        raise SystemExit(f"`{' '.join(command)}` left with {done.returncode}: {done.stderr.decode()[-500:]}")


def peak(command: Sequence[str], *, folder: str) -> int:
    """The most memory that a program had resident, in bytes."""
    done = subprocess.run([sys.executable, "-IS", "-c", _WAITER, *command], cwd=folder, capture_output=True, check=True)
    return int(done.stdout) * 1024


def exponent(sizes: Sequence[float], values: Sequence[float]) -> float:
    """The slope of the line through the logarithms: 1 is linear, 2 quadratic."""
    points = [(math.log(size), math.log(value)) for size, value in zip(sizes, values, strict=True)]
    return statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope


def title(text: str) -> None:
    busy = os.getloadavg()[0]
    print(f"\n### {text}\n", flush=True)
    if busy > (os.cpu_count() or 1) / 2:
        print(f"Load average {busy:.0f}: others use this machine, so read the processor times.\n", flush=True)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table that reads well in a terminal and is Markdown."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    print("\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]), flush=True)


def compared(head: str, times: Mapping[str, Times], bases: Mapping[str, str]) -> None:
    """A table of times; each also as a ratio, by processor time, to the subjects that `bases` names."""
    rows = [
        [name, ms(took.wall), ms(took.processor),
         *(ratio(took.processor, times[base].processor) for base in bases.values())]
        for name, took in times.items()
    ]  # fmt: skip
    table([head, "wall ms", "processor ms", *(f"to {name}" for name in bases)], rows)


def budget(what: str, took: Times, limit: float, base: float = 1.0, unit: str = "s") -> None:
    """One line that says whether a budget of design.md section 9 is kept; both times are divided by `base`."""
    wall, processor = took.wall / base, took.processor / base
    verdict = "pass" if wall <= limit else "pass by processor time" if processor <= limit else "MISS"
    print(
        f"budget: {what}: at most {limit:g} {unit}; wall {wall:.2f}, processor {processor:.2f}: {verdict}", flush=True
    )


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}x" if value < 10 * base else f"{value / base:.0f}x"
