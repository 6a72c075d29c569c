"""Quoted texts, here-strings, and what stands for something else in them."""

from __future__ import annotations

from .letters import Letters, UnreadableError, character
from .syntax import Constant, Group, Joined, Node, Variable

# Without `e`, which is an escape in PowerShell 7 and the letter in 5.
_ESCAPES = {"0": "\0", "a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_SPECIAL = "$?^_"
_SHARED, _OWN = ("global", "script"), ("local", "private", "using", "variable")


def quoted(letters: Letters) -> Node:
    """`'…'` and `"…"`, where two quotes are one."""
    quote = letters.peek()
    letters.at += 1
    if quote == "'":
        parts = [letters.until("'")]
        while letters.take("'"):
            parts.append(letters.until("'"))
        return Constant("'".join(parts))
    found = Parts()
    while letters.peek():
        if letters.take('""'):
            found.add('"')
        elif letters.take('"'):
            return found.node()
        else:
            expand(letters, found)
    raise UnreadableError(f"line {letters.line}: a text that does not end")


def here(letters: Letters) -> Node | None:
    """`@'…'@` and `@"…"@`, from one end of line to another; None where none stands here."""
    start = letters.at
    if not letters.starts("@'", '@"'):
        return None
    quote = letters.text[start + 1]
    letters.at += 2
    while letters.peek() in (" ", "\t"):
        letters.at += 1
    if not letters.take("\n"):
        raise UnreadableError(f"line {letters.line}: a here-string begins on a line of its own")
    letters.at -= 1
    body = letters.until(f"\n{quote}@")[1:]
    if quote == "'":
        return Constant(body)
    inner = Letters(body, letters.line)
    found = Parts()
    while inner.peek():
        expand(inner, found)
    return found.node()


class Parts:
    """Pieces of a text, as they are found."""

    __slots__ = ("_found", "_plain")

    def __init__(self) -> None:
        self._found: list[Node] = []
        self._plain: list[str] = []

    def add(self, text: str) -> None:
        self._plain.append(text)

    def put(self, node: Node) -> None:
        self._end()
        self._found.append(node)

    def _end(self) -> None:
        if self._plain:
            self._found.append(Constant("".join(self._plain)))
            self._plain = []

    def node(self) -> Node:
        self._end()
        if not self._found:
            return Constant("")
        only = self._found[0]
        return only if len(self._found) == 1 and isinstance(only, Constant) else Joined(self._found)


def expand(letters: Letters, found: Parts) -> None:
    """One letter, escape, `$name` or `$(…)` of a text that is expanded."""
    letter = letters.peek()
    if letter == "`" and letters.peek(1):
        found.add(escaped(letters))
        return
    node = variable(letters) if letter == "$" else None
    if node is not None:
        found.put(node)
        return
    letters.at += 1
    found.add(letter)


def escaped(letters: Letters) -> str:
    """The letter behind a backquote."""
    letters.at += 1
    letter = letters.peek()
    letters.at += 1
    if letter == "u" and letters.peek() == "{":
        letters.at += 1
        digits = letters.until("}")
        try:
            return character(int(digits, 16))
        except ValueError:
            raise UnreadableError("no character has that number") from None
    return "" if letter == "\n" else _ESCAPES.get(letter, letter)


def variable(letters: Letters) -> Node | None:
    """`$name`, `${name}`, `$drive:name`, `$(…)`; None where `$` is just a letter."""
    start = letters.at
    letters.at += 1
    if letters.take("("):
        from .statements import enclosed

        return Group(enclosed(letters, ")"), is_array=False)
    if letters.take("{"):
        return _named(letters.until("}"))
    name = letters.name()
    if name and letters.peek() == ":" and (letters.peek(1).isalnum() or letters.peek(1) == "_"):
        letters.at += 1
        name = f"{name}:{letters.name()}"
    if not name and letters.peek() and letters.peek() in _SPECIAL:
        name = letters.peek()
        letters.at += 1
    if not name:
        letters.at = start
        return None
    return _named(name)


def _named(name: str) -> Variable:
    """A name in lower case, without a scope."""
    drive, colon, rest = name.lower().partition(":")
    if colon and drive in _SHARED:
        return Variable(rest, is_shared=True)
    return Variable(rest if colon and drive in _OWN else name.lower())
