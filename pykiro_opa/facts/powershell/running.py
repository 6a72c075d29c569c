"""Runs statements as far as one can without running them: each branch once, each command as it is given its words."""

from __future__ import annotations

from ...catalogue import cmdlets
from ...catalogue.programs import UNKNOWN
from . import starting
from .evaluation import Evaluation
from .parameters import Named, bind, splatted
from .sink import Place
from .statements import parameters_of, read
from .syntax import (
    Assignment,
    Block,
    Branches,
    Command,
    Constant,
    Each,
    Expression,
    Function,
    Items,
    Member,
    Node,
    Operation,
    Parameter,
    Pipeline,
    Variable,
)  # fmt: skip
from .values import items, joined, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .sink import Sink
    from .syntax import Redirection

_MOST_TURNS = 50
_LONGEST = 262_144
_NOWHERE = ("$null", "/dev/null", "nul", "")
_STATE = frozenset(("set-location", "push-location", "pop-location", "set-variable"))  # which do something once
_SCRIPTS = (".ps1", ".psm1", ".psd1")


def run(text_: str, sink: Sink, line: int, variables: Mapping[str, object], arguments: Sequence[object] = ()) -> str:
    """Tell a sink what a text does; gives its output."""
    state = Evaluation(sink, statements)
    state.variables.update(variables)
    state.line = line
    found = state.call(script_block(state, text_), arguments)
    state.call_rest()
    return _lines(items(found))


def parsed(state: Evaluation, code: str, line: int = 0) -> list[Node]:
    """The statements of a text; what cannot be read of it is said."""
    line = line or state.line
    if len(code) > _LONGEST:
        state.sink.unresolved("size", "the PowerShell text is too long to be read; split it", line)
        return []
    state.sink.spend(len(code) >> 3)
    found, errors = read(code, line)
    if errors:
        state.sink.unresolved("code", "the PowerShell text cannot be parsed; write it more plainly", line)
    return found


def statements(state: Evaluation, nodes: Sequence[Node]) -> list[object]:
    """What they put out."""
    found: list[object] = []
    for node in nodes:
        state.sink.spend(4)
        row = _ROWS.get(type(node))
        found += row(state, node) if row is not None else [state.value(node)]
    return found


def _pipeline(state: Evaluation, node: Pipeline) -> list[object]:
    piped: list[object] = []
    for place, element in enumerate(node.elements):
        state.line = getattr(element, "line", state.line)
        is_last = place + 1 == len(node.elements)
        if isinstance(element, Command):
            piped = _command(state, element, piped, is_first=place == 0)
        elif isinstance(element, Expression):
            piped = items(state.value(element.value))
            _redirected(state, element.redirections, piped)
        if not is_last and piped == [] and place == 0 and isinstance(element, Expression):
            piped = [None]
    return piped


def _command(state: Evaluation, node: Command, piped: list[object], *, is_first: bool) -> list[object]:
    name = state.value(node.words[0])
    arguments = _arguments(state, node.words[1:])
    writes = [one for one in node.redirections if one.stream != "<"]
    at = Place(node.source, node.line, node.last_line, writes=bool(writes))
    state.line = node.line
    found = invoke(state, node.operator, name, arguments, [] if is_first else piped, at)
    _redirected(state, writes, found)
    return found


def _arguments(state: Evaluation, words: Sequence[Node]) -> list[object]:
    found: list[object] = []
    for word in words:
        if isinstance(word, Parameter):
            found.append(Named(word.text) if word.value is None else Named(word.text, state.value(word.value)))
        elif isinstance(word, Variable) and word.is_splat:
            found += splatted(state.lookup(word.name))
        else:
            found.append(state.value(word))
    return found


def invoke(
    state: Evaluation, operator: str, name: object, arguments: list[object], piped: list[object], at: Place
) -> list[object]:
    """One command: a block, a function, a script, a cmdlet or a program."""
    if isinstance(name, Block):
        plain_ = [one for one in arguments if not isinstance(one, Named)]
        return items(state.call(name, plain_, joined(piped), keeps=operator == "."))
    called = text(name)
    plain = state.aliases.get(called.lower(), called)
    function = state.functions.get(plain.lower())
    if function is not None:
        _program(state, called, arguments, piped, at)
        return items(_call(state, function, arguments, piped))
    place = path(plain) or plain
    if UNKNOWN not in plain and place.lower().endswith(_SCRIPTS):
        return [_script(state, place, arguments, piped, at, keeps=operator == ".")]
    cmdlet = cmdlets.cmdlet(plain.rpartition("\\")[2]) if "/" not in plain else None
    if cmdlet is None:
        return _program(state, plain if operator == "" or not place else place, arguments, piped, at)
    if plain.lower() in cmdlets.SHARED and cmdlet not in _STATE:
        output = _program(state, plain, arguments, piped, at)
        found = starting.cmdlet(state, bind(cmdlet, arguments, piped), at)
        return found if cmdlet in starting.KNOWN else output
    return starting.cmdlet(state, bind(cmdlet, arguments, piped), at)


def _call(
    state: Evaluation, function: Block, arguments: list[object], piped: list[object], *, keeps: bool = False
) -> object:
    """A function: its parameters by name and by place."""
    named: dict[str, object] = {}
    left: list[object] = []
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if not isinstance(one, Named):
            left.append(one)
            continue
        name = one.text.lstrip("-").rstrip(":").lower()
        meant = next((known for known in function.parameters if known.startswith(name)), name)
        value = one.value
        if value is ...:
            value = rest.pop(0) if rest and not isinstance(rest[0], Named) else True
        named[meant] = value
    open_ = [known for known in function.parameters if known not in named]
    named.update(zip(open_, left, strict=False))
    inner = Block(function.statements, (), function.source)
    missing = dict.fromkeys(open_[len(left) :], UNKNOWN)
    return state.call(inner, left[len(open_) :], joined(piped), keeps=keeps, **missing, **named)


def _script(
    state: Evaluation, place: str, arguments: list[object], piped: list[object], at: Place, *, keeps: bool
) -> object:
    """A script of the workspace is read where it can be."""
    words = [place, *_native(arguments)]
    content = state.sink.script(place, at.line)
    if content is None:
        return state.sink.command(words, _lines(piped), at)
    state.sink.cmdlet(words, _lines(piped), at)
    return _call(state, script_block(state, content), arguments, piped, keeps=keeps)


def script_block(state: Evaluation, content: str) -> Block:
    """A script as a block, with the parameters that it begins with."""
    return Block(parsed(state, content), parameters_of(content) if "param" in content.lower() else (), content)


def _program(state: Evaluation, name: str, arguments: list[object], piped: list[object], at: Place) -> list[object]:
    name = cmdlets.plain_name(name) if name.isalpha() else name  # `md`
    place = path(name) or name
    known = place if "/" in place else place.lower()
    output = state.sink.command([known or UNKNOWN, *_native(arguments)], _lines(piped), at)
    if UNKNOWN in output:
        return [UNKNOWN] if output == UNKNOWN else [output.rstrip("\n")]
    return list(output.rstrip("\n").split("\n")) if output else []


def _native(arguments: Sequence[object]) -> list[str]:
    """The words that a program is given: a list as several, `-name:value` as it is."""
    found: list[str] = []
    for one in arguments:
        if isinstance(one, Named):
            found.append(
                one.text
                if one.value is ...
                else f"{one.text}:{text(one.value)}"
                if "-" in one.text[:1] and not one.text.startswith("--")
                else one.text
            )
        elif isinstance(one, list):
            found += [text(item) for item in one]
        elif one is not None:
            found.append(text(one))
    return [path(word) or word if _is_path(word) else word for word in found]


def _is_path(word: str) -> bool:
    return word.startswith((".\\", "..\\", "~\\")) or word[1:3] in (":\\", ":/")


def _lines(values: Sequence[object]) -> str:
    return "\n".join(text(value) for value in values) + "\n" if values else ""


def _redirected(state: Evaluation, redirections: Sequence[Redirection], output: list[object]) -> None:
    for one in redirections:
        target = state.value(one.target)
        place = path(text(target))
        if target is None or place is None or place.lower() in _NOWHERE:
            continue
        content = _lines(output) if one.stream in ("1", "*") else UNKNOWN
        state.sink.wrote(place, content, state.line, appends=one.appends)


def _assignment(state: Evaluation, node: Assignment) -> list[object]:
    value = (
        joined(statements(state, [node.value]))
        if not isinstance(node.value, Pipeline)
        else _piped_value(state, node.value)
    )
    target = node.target
    while isinstance(target, Operation) and target.operator == "cast":
        value = state.value(Operation("cast", target.operands[0], Constant(value)))
        target = target.operands[1]
    if isinstance(target, Variable):
        _assign(state, target, node.operator, value)
    elif isinstance(target, Items):
        given = items(value)
        for place, one in enumerate(target.items):
            if isinstance(one, Variable):
                is_last = place + 1 == len(target.items)
                rest = (
                    given[place:]
                    if is_last and len(given) > place + 1
                    else given[place]
                    if place < len(given)
                    else UNKNOWN
                )
                state.assign(one.name, rest)
    elif isinstance(target, Member):
        _put(state, target, value)
    return []


def _piped_value(state: Evaluation, node: Pipeline) -> object:
    """A list of one stays a list where an expression alone is assigned."""
    only = node.elements[0]
    if len(node.elements) == 1 and isinstance(only, Expression):
        state.line = only.line
        return state.value(only.value)
    return joined(_pipeline(state, node))


def _assign(state: Evaluation, target: Variable, operator: str, value: object) -> None:
    if operator != "=":
        value = state.value(Operation(operator[:-1], Constant(state.lookup(target.name)), Constant(value)))
    state.assign(target.name, value, is_shared=target.is_shared)


def _put(state: Evaluation, target: Member, value: object) -> None:
    """`$table.key = value`, `$list[0] = value`: of a list nothing is known afterwards."""
    object_ = state.value(target.object)
    keys = [state.value(one) for one in target.arguments or ()] or [state.value(target.name)]
    if isinstance(object_, dict):
        object_[text(keys[0]).lower()] = value
    elif isinstance(target.object, Variable) and isinstance(object_, list):
        state.assign(target.object.name, UNKNOWN)


def _branches(state: Evaluation, node: Branches) -> list[object]:
    """Afterwards a variable is known where all bodies agree with what was before."""
    found = statements(state, node.first)[:0]
    before = dict(state.variables)
    ends = [before]
    for body in node.bodies:
        state.variables = dict(before)
        found += statements(state, body)
        ends.append(state.variables)
        if node.loops:  # what a turn leaves behind, the next finds
            state.variables = _agreed(ends)
            found += statements(state, body)
            ends.append(state.variables)
    state.variables = _agreed(ends)
    return found


def _agreed(ends: Sequence[dict[str, object]]) -> dict[str, object]:
    names = {name for end in ends for name in end}
    first = ends[0]
    return {
        name: first[name]
        if all((name in end and end[name] is first.get(name)) or end.get(name) == first.get(name) for end in ends)
        and name in first
        else UNKNOWN
        for name in names
    }


def _each(state: Evaluation, node: Each) -> list[object]:
    values = items(state.value(node.items))
    found: list[object] = []
    for value in values[:_MOST_TURNS] or [UNKNOWN]:
        state.assign(node.name, value)
        found += statements(state, node.body)
    if len(values) > _MOST_TURNS:
        state.sink.unresolved("size", "a loop has too many turns to be followed", state.line)
    return found


def _function(state: Evaluation, node: Function) -> list[object]:
    """What nobody calls may be called yet, by who reads the text in."""
    state.functions[node.name] = node.block
    return []


def _expression(state: Evaluation, node: Expression) -> list[object]:
    return items(state.value(node.value))


_ROWS: dict[type[Node], Callable[[Evaluation, Node], list[object]]] = {
    Assignment: _assignment,  # type: ignore[dict-item]
    Branches: _branches,  # type: ignore[dict-item]
    Each: _each,  # type: ignore[dict-item]
    Expression: _expression,  # type: ignore[dict-item]
    Function: _function,  # type: ignore[dict-item]
    Pipeline: _pipeline,  # type: ignore[dict-item]
}
