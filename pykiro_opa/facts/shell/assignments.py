"""Assignments: what a name is set to, arrays and `+=` included."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import variables
from .syntax import words
from .syntax.expansions import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope


_ALIASES = ("BASH_ALIASES", "BASH_CMDS")  # what they are set to is run under the key's name


def assignment(text: Text, node: Node, scope: Scope) -> tuple[str, str]:
    name = node.child_by_field_name("name")
    value = node.child_by_field_name("value")
    if name is None or name.type != "variable_name" or (value is not None and value.type == "array"):
        return _of_array(text, node, scope), UNKNOWN
    assigned = text.text_of(value, scope) if value is not None else ""
    known = words.source(name)
    return known, words.whole((scope.lookup(known), assigned)) if _adds(node, known) else assigned


def _adds(node: Node, name: str) -> bool:
    return "+=" in words.source(node)[: len(name) + 2]


def _of_array(text: Text, node: Node, scope: Scope) -> str:
    """`a=(…)`, `a+=(…)`, `a[key]=…`: what is known goes to the scope's arrays; gives the name for what is not."""
    name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
    known = words.source(name).partition("[")[0] if name is not None else ""
    if value is None:
        return known
    if value.type != "array":
        key = words.source(name).partition("[")[2].rstrip("]").strip("\"'") if name is not None else UNKNOWN
        given = {key: text.text_of(value, scope)}
        if known in _ALIASES:
            scope.aliases.update(given)
        place = key if key.isalnum() and not key.isidentifier() else key_of(key, scope)
        # Of an associative array a bare name is the key.
        place = key if UNKNOWN in place and key.isidentifier() else place
        scope.assign_array(known, {**scope.arrays.get(known, {}), place: given[key]})
        return ""
    items: dict[str, str] = dict(scope.arrays.get(known, {})) if _adds(node, known) else {}
    for child in value.children:
        for word in text.words_of(child, scope) if child.is_named else ():
            key, equals, rest = word.text.partition("]=")
            if equals and word.text.startswith("["):
                items[key[1:]] = rest
            else:
                items[UNKNOWN if word.is_open else str(len(items))] = word.text
    scope.assign_array(known, items)
    return ""


def assign(text: Text, node: Node, scope: Scope, _stdin: str) -> str:
    set_value(text, node, *assignment(text, node, scope), scope)
    return ""


def set_value(text: Text, node: Node, name: str, value: str, scope: Scope) -> None:
    scope.assign(name, value)
    variables.assigned(name, value, scope, text.evaluator, text.line_of(node))
