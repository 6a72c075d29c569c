"""A process that gives parsers inputs under a memory cap and a deadline, and tells what happened as JSON lines.

`python -m fuzzing.worker TARGET …` makes inputs for one parser, `python -m fuzzing.worker regressions …` gives each the
inputs it once failed on. Before each input it stands in `FOLDER/input`, so that whoever started the process knows what a
crash was made of.
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
from typing import TYPE_CHECKING, NoReturn

from pykiro_opa.errors import PykiroError

from .mutations import LARGEST, made
from .regressions import REGRESSIONS
from .targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 4.0  # of processor time for one input of 64 kB: half of what the hook has for a whole call
HARD_SECONDS = 120  # of any time: what stands still in C is ended, and says where
MEMORY = 1536 * 1024 * 1024  # of addresses
ALL = "regressions"


class TooLongError(BaseException):
    """The input took longer than its deadline."""


def main() -> None:
    asked = _arguments()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, _too_long)
    current = _shared(os.path.join(asked.folder, "input"))
    done, slowest, failed = 0, 0.0, 0
    for target, name, data in _regressions() if asked.target == ALL else _made(asked):
        current[: len(data) + 4] = len(data).to_bytes(4, "big") + data
        took, problem = attempt(TARGETS[target].run, data)
        done, slowest = done + 1, max(slowest, took)
        if problem or asked.target == ALL:
            _tell(
                target=target, name=name, problem=problem, input="" if asked.target == ALL else data.decode("latin-1")
            )
        failed += bool(problem)
        if failed >= asked.most:
            break
    _tell(inputs=done, slowest=round(slowest, 2), megabytes=_peak())


def _peak() -> int:
    """The most memory that was resident, in MB; `getrusage` would count what the parent had, too."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) // 1024


def attempt(run: Callable[[bytes], object], data: bytes) -> tuple[float, str]:
    """The processor time of one input, and what is wrong with it ("" for nothing)."""
    start = time.process_time()
    faulthandler.dump_traceback_later(HARD_SECONDS, exit=True)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    problem = ""
    try:
        run(data)
    except PykiroError as error:
        problem = f"an error of several lines: {error}" if "\n" in str(error) else ""
    except TooLongError:
        problem = f"longer than {SECONDS} s\n{_where()}"
    except BaseException as error:  # noqa: BLE001 - this is what is looked for
        problem = f"{type(error).__name__}: {str(error)[:200]}\n{_where()}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        faulthandler.cancel_dump_traceback_later()
    return time.process_time() - start, problem


def _regressions() -> Iterator[tuple[str, str, bytes]]:
    for (target, name), data in REGRESSIONS.items():
        yield target, name, data


def _made(asked: argparse.Namespace) -> Iterator[tuple[str, str, bytes]]:
    """Each seed as it is, then what is made of them, until both the number and the time asked for are reached."""
    target = TARGETS[asked.target]
    chosen = random.Random(f"{asked.seed} {asked.target}")
    seeds = [*target.seeds, *_more_seeds(asked.corpus)]
    end = time.monotonic() + asked.seconds
    done = 0
    while done < asked.inputs or time.monotonic() < end:
        data = seeds[done] if done < len(seeds) else made(chosen, seeds, target.tokens)
        first = chosen.randrange(max(1, len(data) - asked.largest + 1)) if chosen.randrange(2) else 0
        yield asked.target, "", data if done < len(seeds) else data[first : first + asked.largest]
        done += 1


def _more_seeds(folder: str | None) -> list[bytes]:
    found = []
    for name in sorted(os.listdir(folder)) if folder else ():
        with open(os.path.join(folder, name), "rb") as stream:
            found.append(stream.read(LARGEST))
    return found


def _where() -> str:
    """The last places in the package, the innermost last."""
    frames = traceback.extract_tb(sys.exc_info()[2])
    ours = [f"{frame.filename.rpartition('pykiro_opa/')[2]}:{frame.lineno} {frame.name}" for frame in frames
            if "pykiro_opa/" in frame.filename]  # fmt: skip
    return "\n".join(ours[-6:])


def _too_long(*_: object) -> NoReturn:
    raise TooLongError


def _shared(path: str) -> mmap.mmap:
    """A file that holds what is written at once, whatever becomes of this process."""
    with open(path, "w+b") as stream:
        stream.truncate(LARGEST + 4)
        return mmap.mmap(stream.fileno(), LARGEST + 4)


def _tell(**said: object) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("target", choices=(ALL, *TARGETS))
    parser.add_argument("--seed", default="0")
    parser.add_argument("--inputs", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("--largest", type=int, default=LARGEST)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--corpus")
    parser.add_argument("--most", type=int, default=1_000_000, help="end after so many problems")
    return parser.parse_args()


if __name__ == "__main__":
    main()
