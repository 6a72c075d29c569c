"""Definitions and loops that start more and more: a function that starts itself twice, a loop that does not wait."""

from __future__ import annotations

from .syntax import words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tree_sitter import Node

    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

OPTION = "--multiplies"  # of the command fact that stands for such a text
_ENDLESS = ("true", ":", "/bin/true", "/usr/bin/true", "[ 1 ]", "[[ 1 ]]", "((1))", "(( 1 ))")
_ENDS = ("wait", "break", "exit", "return")


def function_multiplies(name: str, bodies: Mapping[str, Node]) -> bool:
    """Whether a function calls itself, by way of others that are given, and one of the calls runs beside another."""
    waiting, seen = [(name, False)], set()
    while waiting:
        caller, is_beside = waiting.pop()
        for called, beside in _calls(bodies[caller]):
            if called == name and (is_beside or beside):
                return True
            step = (called, is_beside or beside)
            if called in bodies and called != name and step not in seen:
                seen.add(step)
                waiting.append(step)
    return False


def record_recursion(invocation: Invocation, name: str, scope: Scope, evaluator: Evaluator) -> None:
    """A function that starts itself by way of others; one that does so alone was told where it is defined."""
    bodies = {other: body for other, (_, body) in scope.functions.items()}
    defined = tuple(body.id for body in bodies.values())
    if (name, *defined) in evaluator.asked or defined in evaluator.asked:
        return
    evaluator.asked.add((name, *defined))
    alone = function_multiplies(name, {name: bodies[name]})
    if not alone and function_multiplies(name, bodies):
        evaluator.asked.add(defined)  # one of them is enough
        argv = (words.Word("function"), words.Word(OPTION))
        evaluator.recorder.command(invocation.instead(argv, stdin="", bare=True), "function", scope)


def _calls(body: Node) -> list[tuple[str, bool]]:
    """The programs that a function starts, and whether each runs beside another."""
    return [(_program(node), _is_beside_another(node, body)) for node in _below(body) if node.type == "command"]


def loop_multiplies(loop: Node, body: Node) -> bool:
    """Whether a loop without end starts something in the background at each round, and does not wait."""
    condition = words.source(loop)[: body.start_byte - loop.start_byte]
    return _is_endless(condition) and any(_leaves_behind(node) for node in (body, *_below(body)))


def _leaves_behind(node: Node) -> bool:
    """Whether something is started in the background here and nothing after it waits or ends the round."""
    started = [place for place, child in enumerate(node.children) if child.type == "&"]
    return bool(started) and not any(_program(child) in _ENDS for child in node.children[started[0] :])


def _is_endless(condition: str) -> bool:
    keyword, _, rest = condition.partition(" ")
    asked = rest.strip().rstrip(";").strip()
    if keyword == "while":
        return asked in _ENDLESS
    if keyword == "until":
        return asked in ("false", "/bin/false")
    plain = "".join(condition.split())
    return plain.startswith("for((") and ";;" in plain


def _is_beside_another(node: Node, top: Node) -> bool:
    """In a pipeline, or with `&` behind it."""
    while node.parent is not None and node.id != top.id:
        if node.parent.type == "pipeline" or (node.next_sibling is not None and node.next_sibling.type == "&"):
            return True
        node = node.parent
    return False


def _program(node: Node) -> str:
    name = node.child_by_field_name("name") if node.type == "command" else None
    return words.source(name) if name is not None else ""


def _below(node: Node) -> Iterator[Node]:
    stack = list(node.named_children)
    while stack:
        found = stack.pop()
        yield found
        stack.extend(found.named_children)
