"""Where everything stands in a JSON text: for error messages alone, so it runs only when there is one.

The values come from `json`; this scanner knows offsets, duplicate keys and what is wrong with a text that is no JSON.
It keeps its own stack, so that depth is never a problem here.
"""

from __future__ import annotations

import bisect
import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    _Step = Callable[[], "_Step | None"]

_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"')
_SCALAR = re.compile(r"(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![\w.+-])")
_WORD = re.compile(r"[\w.+-]+")
_LINE_END = re.compile(r"\r\n?|\n")
_SHOWN = 20
_DEEPEST = 100  # guardrails are three levels deep


class _BrokenError(Exception):
    def __init__(self, offset: int, message: str) -> None:
        super().__init__(message)
        self.offset = offset
        self.message = message


class Scan:
    """What is where: offsets of values and keys by JSON pointer, and what was found wrong on the way.

    `duplicates` holds (pointer, offset of the first key, offset of the second); `error` is (offset, message) or None.
    """

    def __init__(self, text: str) -> None:
        self.values: dict[str, int] = {}
        self.keys: dict[str, int] = {}
        self.duplicates: list[tuple[str, int, int]] = []
        self.error: tuple[int, str] | None = None
        self._lines = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; columns count characters."""
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def nearest(self, pointer: str, *, key: bool = False) -> tuple[int, int]:
        """Line and column of the value (or the key) at a pointer, or of what holds it where it is not there."""
        if key and pointer in self.keys:
            return self.place(self.keys[pointer])
        return self.place(self.values.get(self.existing(pointer), 0))

    def existing(self, pointer: str) -> str:
        """The pointer itself, or the nearest one above it that is in the text."""
        while pointer and pointer not in self.values:
            pointer = pointer.rpartition("/")[0]
        return pointer


def scan(text: str) -> Scan:
    """Scan a text as far as it is JSON."""
    found = Scan(text)
    try:
        _Scanner(text, found).run()
    except _BrokenError as broken:
        found.error = (broken.offset, broken.message)
    return found


def escape(key: str) -> str:
    """A key as a part of a JSON pointer (RFC 6901)."""
    return key.replace("~", "~0").replace("/", "~1")


class _Scanner:
    """One pass over a text; `run` calls the step that is due until there is none."""

    def __init__(self, text: str, found: Scan) -> None:
        self._text = text
        self._found = found
        self._offset = 0
        self._stack: list[tuple[str, int | None]] = []  # pointer of the container, next index of a list
        self._pointer = ""

    def run(self) -> None:
        step: _Step | None = self._value
        while step is not None:
            step = step()
        self._space()
        if self._offset < len(self._text):
            raise self._unexpected("nothing more")

    def _value(self) -> _Step | None:
        self._space()
        if len(self._stack) <= _DEEPEST:
            self._found.values.setdefault(self._pointer, self._offset)
        here = self._text[self._offset : self._offset + 1]
        if here == "{":
            self._offset += 1
            self._stack.append((self._pointer, None))
            return self._first_key
        if here == "[":
            self._offset += 1
            self._stack.append((self._pointer, 0))
            return self._first_item
        if here == '"':
            self._string()
            return self._after
        match = _SCALAR.match(self._text, self._offset)
        if match is None:
            raise self._unexpected("a value")
        self._offset = match.end()
        return self._after

    def _first_key(self) -> _Step | None:
        return self._close() if self._is("}") else self._key

    def _first_item(self) -> _Step | None:
        return self._close() if self._is("]") else self._item

    def _key(self) -> _Step | None:
        start = self._offset
        if self._text[start : start + 1] != '"':
            raise self._unexpected("a key in double quotes")
        name = self._string()
        pointer = self._below(escape(name))
        if len(self._stack) <= _DEEPEST:
            self._note(pointer, start)
        if not self._is(":"):
            raise self._unexpected("`:`")
        self._offset += 1
        self._pointer = pointer
        return self._value

    def _note(self, pointer: str, start: int) -> None:
        if pointer in self._found.keys:
            self._found.duplicates.append((pointer, self._found.keys[pointer], start))
        else:
            self._found.keys[pointer] = start

    def _item(self) -> _Step | None:
        pointer, index = self._stack[-1]
        self._pointer = self._below(index)
        assert index is not None
        self._stack[-1] = (pointer, index + 1)
        return self._value

    def _below(self, part: object) -> str:
        """The pointer of a part of the container; what is very deep has that of what it is in, which is long enough."""
        above = self._stack[-1][0]
        return f"{above}/{part}" if len(self._stack) <= _DEEPEST else above

    def _after(self) -> _Step | None:
        if not self._stack:
            return None
        closing, more = ("}", self._key) if self._stack[-1][1] is None else ("]", self._item)
        if self._is(closing):
            return self._close()
        if not self._is(","):
            raise self._unexpected(f"`,` or `{closing}`")
        comma = self._offset
        self._offset += 1
        if self._is(closing):
            raise _BrokenError(comma, "a comma after the last element; remove it")
        return more

    def _close(self) -> _Step | None:
        self._offset += 1
        self._stack.pop()
        return self._after

    def _string(self) -> str:
        match = _STRING.match(self._text, self._offset)
        if match is None:
            raise _BrokenError(self._offset, self._broken_string())
        self._offset = match.end()
        text: str = json.loads(match.group())
        return text

    def _broken_string(self) -> str:
        line = self._text[self._offset :].splitlines()[0]
        if re.match(r'"(?:[^"\\]|\\.)*"', line) is None:
            return 'a string without its closing `"` on the line; close it'
        return "a string with a control character or a `\\` JSON does not know; write a backslash as `\\\\`"

    def _space(self) -> None:
        match = _SPACE.match(self._text, self._offset)
        assert match is not None
        self._offset = match.end()
        here = self._text[self._offset : self._offset + 2]
        if here in ("//", "/*") or here[:1] == "#":
            raise _BrokenError(self._offset, "a comment; JSON has none, remove it")

    def _is(self, letter: str) -> bool:
        self._space()
        return self._text[self._offset : self._offset + 1] == letter

    def _unexpected(self, wanted: str) -> _BrokenError:
        if self._offset >= len(self._text):
            return _BrokenError(self._offset, f"the file ends where {wanted} should stand; complete it")
        word = _WORD.match(self._text, self._offset)
        found = word.group()[:_SHOWN] if word else self._text[self._offset]
        if found == "'":
            return _BrokenError(self._offset, 'a single quote; JSON quotes with `"`')
        shown = found if found.isprintable() else f"U+{ord(found[0]):04X}"
        return _BrokenError(self._offset, f"expected {wanted}, found `{shown}`; this is not JSON")
