"""What a command prints, also where its words are names that nobody can know but for their patterns."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.listed import MORE, OPEN, known_lines, listed
from .outputs import has_output, output_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ....changes import Read
    from ..syntax.invocation import Invocation

_MOST = 64  # names whose outputs are looked at one by one


def printed_by(invocation: Invocation, program: str, read: Read) -> str:
    """Its output, or, where it is that for one of several names, the lines that there may be."""
    output = output_of(program, invocation.arguments, invocation.stdin, read)
    is_named = any(OPEN in word.value for word in invocation.argv[1:])
    if UNKNOWN not in output or OPEN in output or not is_named or not has_output(program):
        return output
    return listed(_for_each(invocation, program, read))


def _for_each(invocation: Invocation, program: str, read: Read) -> Iterator[str]:
    for place, arguments in enumerate(invocation.named()):
        if place >= _MOST or any(MORE in argument for argument in arguments):
            yield MORE
            return
        yield from known_lines(output_of(program, arguments, invocation.stdin, read))
