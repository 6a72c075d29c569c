"""Problems of one file, collected by JSON pointer and told all at once with line and column."""

from __future__ import annotations

from .scanner import Scan, scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SHOWN = 80
_MOST_NAMED = 20  # of what is known, in a message


class Problems:
    """What is wrong with one file; positions are looked up only when somebody asks for the lines."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._found: list[tuple[str, bool, str]] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def add(self, pointer: str, message: str, *, key: bool = False) -> None:
        """Remember a problem of the value at a pointer, or with `key` of the key itself."""
        self._found.append((pointer, key, message))

    def lines(self, text: str, ours: str = "/guardrails") -> list[str]:
        """One line for each problem in the order of the file: `file:line:column: #/json/pointer: message`.

        A key that stands twice is a problem at the pointer `ours` and below.
        """
        where = scan(text)
        placed = [
            (where.nearest(pointer, key=key), where.existing(pointer), message) for pointer, key, message in self._found
        ]
        placed += [_duplicate(where, *duplicate) for duplicate in where.duplicates if _is_in(duplicate[0], ours)]
        return [self.line(place, message, pointer) for place, pointer, message in sorted(placed)]

    def unplaced(self) -> list[str]:
        """One line for each problem of what was never a text: `file#/json/pointer: message`."""
        return [f"{self.path}#{shown(pointer)}: {message}" for pointer, _, message in self._found]

    def line(self, place: tuple[int, int], message: str, pointer: str | None = None) -> str:
        where = "" if pointer is None else f"#{shown(pointer)}: "
        return f"{self.path}:{place[0]}:{place[1]}: {where}{message}"


def shown(text: str) -> str:
    """A piece of the user's text for a message: one line, printable, not long."""
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    if short.isprintable():
        return short
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in short)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean …` for a word close to a known one, else what there is."""
    import difflib

    names = sorted(known)
    folded = {name.lower(): name for name in names}
    close = difflib.get_close_matches(word.lower(), folded)
    if close:
        return f"did you mean `{folded[close[0]]}`?"
    if len(names) > _MOST_NAMED:
        return f"there are {len(names)}: see `pykiro-opa rule`"
    return "known are " + ", ".join(f"`{name}`" for name in names)


def _is_in(pointer: str, above: str) -> bool:
    return pointer == above or pointer.startswith(f"{above}/")


def _duplicate(where: Scan, pointer: str, first: int, second: int) -> tuple[tuple[int, int], str, str]:
    line, column = where.place(first)
    return where.place(second), pointer, f"the key stands already at {line}:{column}; keep one"
