"""Mutation tests: faults put into the policies and into Python one by one; a test must notice each, or a reason stands.

python tools/mutation rego|python [--only PART …] [--finished] [--seconds N] [--seed N] [--everything]
python tools/mutation rego|python --stale
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections import Counter
from typing import TYPE_CHECKING

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# Python puts the folder of a program first on its path; the checkout and its tests come after.
sys.path[1:1] = [ROOT, os.path.join(ROOT, "tests"), os.path.join(ROOT, "tests/e2e"), os.path.join(ROOT, "tests/matrix")]

from explained import FILE, explained, stale  # noqa: E402 - the path first
from plan import UNFINISHED, python_modules, rego_modules, tests_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from mutants import Mutant

    Judge = Callable[[Mutant, bytes], str]  # killed, survived or stillborn

KILLED, SURVIVED, STILLBORN, EXPLAINED = "killed", "survived", "stillborn", "explained"


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    paths = [path for path in _modules(options.kind) if not options.only or any(part in path for part in options.only)]
    if options.finished:
        paths = [path for path in paths if not path.startswith(UNFINISHED)]
    if not paths:
        print(f"no module of {options.kind} has {options.only} in its path", file=sys.stderr)
        return 2
    reasons = explained(options.explained)
    if options.stale:
        paths = [path for path in paths if any(path == of for of, _, _ in reasons)]
    sources = {path: _read(path) for path in paths}
    mutants = [mutant for path in paths for mutant in _mutants(options, path, sources[path])]
    outdated = stale(reasons, mutants, ROOT)
    for key in outdated:
        print(f"stale: {key}: there is no such mutant any more; remove it from explained.toml, or repair it")
    if options.stale:
        return 1 if outdated else 0
    with _judge(options, paths) as judge:
        results = list(_results(options, mutants, sources, reasons, judge))
    _report(results)
    survivors = [mutant for mutant, result in results if result == SURVIVED]
    print(f"{len(results)} of {len(mutants)} mutants judged, {len(survivors)} survived that nothing explains")
    return 1 if survivors or outdated else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tools/mutation", description=__doc__)
    parser.add_argument("kind", choices=["rego", "python"])
    parser.add_argument("--only", nargs="*", help="parts of the paths to mutate")
    parser.add_argument("--finished", action="store_true", help="leave out what plan.py calls unfinished")
    parser.add_argument("--seconds", type=float, help="judge a random sample for that long")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32), help="of the sample")
    parser.add_argument("--everything", action="store_true", help="judge those that are explained, too")
    parser.add_argument("--stale", action="store_true", help="judge none; only look whether there is each explained")
    parser.add_argument("--explained", default=FILE, help="where the explanations stand")
    parser.add_argument("--opa", default=os.path.join(ROOT, ".tools/bin/opa"))
    return parser


def _results(
    options: argparse.Namespace,
    mutants: list[Mutant],
    sources: dict[str, bytes],
    reasons: dict[tuple[str, str, str], str],
    judge: Judge,
) -> Iterator[tuple[Mutant, str]]:
    """Each mutant judged with its result, survivors told at once."""
    ended = None
    if options.seconds is not None:
        print(f"seed {options.seed}", flush=True)
        mutants = random.Random(options.seed).sample(mutants, len(mutants))
        ended = time.monotonic() + options.seconds
    for mutant in mutants:
        if ended is not None and time.monotonic() > ended:
            return
        if mutant.key in reasons and not options.everything:
            yield mutant, EXPLAINED
            continue
        result = judge(mutant, sources[mutant.path])
        if result == KILLED and mutant.key in reasons:
            print(f"explained, but killed: {mutant}", flush=True)
        if result == SURVIVED and mutant.key in reasons:
            result = EXPLAINED
        if result == SURVIVED:
            print(f"survived: {mutant}", flush=True)
        yield mutant, result


def _report(results: list[tuple[Mutant, str]]) -> None:
    counts: dict[str, Counter[str]] = {}
    for mutant, result in results:
        counts.setdefault(mutant.path, Counter())[result] += 1
    for path, count in sorted(counts.items()):
        said = ", ".join(
            f"{count[result]} {result}" for result in (KILLED, STILLBORN, EXPLAINED, SURVIVED) if count[result]
        )
        print(f"{path}: {count.total()} mutants, {said}")


def _modules(kind: str) -> list[str]:
    return rego_modules(ROOT) if kind == "rego" else python_modules(ROOT)


def _mutants(options: argparse.Namespace, path: str, source: bytes) -> list[Mutant]:
    if options.kind == "rego":
        from rego_mutants import rego_mutants

        return rego_mutants(options.opa, path, source)
    from python_mutants import python_mutants

    return python_mutants(path, source)


def _judge(options: argparse.Namespace, paths: list[str]) -> AbstractContextManager[Judge]:
    if options.kind == "rego":
        from rego_cases import cases, cells
        from rego_judge import RegoJudge
        from rego_strict import calls

        return RegoJudge(options.opa, ROOT, cases(), cells(), paths, calls(options.opa))
    from python_judge import PythonJudge

    return PythonJudge(ROOT, {path: tests_of(path) for path in paths})


def _read(path: str) -> bytes:
    with open(os.path.join(ROOT, path), "rb") as stream:
        return stream.read()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
