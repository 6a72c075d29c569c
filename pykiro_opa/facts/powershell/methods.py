"""Members of values: what those of known values give, and those that run code, start programs or change files."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import operators
from .sink import Place
from .syntax import Block
from .values import LONGEST, Object, TypeName, is_unknown, items, number, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .evaluation import Evaluation

    Row = Callable[[Evaluation, list[Any]], object]

# Methods whose first argument is code, whatever they belong to.
_CODE = frozenset(("addscript", "invokescript", "newscriptblock"))
_CALLS = frozenset(("invoke", "invokereturnasis", "invokewithcontext", "begininvoke"))


def member(state: Evaluation, object_: object, name: object, given: list[object] | None) -> object:
    """A property, or a call with arguments; blocks that a method is given run."""
    if name == "[]":
        return operators.index(object_, given or [])
    if isinstance(name, Block) and given is None:
        return UNKNOWN
    called = text(name).lower()
    arguments = list(given or [])
    for one in arguments:
        if isinstance(one, Block) and not isinstance(object_, Block) and called not in ("add", "replace"):
            for item in items(object_)[:20] or [UNKNOWN]:
                state.call(one, given=item)
    if UNKNOWN in called:
        return _unknown(state, given)
    if isinstance(object_, TypeName):
        return _static(state, object_.name, called, arguments)
    if called in _CODE:
        return _code(state, object_, called, arguments)
    row = _FETCHING.get(called) or _DOING.get(called)
    if row is not None and given is not None:
        return row(state, [object_, *arguments])
    if called in _CALLS and given is not None:
        return _invoke(state, object_, arguments)
    return _plain(state, object_, called, arguments)


def _unknown(state: Evaluation, given: list[object] | None) -> object:
    if given is not None:
        state.sink.unresolved("program", "the method's name is not known before it runs", state.line)
    return UNKNOWN


def block_of(state: Evaluation, value: object) -> object:
    """The block that a text makes."""
    if isinstance(value, Block):
        return value
    code = text(value)
    if UNKNOWN in code.split(None, 1)[:1] or UNKNOWN in code[:1]:
        state.sink.unresolved("code", "a script block is made of text that is not known before it runs", state.line)
        return UNKNOWN
    from .parsing import parsed

    return Block(parsed(state, code), (), code)


def _code(state: Evaluation, object_: object, called: str, arguments: list[object]) -> object:
    block = block_of(state, arguments[0] if arguments else None)
    if called == "newscriptblock" or not isinstance(block, Block):
        return block
    state.call(block)
    return object_ if called == "addscript" else UNKNOWN


def _invoke(state: Evaluation, object_: object, arguments: list[object]) -> object:
    if isinstance(object_, Block):
        return state.call(object_, arguments)
    if isinstance(object_, Object):
        return UNKNOWN
    if is_unknown(object_):
        state.sink.unresolved("code", "code is run that is not known before", state.line)
    return UNKNOWN


def _static(state: Evaluation, type_: str, called: str, arguments: list[object]) -> object:
    short = type_.rpartition(".")[2]
    if called == "new":
        return made(type_, arguments)
    row = _STATIC.get(f"{short}.{called}")
    if row is not None:
        return row(state, arguments)
    if short == "encoding":
        return Object("encoding", called)
    if short == "assembly" and called.startswith(("load", "unsafeload")) and called != "loadwithpartialname":
        state.sink.unresolved("code", "a program is loaded that cannot be read", state.line)
    return UNKNOWN


def made(type_: str, arguments: list[object]) -> object:
    """`New-Object`, `[type]::new()`."""
    short = type_.lower().rpartition(".")[2]
    return (
        text(arguments[0]) if short in ("fileinfo", "directoryinfo", "uri") and arguments else Object(short, arguments)
    )


def _plain(state: Evaluation, object_: object, called: str, arguments: list[object]) -> object:
    """Properties and methods of texts, lists and tables."""
    if isinstance(object_, dict):
        return object_.get(called, UNKNOWN)
    if isinstance(object_, Object) and object_.type == "encoding":
        return _encoded(object_, called, arguments)
    if is_unknown(object_) or any(is_unknown(one) for one in arguments):
        return UNKNOWN
    if called in ("length", "count"):
        return len(object_) if isinstance(object_, (str, list)) else 1
    row = _TEXTS.get(called)
    state.sink.spend(1)
    try:
        return UNKNOWN if row is None or isinstance(object_, (Object, TypeName)) else row(object_, arguments)
    except (ValueError, IndexError, TypeError):
        return UNKNOWN


def _encoded(object_: Object, called: str, arguments: list[object]) -> object:
    name = {"unicode": "utf-16-le", "bigendianunicode": "utf-16-be", "utf32": "utf-32-le"}.get(
        str(object_.given), "utf-8"
    )
    given = arguments[0] if arguments else None
    if called == "getstring":
        data = given if isinstance(given, bytes) else _bytes(given)
        return UNKNOWN if data is None else data.decode(name, "replace")
    return text(given).encode(name, "replace") if called == "getbytes" and UNKNOWN not in text(given) else UNKNOWN


def _bytes(value: object) -> bytes | None:
    numbers = [number(one) for one in items(value)]
    if not numbers or any(one is None or not 0 <= one < 256 for one in numbers):
        return None
    return bytes(int(one) for one in numbers if one is not None)


def _decoded(_state: Evaluation, arguments: list[Any]) -> object:
    import base64

    given = text(arguments[0]) if arguments else UNKNOWN
    try:
        return UNKNOWN if UNKNOWN in given else base64.b64decode("".join(given.split()), validate=True)
    except ValueError:
        return UNKNOWN


def _substring(value: object, arguments: list[Any]) -> object:
    start = int(arguments[0])
    return text(value)[start : start + int(arguments[1]) if len(arguments) > 1 else LONGEST]


def _run(state: Evaluation, words: list[object]) -> object:
    texts = [text(word) for word in words]
    return state.sink.command(texts, "", Place(" ".join(texts).replace(UNKNOWN, "?"), state.line, state.line))


def _program(*words: str) -> Row:
    """A program with the words, then what the method is given as paths or words."""

    def row(state: Evaluation, given: list[Any]) -> object:
        found = [path(one) or one for one in (text(value) for value in given if not isinstance(value, (bool, Object)))]
        return _run(state, [*words, *found])

    return row


def _read(state: Evaluation, given: list[Any]) -> object:
    place = path(text(given[0])) if given else None
    if place is None:
        return UNKNOWN
    _run(state, ["cat", place])
    content = None if UNKNOWN in place else state.sink.read(place)
    return UNKNOWN if content is None else content.decode("utf-8", "replace")


def _write(*, appends: bool) -> Row:
    def row(state: Evaluation, given: list[Any]) -> object:
        place = path(text(given[0])) if given else None
        if place is not None:
            state.sink.wrote(place, text(given[1]) if len(given) > 1 else "", state.line, appends=appends)
        return None

    return row


def _started(state: Evaluation, given: list[Any]) -> object:
    """`Process.Start(program, "words")`."""
    words = [word for one in given for item in items(one) for word in text(item).split()] if len(given) > 1 else given
    return _run(state, [path(text(given[0])) or "", *words[1:]]) if given else UNKNOWN


def _line(state: Evaluation, given: list[Any]) -> object:
    """`(New-Object -ComObject WScript.Shell).Run("program words")`."""
    if not isinstance(given[0], Object) or len(given) < 2:
        return UNKNOWN
    return _run(state, ["cmd", "/c", text(given[1])])


def _fetched(*words: str) -> Row:
    def row(state: Evaluation, given: list[Any]) -> object:
        rest = [text(one) for one in given[1:]]
        _run(
            state, ["curl", *(item for word, value in zip(words, rest, strict=False) for item in (word, value) if item)]
        )
        return UNKNOWN

    return row


def _environment(state: Evaluation, given: list[Any]) -> None:
    state.assign(f"env:{text(given[0]).lower()}", given[1] if len(given) > 1 else UNKNOWN)


def _reversed(state: Evaluation, given: list[Any]) -> None:
    """A list is turned in its place."""
    for name, value in list(state.variables.items()):
        if given and value is given[0] and isinstance(value, list):
            state.variables[name] = value[::-1]


def _remover(state: Evaluation, given: list[Any]) -> object:
    return _program("rm", "-r")(state, given[:1]) if isinstance(given[0], (str, list)) else UNKNOWN


_FETCHING: dict[str, Row] = {
    **dict.fromkeys(("downloadstring", "downloaddata", "openread", "downloadstringtaskasync", "getstringasync",
                     "getasync", "getbytearrayasync"), _fetched("")),
    **dict.fromkeys(("downloadfile", "downloadfileasync", "downloadfiletaskasync"), _fetched("", "-o")),
    **dict.fromkeys(("uploadstring", "uploaddata", "postasync"), _fetched("", "-d")), "uploadfile": _fetched("", "-T"),
}  # fmt: skip
_DOING: dict[str, Row] = {
    "run": _line,
    "exec": _line,
    "delete": _remover,
    "shellexecute": lambda state, given: _started(state, given[1:]),
}
_STATIC: dict[str, Row] = {
    "convert.frombase64string": _decoded, "scriptblock.create": lambda state, given: block_of(state, given[0] if given else None),
    "string.join": lambda _state, given: operators.join(given[0], given[1] if len(given) == 2 else given[1:]),
    "string.concat": lambda _state, given: operators.join("", given), "string.format": lambda _state, given: operators.apply("-f", [given[0], given[1:]]),
    "regex.replace": lambda _state, given: operators.apply("-replace", [given[0], given[1:3]]) if len(given) > 2 else UNKNOWN,
    "file.readalltext": _read, "file.readalllines": _read, "file.readallbytes": _read, "file.openread": _read,
    "file.opentext": _read, "file.readlines": _read, "file.writealltext": _write(appends=False), "file.writealllines": _write(appends=False),
    "file.writeallbytes": _write(appends=False), "file.appendalltext": _write(appends=True), "file.appendalllines": _write(appends=True),
    "file.create": _write(appends=False), "file.createtext": _write(appends=False), "file.appendtext": _write(appends=True),
    "file.openwrite": _write(appends=True), "file.delete": _program("rm"), "file.copy": _program("cp"), "file.move": _program("mv"),
    "file.replace": _program("mv"), "directory.delete": _program("rm", "-r"), "directory.move": _program("mv"),
    "directory.createdirectory": _program("mkdir", "-p"), "path.combine": lambda _state, given: operators.join("/", given),
    "process.start": _started, "environment.setenvironmentvariable": _environment, "array.reverse": _reversed,
    "environment.getenvironmentvariable": lambda state, given: state.lookup(f"env:{text(given[0]).lower()}") if given else UNKNOWN,
    "char.convertfromutf32": lambda _state, given: operators.cast("char", given[0]) if given else UNKNOWN,
    "convert.tochar": lambda _state, given: operators.cast("char", given[0]) if given else UNKNOWN,
    "convert.toint32": lambda _state, given: int(text(given[0]), int(given[1]) if len(given) > 1 else 10) if given and text(given[0]).isalnum() and text(given[0]).isascii() and len(text(given[0])) < 20 else UNKNOWN,
    "process.getcurrentprocess": lambda _state, _given: UNKNOWN, "powershell.create": lambda _state, _given: Object("powershell"),
}  # fmt: skip
_TEXTS: dict[str, Callable[[Any, list[Any]], object]] = {
    "replace": lambda value, given: operators.replace(text(value), given, plain=True), "tolower": lambda value, _: text(value).lower(),
    "toupper": lambda value, _: text(value).upper(), "tolowerinvariant": lambda value, _: text(value).lower(),
    "trim": lambda value, given: text(value).strip(text(given[0]) if given else None), "tostring": lambda value, _: text(value),
    "trimstart": lambda value, given: text(value).lstrip(text(given[0]) if given else None),
    "trimend": lambda value, given: text(value).rstrip(text(given[0]) if given else None),
    "substring": _substring, "remove": lambda value, given: text(value)[: int(given[0])] + (text(value)[int(given[0]) + int(given[1]) :] if len(given) > 1 else ""),
    "insert": lambda value, given: text(value)[: int(given[0])] + text(given[1]) + text(value)[int(given[0]) :],
    "tochararray": lambda value, _: list(text(value)), "split": lambda value, given: operators.split(text(value), given, plain=True),
    "fullname": lambda value, _: text(value), "path": lambda value, _: text(value), "content": lambda value, _: value,
    "name": lambda value, _: text(value).rpartition("/")[2], "source": lambda value, _: text(value), "definition": lambda value, _: text(value),
    "chars": operators.index, "getenumerator": lambda value, _: value,
}  # fmt: skip
