"""What a cold process costs, as a ratio to a bare interpreter, all taken in turn in one run."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
SEED = Path(__file__).parents[1] / "examples/seed/.kiro/kiro.json"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / ".kiro").mkdir()
        (Path(folder) / ".kiro/kiro.json").write_bytes(SEED.read_bytes())
        call = json.dumps({"hook_event_name": "PreToolUse", "cwd": folder, "tool_name": "execute_bash",
                           "tool_input": {"command": "git status"}})  # fmt: skip
        hook = "from pykiro_opa.hook import main; main()"
        commands = {
            "python -c pass": ([sys.executable, "-c", "pass"], ""),
            "hook, embedded, one shell command": ([sys.executable, "-c", hook, "--root", folder], call),
            "evaluate, embedded": (
                [sys.executable, "-m", "pykiro_opa", "evaluate", "--command", "git status", "--engine", "embedded"], ""
            ),
        }  # fmt: skip
        times: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(ROUNDS + 1):
            for name, (command, stdin) in commands.items():
                start = time.perf_counter()
                subprocess.run(command, input=stdin, text=True, cwd=folder, capture_output=True, check=False)
                if turn:  # the first round warms the caches
                    times[name].append(time.perf_counter() - start)
    base = statistics.median(times["python -c pass"])
    for name, measured in times.items():
        median = statistics.median(measured)
        print(f"{name:36} {median * 1000:7.1f} ms  {median / base:5.1f}x")


if __name__ == "__main__":
    main()
