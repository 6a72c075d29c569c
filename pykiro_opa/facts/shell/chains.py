"""`a && b || c`: what each command sees of those before it, by whether they have succeeded."""

from __future__ import annotations

import os

from ...catalogue.programs import UNKNOWN
from .folders import AS_ITSELF, CHANGING, place_of
from .syntax import words
from .syntax.listed import any_output, either

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tree_sitter import Node

    from .evaluator import Text
    from .folders import Place
    from .syntax.scope import Scope

_LEAVES = ("break", "continue", "exit", "return")
_LONGEST = 256  # of a name that is looked for
_CANNOT_FAIL = (":", "echo", "printf", "pwd", "true")


def run(text: Text, node: Node, scope: Scope, stdin: str, run_last: Callable[[Node], str] | None = None) -> str:
    """All commands of a list run, each where it stands if those before it have ended as it asks.

    `run_last` runs the last of them, which the redirections behind the list are of.
    """
    held = dict(scope.variables) if b"=" in (node.text or b"") else {}
    outputs: list[str] = []
    succeeded: list[Place] = []
    failed: list[Place] = []
    is_either = False
    operands = _operands(node)
    for place, (operator, operand) in enumerate(operands, 1):
        before = (succeeded if operator == "&&" else failed) or [place_of(scope)]
        scope.stand(*before)
        is_last = place == len(operands)
        outputs.append(run_last(operand) if run_last and is_last else text.run(operand, scope, stdin))
        good, bad = outcomes(operand, scope, before)
        fails = [] if _cannot_fail(operand, scope) else [bad]
        if operator == "||":
            is_either = True
            succeeded, failed = ([*succeeded, good], fails) if not leaves(operand) else (succeeded, [])
        else:
            succeeded, failed = [good], [*failed, *fails]
    scope.stand(*succeeded, *failed)
    if held:
        _keep_files(held, scope)
    if is_either and all(outputs):
        return any_output(outputs)
    return words.whole(outputs)


def _keep_files(held: Mapping[str, str], scope: Scope) -> None:
    """`x=FILE; [ … ] && x=OTHER`: a variable that named a file may name it still."""
    for name, old in held.items():
        new = scope.variables.get(name, "")
        if new != old and _is_file(old, scope):
            scope.variables[name] = either(new, old)


def _is_file(name: str, scope: Scope) -> bool:
    if not scope.root or not 0 < len(name) < _LONGEST or "\0" in name or UNKNOWN in name:
        return False
    return os.path.isfile(os.path.join(scope.root, scope.cwd, name))


def outcomes(operand: Node, scope: Scope, before: list[Place]) -> tuple[Place, Place]:
    """Where the shell stands if what has just run has succeeded, and if it has failed."""
    now = place_of(scope)
    if operand.type == "negated_command" and operand.named_children:
        good, bad = outcomes(operand.named_children[0], scope, before)
        return bad, good
    if _program(operand) in CHANGING and scope.sure is not None:
        scope.stand(*before)
        old = place_of(scope)
        return scope.sure, old
    return now, now


def leaves(node: Node) -> bool:
    """Whether nothing that stands behind it runs after it."""
    if node.type in ("compound_statement", "else_clause", "redirected_statement") and node.named_children:
        return leaves(next((one for one in reversed(node.named_children) if "redirect" not in one.type), node))
    return _program(node) in _LEAVES


def _operands(node: Node) -> list[tuple[str, Node]]:
    """The commands of a list, with what stands before each; it leans to the left."""
    found: list[tuple[str, Node]] = []
    while node.type == "list" and len(node.named_children) > 1:
        operator = next((child.type for child in node.children if child.type in ("&&", "||")), "&&")
        found += [(operator, child) for child in reversed(node.named_children[1:])]
        node = node.named_children[0]
    return [("&&", node), *reversed(found)]


def _cannot_fail(node: Node, scope: Scope) -> bool:
    if _program(node) in CHANGING:
        return not scope.doubts
    return node.type in ("variable_assignment", "declaration_command") or _program(node) in _CANNOT_FAIL


def _program(node: Node) -> str:
    """The name of a plain command, whatever it is redirected to."""
    if node.type == "redirected_statement":
        body = node.child_by_field_name("body")
        return _program(body) if body is not None else ""
    named = node.named_children if node.type == "command" else []
    plain = [words.source(child) for child in named if child.type in ("command_name", "word")]
    return next((word for word in plain if word not in AS_ITSELF), "")
