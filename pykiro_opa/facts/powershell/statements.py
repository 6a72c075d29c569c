"""Statements: pipelines and assignments, one after the other or in a block."""

from __future__ import annotations

from .arguments import command
from .expressions import expression
from .letters import Letters, UnreadableError
from .primaries import begins_expression
from .syntax import Assignment, Expression, Group, Node, Operation, Pipeline, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_ASSIGNING = ("??=", "+=", "-=", "*=", "/=", "%=", "=")


def read(text: str, line: int) -> tuple[list[Node], int]:
    """The statements of a text, and how many places of it could not be read."""
    letters = Letters(text, line)
    found: list[Node] = []
    while True:
        start = letters.at
        try:
            separators(letters)
            if not letters.peek():
                return found, letters.errors
            found += statement(letters)
            _ended(letters, "")
        except (UnreadableError, RecursionError):
            letters.depth = 0
            letters.give_up(start)


def parameters_of(text: str) -> list[str]:
    """The names in the `param` that a script begins with."""
    letters = Letters(text, 1)
    try:
        return heading(letters)
    except (UnreadableError, RecursionError):
        return []


def enclosed(letters: Letters, end: str) -> list[Node]:
    """The statements before `end`, which is stepped over."""
    letters.deeper()
    found: list[Node] = []
    separators(letters)
    while not letters.take(end):
        if not letters.peek():
            raise UnreadableError(f"line {letters.line}: expected `{end}`")
        found += statement(letters)
        _ended(letters, end)
        separators(letters)
    letters.depth -= 1
    return found


def body(letters: Letters) -> tuple[list[str], list[Node]]:
    """What a block holds behind its `{`: the names of its parameters, and its statements."""
    return heading(letters), enclosed(letters, "}")


def heading(letters: Letters) -> list[str]:
    """The names in the `param` that stands here, which is stepped over."""
    separators(letters)
    start = letters.at
    while letters.peek() == "[":  # attributes of the block
        expression(letters)
        letters.skip(lines=True)
    if letters.name().lower() == "param":
        return declared(letters)
    letters.at = start
    return []


def one(letters: Letters) -> Node:
    """One statement, as the value of an assignment or of a key."""
    found = statement(letters)
    return found[0] if len(found) == 1 else Group(found, is_array=False)


def separators(letters: Letters) -> None:
    letters.skip(lines=True)
    while letters.take(";"):
        letters.skip(lines=True)


def _ended(letters: Letters, end: str) -> None:
    """Nothing more stands on this line, but for the `&` of what runs beside the rest."""
    closed = letters.text[letters.at - 1 : letters.at] == "}"  # blocks end statements by themselves
    letters.skip()
    if letters.take("&"):
        return
    if not closed and letters.peek() and letters.peek() not in ("\n", ";") and not (end and letters.starts(end)):
        raise UnreadableError(f"line {letters.line}: one thing too many")


def statement(letters: Letters) -> list[Node]:
    if letters.peek() == ":" and letters.peek(1).isalpha():  # the label of a loop
        letters.at += 1
        letters.name()
        letters.skip(lines=True)
    start = letters.at
    from .keywords import KEYWORDS

    row = KEYWORDS.get(letters.name().lower())
    if row is not None and (not letters.peek() or letters.peek() in " \t\n({;}$[)"):
        letters.skip()
        return row(letters)
    letters.at = start
    return chain(letters)


def chain(letters: Letters) -> list[Node]:
    """Pipelines joined by `&&` and `||`: each of them may run."""
    found = [_pipeline(letters)]
    while True:
        letters.skip()
        if not (letters.take("&&") or letters.take("||")):
            return found
        letters.skip(lines=True)
        found.append(_pipeline(letters))


def _pipeline(letters: Letters) -> Node:
    elements: list[Node] = []
    while True:
        letters.skip()
        if not elements and begins_expression(letters):
            line = letters.line
            value = expression(letters)
            letters.skip()
            sign = next((sign for sign in _ASSIGNING if letters.take(sign)), None)
            if sign is not None:
                letters.skip(lines=True)
                return Assignment(value, sign, one(letters))
            from .arguments import redirections

            elements.append(Expression(value, redirections(letters), line))
        else:
            elements.append(command(letters))
        start = letters.at
        letters.skip(lines=_goes_on(letters))
        if letters.starts("||") or not letters.take("|"):
            letters.at = start
            return Pipeline(elements)
        letters.skip(lines=True)


def _goes_on(letters: Letters) -> bool:
    """Whether the next line begins with `|`."""
    start = letters.at
    letters.skip(lines=True)
    found = letters.starts("|") and not letters.starts("||")
    letters.at = start
    return found


def declared(letters: Letters) -> list[str]:
    """`([type]$name = default, …)`: the names; what defaults run is not."""
    letters.skip(lines=True)
    letters.need("(")
    letters.deeper()
    names: list[str] = []
    while True:
        letters.skip(lines=True)
        while letters.peek() == "[":
            value = expression(letters, commas=False)
            names += [operand.name for operand in _operands(value) if isinstance(operand, Variable)]
            letters.skip(lines=True)
        if letters.peek() == "$":
            value = expression(letters, commas=False)
            names += [value.name] if isinstance(value, Variable) else []
            letters.skip(lines=True)
        if letters.take("="):
            letters.skip(lines=True)
            expression(letters, commas=False)
            letters.skip(lines=True)
        if letters.take(")"):
            letters.depth -= 1
            return names
        letters.need(",")


def _operands(node: Node) -> Sequence[Node]:
    found: Sequence[Node] = node.operands if isinstance(node, Operation) else ()
    return [inner for one_ in found for inner in (one_, *_operands(one_))]
