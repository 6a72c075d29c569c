"""Descriptors that lead to the network (`exec 3>/dev/tcp/HOST/PORT`), through copies, moves and names."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .syntax.expansions import source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope

PROGRAM = "/dev/tcp"  # of the command fact that stands for such a redirection
SENDS, GIVES = "--sends", "--gives"
_NETWORK = ("/dev/tcp/", "/dev/udp/")
_OWN = ("/dev/fd/", "/proc/self/fd/")
_STANDARD = {"/dev/stdin": "0", "/dev/stdout": "1", "/dev/stderr": "2"}
_FIRST_NAMED = 10  # the lowest number that a shell gives to `{name}`
_NODES = ("command", "file_redirect", "redirected_statement")
_MAY_LEAD = ("/dev/", "/proc/", "&", "$", "`")  # what stands in a redirection that can lead there


def names(redirects: Sequence[Node]) -> frozenset[int]:
    """The ids of what the grammar takes for words and is the descriptor of a redirection: `{name}>`, `0>&1`."""
    return frozenset(before.id for before in map(_word_before, redirects) if before is not None)


def after(text: Text, redirects: Sequence[Node], scope: Scope) -> tuple[dict[str, str], set[str]]:
    """Where descriptors lead after redirections, of those that lead to the network; and which were redirected."""
    table, redirected = dict(scope.descriptors), set()
    for redirect in redirects:
        if redirect.type != "file_redirect":
            continue
        name, sign = _parsed(redirect)
        if not table and not any(mark in source(redirect) for mark in _MAY_LEAD):
            continue
        place = _target(text, redirect, scope, table, is_copy="&" in sign)
        numbers = [name] if name else ["0"] if sign.startswith("<") else ["1"]
        if sign.startswith("&") or (sign == ">&" and not name):
            numbers = ["1", "2"]
        if name.startswith("{"):
            numbers = [_named(name[1:-1], scope)]
        for number in numbers:
            redirected.add(number)
            table.pop(number, None)
            if place:
                table[number] = place
                if name.startswith("{"):  # it stays open when the command has ended
                    scope.descriptors = {**scope.descriptors, number: place}
    return table, redirected


def uses(table: Mapping[str, str], redirected: set[str], arguments: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Where a command's input comes from the network (`--gives`), and where what it writes goes there (`--sends`)."""
    if "0" in table:
        yield GIVES, table["0"]
    written = [table[number] for number in ("1", *sorted(redirected - {"0"})) if number in table]
    named = [table[number] for word in arguments for number in (_number_in(word),) if number in table]
    for place in dict.fromkeys(written + named):
        yield SENDS, place
    for place in dict.fromkeys(named):
        yield GIVES, place


def _number_in(word: str) -> str:
    """The descriptor that an argument names: `/dev/fd/3`, `-f/dev/fd/3`, `@/dev/fd/3`."""
    for beginning in _OWN:
        _, found, number = word.partition(beginning)
        if found and number.isdigit():
            return number
    return ""


def _parsed(redirect: Node) -> tuple[str, str]:
    """The descriptor as it is written, and the operator."""
    named = redirect.child_by_field_name("descriptor") or _word_before(redirect)
    text = source(redirect).lstrip("0123456789")
    sign = text[: len(text) - len(text.lstrip("<>&|"))]
    return source(named) if named is not None else "", sign


def _word_before(redirect: Node) -> Node | None:
    before = redirect.prev_sibling
    while before is not None and before.end_byte == redirect.start_byte and before.type in _NODES and before.children:
        before = before.children[-1]
    if before is None or before.end_byte != redirect.start_byte:
        return None
    text = source(before)
    return before if text.isdigit() or (text[:1] == "{" and text[-1:] == "}" and text[1:-1].isidentifier()) else None


def _target(text: Text, redirect: Node, scope: Scope, table: dict[str, str], *, is_copy: bool) -> str:
    """The place in the network that a redirection leads to, or an empty text; a moved descriptor is closed."""
    destination = redirect.child_by_field_name("destination")
    if destination is None or destination.type == "process_substitution":
        return ""
    path = text.text_of(destination, scope)
    if path.startswith(_NETWORK):
        return path
    number = _STANDARD.get(path, _number_in(path) if path.startswith(_OWN) else path if is_copy else "")
    place = table.get(number.rstrip("-"), "")
    if number.endswith("-"):
        table.pop(number.rstrip("-"), None)
    return place or (next(iter(table.values()), "") if is_copy and UNKNOWN in path else "")


def _named(name: str, scope: Scope) -> str:
    number = str(_FIRST_NAMED + len(scope.descriptors))
    scope.assign(name, number)
    return number
