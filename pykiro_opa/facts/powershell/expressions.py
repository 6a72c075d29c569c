"""Expressions, by how strongly their operators bind."""

from __future__ import annotations

from .letters import SPACES, Letters, UnreadableError
from .strings import here, quoted, variable
from .syntax import Block, Constant, Group, Items, Member, Node, Operation, Table, Type, Variable

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
_UNITS = {"kb": 1 << 10, "mb": 1 << 20, "gb": 1 << 30, "tb": 1 << 40, "pb": 1 << 50}
_MOST_DIGITS = 40


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
        key: Node = Constant(name) if name else _unary(letters, commas=False)
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
