"""What a cold process costs, as a ratio to a bare interpreter, all taken in turn in one run.

    python benchmarks/start_up.py [ROUNDS]

Wall time is what a user waits; processor time says the same on a machine that is busy with something else.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 25
CHECKOUT = Path(__file__).resolve().parents[1]
SEED = CHECKOUT / "examples/seed/.kiro/kiro.json"
HOOK = str(CHECKOUT / "pykiro_opa/hook.py")
COMMAND = "git status"
# name: the most it may cost, and what it aims at (ratios to the first)
BUDGETS = {
    "python -c pass": (1.0, 1.0),
    "hook, embedded": (3.5, 2.7),
    "hook, warm sidecar": (2.5, 1.7),
    "hook, embedded, as a command": (None, None),
    "evaluate, embedded": (8.0, None),
}


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as scratch:
        environment = environment_in(Path(scratch))
        plain, served = (workspace_in(Path(scratch) / name) for name in ("plain", "served"))
        opa = find_opa()
        if opa is None:
            print("NOT RUN: hook, warm sidecar: there is no opa; run `make setup`")
        else:
            subprocess.run([*PROGRAM, "sidecar", "start", "--opa", opa], cwd=served, env=environment, check=True)
        try:
            programs = programs_in(plain, served if opa else None)
            report(measured(programs, rounds, environment, plain))
        finally:
            if opa is not None:
                subprocess.run([*PROGRAM, "sidecar", "stop"], cwd=served, env=environment, check=True)


PROGRAM = (sys.executable, "-m", "pykiro_opa")


def programs_in(plain: Path, served: Path | None) -> dict[str, tuple[list[str], str]]:
    """Command line and stdin by name, in the order in which each round runs them."""
    start = "from pykiro_opa.hook import main; main()"
    found = {
        "python -c pass": ([sys.executable, "-c", "pass"], ""),
        "hook, embedded": ([sys.executable, "-IS", HOOK, "--root", str(plain)], call(plain)),
        "hook, embedded, as a command": ([sys.executable, "-c", start, "--root", str(plain)], call(plain)),
        "evaluate, embedded": ([*PROGRAM, "evaluate", "--command", COMMAND, "--engine", "embedded"], ""),
    }
    if served is not None:
        found["hook, warm sidecar"] = ([sys.executable, "-IS", HOOK, "--root", str(served)], call(served))
    return found


def measured(
    programs: dict[str, tuple[list[str], str]], rounds: int, environment: dict[str, str], folder: Path
) -> dict[str, list[tuple[float, float]]]:
    """Wall and processor time of each run, in seconds."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in programs}
    for turn in range(rounds + 2):
        for name, (command, stdin) in programs.items():
            used, start = processor_time(), time.perf_counter()
            done = subprocess.run(
                command, input=stdin.encode(), cwd=folder, env=environment, capture_output=True, check=False
            )
            taken = time.perf_counter() - start, processor_time() - used
            if done.returncode:
                raise SystemExit(f"{name}: {done.returncode}: {done.stderr.decode()}")
            if turn > 1:  # the first rounds fill the caches
                found[name].append(taken)
    return found


def report(times: dict[str, list[tuple[float, float]]]) -> None:
    base = [statistics.median(one[kind] for one in times["python -c pass"]) for kind in (0, 1)]
    print(f"{'':30} {'wall ms: min / median / max':>29} {'ratio':>7} {'processor':>10}   {'budget'}")
    for name, (most, aim) in BUDGETS.items():
        if name not in times:
            continue
        walls, used = ([one[kind] for one in times[name]] for kind in (0, 1))
        shown = " / ".join(f"{value * 1000:7.1f}" for value in (min(walls), statistics.median(walls), max(walls)))
        budget = f"{most:.1f}x" + (f", aim {aim:.1f}x" if aim else "") if most else ""
        print(f"{name:30} {shown:>29} {statistics.median(walls) / base[0]:6.2f}x "
              f"{statistics.median(used) / base[1]:9.2f}x   {budget}")  # fmt: skip


def environment_in(scratch: Path) -> dict[str, str]:
    """Caches of its own, and bytecode, which an installed package has."""
    (scratch / "run").mkdir(mode=0o700)
    changed = {
        "XDG_CACHE_HOME": str(scratch / "cache"),
        "XDG_RUNTIME_DIR": str(scratch / "run"),
        "PYTHONPATH": str(CHECKOUT),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYKIRO_OPA"))}
    return kept | changed


def workspace_in(folder: Path) -> Path:
    (folder / ".kiro").mkdir(parents=True)
    (folder / ".git").mkdir()
    (folder / ".kiro/kiro.json").write_bytes(SEED.read_bytes())
    return folder


def call(folder: Path) -> str:
    return json.dumps({"hook_event_name": "PreToolUse", "cwd": str(folder), "tool_name": "execute_bash",
                       "tool_input": {"command": COMMAND}})  # fmt: skip


def find_opa() -> str | None:
    built = CHECKOUT / ".tools/bin/opa"
    return str(built) if built.exists() else shutil.which("opa")


def processor_time() -> float:
    """Of all processes that this one started and that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
