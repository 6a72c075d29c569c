"""Values by themselves: texts, numbers, variables, groups, blocks and tables."""

from __future__ import annotations

from .letters import SPACES, Letters, UnreadableError
from .strings import here, quoted, variable
from .syntax import Block, Constant, Group, Node, Table, Variable

_UNITS = {"kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}
_MOST_DIGITS = 40


def primary(letters: Letters) -> Node:
    """A text, a number, a variable, a group, a block or a table."""
    letter = letters.peek()
    if letter == "@":
        return _at(letters)
    if letter in ("'", '"'):
        return quoted(letters)
    if letter == "$":
        found = variable(letters)
        if found is not None:
            return found
    elif letter == "(":
        return _group(letters, "(", is_array=False)
    elif letter == "{":
        return block(letters)
    elif letter.isdigit() or (letter in (".", "-") and letters.peek(1).isdigit()):
        return _number(letters)
    raise UnreadableError(f"line {letters.line}: expected a value")


def _at(letters: Letters) -> Node:
    text = here(letters)
    if text is not None:
        return text
    if letters.starts("@("):
        return _group(letters, "@(", is_array=True)
    if letters.take("@{"):
        return _table(letters)
    letters.at += 1
    name = letters.name()
    if not name:
        raise UnreadableError(f"line {letters.line}: expected a value")
    return Variable(name.lower(), is_splat=True)


def _group(letters: Letters, opening: str, *, is_array: bool) -> Group:
    from .statements import enclosed

    letters.at += len(opening)
    return Group(enclosed(letters, ")"), is_array=is_array)


def block(letters: Letters) -> Block:
    """`{ param($a) … }`."""
    from .statements import body

    start = letters.at
    letters.need("{")
    parameters, statements = body(letters)
    return Block(statements, parameters, letters.text[start + 1 : letters.at - 1])


def _table(letters: Letters) -> Table:
    from .statements import one

    pairs: list[tuple[Node, Node]] = []
    letters.deeper()
    while True:
        _separators(letters)
        if letters.take("}"):
            letters.depth -= 1
            return Table(pairs)
        name = letters.name("_-")
        key: Node = Constant(name) if name else _key(letters)
        letters.skip()
        letters.need("=")
        letters.skip(lines=True)
        pairs.append((key, Group([one(letters)], is_array=False)))


def _separators(letters: Letters) -> None:
    letters.skip(lines=True)
    while letters.take(";"):
        letters.skip(lines=True)


def _number(letters: Letters) -> Constant:
    start = letters.at
    letters.take("-")
    if letters.take("0x") or letters.take("0X"):
        digits = letters.name("")
        number: int | float = _read(digits, 16)
    else:
        digits = _digits(letters)
        is_whole = not (letters.peek() == "." and letters.peek(1).isdigit())
        if not is_whole:
            letters.at += 1
            digits += "." + _digits(letters)
        number = _read(digits, 10) if is_whole else float(digits) if digits.isascii() else 0
    unit = letters.name("").lower()
    number *= _UNITS.get(unit[-2:], 1)
    return Constant(-number if letters.text[start] == "-" else number)


def _digits(letters: Letters) -> str:
    start = letters.at
    while letters.peek().isdigit():
        letters.at += 1
    return letters.text[start : letters.at]


def _read(digits: str, base: int) -> int:
    try:
        return int(digits[:_MOST_DIGITS], base)
    except ValueError:
        return 0


def _key(letters: Letters) -> Node:
    from .expressions import expression

    return expression(letters, commas=False)


def begins_expression(letters: Letters) -> bool:
    """Whether an expression stands here, where a command could."""
    letter = letters.peek()
    if letter == "[":
        return not letters.peek(1).isspace()  # else it is the program of that name
    if letter in ("$", "@", "(", '"', "'", "{", "!", ",") and letter:
        return True
    if letter in ("+", "-"):
        return True
    return bool(letter) and letter.isdigit() and _is_number(letters)


def _is_number(letters: Letters) -> bool:
    """Not the name of a program that begins with a digit."""
    start = letters.at
    try:
        _number(letters)
        after = letters.peek()
        return not after or after in SPACES or after in "\n;|)}],.+*/%-&"
    finally:
        letters.at = start
