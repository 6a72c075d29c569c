"""Expressions, by how strongly their operators bind."""

from __future__ import annotations

from .letters import Letters, UnreadableError
from .primaries import block, primary
from .strings import quoted
from .syntax import Constant, Items, Member, Node, Operation, Type

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

# From what binds least; those of one row from left to right. A letter for case may stand before the name.
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("?", "??"),
    ("-and", "-or", "-xor"),
    ("-band", "-bor", "-bxor"),
    ("-as", "-contains", "-eq", "-ge", "-gt", "-in", "-is", "-isnot", "-join", "-le", "-like", "-lt", "-match", "-ne",
     "-notcontains", "-notin", "-notlike", "-notmatch", "-replace", "-shl", "-shr", "-split"),
    ("+", "-"),
    ("*", "/", "%"),
    ("-f",),
    ("..",),
)  # fmt: skip
_UNARY = ("!", "-not", "-bnot", "-join", "-split", "++", "--", "+", "-", ",")


def expression(letters: Letters, level: int = 0, *, commas: bool = True) -> Node:
    """An expression whose operators bind at least as strongly as a level."""
    if level == 0:
        letters.deeper()
    if level == len(_LEVELS):
        return _list(letters) if commas else _unary(letters, commas=False)
    left = expression(letters, level + 1, commas=commas)
    while (operator := _operator(letters, level)) is not None:
        letters.skip(lines=True)
        right = expression(letters, level + 1, commas=commas)
        if operator == "?":
            letters.skip(lines=True)
            letters.need(":")
            letters.skip(lines=True)
            left = Operation("?", left, right, expression(letters, level + 1, commas=commas))
        else:
            left = Operation(operator, left, right)
    if level == 0:
        letters.depth -= 1
    return left


def _operator(letters: Letters, level: int) -> str | None:
    """The operator of a level that stands here, which is stepped over; None leaves everything as it is."""
    start = letters.at
    letters.skip()
    found = _sign(letters)
    if found in _LEVELS[level] and not (found in ("+", "-", "*", "/", "%", "??") and letters.peek() == "="):
        return found
    letters.at = start
    return None


def _sign(letters: Letters) -> str:
    if letters.starts("..", "??"):
        letters.at += 2
        return letters.text[letters.at - 2 : letters.at]
    sign = letters.peek()
    letters.at += 1
    if sign == "-" and letters.peek().isalpha():
        name = f"-{letters.name().lower()}"
        plain = f"-{name[2:]}" if name[1] in "ci" and f"-{name[2:]}" in _LEVELS[3] else name
        return plain if name not in _LEVELS[3] else name
    return sign if sign not in ("+", "-") or letters.peek() != sign else ""


def _list(letters: Letters) -> Node:
    """`a, b`, which binds more strongly than any operator of two."""
    first = _unary(letters, commas=True)
    items = [first]
    while True:
        start = letters.at
        letters.skip()
        if not letters.take(","):
            letters.at = start
            return first if len(items) == 1 else Items(items)
        letters.skip(lines=True)
        items.append(_unary(letters, commas=True))


def _unary(letters: Letters, *, commas: bool) -> Node:
    letters.skip()
    operator = _unary_operator(letters)
    if operator is None:
        return _cast(letters, commas=commas)
    letters.deeper()
    letters.skip(lines=True)
    operand = _unary(letters, commas=commas)
    letters.depth -= 1
    return Items([operand]) if operator == "," else Operation(operator, operand)


def _unary_operator(letters: Letters) -> str | None:
    start = letters.at
    if letters.peek() == "-" and letters.peek(1).isalpha():
        letters.at += 1
        name = f"-{letters.name().lower()}"
        plain = f"-{name[2:]}" if name[1] in "ci" and name not in _UNARY else name
        if plain in _UNARY:
            return plain
        raise UnreadableError(f"line {letters.line}: `{name}` is no operator of one")
    for sign in _UNARY:
        if not sign[-1].isalpha() and letters.take(sign):
            if sign == "-" and letters.peek().isdigit():
                break
            return sign
    letters.at = start
    return None


def _cast(letters: Letters, *, commas: bool) -> Node:
    if letters.peek() != "[":
        return postfixed(letters, primary(letters))
    type_ = _type(letters)
    if letters.starts("::"):
        return postfixed(letters, type_)
    start = letters.at
    letters.skip()
    if letters.peek() and (letters.peek() in "$@(\"'[{+-!," or letters.peek().isdigit()) and not _ends(letters):
        letters.deeper()
        operand = _unary(letters, commas=commas)
        letters.depth -= 1
        return Operation("cast", type_, operand)
    letters.at = start
    return type_


def _ends(letters: Letters) -> bool:
    """Whether what stands here goes on with an expression that a type ends: `[int] -and`, `[a], [b]`."""
    return letters.peek() == "," or (letters.peek() == "-" and letters.peek(1).isalpha() and _is_of_two(letters))


def _is_of_two(letters: Letters) -> bool:
    start = letters.at
    name = _sign(letters)
    letters.at = start
    return any(name in level for level in _LEVELS) and name not in ("-join", "-split")


def _type(letters: Letters) -> Type:
    """`[name]`, with what stands in inner brackets and in the parentheses of an attribute."""
    start = letters.at
    open_ = 0
    while letter := letters.peek():
        if letter in "'\"":
            quoted(letters)
            continue
        letters.at += 1
        open_ += (letter == "[") - (letter == "]")
        if not open_:
            return Type("".join(letters.text[start + 1 : letters.at - 1].lower().split()).removeprefix("system."))
    raise UnreadableError(f"line {letters.line}: expected `]`")


def postfixed(letters: Letters, found: Node) -> Node:
    """What stands behind a value without white space: members, calls, indexes."""
    while True:
        line = letters.line
        if letters.take("?.") or letters.take("::"):
            pass
        elif letters.starts("?[") or (
            letters.starts(".") and not letters.starts("..") and _begins_member(letters.peek(1))
        ):
            letters.at += 1
        elif letters.peek() != "[":
            return _counted(letters, found)
        if letters.peek() == "[":
            letters.at += 1
            found = Member(found, Constant("[]"), _arguments(letters, "]"), line)
            continue
        name = _member_name(letters)
        arguments = None
        if letters.take("("):
            arguments = _arguments(letters, ")")
        elif letters.peek() == "{":
            arguments = [block(letters)]
        found = Member(found, name, arguments, line)


def _begins_member(letter: str) -> bool:
    return bool(letter) and (letter.isalpha() or letter in "_$('\"")


def _member_name(letters: Letters) -> Node:
    name = letters.name()
    return Constant(name.lower()) if name else primary(letters)


def _counted(letters: Letters, found: Node) -> Node:
    """`$x++`."""
    for sign in ("++", "--"):
        if letters.take(sign):
            return Operation(sign, found)
    return found


def _arguments(letters: Letters, end: str) -> Sequence[Node]:
    letters.deeper()
    found: list[Node] = []
    letters.skip(lines=True)
    while not letters.take(end):
        found.append(expression(letters, commas=False))
        letters.skip(lines=True)
        if not letters.take(","):
            letters.need(end)
            break
        letters.skip(lines=True)
    letters.depth -= 1
    return found
