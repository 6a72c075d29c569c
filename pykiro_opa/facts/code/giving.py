"""What the functions of a program are given by its calls, by their names alone."""

from __future__ import annotations

from .syntax import Constant, Items, Member, Name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .syntax import Node, Program

MOST_ALIKE = 8  # functions of one name
_CONSTRUCTORS = ("__init__", "constructor", "super")


def give_arguments(program: Program) -> None:
    """Bind the parameters of the program's functions to what the calls by their names give them."""
    for call in program.calls:
        name = last_name(call.function)
        # Which of all constructors `super().__init__` is, its name does not say.
        targets = program.functions.get(name, []) if name not in _CONSTRUCTORS else []
        for target in targets[:MOST_ALIKE]:
            parameters = target.parameters[target.skips :]
            for parameter, argument in zip(parameters, call.arguments, strict=False):
                target.scope.give(parameter, argument)
            if target.rest:
                target.scope.give(target.rest, Items(call.arguments[len(parameters) :]))
            for keyword, argument in call.named:
                if keyword is not None and keyword in parameters:
                    target.scope.give(keyword, argument)


def last_name(node: Node) -> str:
    """`c` of `c` and of `a.b.c`, nothing of anything else."""
    if isinstance(node, Name):
        return node.name
    key = node.key.value if isinstance(node, Member) and isinstance(node.key, Constant) else ""
    return key if isinstance(key, str) else ""
