"""Cmdlets that run code, start programs, change the state of the text or put out what is known: one row each."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .equivalents import equivalent
from .methods import block_of, made
from .parameters import Bound
from .sink import Place
from .syntax import Block
from .values import Object, items, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .evaluation import Evaluation

    Row = Callable[[Evaluation, Bound, Place], list[object]]

_MOST_TURNS = 50


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
    _run_blocks(state, bound, [UNKNOWN])
    from . import aws_tools

    call = aws_tools.command(bound)
    if call is not None:
        state.sink.command(call, "", at)
    return [] if bound.cmdlet.startswith(_SILENT) else [UNKNOWN]


# Cmdlets that do what they do under `-WhatIf` as well.
_WITHOUT_TRIAL = frozenset(("foreach-object", "import-module", "invoke-command", "invoke-expression", "start-job",
                            "start-threadjob", "where-object"))  # fmt: skip
_SILENT = ("set-", "clear-", "remove-", "out-", "write-", "stop-", "disable-", "enable-", "wait-")


def _run_blocks(state: Evaluation, bound: Bound, given: list[object]) -> list[object]:
    """Blocks that a cmdlet is given run in the place of the caller, once for each value."""
    found: list[object] = []
    for block in bound.blocks:
        for value in given[:_MOST_TURNS] or [UNKNOWN]:
            found += items(state.call(block, given=value, keeps=True))
    if len(given) > _MOST_TURNS:
        state.sink.unresolved("size", "a pipeline brings too many values to be followed", state.line)
    return found


def _expression(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    from .running import parsed, statements

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
    from .running import invoke

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
        from .running import invoke

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
        return _run_blocks(state, bound, bound.piped)
    from .methods import member

    name = bound.first("process", "membername")
    return [
        member(state, one, name, bound.all("argumentlist") if bound.rest else None) for one in bound.piped[:_MOST_TURNS]
    ]


def _passed(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """What goes in comes out, or a part of it."""
    _run_blocks(state, bound, [UNKNOWN])
    return [UNKNOWN for _ in bound.piped] if bound.has("expandproperty") else list(bound.piped)


def _put_out(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return [*bound.all("inputobject"), *bound.rest] or list(bound.piped)


def _nothing(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    _run_blocks(state, bound, [UNKNOWN])
    return []


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


def _read_variable(state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return [state.lookup(text(one).lower()) for one in (*bound.all("name"), *bound.rest)] or [UNKNOWN]


def _folder(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    place = next(iter(bound.paths("path", "literalpath")), "~" if not bound.all("path", "literalpath") else "")
    if place:
        state.sink.command(["cd", place], "", at)
    return []


def _back(state: Evaluation, _bound: Bound, at: Place) -> list[object]:
    state.sink.command(["cd", "-"], "", at)
    return []


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


def _module(state: Evaluation, bound: Bound, at: Place) -> list[object]:
    """`Import-Module ./file.psm1` runs it."""
    from .running import invoke

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
    from .running import invoke

    for place in bound.paths("path", "literalpath"):
        invoke(state, "&", place, [], [], at)
    return []


def _as_text(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    return ["\n".join(text(one) for one in bound.piped)]


def _split_path(_state: Evaluation, bound: Bound, _at: Place) -> list[object]:
    """`Split-Path`, as far as it asks for the folder or the name."""
    found = bound.paths("path", "literalpath") or [path(text(one)) or "" for one in (*bound.rest, *bound.piped)]
    leaf = bound.has("leaf")
    return [UNKNOWN if UNKNOWN in one else one.rstrip("/").rpartition("/")[2 if leaf else 0] for one in found]


_PASSING = ("where-object", "sort-object", "select-object", "tee-object", "get-unique", "select-string", "out-default",
            "get-item", "resolve-path", "convert-path")  # fmt: skip
_ROWS: dict[str, Row] = {
    **dict.fromkeys(("invoke-command", "start-job", "start-threadjob"), _called), **dict.fromkeys(_PASSING[:7], _passed),
    "add-content": _written(appends=True), "add-type": _type, "foreach-object": _each, "get-childitem": _below,
    "get-command": _named_program, "get-content": _content, "get-item": _places, "get-variable": _read_variable,
    "import-module": _module, "invoke-expression": _expression, "invoke-item": _opened, "join-path": _joined_path,
    "new-alias": _alias, "new-item": _item, "new-object": _object, "new-variable": _variable, "out-file": _written(),
    "out-host": _nothing, "out-null": _nothing, "out-string": _as_text, "pop-location": _back, "push-location": _folder,
    "resolve-path": _places, "convert-path": _places, "set-alias": _alias, "set-content": _written(), "set-item": _written(),
    "set-location": _folder, "set-variable": _variable, "split-path": _split_path, "start-process": _process, "write-host": _nothing,
    "write-output": _put_out,
    "get-location": lambda _state, _bound, _at: ["."],
}  # fmt: skip
KNOWN = frozenset(_ROWS)
