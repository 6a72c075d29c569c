"""Cmdlets that put out what is known, or pass on what the pipeline brings: one row each."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .methods import made
from .values import Object, items, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .evaluation import Evaluation
    from .parameters import Bound
    from .sink import Place

    Row = Callable[[Evaluation, Bound, Place], list[object]]

MOST_TURNS = 50


def run_blocks(state: Evaluation, bound: Bound, given: list[object]) -> list[object]:
    """Blocks that a cmdlet is given run in the place of the caller, once for each value."""
    found: list[object] = []
    for block in bound.blocks:
        for value in given[:MOST_TURNS] or [UNKNOWN]:
            found += items(state.call(block, given=value, keeps=True))
    if len(given) > MOST_TURNS:
        state.sink.unresolved("size", "a pipeline brings too many values to be followed", state.line)
    return found


def _passed(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """What goes in comes out, or a part of it."""
    run_blocks(state, bound, [UNKNOWN])
    return [UNKNOWN for _ in bound.piped] if bound.has("expandproperty") else list(bound.piped)


def _put_out(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return [*bound.all("inputobject"), *bound.rest] or list(bound.piped)


def _content(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    found: list[object] = []
    for place in bound.paths("path", "literalpath") or [path(text(one)) or "" for one in bound.piped]:
        content = None if UNKNOWN in place or not place else state.sink.read(place)
        if content is None or bound.has("totalcount") or bound.has("last"):
            found.append(UNKNOWN)
            continue
        written = content.decode("utf-8", "replace")
        found += [written] if bound.has("raw") else written.rstrip("\n").split("\n")
    return found or [state.lookup(text(one).lower()) for one in bound.all("path")]  # `Get-Content env:x`


def _below(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """What lies in folders, as patterns."""
    found: list[object] = []
    names = [text(one) for one in bound.all("filter", "include")] or ["*"]
    if any(text(one).lower().rstrip("\\/") == "env:" for one in bound.all("path", "literalpath")):
        state.sink.command(["printenv"], "", at)
        return [UNKNOWN]
    for place in bound.paths("path", "literalpath") or ["."]:
        if any(letter in place for letter in "*?") or UNKNOWN in place:
            found.append(place)
            continue
        deep = "**/" if bound.has("recurse") else ""
        found += [f"{place.rstrip('/')}/{deep}{name}" if place != "." else f"{deep}{name}" for name in names]
    return found


def _places(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return [*bound.paths("path", "literalpath")]


def _joined_path(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    parts = [
        path(text(one)) or text(one) for one in (*bound.all("path", "childpath", "additionalchildpath"), *bound.rest)
    ]
    return ["/".join(part.rstrip("/") if place == 0 else part.strip("/") for place, part in enumerate(parts))]


def _read_variable(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return [state.lookup(text(one).lower()) for one in (*bound.all("name"), *bound.rest)] or [UNKNOWN]


def _object(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """`New-Object`."""
    name = text(bound.first("comobject") or bound.first("typename"))
    if UNKNOWN in name:
        return [UNKNOWN]
    given = bound.all("argumentlist") + bound.rest
    return [Object("com", name) if bound.has("comobject") else made(name.split("(")[0], given)]


def _named_program(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """`Get-Command name`, whose value can be called."""
    return [UNKNOWN if "*" in text(one) else text(one) for one in bound.all("name")] or [UNKNOWN]


def _as_text(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return ["\n".join(text(one) for one in bound.piped)]


def _split_path(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """`Split-Path`, as far as it asks for the folder or the name."""
    found = bound.paths("path", "literalpath") or [path(text(one)) or "" for one in (*bound.rest, *bound.piped)]
    leaf = bound.has("leaf")
    return [UNKNOWN if UNKNOWN in one else one.rstrip("/").rpartition("/")[2 if leaf else 0] for one in found]


_PASSING = ("get-unique", "out-default", "select-object", "select-string", "sort-object", "tee-object", "where-object")
ROWS: dict[str, Row] = {
    **dict.fromkeys(_PASSING, _passed), **dict.fromkeys(("convert-path", "get-item", "resolve-path"), _places),
    "get-childitem": _below, "get-command": _named_program, "get-content": _content,
    "get-location": lambda _state, _bound, _at: ["."], "get-variable": _read_variable, "join-path": _joined_path,
    "new-object": _object, "out-string": _as_text, "split-path": _split_path, "write-output": _put_out,
}  # fmt: skip
