"""The permission delta beside a statement diff as the CDK makes it: what each misses, cries wolf about, and costs.

    python benchmarks/permissions.py [FOLDER]

FOLDER holds `managed_policy_changes.jsonl.gz` (../shared/corpora/iam). Each change is judged forwards and backwards. A
broadening is what a statement diff calls so: an Allow that was not there, or a Deny that is no more. The truth of a pair
is what the actions that its policies name are granted, by the plainest reading (actions alone, Deny and all).
"""

from __future__ import annotations

import gc
import gzip
import json
import resource
import statistics
import sys
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from iam.evaluator import as_list, glob  # noqa: E402

from pykiro_opa.catalogue import actions as catalogue  # noqa: E402
from pykiro_opa.permissions import permission_delta  # noqa: E402

_LOOP = 300_000


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared/corpora/iam"
    path = folder / "managed_policy_changes.jsonl.gz"
    if not path.is_file():
        print(f"NOT RUN: `{path}` is not there; name the folder that holds it")
        return
    with gzip.open(path) as stream:
        rows = [json.loads(line) for line in stream]
    pairs = [pair for row in rows for pair in ((row["before"], row["after"]), (row["after"], row["before"]))]
    judged: dict[str, list[tuple[bool, bool]]] = {"permission delta": [], "statement diff": []}
    times: dict[str, list[float]] = {name: [] for name in judged}
    for before, after in pairs:
        truth = _gains(before, after)
        for name, judge in (("permission delta", _delta), ("statement diff", _broadened)):
            gc.collect(0)
            start = time.process_time()
            found = judge(before, after)
            times[name].append(time.process_time() - start)
            judged[name].append((truth, found))
    unit = _unit()
    print(f"{len(pairs)} changes; a unit is {_LOOP} additions in this process, {unit * 1000:.1f} ms now\n")
    print("                      median      p90      p99      max (units)   missed   told without a new action")
    for name, verdicts in judged.items():
        spread = sorted(times[name])
        shown = [spread[min(int(len(spread) * part), len(spread) - 1)] / unit for part in (0.5, 0.9, 0.99, 1)]
        missed = sum(truth and not found for truth, found in verdicts)
        alarms = sum(found and not truth for truth, found in verdicts)
        still = sum(not truth for truth, _ in verdicts)
        numbers = " ".join(f"{number:8.3f}" for number in shown)
        print(f"{name:20} {numbers}   {missed:12} {alarms:10} of {still}")
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB, policies included")
    _print_cold()


def _delta(before: object, after: object) -> bool:
    return any(one.change == "gained" for one in permission_delta(before, after))  # type: ignore[arg-type]


def _broadened(before: object, after: object) -> bool:
    """As `cdk diff --security-only` decides: by statements as written."""
    old = {_written(one) for one in as_list(before["Statement"])}  # type: ignore[index]
    new = {_written(one) for one in as_list(after["Statement"])}  # type: ignore[index]
    added, removed = new - old, old - new
    return any('"Effect": "Allow"' in one for one in added) or any('"Effect": "Deny"' in one for one in removed)


def _written(statement: dict[str, object]) -> str:
    plain = {name: sorted(map(str, value)) if isinstance(value, list) else value for name, value in statement.items()}
    return json.dumps({name: value for name, value in plain.items() if name != "Sid"}, sort_keys=True)


def _gains(before: dict[str, object], after: dict[str, object]) -> bool:
    """Whether an action, of those that the policies or the catalogue name, on some resource is new in `after`."""
    words = {text.lower() for one in (before, after) for each in as_list(one["Statement"])
             for name in ("Action", "NotAction") for text in as_list(each.get(name, []))}  # fmt: skip
    for prefix in {text.partition(":")[0] for text in words}:
        service = catalogue.service(prefix)
        if service is not None:
            words |= {f"{prefix}:{name}" for name in service.lowered}
    granted = [_granted(one, words) for one in (before, after)]
    return bool(granted[1] - granted[0])


def _granted(policy: dict[str, object], words: set[str]) -> set[tuple[str, str]]:
    found = set()
    for one in as_list(policy["Statement"]):
        if one["Effect"] != "Allow":
            continue
        rest = json.dumps({name: one.get(name) for name in ("Condition", "NotResource")}, sort_keys=True)
        for pattern in as_list(one.get("Action", [])):
            lowered = pattern.lower()
            wild = "*" in lowered or "?" in lowered
            hit = [word for word in words if glob(lowered, word)] if wild else [lowered]
            found |= {(word, f"{target} {rest}") for word in hit for target in as_list(one.get("Resource", ""))}
    return found


def _unit() -> float:
    times = []
    for _ in range(9):
        start, total = time.process_time(), 0
        for number in range(_LOOP):
            total += number
        times.append(time.process_time() - start)
    return statistics.median(times)


def _print_cold() -> None:
    import subprocess

    code = "from pykiro_opa.catalogue import actions; actions.action('s3:GetObject')"
    times: dict[str, list[float]] = {"pass": [], code: []}
    for turn in range(16):
        for one, measured in times.items():
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", one], check=True, cwd=REPOSITORY)
            if turn:
                measured.append(time.perf_counter() - start)
    base, found = (statistics.median(measured) for measured in times.values())
    print(f"a cold process that looks up one action: {found / base:.2f}x a bare interpreter")


if __name__ == "__main__":
    main()
