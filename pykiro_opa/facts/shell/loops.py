"""Loops: what one round sets the next one sees, and what is not known of how often they go round is unknown."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import multiplying, variables
from .records import record
from .syntax import words
from .syntax.listed import listed, names_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope

_MOST_ROUNDS = 8


def loop(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    """`while`, `until`: the second round sees what the first has set."""
    _record_endless(text, node, scope)
    inner = scope.copy()
    for _ in range(2):
        text.run_all(node.children, inner, stdin)
    scope.join([inner])
    return UNKNOWN


def each(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    variable = node.child_by_field_name("variable")
    body = node.child_by_field_name("body")
    values = [word for child in node.children_by_field_name("value") for word in text.words_of(child, scope)]
    if not any(child.type == "in" for child in node.children):  # the shell's own arguments
        values = [words.Word(word) for word in scope.positional or ()]
    known = [word.value for word in values if not word.is_open]
    few = (
        len(known) == len(values)
        and 0 < len(values) <= _MOST_ROUNDS
        and not any(words.is_pattern(word) for word in known)
    )
    names = [name for word in values for name in names_in(word.value) or (word.text,)]
    outcomes, output = [scope], []
    for value in known if few else [listed(names)]:
        inner = outcomes[-1].copy()
        if variable is not None:
            inner.assign(words.source(variable), value)
        output.append(text.run(body, inner, stdin) if body is not None else "")
        outcomes.append(inner)
    if few and not _may_end_early(body):
        scope.become(outcomes[-1])
    else:
        scope.join(outcomes[1:])
    return words.whole(output)


def _may_end_early(body: Node | None) -> bool:
    text = (body.text or b"") if body is not None else b""
    return b"break" in text or b"continue" in text


def counting(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    """`for ((…; …; …))`."""
    _record_endless(text, node, scope)
    variables.counted(words.source(node), scope)
    inner = scope.copy()
    for child in node.children:
        if child.is_named:
            text.run(child, inner, stdin)
            variables.counted(words.source(node), inner)
    scope.join([inner])
    return UNKNOWN


def _record_endless(text: Text, node: Node, scope: Scope) -> None:
    body = node.child_by_field_name("body")
    if body is not None and multiplying.loop_multiplies(node, body):
        record(text, node, node.children[0].type, scope, multiplying.OPTION)
