"""Command facts of what is no command of its own."""

from __future__ import annotations

from .syntax import words
from .syntax.invocation import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope


def standing_for(text: Text, node: Node, argv: Sequence[words.Word], stdin: str = "") -> Invocation:
    """What the grammar takes for no command, as the command that it amounts to."""
    return Invocation(
        argv=tuple(argv),
        assigned=(),
        stdin=stdin,
        source=words.source(node),
        line=text.line_of(node),
        last_line=text.last_line_of(node),
        writes=False,
    )


def record(text: Text, node: Node, keyword: str, scope: Scope, *arguments: str) -> None:
    """What is no command of its own - a text that starts more and more, the network - as a command that says so."""
    invocation = standing_for(text, node, [words.Word(word) for word in (keyword, *arguments)])
    text.evaluator.recorder.command(invocation, keyword, scope)
