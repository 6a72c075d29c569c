"""Cmdlets that run code, start programs, write files or change the state of the text: one row each."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .equivalents import equivalent
from .methods import block_of
from .outputs import MOST_TURNS, ROWS, run_blocks
from .parameters import Bound
from .sink import Place
from .syntax import Block
from .values import items, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .evaluation import Evaluation

    Row = Callable[[Evaluation, Bound, Place], list[object]]


def cmdlet(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """Tell what a cmdlet does, by its own name and as the programs that do the same; gives what it puts out."""
    piped = [text(one) for one in bound.piped]
    state.sink.cmdlet(bound.words(), "\n".join(piped), at)
    if bound.has("whatif") and bound.cmdlet not in _WITHOUT_TRIAL:
        return [UNKNOWN]
    same = equivalent(bound)
    if same is not None:
        state.sink.command(same[0], same[1], at)
    row = _ROWS.get(bound.cmdlet)
    if row is not None:
        return row(state, bound, at)
    run_blocks(state, bound, [UNKNOWN])
    from . import aws_tools

    call = aws_tools.command(bound)
    if call is not None:
        state.sink.command(call, "", at)
    return [] if bound.cmdlet.startswith(_SILENT) else [UNKNOWN]


# Cmdlets that do what they do under `-WhatIf` as well.
_WITHOUT_TRIAL = frozenset(("foreach-object", "import-module", "invoke-command", "invoke-expression", "start-job",
                            "start-threadjob", "where-object"))  # fmt: skip
_SILENT = ("set-", "clear-", "remove-", "out-", "write-", "stop-", "disable-", "enable-", "wait-")


def _expression(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    from .parsing import parsed
    from .running import statements

    found: list[object] = []
    for code in bound.all("command") or bound.piped or [UNKNOWN]:
        written = text(code)
        if UNKNOWN in written[:1] or UNKNOWN in (written.split(None, 1) or [""])[0]:
            why = "`Invoke-Expression` gets text that is not known before it runs"
            state.sink.unresolved("code", why, state.line)
            found.append(UNKNOWN)
            continue
        state.depth += 4
        try:
            found += statements(state, parsed(state, written)) if state.depth < _DEEPEST else _too_deep(state)
        finally:
            state.depth -= 4
    return found


_DEEPEST = 40


def _too_deep(state: Evaluation) -> list[object]:
    state.sink.unresolved("code", "the PowerShell text is nested too deep to be read", state.line)
    return [UNKNOWN]


def _called(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """`Invoke-Command`, `Start-Job`: a block with arguments, or a script."""
    from .commands import invoke

    found: list[object] = []
    given = bound.all("argumentlist")
    for value in (*bound.all("scriptblock"), *bound.all("initializationscript")):
        block = block_of(state, value)
        found += items(state.call(block, given)) if isinstance(block, Block) else [UNKNOWN]
    for place in bound.paths("filepath"):
        found += invoke(state, "&", place, given, [], at)
    return found


def _process(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """`Start-Process`: its arguments stand in one text or in several."""
    words = [word for value in bound.all("argumentlist") for word in _words(text(value))]
    place = path(text(bound.first("filepath")))
    if place and "://" not in place:
        from .commands import invoke

        invoke(state, "&", place, list(words), [], at)
    return [UNKNOWN] if bound.has("passthru") else []


def _words(written: str) -> list[str]:
    """The words of a text; of one with quotes as the program would take it apart."""
    if '"' not in written:
        return written.split() or [""]
    parts = written.split('"')
    return [word for place, part in enumerate(parts) for word in (part.split() if place % 2 == 0 else [part])]


def _each(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """`ForEach-Object`: blocks, or the name of a member."""
    if bound.blocks:
        return run_blocks(state, bound, bound.piped)
    from .methods import member

    name = bound.first("process", "membername")
    return [
        member(state, one, name, bound.all("argumentlist") if bound.rest else None) for one in bound.piped[:MOST_TURNS]
    ]


def _nothing(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    run_blocks(state, bound, [UNKNOWN])
    return []


def _written(*, appends: bool = False) -> Row:
    """`Set-Content`, `Out-File`: the value, or what the pipeline brings."""

    def row(state: Evaluation, bound: Bound, at: Place) -> list[object]:
        given = bound.all("value", "inputobject") or bound.piped
        content = "\n".join(text(one) for one in given) + ("" if bound.has("nonewline") else "\n")
        for target in bound.all("path", "literalpath", "filepath"):
            place = path(text(target))
            if place is not None:
                state.sink.wrote(place, content, at.line, appends=appends or bound.has("append"))
            else:
                _put(state, text(target), given)
        return []

    return row


def _emptied(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    for place in bound.paths("path", "literalpath") or [path(text(one)) or "" for one in bound.piped]:
        state.sink.wrote(place, "", at.line, appends=False)
    return []


def _put(state: Evaluation, target: str, given: list[object]) -> None:
    """`env:name`, `function:name`, `alias:name`, `variable:name`."""
    drive, _, name = target.lower().partition(":")
    value = given[0] if len(given) == 1 else list(given)
    name = name.lstrip("\\/")
    if drive == "env":
        state.assign(f"env:{name}", value)
    elif drive == "variable":
        state.assign(name, value)
    elif drive == "alias":
        state.aliases[name] = text(value)
    elif drive == "function":
        block = block_of(state, value)
        if isinstance(block, Block):
            state.functions[name] = block


def _item(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """`New-Item`: a file with its content, a folder, a link."""
    kind = text(bound.first("itemtype", "type")).lower()
    name = bound.first("name")
    found: list[object] = []
    for target in bound.all("path") or ["."]:
        whole = f"{text(target)}/{text(name)}" if name is not None else text(target)
        place = path(whole)
        if place is None:
            _put(state, whole, bound.all("value", "target"))
        elif kind.startswith("d"):
            state.sink.command(["mkdir", "-p", place], "", at)
        elif kind in ("symboliclink", "hardlink", "junction"):
            to = path(text(bound.first("value", "target"))) or UNKNOWN
            state.sink.command(["ln", *(["-s"] if kind != "hardlink" else []), to, place], "", at)
        else:
            state.sink.wrote(place, text(bound.first("value")), at.line, appends=False)
        found.append(whole)
    return found


def _alias(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    state.aliases[text(bound.first("name")).lower()] = text(bound.first("value"))
    return []


def _variable(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    given = bound.all("value") or bound.piped
    value = bound.values.get("value", given[0] if len(given) == 1 else list(given))
    for name in bound.all("name"):
        state.assign(text(name).lower(), value, is_shared=bound.has("scope"))
    return []


def _folder(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    place = next(iter(bound.paths("path", "literalpath")), "~" if not bound.all("path", "literalpath") else "")
    if place:
        state.sink.command(["cd", place], "", at)
    return []


def _back(state: Evaluation, _bound: Bound, at: Place) -> list[object]:
    state.sink.command(["cd", "-"], "", at)
    return []


def _module(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """`Import-Module ./file.psm1` runs it."""
    from .commands import invoke

    for name in bound.all("name"):
        place = path(text(name))
        if place and place.lower().endswith((".ps1", ".psm1")):
            invoke(state, ".", place, [], [], at)
    return []


def _type(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    if bound.has("typedefinition") or bound.has("memberdefinition"):
        state.sink.unresolved("code", "`Add-Type` is given code of another language, which is not read", state.line)
    return []


def _opened(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """`Invoke-Item` starts what it is given."""
    from .commands import invoke

    for place in bound.paths("path", "literalpath"):
        invoke(state, "&", place, [], [], at)
    return []


_ROWS: dict[str, Row] = {
    **ROWS, **dict.fromkeys(("invoke-command", "start-job", "start-threadjob"), _called),
    **dict.fromkeys(("out-host", "out-null", "write-host"), _nothing), "add-content": _written(appends=True), "add-type": _type, "clear-content": _emptied,
    "foreach-object": _each, "import-module": _module, "invoke-expression": _expression, "invoke-item": _opened,
    "new-alias": _alias, "new-item": _item, "new-variable": _variable, "out-file": _written(), "pop-location": _back,
    "push-location": _folder, "set-alias": _alias, "set-content": _written(), "set-item": _written(), "set-location": _folder,
    "set-variable": _variable, "start-process": _process,
}  # fmt: skip
KNOWN = frozenset(_ROWS)
