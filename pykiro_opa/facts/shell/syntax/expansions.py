"""Parameter expansions whose result is constant where the parameter is (Bash manual 3.5.3), arrays among them."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from . import arithmetic
from .listed import UNSET, either, listed, names_in
from .operators import applied, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node

    from .scope import Scope

    Value = Callable[[Node], str]

_PATTERN = "*?["
_ALL = ("@", "*")
_DEFAULTS = (":-", "-", ":=", "=")
_BY_PATTERN = ("/", "//", "/#", "/%", "#", "##", "%", "%%", "^", "^^", ",", ",,")
# Variables that every shell has: what they hold is not known, but never nothing.
_NEVER_EMPTY = frozenset((
    "BASHPID", "EPOCHREALTIME", "EPOCHSECONDS", "EUID", "HOME", "HOSTNAME", "LINENO", "LOGNAME", "OLDPWD", "PATH", "PPID",
    "PWD", "RANDOM", "SECONDS", "SHELL", "SRANDOM", "UID", "USER",
))  # fmt: skip


def expansion(node: Node, scope: Scope, value: Value) -> str:
    """What `$name` or `${…}` becomes; `value` gives the text of a word inside."""
    children = [child for child in node.children if child.type not in ("${", "$", "}")]
    if not children:
        return UNKNOWN
    several = _several(children, scope, value)
    if several is not None:
        between = scope.separators()[:1] if _key(children[0]) == "*" else " "
        return between.join(several)
    if source(children[0]) == "!":
        return _indirect(children[1:], scope)
    if source(children[0]) == "#":
        return _length(children[1:], scope)
    first, rest = children[0], children[1:]
    if first.type == "subscript":
        known = _element(first, scope)
    elif first.type.endswith("variable_name"):
        known = scope.lookup(source(first))
    else:
        return UNKNOWN
    if not rest:
        return known + UNSET if known == UNKNOWN and _is_set_nowhere(first, scope) else known
    return _operated(known, rest, first, scope, value)


def _is_set_nowhere(first: Node, scope: Scope) -> bool:
    """Whether a variable may well be empty: this text sets it nowhere."""
    name = source(first)
    return name.isidentifier() and name not in scope.variables and name not in _NEVER_EMPTY


def elements(node: Node, scope: Scope, value: Value) -> list[str] | None:
    """The words of `"${a[@]}"` and its like inside a string; None where the node is none or is not known."""
    inner = [child for child in node.children if child.type != '"']
    if node.type != "string" or len(inner) != 1 or inner[0].type != "expansion":
        return None
    children = [child for child in inner[0].children if child.type not in ("${", "}")]
    is_one = any(child.type == "subscript" and _key(child) == "*" for child in children[:2])
    return None if is_one or not children else _several(children, scope, value)


def _several(children: list[Node], scope: Scope, value: Value) -> list[str] | None:
    """The words of `${a[@]}`, `${!a[@]}`, `${a[@]:n}`, `${a[@]%b}` and `${@:n}`; None for anything else."""
    slice_ = _positional_slice(children, scope, value)
    if slice_ is not None:
        return slice_
    names_keys = source(children[0]) == "!"
    first, rest = (children[names_keys:] or children)[0], children[names_keys + 1 :]
    known = scope.arrays.get(_name(first)) if first.type == "subscript" and _key(first) in _ALL else None
    if known is None or (names_keys and rest):
        return None
    if not rest or names_keys:
        return list(known if names_keys else known.values())
    if source(rest[0]) == ":":
        numbers = [value(child).strip() for child in rest if child.type != ":"]
        if any(not number.lstrip("-").isdigit() for number in numbers):
            return None
        return _part(list(known.values()), [int(number) for number in numbers])
    return [_operated(one, rest, first, scope, value) for one in known.values()]


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


def _length(children: list[Node], scope: Scope) -> str:
    """`${#name}`, `${#name[@]}`."""
    if len(children) != 1:
        return UNKNOWN
    known = scope.arrays.get(_name(children[0]))
    if children[0].type == "subscript" and _key(children[0]) in _ALL:
        return UNKNOWN if known is None else str(len(known))
    text = scope.lookup(source(children[0])) if children[0].type == "variable_name" else UNKNOWN
    return UNKNOWN if UNKNOWN in text else str(len(text))


def _indirect(children: list[Node], scope: Scope) -> str:
    """`${!name}`, `${!#}`."""
    name = source(children[0]) if len(children) == 1 else ""
    if name == "#" and scope.positional is not None:
        return scope.positional[-1] if scope.positional else ""
    if not name or not children[0].type.endswith("variable_name"):
        return UNKNOWN
    named = scope.lookup(name)
    return UNKNOWN if UNKNOWN in named or not named else scope.lookup(named)


def _element(node: Node, scope: Scope) -> str:
    """One element; any of them where nobody knows which."""
    known = scope.arrays.get(_name(node))
    if known is None:
        return UNKNOWN
    key = _key(node)
    plain = key.strip("\"'")
    place = key_of(plain, scope) if plain not in known or plain.isidentifier() else plain
    place = plain if plain in known and place not in known else place
    if place.startswith("-") and place[1:].isdigit():
        return ([""] * int(place[1:]) + list(known.values()))[int(place)] if int(place) else UNKNOWN
    return known.get(place, UNKNOWN if place.isdigit() else listed(known.values()))


def key_of(text: str, scope: Scope) -> str:
    """The key that a subscript comes to: a number, or the text of a variable; UNKNOWN where it is neither."""
    number = arithmetic.subscript(text, scope)
    name = text.removeprefix("$").strip("{}")
    return scope.lookup(name) if number == UNKNOWN and name.isidentifier() else number


def _name(node: Node) -> str:
    return source(node).partition("[")[0]


def _key(node: Node) -> str:
    return source(node).partition("[")[2].removesuffix("]")


def _operated(known: str, rest: list[Node], first: Node, scope: Scope, value: Value) -> str:
    operator, operands = source(rest[0]), [child for child in rest[1:] if child.type not in (":", "/")]
    if operator in _DEFAULTS:
        fallback = "".join(map(value, operands))
        found = fallback if source(first) in scope.unset or not known else known
        found = either(known, fallback) if UNKNOWN in found and found == known else found
        if "=" in operator:
            scope.assign(source(first), found)
        return found if fallback or found != UNKNOWN else UNKNOWN + UNSET
    if operator in (":+", "+"):
        other = "".join(map(value, operands))
        return (
            "" if not known or source(first) in scope.unset else either(UNKNOWN, other) if UNKNOWN in known else other
        )
    if operator in _BY_PATTERN:
        texts = _patterns(rest, scope, value)
    else:
        texts = [source(one) if operator == "@" else value(one) for one in operands]
    return of_each(known, lambda one: applied(one, operator, texts), scope)


def of_each(known: str, change: Callable[[str], str], scope: Scope) -> str:
    """A change of a text, or of each that it may be; a pattern of files is what it matches now."""
    if UNKNOWN not in known:
        return change(known)
    found: list[str] = []
    for name in names_in(known):
        matched = scope.matching(name, scope.cwd) if any(letter in name for letter in _PATTERN) else [name]
        found += map(change, [name] if matched is None else matched)
    return listed(found)


def _patterns(rest: list[Node], scope: Scope, value: Value) -> list[str]:
    """The pattern of an operator and what comes in its place; the grammar leaves out a pattern of blanks."""
    texts = [""]
    end = rest[0].end_byte
    for child in rest[1:]:
        if child.type == "/" and len(texts) == 1:
            texts.append("")
        elif len(texts) == 1:
            texts[0] += _as_pattern(child, scope, value)
        else:
            texts[1] += value(child)
        end = child.end_byte
    whole = rest[0].parent
    blanks = source(whole)[end - whole.start_byte : -1] if whole is not None and len(texts) == 1 else ""
    return [texts[0] + blanks, *texts[1:]]


def _as_pattern(node: Node, scope: Scope, value: Value) -> str:
    import re

    if node.type != "regex":
        return quoted(value(node)) if node.type in ("string", "raw_string") else value(node)
    text = re.sub(r"\\(.)", lambda match: quoted(match[1]), source(node))
    return re.sub(r"\$\{?(\w+)\}?", lambda match: scope.lookup(match[1]), text)


def source(node: Node) -> str:
    return (node.text or b"").decode("utf-8", "replace")
