"""`find`: the commands that it starts, and what these do to the files that it finds."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import tables
from .outputs import found_by
from .words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .invocation import Invocation
    from .scope import Scope


def run(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """`find … -exec COMMAND {} ;` runs the command on what it finds; `-delete` removes it."""
    texts = [word.text for word in invocation.argv]
    for place, text in enumerate(texts):
        if text in ("-exec", "-execdir", "-ok", "-okdir"):
            end = next((at for at in range(place, len(texts)) if texts[at] in (";", "+", "\\;")), len(texts))
            evaluator.budget.spend(len(texts))  # which are all read for each, and again by a `find` inside
            argv = tuple(
                Word(UNKNOWN, is_open=True) if word.text == "{}" else word for word in invocation.argv[place + 1 : end]
            )
            if argv:
                from .invocation import invoke

                wrapped = invocation.instead(argv, stdin="", bare=True)
                invoke(wrapped, scope, evaluator)
                on_found(wrapped, found_by(texts[1:]), scope, evaluator)


def on_found(wrapped: Invocation, globs: list[str], scope: Scope, evaluator: Evaluator) -> None:
    """What the command does to the files that are found, as far as their names tell which they are."""
    if wrapped.program is None:
        return
    for glob in globs:
        given = [word.replace(UNKNOWN, glob) for word in wrapped.arguments]
        evaluator.recorder.effects_of(wrapped, wrapped.program, given, scope)
        option = tables.DESCENDS.get(wrapped.program)
        if option is not None and "*" not in glob:  # a folder, and with it all that is in it
            words = (Word(wrapped.program), Word(option), *map(Word, given))
            evaluator.recorder.command(wrapped.instead(words), wrapped.program, scope)
