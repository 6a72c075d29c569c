"""A process that gives one parser inputs under a memory cap and a deadline, and tells what went wrong as JSON lines.

`python -m fuzzing.worker TARGET --seed N (--inputs N | --seconds N) --folder DIR`: before each input it stands in
`DIR/input`, so that whoever started the process knows what a crash was made of.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import mmap
import os
import random
import resource
import signal
import sys
import time
import traceback
from typing import NoReturn

from pykiro_opa.errors import PykiroError

from .mutations import LARGEST, made
from .targets import TARGETS

SECONDS = 2.0  # of processor time for one input, some times what the slowest sound one takes
HARD_SECONDS = 60  # of any time: what stands still in C is ended with all threads shown
MEMORY = 1536 * 1024 * 1024  # of addresses, of which libraries take a third


class TooLongError(BaseException):
    """The input took longer than its deadline."""


def main() -> None:
    asked = _arguments()
    target = TARGETS[asked.target]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_long)
    current = _current(asked.folder)
    chosen = random.Random(f"{asked.seed} {asked.target}")
    seeds = [*target.seeds, *_more_seeds(asked.corpus)]
    end = time.monotonic() + asked.seconds
    done, slowest = 0, 0.0
    while done < asked.inputs or time.monotonic() < end:
        data = seeds[done] if done < len(seeds) else made(chosen, seeds, target.tokens)
        current[: len(data) + 4] = len(data).to_bytes(4, "big") + data
        took, problem = attempt(target.run, data)
        slowest = max(slowest, took)
        if problem:
            print(json.dumps({"problem": problem, "input": data.decode("latin-1")}), flush=True)
            if asked.stop:
                break
        done += 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"inputs": done, "slowest": round(slowest, 2), "megabytes": peak}), flush=True)


def attempt(run, data: bytes) -> tuple[float, str]:
    """The processor time of one input, and what is wrong with it ("" for nothing)."""
    start = time.process_time()
    faulthandler.dump_traceback_later(HARD_SECONDS, exit=True)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    problem = ""
    try:
        run(data)
    except PykiroError as error:
        problem = "" if "\n" not in str(error) else f"an error of several lines: {error}"
    except TooLongError:
        problem = f"longer than {SECONDS} s\n{_where()}"
    except BaseException as error:  # noqa: BLE001 - this is what is looked for
        problem = f"{type(error).__name__}: {str(error)[:200]}\n{_where()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    return time.process_time() - start, problem


def _where() -> str:
    """The last places in the package, the innermost last."""
    frames = traceback.extract_tb(sys.exception().__traceback__)
    ours = [f"{frame.filename.rpartition('pykiro_opa/')[2]}:{frame.lineno} {frame.name}" for frame in frames
            if "pykiro_opa/" in frame.filename]  # fmt: skip
    return "\n".join(ours[-6:])


def _too_long(*_: object) -> NoReturn:
    raise TooLongError


def _current(folder: str) -> mmap.mmap:
    path = os.path.join(folder, "input")
    with open(path, "wb") as stream:
        stream.truncate(LARGEST + 4)
    with open(path, "r+b") as stream:
        return mmap.mmap(stream.fileno(), LARGEST + 4)


def _more_seeds(folder: str | None) -> list[bytes]:
    if folder is None:
        return []
    paths = sorted(os.path.join(folder, name) for name in os.listdir(folder))
    found = []
    for path in paths:
        with open(path, "rb") as stream:
            found.append(stream.read(LARGEST))
    return found


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seed", required=True)
    parser.add_argument("--inputs", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--stop", action="store_true", help="at the first problem")
    return parser.parse_args()


if __name__ == "__main__":
    main()
