"""What the operators of `${name…}` make of a text that is known (Bash manual 3.5.3)."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from .escapes import ansi_c

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_SPECIAL = "*?["
_LONGEST = 512  # of a text whose every part is compared with a pattern
_CASES: dict[str, Callable[[str], str]] = {
    "^^": str.upper, ",,": str.lower, "^": lambda text: text[:1].upper() + text[1:],
    ",": lambda text: text[:1].lower() + text[1:], "U": str.upper, "L": str.lower, "E": ansi_c,
    "u": lambda text: text[:1].upper() + text[1:], "Q": lambda text: text,
}  # fmt: skip


def applied(known: str, operator: str, operands: Sequence[str]) -> str:
    """UNKNOWN where it is not constant; patterns among the operands have what is quoted in brackets (`[*]`)."""
    if operator == "@":
        case = _CASES.get(operands[0] if operands else "")
        return UNKNOWN if case is None else case(known)
    if any(UNKNOWN in one for one in operands):
        return UNKNOWN
    if operator in _CASES:
        return _cased(known, operator, operands[0] if operands else "")
    if operator == ":":
        return _substring(known, [one.strip() for one in operands])
    if operator in ("/", "//", "/#", "/%"):
        return _replaced(known, operator, *([*operands, "", ""][:2]))
    if operator in ("#", "##", "%", "%%"):
        return _trimmed(known, operator, operands[0] if operands else "")
    return known if operator in (":?", "?") else UNKNOWN


def quoted(text: str) -> str:
    """A text as a pattern that matches it alone."""
    return "".join(f"[{letter}]" if letter in _SPECIAL else letter for letter in text)


def _matches(text: str, pattern: str) -> bool:
    from fnmatch import fnmatchcase

    return fnmatchcase(text, pattern.replace("[^", "[!"))


def _cased(known: str, operator: str, pattern: str) -> str:
    letters = known if len(operator) > 1 else known[:1]
    changed = (_CASES[operator](one) if not pattern or _matches(one, pattern) else one for one in letters)
    return "".join(changed) + known[len(letters) :]


def _substring(known: str, values: list[str]) -> str:
    if not values or any(not one.lstrip("-").isdigit() for one in values):
        return UNKNOWN
    start, *length = (int(one) for one in values)
    if known.startswith("~"):  # the home folder, of which only the beginning is known
        return "/" if (start, length) == (0, [1]) else UNKNOWN
    rest = known[start:]
    if not length:
        return rest
    return rest[: length[0]] if length[0] >= 0 else rest[: len(rest) + length[0]]


def _replaced(known: str, operator: str, pattern: str, new: str) -> str:
    if not pattern and operator in ("/#", "/%"):
        return new + known if operator == "/#" else known + new
    if not pattern:
        return known
    if not any(letter in pattern for letter in _SPECIAL):
        return _replaced_text(known, operator, pattern, new)
    if len(known) > _LONGEST:
        return UNKNOWN
    import re
    from fnmatch import translate

    whole = translate(pattern.replace("[^", "[!"))
    inner = whole.rpartition(")")[0] + ")"  # without the end of the text behind it
    if operator == "/%":
        return re.sub(whole, lambda _: new, known, count=1)
    if operator == "/#":
        found = re.match(inner, known)
        return known if found is None else new + known[found.end() :]
    return re.sub(inner, lambda _: new, known, count=0 if operator == "//" else 1)


def _replaced_text(known: str, operator: str, old: str, new: str) -> str:
    if operator == "/#":
        return new + known[len(old) :] if known.startswith(old) else known
    if operator == "/%":
        return known[: -len(old)] + new if known.endswith(old) else known
    return known.replace(old, new) if operator == "//" else known.replace(old, new, 1)


def _trimmed(known: str, operator: str, pattern: str) -> str:
    """`${x#a}`, `${x%b}` and their long forms."""
    if not any(letter in pattern for letter in _SPECIAL):
        return known.removeprefix(pattern) if operator[0] == "#" else known.removesuffix(pattern)
    if len(known) > _LONGEST:
        return UNKNOWN
    places = range(len(known) + 1)
    if operator[0] == "#":
        ends = places if operator == "#" else reversed(places)
        return next((known[end:] for end in ends if _matches(known[:end], pattern)), known)
    starts = reversed(places) if operator == "%" else places
    return next((known[:start] for start in starts if _matches(known[start:], pattern)), known)
