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
    """The seconds that a subject took: `median` is what its user feels, `best` what it costs on an idle machine."""

    def __init__(self, measured: Sequence[float]) -> None:
        self.median = statistics.median(measured)
        self.best = min(measured)


def in_turn(subjects: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """The times of each subject, all run once a round; the first round only warms the caches."""
    times: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(rounds + 1):
        for name, subject in subjects.items():
            start = time.perf_counter()
            subject()
            if turn:
                times[name].append(time.perf_counter() - start)
    return {name: Times(measured) for name, measured in times.items()}


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
    print(f"\n### {text}\n")
    if busy > os.cpu_count() / 2:
        print(f"(load average {busy:.1f}: others use this machine, so that medians say little and `best` says more)\n")


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table that reads well in a terminal and is Markdown."""
    cells = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    lines = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in cells
    ]
    print("\n".join([lines[0], "|" + "|".join("-" * (width + 2) for width in widths) + "|", *lines[1:]]), flush=True)


def compared(head: str, times: Mapping[str, Times], bases: Mapping[str, str]) -> None:
    """A table of times, each as a ratio to the subjects that `bases` names."""
    rows = [
        [name, ms(took.median), ms(took.best), *(ratio(took.median, times[base].median) for base in bases.values())]
        for name, took in times.items()
    ]
    table([head, "median ms", "best ms", *(f"to {name}" for name in bases)], rows)


def budget(what: str, measured: float, limit: float, unit: str) -> None:
    """One line that says whether a budget of design.md section 9 is kept."""
    verdict = "pass" if measured <= limit else f"MISS ({measured / limit:.2f} of the budget)"
    print(f"budget: {what}: {measured:.2f} {unit}, at most {limit:g} {unit}: {verdict}", flush=True)


def ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f}" if seconds < 0.1 else f"{seconds * 1000:.0f}"


def ratio(value: float, base: float) -> str:
    return f"{value / base:.2f}x" if value < 10 * base else f"{value / base:.0f}x"
