"""Parameter expansions whose result is constant where the parameter is (Bash manual 3.5.3), arrays among them."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from .escapes import ansi_c

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from .scope import Scope

    Value = Callable[[Node], str]

_PATTERN = "*?["
_CASES: dict[str, Callable[[str], str]] = {
    "^^": str.upper, ",,": str.lower, "^": lambda text: text[:1].upper() + text[1:],
    ",": lambda text: text[:1].lower() + text[1:], "U": str.upper, "L": str.lower, "E": ansi_c,
    "u": lambda text: text[:1].upper() + text[1:], "Q": lambda text: text,
}  # fmt: skip
_ALL = ("@", "*")


def expansion(node: Node, scope: Scope, value: Value) -> str:
    """What `$name` or `${…}` becomes; `value` gives the text of a word inside."""
    children = [child for child in node.children if child.type not in ("${", "$", "}")]
    if not children or source(children[0]) in ("!", "#"):
        return _indirect(children[1:], scope) if children and source(children[0]) == "!" else UNKNOWN
    first = children[0]
    slice_ = _positional_slice(children, scope, value)
    if slice_ is not None:
        return " ".join(slice_)
    if first.type == "subscript":
        known = UNKNOWN if children[1:] and _key(first) in _ALL else _element(first, scope, value)
    elif first.type.endswith("variable_name"):
        known = scope.lookup(source(first))
    else:
        return UNKNOWN
    rest = children[1:]
    if not rest:
        return known
    return _operated(known, source(rest[0]), rest[1:], source(first) in scope.unset, value)


def elements(node: Node, scope: Scope, value: Value) -> list[str] | None:
    """The words of `"${a[@]}"` and `"${a[@]:n}"` inside a string; None where the node is none or is not known."""
    inner = [child for child in node.children if child.type != '"']
    if node.type != "string" or len(inner) != 1 or inner[0].type != "expansion":
        return None
    children = [child for child in inner[0].children if child.type not in ("${", "}")]
    slice_ = _positional_slice(children, scope, value)
    if slice_ is not None:
        return slice_
    if not children or children[0].type != "subscript" or _key(children[0]) != "@":
        return None
    known = scope.arrays.get(_name(children[0]))
    if known is None:
        return None
    numbers = [value(child) for child in children[1:] if source(child) != ":"]
    if any(not number.lstrip("-").isdigit() for number in numbers):
        return None
    return _part(list(known.values()), [int(number) for number in numbers])


def _positional_slice(children: list[Node], scope: Scope, value: Value) -> list[str] | None:
    """The words of `${@:n}`, None for anything else; the shell's own name comes before the first."""
    known = scope.positional
    if known is None or len(children) < 2 or source(children[0]) not in _ALL or source(children[1]) != ":":
        return None
    numbers = [value(child) for child in children[1:] if source(child) != ":"]
    if not numbers or any(not number.strip().lstrip("-").isdigit() for number in numbers):
        return None
    start, *length = (int(number) for number in numbers)
    name = scope.variables.get("0", "bash")
    return _part([name, *known], [start, *length]) if start >= 0 else _part(known, [start, *length])


def _part(items: list[str], ends: list[int]) -> list[str]:
    start = ends[0] if ends else 0
    return items[start : start + ends[1]] if len(ends) > 1 else items[start:]


def _indirect(children: list[Node], scope: Scope) -> str:
    """`${!name}`."""
    if len(children) != 1 or not children[0].type.endswith("variable_name"):
        return UNKNOWN
    name = source(children[0])
    if name == "#" and scope.positional is not None:
        return scope.positional[-1] if scope.positional else ""
    named = scope.lookup(name)
    return UNKNOWN if UNKNOWN in named or not named else scope.lookup(named)


def _element(node: Node, scope: Scope, value: Value) -> str:
    known = scope.arrays.get(_name(node))
    if known is None:
        return UNKNOWN
    if _key(node) in _ALL:
        between = scope.separators()[:1] if _key(node) == "*" else " "
        return between.join(known.values())
    place = next((child for child in node.children if child.type not in ("variable_name", "[", "]")), None)
    key = UNKNOWN if place is None else value(place)
    key = key if key in known or not key.isidentifier() else scope.lookup(key)
    return known.get(key, UNKNOWN)


def _name(node: Node) -> str:
    return source(node).partition("[")[0]


def _key(node: Node) -> str:
    return source(node).partition("[")[2].rstrip("]")


def _operated(known: str, operator: str, operands: list[Node], unset: bool, value: Value) -> str:
    if operator in (":-", "-", ":=", "="):
        fallback = value(operands[0]) if operands else ""
        return known if known not in ("", UNKNOWN) else fallback if unset or not known else UNKNOWN
    if operator in (":+", "+"):
        return (value(operands[0]) if operands else "") if known not in ("", UNKNOWN) else UNKNOWN
    if UNKNOWN in known:
        return UNKNOWN
    if operator == "@":
        case = _CASES.get(source(operands[0]) if operands else "")
        return UNKNOWN if case is None else case(known)
    if operator in _CASES:
        return _CASES[operator](known) if not operands else UNKNOWN
    values = [value(one) for one in operands if source(one) not in (":", "/")]
    if any(UNKNOWN in one for one in values):
        return UNKNOWN
    if operator == ":":
        return _substring(known, [one.strip() for one in values])
    if operator in ("/", "//", "/#", "/%"):
        return _replaced(known, operator, values)
    return _trimmed(known, operator, values[0] if values else "")


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


def _replaced(known: str, operator: str, values: list[str]) -> str:
    old, new = values[0] if values else "", values[1] if len(values) > 1 else ""
    if not old or any(letter in old for letter in _PATTERN):
        return UNKNOWN
    return known.replace(old, new) if operator == "//" else known.replace(old, new, 1) if operator == "/" else UNKNOWN


def _trimmed(known: str, operator: str, pattern: str) -> str:
    """`${x#a}`, `${x%b}` and their long forms; of patterns only a `*` at the far end."""
    if operator in ("#", "##"):
        return _without_start(known, pattern, longest=operator == "##")
    if operator in ("%", "%%"):
        return _without_start(known[::-1], pattern[::-1], longest=operator == "%%")[::-1]
    return UNKNOWN


def _without_start(known: str, pattern: str, *, longest: bool) -> str:
    start = pattern.removeprefix("*")
    if any(letter in start for letter in _PATTERN):
        return UNKNOWN
    if start == pattern:
        return known.removeprefix(pattern)
    at = known.rfind(start) if longest else known.find(start)
    return known[at + len(start) :] if at >= 0 else known


def source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
