"""`if` and `case`: every branch may run, and what they disagree about may be any of it afterwards."""

from __future__ import annotations

from . import chains
from .folders import place_of
from .syntax.listed import any_output

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from .evaluator import Text
    from .syntax.scope import Scope


class _Arms:
    """The branches so far: what each has come to, and what it has put out; one of them runs for sure if `is_complete`."""

    def __init__(self, text: Text, stdin: str) -> None:
        self.is_complete = False
        self._text = text
        self._stdin = stdin
        self._ends: list[Scope] = []
        self._outputs: list[str] = []

    def take(self, nodes: list[Node], scope: Scope) -> None:
        named = [node for node in nodes if node.is_named]
        self._outputs.append(self._text.run_all(nodes, scope, self._stdin))
        if not (named and chains.leaves(named[-1]) and (named[-1].text or b"").startswith(b"exit")):
            self._ends.append(scope)

    def settle(self, scope: Scope) -> str:
        """Bring the scope to where the branches leave it; gives their output."""
        ends = self._ends
        if self.is_complete and ends:
            scope.become(ends[0])
            ends = ends[1:]
        scope.join(ends)
        return any_output(self._outputs)


def choice(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    """`if`: its conditions run for sure, one after the other."""
    arms = _Arms(text, stdin)
    _conditional(text, node, scope, stdin, arms)
    for child in node.children:
        if child.type == "elif_clause":
            _conditional(text, child, scope, stdin, arms)
        elif child.type == "else_clause":
            arms.is_complete = True
            arms.take(child.children, scope.copy())
    return arms.settle(scope)


def _conditional(text: Text, node: Node, scope: Scope, stdin: str, arms: _Arms) -> None:
    then = next((place for place, child in enumerate(node.children) if child.type == "then"), 0)
    conditions = [child for child in node.children[:then] if child.is_named]
    branch = scope.copy()
    for condition in conditions:
        before = [place_of(scope)]
        text.run(condition, scope, stdin)
        good, bad = chains.outcomes(condition, scope, before)
        branch = scope.copy()
        branch.stand(good)
        scope.stand(bad)
    arms.take([child for child in node.children[then:] if not child.type.startswith(("elif", "else"))], branch)


def case(text: Text, node: Node, scope: Scope, stdin: str) -> str:
    """`case`: each of its items may run, with what its word and its patterns substitute."""
    arms = _Arms(text, stdin)
    for child in node.children:
        if child.type == "case_item":
            patterns = child.children_by_field_name("value")
            arms.is_complete = arms.is_complete or any(one.text == b"*" for one in patterns)
            arms.take(child.children, scope.copy())
        elif child.is_named:
            text.run(child, scope, stdin)
    return arms.settle(scope)
