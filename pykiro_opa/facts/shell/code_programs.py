"""Code that a command is given, as a program whose expressions can be asked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..code.syntax import Node, Program


def unreached(program: Program) -> list[Node]:
    """What is bound to names and members, and what functions return: what no call leads to, others may call."""
    functions = [function for alike in program.functions.values() for function in alike]
    return [
        *(node for bound in (*program.scope.names.values(), *program.members.values()) for node in bound),
        *(node for function in functions for node in function.returns),
    ]


def program_of(language: str, text: str) -> tuple[Program, bool]:
    """The program, and whether all of the text could be parsed. Raises InputError."""
    from ..code.syntax import Program

    program = Program()
    if language == "python":
        from ..code.python import read

        wrong = read(text, program)
    else:
        from ..code.javascript import read as read_javascript

        wrong = read_javascript(text, program, language)
    return program, wrong is None
