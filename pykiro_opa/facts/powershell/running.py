"""Runs statements as far as one can without running them: each branch once, each command as it is given its words."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .commands import arguments, invoke, lines
from .evaluation import Evaluation
from .parsing import script_block
from .sink import Place
from .syntax import (
    Assignment,
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
_NOWHERE = ("$null", "/dev/null", "nul", "")


def run(text_: str, sink: Sink, line: int, variables: Mapping[str, object], given: Sequence[object] = ()) -> str:
    """Tell a sink what a text does; gives its output."""
    state = Evaluation(sink, statements)
    state.variables.update(variables)
    state.line = line
    found = state.call(script_block(state, text_), given)
    state.call_rest()
    return lines(items(found))


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
    given = arguments(state, node.words[1:])
    writes = [one for one in node.redirections if one.stream != "<"]
    at = Place(node.source, node.line, node.last_line, writes=bool(writes))
    state.line = node.line
    found = invoke(state, node.operator, name, given, [] if is_first else piped, at)
    _redirected(state, writes, found)
    return found


def _redirected(state: Evaluation, redirections: Sequence[Redirection], output: list[object]) -> None:
    for one in redirections:
        target = state.value(one.target)
        place = path(text(target))
        if target is None or place is None or place.lower() in _NOWHERE:
            continue
        content = lines(output) if one.stream in ("1", "*") else UNKNOWN
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
