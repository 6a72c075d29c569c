"""Replaying on all cores: lines go out in batches, rows come back in the order of the log."""

from __future__ import annotations

import multiprocessing
import os
from collections import Counter
from contextlib import ExitStack
from itertools import chain
from multiprocessing.connection import wait

from ..engines.embedded import EmbeddedEngine
from ..errors import EngineError, InputError
from . import judging, log
from .outcome import Outcome, Row

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from typing import Any

    from ..guardrails import Guardrails
    from .log import Line

    Found = list[Row | str]

_LINES, _BYTES = 64, 4 * 1024 * 1024  # of a batch: small enough to share out, large enough to be worth sending
_GRACE = 5


def replay(
    paths: Sequence[str],
    guardrails: Guardrails,
    progress: Callable[[int], None] = lambda _: None,
    processes: int | None = None,
) -> Outcome:
    """Decide all whole events of the logs again; `progress` is told how many bytes more were read.

    Raises InputError where a log cannot be read, or where none of its decisions kept its event.
    """
    batches = _batches(log.lines(paths, progress))
    first = next(batches, [])
    second = next(batches, None)
    count = processes or _cores()
    if second is None or count == 1:
        found = _here(chain([first, second or []], batches), guardrails)
    else:
        found = _shared(chain([first, second], batches), guardrails, count)
    rows = [one for one in found if isinstance(one, Row)]
    left_out = Counter(one for one in found if isinstance(one, str))
    if not rows:
        raise InputError(_nothing(paths, left_out))
    return Outcome(rows, left_out)


def _cores() -> int:
    """The cores that this process may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _batches(lines: Iterator[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += len(line.content)
        if len(batch) >= _LINES or size >= _BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _here(batches: Iterable[list[Line]], guardrails: Guardrails) -> Found:
    engine = EmbeddedEngine()
    return [judging.judge(line, guardrails, engine) for batch in batches for line in batch]


def _shared(batches: Iterable[list[Line]], guardrails: Guardrails, count: int) -> Found:
    """By processes that are started anew: a fork would take locks of other threads along."""
    found: dict[int, Found] = {}
    with ExitStack() as stack:
        workers = [_worker(stack, guardrails) for _ in range(count)]
        busy: dict[Connection, int] = {}
        numbered = enumerate(batches)
        for worker in workers:
            _give(worker, numbered, busy)
        while busy:
            for ready in wait(list(busy)):
                assert isinstance(ready, multiprocessing.connection.Connection)
                found[busy.pop(ready)] = _taken(ready)
                _give(ready, numbered, busy)
    return [one for number in sorted(found) for one in found[number]]


def _worker(stack: ExitStack, guardrails: Guardrails) -> Connection:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    fields = {name: getattr(guardrails, name) for name in guardrails.__slots__ if name != "rules"}
    rules = [tuple(getattr(rule, name) for name in rule.__slots__) for rule in guardrails.rules]
    process = context.Process(target=judging.work, args=(theirs, fields, rules), daemon=True)
    process.start()
    theirs.close()  # so that the end of a worker is the end of its answers
    stack.callback(_ended, process, ours)
    return ours


def _ended(process: Any, connection: Connection) -> None:
    connection.close()
    process.join(_GRACE)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()


def _give(worker: Connection, batches: Iterator[tuple[int, list[Line]]], busy: dict[Connection, int]) -> None:
    number, batch = next(batches, (0, None))
    if batch is None:
        return
    try:
        worker.send([(line.file, line.number, line.content, line.whole) for line in batch])
    except OSError:
        raise _died() from None
    busy[worker] = number


def _taken(worker: Connection) -> Found:
    try:
        answered = worker.recv()
    except (EOFError, OSError):
        raise _died() from None
    return [one if isinstance(one, str) else Row(**one) for one in answered]


def _died() -> EngineError:
    return EngineError("a process of the replay ended before its answer: was it killed, or is there too little memory?")


def _nothing(paths: Sequence[str], left_out: Counter[str]) -> str:
    named = ", ".join(f"`{path}`" for path in paths)
    lines = ", ".join(f"{number} {reason}" for reason, number in sorted(left_out.items())) or "no lines"
    return (
        f"{named}: no decision with its event ({lines}): start the sidecar with `--log-inputs full`, and replay what it "
        "logs from then on"
    )
