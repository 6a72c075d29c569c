"""Command facts of what is no command of its own."""

from __future__ import annotations

from . import words
from .invocation import Invocation

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from .evaluator import Text
    from .scope import Scope


def record(text: Text, node: Node, keyword: str, scope: Scope, *arguments: str) -> None:
    """What is no command of its own - a text that starts more and more, the network - as a command that says so."""
    invocation = Invocation(
        argv=(words.Word(keyword), *map(words.Word, arguments)),
        assigned=(),
        stdin="",
        source=words.source(node),
        line=text.line_of(node),
        last_line=text.last_line_of(node),
        writes=False,
    )
    text.evaluator.recorder.command(invocation, keyword, scope)
