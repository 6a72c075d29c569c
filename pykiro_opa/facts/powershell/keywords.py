"""Statements that begin with a keyword: what they run, whatever their conditions are."""

from __future__ import annotations

from .expressions import expression
from .letters import Letters, UnreadableError
from .primaries import block
from .statements import body, chain, declared, enclosed, one, separators, statement
from .syntax import Block, Branches, Each, Function, Group, Node, Variable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


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
        separators(letters)
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
    parameters = declared(letters) if letters.peek() == "(" else []
    letters.skip(lines=True)
    inner = block(letters)
    return [Function(name.rpartition(":")[2], Block(inner.statements, [*parameters, *inner.parameters], inner.source))]


def _param(letters: Letters) -> list[Node]:
    """`param(…)`, behind which statements may stand on the same line."""
    declared(letters)
    letters.skip()
    return [] if not letters.peek() or letters.peek() in "\n;})" else statement(letters)


def _part(letters: Letters) -> list[Node]:
    """`begin { … }`."""
    return _block(letters)


def _value(letters: Letters) -> list[Node]:
    """`return …`, `throw …`: what they are given runs."""
    if not letters.peek() or letters.peek() in "\n;}":
        return []
    return chain(letters)


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
        separators(letters)
        if letters.take("}"):
            return [Branches([], bodies, loops=False)]
        if letters.peek() == "{":
            bodies.append(_block(letters))
        elif letters.peek() == "[":
            letters.until("]")
        elif letters.peek() == "(":
            declared(letters)
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


KEYWORDS: dict[str, Callable[[Letters], list[Node]]] = {
    **dict.fromkeys(("begin", "clean", "dynamicparam", "end", "process"), _part), "break": _jump, "class": _class, "continue": _jump, "data": _part, "do": _do,
    "enum": _enum, "exit": _value, "filter": _function, "for": _while, "foreach": _foreach, "function": _function,
    "if": _if, "param": _param, "return": _value, "switch": _switch, "throw": _value, "trap": _trap, "try": _try,
    "until": _while, "using": _line, "while": _while, "workflow": _function,
}  # fmt: skip
