"""Statements: pipelines, assignments, and the keywords around them."""

from __future__ import annotations

from .arguments import command
from .expressions import begins_expression, block, expression
from .letters import Letters, UnreadableError
from .syntax import Assignment, Block, Branches, Each, Expression, Function, Group, Node, Pipeline, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_ASSIGNING = ("??=", "+=", "-=", "*=", "/=", "%=", "=")
_PARTS = ("begin", "process", "end", "clean", "dynamicparam")


def read(text: str, line: int) -> tuple[list[Node], int]:
    """The statements of a text, and how many places of it could not be read."""
    letters = Letters(text, line)
    found: list[Node] = []
    while True:
        start = letters.at
        try:
            _separators(letters)
            if not letters.peek():
                return found, letters.errors
            found += _statement(letters)
            _ended(letters, "")
        except (UnreadableError, RecursionError):
            letters.depth = 0
            letters.give_up(start)


def parameters_of(text: str) -> list[str]:
    """The names in the `param` that a script begins with."""
    letters = Letters(text, 1)
    try:
        return _heading(letters)
    except (UnreadableError, RecursionError):
        return []


def enclosed(letters: Letters, end: str) -> list[Node]:
    """The statements before `end`, which is stepped over."""
    letters.deeper()
    found: list[Node] = []
    _separators(letters)
    while not letters.take(end):
        if not letters.peek():
            raise UnreadableError(f"line {letters.line}: expected `{end}`")
        found += _statement(letters)
        _ended(letters, end)
        _separators(letters)
    letters.depth -= 1
    return found


def body(letters: Letters) -> tuple[list[str], list[Node]]:
    """What a block holds behind its `{`: the names of its parameters, and its statements."""
    return _heading(letters), enclosed(letters, "}")


def _heading(letters: Letters) -> list[str]:
    """The names in the `param` that stands here, which is stepped over."""
    _separators(letters)
    start = letters.at
    while letters.peek() == "[":  # attributes of the block
        expression(letters)
        letters.skip(lines=True)
    if letters.name().lower() == "param":
        return _parameters(letters)
    letters.at = start
    return []


def one(letters: Letters) -> Node:
    """One statement, as the value of an assignment or of a key."""
    found = _statement(letters)
    return found[0] if len(found) == 1 else Group(found, is_array=False)


def _separators(letters: Letters) -> None:
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


def _statement(letters: Letters) -> list[Node]:
    if letters.peek() == ":" and letters.peek(1).isalpha():  # the label of a loop
        letters.at += 1
        letters.name()
        letters.skip(lines=True)
    start = letters.at
    row = _KEYWORDS.get(letters.name().lower())
    if row is not None and (not letters.peek() or letters.peek() in " \t\n({;}$[)"):
        letters.skip()
        return row(letters)
    letters.at = start
    return _chain(letters)


def _chain(letters: Letters) -> list[Node]:
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


def _block(letters: Letters) -> list[Node]:
    letters.skip(lines=True)
    letters.need("{")
    return body(letters)[1]


def _condition(letters: Letters) -> list[Node]:
    letters.skip(lines=True)
    letters.need("(")
    return enclosed(letters, ")")


def _word(letters: Letters, *words: str) -> bool:
    """Step over one of some words, which may stand on the next line."""
    start = letters.at
    letters.skip(lines=True)
    if letters.name().lower() in words:
        return True
    letters.at = start
    return False


def _if(letters: Letters) -> list[Node]:
    first = _condition(letters)
    bodies = [_block(letters)]
    while True:
        if _word(letters, "elseif"):
            first += _condition(letters)
        elif not _word(letters, "else"):
            return [Branches(first, bodies, loops=False)]
        bodies.append(_block(letters))


def _while(letters: Letters) -> list[Node]:
    condition = _condition(letters)
    return [Branches(condition, [_block(letters)], loops=True)]


def _do(letters: Letters) -> list[Node]:
    inner = _block(letters)
    if not _word(letters, "while", "until"):
        raise UnreadableError(f"line {letters.line}: expected `while`")
    return [*inner, Branches(_condition(letters), [inner], loops=True)]


def _foreach(letters: Letters) -> list[Node]:
    while letters.take("-"):
        letters.name()
        letters.skip()
    letters.need("(")
    letters.skip(lines=True)
    variable = expression(letters)
    if not isinstance(variable, Variable) or not _word(letters, "in"):
        raise UnreadableError(f"line {letters.line}: expected `$name in`")
    items = Group(enclosed(letters, ")"), is_array=True)
    return [Each(variable.name, items, _block(letters))]


def _switch(letters: Letters) -> list[Node]:
    letters.skip()
    while letters.take("-"):
        letters.name()
        letters.skip()
    if letters.peek() != "(":
        raise UnreadableError(f"line {letters.line}: a file that is switched by")
    first = _condition(letters)
    letters.skip(lines=True)
    letters.need("{")
    bodies: list[list[Node]] = []
    while True:
        _separators(letters)
        if letters.take("}"):
            return [Branches(first, bodies, loops=False)]
        if letters.peek() == "{":
            first += block(letters).statements
        elif not letters.name("_-.*?/\\:"):
            expression(letters, commas=False)
        bodies.append(_block(letters))


def _try(letters: Letters) -> list[Node]:
    found = _block(letters)
    bodies: list[list[Node]] = []
    while _word(letters, "catch", "finally"):
        letters.skip(lines=True)
        while letters.peek() == "[" or letters.take(","):
            letters.skip(lines=True)
            letters.until("]")
            letters.skip(lines=True)
        bodies.append(_block(letters))
    return [*found, Branches([], bodies, loops=False)]


def _trap(letters: Letters) -> list[Node]:
    if letters.peek() == "[":
        letters.until("]")
    return [Branches([], [_block(letters)], loops=False)]


def _function(letters: Letters) -> list[Node]:
    start = letters.at
    while letters.peek() and letters.peek() not in " \t\n({":
        letters.at += 1
    name = letters.text[start : letters.at].lower()
    letters.skip(lines=True)
    parameters = _parameters(letters) if letters.peek() == "(" else []
    letters.skip(lines=True)
    inner = block(letters)
    return [Function(name.rpartition(":")[2], Block(inner.statements, [*parameters, *inner.parameters], inner.source))]


def _parameters(letters: Letters) -> list[str]:
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
    from .syntax import Operation

    found: Sequence[Node] = node.operands if isinstance(node, Operation) else ()
    return [inner for one_ in found for inner in (one_, *_operands(one_))]


def _param(letters: Letters) -> list[Node]:
    """`param(…)`, behind which statements may stand on the same line."""
    _parameters(letters)
    letters.skip()
    return [] if not letters.peek() or letters.peek() in "\n;})" else _statement(letters)


def _part(letters: Letters) -> list[Node]:
    """`begin { … }`."""
    return _block(letters)


def _value(letters: Letters) -> list[Node]:
    """`return …`, `throw …`: what they are given runs."""
    if not letters.peek() or letters.peek() in "\n;}":
        return []
    return _chain(letters)


def _jump(letters: Letters) -> list[Node]:
    letters.name()
    return []


def _line(letters: Letters) -> list[Node]:
    end = letters.text.find("\n", letters.at)
    letters.at = len(letters.text) if end < 0 else end
    return []


def _class(letters: Letters) -> list[Node]:
    """The methods of a class, of which any may run; other lines in it set what objects begin with."""
    letters.until("{")
    bodies: list[list[Node]] = []
    while True:
        _separators(letters)
        if letters.take("}"):
            return [Branches([], bodies, loops=False)]
        if letters.peek() == "{":
            bodies.append(_block(letters))
        elif letters.peek() == "[":
            letters.until("]")
        elif letters.peek() == "(":
            _parameters(letters)
        elif letters.take("=") or letters.take(":"):
            letters.skip(lines=True)
            bodies.append([one(letters)] if letters.peek() != "{" else [])
        elif letters.peek() == "$":
            expression(letters)
        elif not letters.name("_,"):
            raise UnreadableError(f"line {letters.line}: no member of a class")


def _enum(letters: Letters) -> list[Node]:
    letters.until("}")
    return []


_KEYWORDS: dict[str, Callable[[Letters], list[Node]]] = {
    **dict.fromkeys(_PARTS, _part), "break": _jump, "class": _class, "continue": _jump, "data": _part, "do": _do,
    "enum": _enum, "exit": _value, "filter": _function, "for": _while, "foreach": _foreach, "function": _function,
    "if": _if, "param": _param, "return": _value, "switch": _switch, "throw": _value, "trap": _trap, "try": _try,
    "until": _while, "using": _line, "while": _while, "workflow": _function,
}  # fmt: skip
