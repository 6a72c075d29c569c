"""Commands: a name and its arguments, where most letters stand for themselves."""

from __future__ import annotations

from .expressions import postfixed
from .letters import SPACES, Letters, UnreadableError
from .primaries import block, primary
from .strings import Parts, escaped, quoted, variable
from .syntax import Command, Constant, Items, Node, Parameter, Redirection

_ENDS = frozenset("\n;|&(){},<>" + SPACES)
_PARAMETER_ENDS = frozenset("\n;|&(){},<>:'\"" + SPACES)
_STREAMS = "123456*"


def command(letters: Letters) -> Command:
    """`name arguments`, `& value arguments`, `. value arguments`."""
    start, line = letters.at, letters.line
    operator = ""
    if letters.peek() in ("&", ".") and letters.peek() and _calls(letters):
        operator = letters.peek()
        letters.at += 1
        letters.skip()
    redirected = redirections(letters)
    words = [_name(letters, operator)]
    while True:
        redirected += redirections(letters)
        letters.skip()
        if letters.starts("--%"):
            words += [Constant(word) for word in _verbatim(letters).split()]
        elif not letters.peek() or letters.peek() in "\n;|&)}":
            break
        else:
            words.append(_argument(letters))
    source = letters.text[start : letters.at].strip()
    return Command(operator, words, redirected, source, line, letters.line)


def _calls(letters: Letters) -> bool:
    """`.` is a name's first letter unless a space or a value follows."""
    following = letters.peek(1)
    return letters.peek() == "&" or bool(following and (following in SPACES or following in "$('\"{"))


def _name(letters: Letters, operator: str) -> Node:
    if not letters.peek() or letters.peek() in "\n;|&)}":
        raise UnreadableError(f"line {letters.line}: expected a command")
    if operator:
        return _element(letters)
    return _word(letters)


def _verbatim(letters: Letters) -> str:
    """What stands behind `--%`, as it is."""
    letters.at += len("--%")
    start = letters.at
    while letters.peek() and letters.peek() not in "\n|":
        letters.at += 1
    return letters.text[start : letters.at]


def _argument(letters: Letters) -> Node:
    if letters.peek() == "-" and (letters.peek(1).isalpha() or letters.peek(1) in ("_", "?")):
        found = _parameter(letters)
        if found is not None:
            return found
    return _value(letters)


def _value(letters: Letters) -> Node:
    """One argument, or several that commas join."""
    items: list[Node] = []
    while True:
        items.append(Constant("") if letters.peek() == "," else _element(letters))
        start = letters.at
        letters.skip()
        if not letters.take(","):
            letters.at = start
            break
        letters.skip(lines=True)
        if not letters.peek() or letters.peek() in ";|&)}":
            break
    return items[0] if len(items) == 1 else Items(items)


def _element(letters: Letters) -> Node:
    letter = letters.peek()
    if letter == "{":
        return block(letters)
    if letter in ("'", '"', "(", "$", "@") and letter:
        start = letters.at
        try:
            found: Node | None = postfixed(letters, primary(letters))
        except UnreadableError:
            if letter != "@" and not letters.starts("$"):
                raise
            found = None
        if found is not None and (not letters.peek() or letters.peek() in _ENDS or letter in "'\"("):
            return found
        letters.at = start
    return _word(letters)


def _parameter(letters: Letters) -> Node | None:
    """`-Name`, `-Name:value`; None where other programs' options hold what no name does."""
    start = letters.at
    letters.at += 1
    while letters.peek() and letters.peek() not in _PARAMETER_ENDS and letters.peek() not in "$`":
        letters.at += 1
    text = letters.text[start : letters.at]
    if letters.peek() and letters.peek() in "'\"$`":
        letters.at = start
        return None
    if not letters.take(":"):
        return Parameter(text, None)
    letters.skip()
    if not letters.peek() or letters.peek() in "\n;|&)}":
        return Parameter(f"{text}:", None)
    return Parameter(text, _value(letters))


def _word(letters: Letters) -> Node:
    """Letters up to white space, in which texts may be quoted and `$name` stands for its value."""
    found = Parts()
    start = letters.at
    while (letter := letters.peek()) and letter not in _ENDS:
        if letter == "`" and letters.peek(1):
            found.add(escaped(letters))
        elif letter in "'\"":
            inner = quoted(letters)
            found.put(inner)
        elif letter == "$" and (node := variable(letters)) is not None:
            found.put(node)
        else:
            letters.at += 1
            found.add(letter)
    if letters.at == start:
        raise UnreadableError(f"line {letters.line}: expected an argument")
    return found.node()


def redirections(letters: Letters) -> list[Redirection]:
    """`> file`, `2>&1`, `*>> file`."""
    found: list[Redirection] = []
    while True:
        start = letters.at
        letters.skip()
        stream = letters.peek() if letters.peek() and letters.peek() in _STREAMS and letters.peek(1) == ">" else ""
        letters.at += len(stream)
        if letters.take("<"):
            letters.skip()
            found.append(Redirection("<", _element(letters), appends=False))
            continue
        if not letters.take(">"):
            letters.at = start
            return found
        appends = letters.take(">")
        if letters.take("&"):
            letters.name("")
            continue
        letters.skip()
        found.append(Redirection(stream or "1", _element(letters), appends=appends))
