"""API calls of source code: in files that change, in code that a command runs, in notebooks and in plans."""

from __future__ import annotations

from ...values import Value
from ..code import PYTHON, of_file
from . import languages
from .making import Making, Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ...changes import Read
    from ...events import Fact
    from ..code import Code
    from .sdk import Operation

_LONGEST_EVIDENCE = 200
_MOST = 2_000


class SourceCalls(Value):
    """`calls` each with the permissions it gives and its last line; `unresolved` says what was not read."""

    __slots__ = ("calls", "unresolved")

    calls: list[tuple[Fact, list[Fact], int]]
    unresolved: list[Fact]

    def __init__(self) -> None:
        self._set(calls=[], unresolved=[])


def from_file(path: str, text: str, *, is_spec: bool, production: Mapping[str, Any], read: Read) -> SourceCalls:
    """The calls of a file's code, which runs some day."""
    found = SourceCalls()
    making = Making(production, read)
    for language, code, line in _pieces(path, text, is_spec=is_spec):
        _add(found, language, code, making, path, line, runs_now=False)
    return found


def from_run(
    run: Iterable[Code], path: str, *, runs_now: bool, production: Mapping[str, Any], read: Read
) -> SourceCalls:
    """The calls of code that a command runs; they stand where the command does."""
    found = SourceCalls()
    making = Making(production, read)
    for one in run:
        _add(found, one.language, one.text, making, path, one.line, runs_now=runs_now, stands_still=True)
    return found


def _pieces(path: str, text: str, *, is_spec: bool) -> Iterator[tuple[str, str, int]]:
    """Language, code and first line of each piece of code in a file."""
    if path.lower().endswith(".ipynb"):
        from .notebooks import cells

        yield from ((PYTHON, code, line) for code, line in cells(text))
    elif is_spec:
        from .sketched import pieces

        yield from pieces(text)
    else:
        language = of_file(path, text)
        if language is not None:
            yield language, text, 1


def _add(
    found: SourceCalls,
    language: str,
    code: str,
    making: Making,
    path: str,
    line: int,
    *,
    runs_now: bool,
    stands_still: bool = False,
) -> None:
    reading = languages.read(language, code, runs_now=runs_now)
    lines = code.split("\n") if reading.operations else []
    for operation in reading.operations[:_MOST]:
        first, last = (line, line) if stands_still else (line + operation.first - 1, line + operation.last - 1)
        shown = "".join(lines[operation.first - 1 : operation.first]).strip()[:_LONGEST_EVIDENCE]
        origin = Origin(
            operation.via, {"path": path, "line": first}, shown, runs_now=runs_now, profiles=operation.profiles
        )
        _make(found, operation, making, origin, last)
    if len(reading.operations) > _MOST:
        reading.doubts("size", f"more than {_MOST} API calls in one text; split it", reading.operations[_MOST].first)
    if reading.what:
        at = {"path": path, "line": line if stands_still else line + reading.line - 1}
        found.unresolved.append({"what": reading.what, "why": reading.why, "at": at})


def _make(found: SourceCalls, operation: Operation, making: Making, origin: Origin, last: int) -> None:
    calls, given = making.operation(operation.service, operation.name, operation.parameters, origin)
    for number, call in enumerate(calls):
        found.calls.append((call, [] if number else given, last))
