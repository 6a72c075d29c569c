"""The permission delta beside a statement diff as the CDK makes it: what each misses, cries wolf about, and costs.

    python benchmarks/permissions.py [FOLDER]

FOLDER holds `managed_policy_changes.jsonl.gz` (../shared/corpora/iam). Each change is judged forwards and backwards. A
broadening is what a statement diff calls so: an Allow that was not there, or a Deny that is no more. Missed is a pair in
which an action is allowed that was not allowed on anything before, and of which nothing is told; a false alarm is one in
which no action stands with a resource or a condition that it did not stand with before. Both read what is written, of
Allow alone, so that an action that `*` or a Deny covers counts as missed where there is nothing to tell.
"""

from __future__ import annotations

import gc
import gzip
import json
import re
import resource
import statistics
import sys
import time
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "tests")]

from iam.evaluator import as_list  # noqa: E402

from pykiro_opa.catalogue import actions as catalogue  # noqa: E402
from pykiro_opa.permissions import permission_delta  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOOP = 300_000
_WILD = re.compile(r"[*?]")


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else REPOSITORY.parent / "shared/corpora/iam"
    path = folder / "managed_policy_changes.jsonl.gz"
    if not path.is_file():
        print(f"NOT RUN: `{path}` is not there; name the folder that holds it")
        return
    with gzip.open(path) as stream:
        rows = [json.loads(line) for line in stream]
    pairs = [pair for row in rows for pair in ((row["before"], row["after"]), (row["after"], row["before"]))]
    judged: dict[str, list[tuple[bool, bool, bool]]] = {"permission delta": [], "statement diff": []}
    times: dict[str, list[float]] = {name: [] for name in judged}
    for before, after in pairs:
        new_action, new_grant = _new(before, after)
        for name, judge in (("permission delta", _delta), ("statement diff", _broadened)):
            gc.collect(0)
            start = time.process_time()
            found = judge(before, after)
            times[name].append(time.process_time() - start)
            judged[name].append((new_action, new_grant, found))
    unit = _unit()
    print(f"{len(pairs)} changes; a unit is {_LOOP} additions in this process, {unit * 1000:.1f} ms now\n")
    print("                      median      p90      p99      max (units)   missed        false alarms")
    for name, verdicts in judged.items():
        spread = sorted(times[name])
        shown = [spread[min(int(len(spread) * part), len(spread) - 1)] / unit for part in (0.5, 0.9, 0.99, 1)]
        missed = sum(new_action and not found for new_action, _, found in verdicts)
        gained = sum(new_action for new_action, _, _ in verdicts)
        alarms = sum(found and not new_grant for _, new_grant, found in verdicts)
        still = sum(not new_grant for _, new_grant, _ in verdicts)
        numbers = " ".join(f"{number:8.3f}" for number in shown)
        print(f"{name:20} {numbers}   {missed:5} of {gained}   {alarms:5} of {still}")
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


def _new(before: dict[str, object], after: dict[str, object]) -> tuple[bool, bool]:
    """Whether an action that the policies or the catalogue name is new, and whether one is so as it is written."""
    named = {text.lower() for one in (before, after) for each in as_list(one["Statement"])
             for name in ("Action", "NotAction") for text in as_list(each.get(name, []))}  # fmt: skip
    words: dict[str, set[str]] = {}
    for text in named:
        words.setdefault(text.partition(":")[0], set()).add(text)
    for prefix, known in words.items():
        service = catalogue.service(prefix)
        if service is not None:
            known |= {f"{prefix}:{name}" for name in service.lowered}
    granted = [_granted(one, words) for one in (before, after)]
    actions = [{action for action, _ in each} for each in granted]
    return bool(actions[1] - actions[0]), bool(granted[1] - granted[0])


def _granted(policy: dict[str, object], words: dict[str, set[str]]) -> set[tuple[str, str]]:
    """Each action, of those by service in `words`, with where it is granted."""
    found = set()
    for one in as_list(policy["Statement"]):
        if one["Effect"] != "Allow":
            continue
        rest = json.dumps({name: one.get(name) for name in ("Condition", "NotResource")}, sort_keys=True)
        hit = {word for pattern in as_list(one.get("Action", [])) for word in _meant(pattern.lower(), words)}
        found |= {(word, f"{target} {rest}") for word in hit for target in as_list(one.get("Resource", ""))}
    return found


def _meant(pattern: str, words: dict[str, set[str]]) -> Iterable[str]:
    prefix = pattern.partition(":")[0]
    if not _WILD.search(pattern):
        return (pattern,)
    matches = re.compile(
        _WILD.sub(lambda wild: "." + wild[0].replace("?", ""), re.sub(r"[.]", r"\\.", pattern))
    ).fullmatch
    pool = chain.from_iterable(words.values()) if _WILD.search(prefix) else words[prefix]
    return filter(matches, pool)


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
