"""What programs print of names that are not known but for what they may be."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .programs.outputs import output_of
from .programs.printed import printed_by
from .syntax.expansions import of_each
from .syntax.listed import OPEN, listed, plainly

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...changes import Read
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope
    from .syntax.words import Word

_PRINTING = ("echo", "printf")  # print their words as they are
_CHANGING = ("basename", "dirname", "readlink", "realpath")  # print a part of each, or another form


def output(invocation: Invocation, program: str, scope: Scope, read: Read) -> str:
    """As `output_of`, for the words with all that they may be."""
    values = [_value(word) for word in invocation.argv[1:]]
    if program in _PRINTING:
        return output_of(program, values, invocation.stdin, read)
    place = next((at for at, value in enumerate(values) if OPEN in value), None)
    if program not in _CHANGING or place is None:
        return printed_by(invocation, program, read)

    def of_name(name: str) -> str:
        given = [*invocation.arguments[:place], name, *invocation.arguments[place + 1 :]]
        return output_of(program, given, invocation.stdin, read).rstrip("\n")

    return of_each(values[place], of_name, scope)


def _value(word: Word) -> str:
    """A pattern is the names that it matches."""
    return listed([word.text]) if word.is_pattern and UNKNOWN not in word.text else plainly(word.value)
