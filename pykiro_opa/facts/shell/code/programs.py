"""Code that a command is given, followed as a program whose expressions may be several things."""

from __future__ import annotations

from ....errors import InputError
from ...code.evaluation import Evaluation
from ...code.given import ExhaustedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...code.meanings import Meanings
    from ...code.syntax import Node, Program


def follow(
    language: str, text: str, meanings: Meanings, meet: Callable[[Node], None] = lambda _node: None
) -> bool | None:
    """Tell `meanings` of every call; whether all of the text could be parsed, None where it was given up.

    `meet` is called with what no call of the text leads to, before that is followed.
    """
    try:
        program, is_whole = _program_of(language, text)
        evaluation = Evaluation(program, meanings)
        evaluation.run()
        for node in _unreached(program):
            meet(node)
            evaluation.values(node)
    except (InputError, ExhaustedError, RecursionError, MemoryError):
        return None
    return is_whole


def _unreached(program: Program) -> list[Node]:
    """What is bound to names and members, and what functions return: what no call leads to, others may call."""
    functions = [function for alike in program.functions.values() for function in alike]
    return [
        *(node for bound in (*program.scope.names.values(), *program.members.values()) for node in bound),
        *(node for function in functions for node in function.returns),
    ]


def _program_of(language: str, text: str) -> tuple[Program, bool]:
    """The program, and whether all of the text could be parsed. Raises InputError."""
    from ...code.syntax import Program

    program = Program()
    if language == "python":
        from ...code.python import read

        wrong = read(text, program)
    else:
        from ...code.javascript import read as read_javascript

        wrong = read_javascript(text, program, language)
    return program, wrong is None
