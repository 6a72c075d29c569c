"""`find`: the commands that it starts, and what these do to the files that it finds."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .programs import tables
from .programs.find_tests import STARTS
from .programs.listings import FD_STARTS, found_by, found_by_fd
from .syntax.listed import listed
from .syntax.words import Word, is_pattern

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

FINDERS = ("fd", "fdfind", "find")
_MARK = "{}"
_STARTS = (*STARTS, *FD_STARTS)
_LISTS = ("-fprint", "-fprint0", "-fprintf")  # write what they find to a file


def run(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """`find … -exec COMMAND {} ;` and `fd … -x COMMAND` run the command on what they find."""
    texts = [word.text for word in invocation.argv]
    is_find = invocation.program == "find"
    globs = found_by(texts[1:], *STARTS) if is_find else found_by_fd(texts[1:])
    for place, text in enumerate(texts):
        if text in _STARTS:
            end = next((at for at in range(place, len(texts)) if texts[at] in (";", "+", "\\;")), len(texts))
            evaluator.budget.spend(len(texts))  # which are all read for each, and again by a `find` inside
            argv = [_found(word, globs) for word in invocation.argv[place + 1 : end]]
            if argv and not is_find and not any(_MARK in text for text in texts[place + 1 : end]):
                argv.append(_found(Word(_MARK), globs))
            if argv:
                from .starting import invoke

                wrapped = invocation.instead(tuple(argv), stdin="", bare=True)
                invoke(wrapped, scope, evaluator)
                below(wrapped, globs, scope, evaluator)


def write_lists(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """`find … -fprint FILE` writes the names of what it finds."""
    arguments = invocation.arguments
    for place, text in enumerate(arguments[:-1]):
        if text in _LISTS:
            names = listed(found_by(arguments, text))
            evaluator.recorder.wrote(arguments[place + 1], names, scope, invocation.line)


def _found(word: Word, globs: list[str]) -> Word:
    return Word(word.value.replace(_MARK, listed(globs)), is_open=word.is_open or word.text == _MARK)


def below(wrapped: Invocation, names: list[str], scope: Scope, evaluator: Evaluator) -> None:
    """A folder that is found, and with it all that is in it, as if the command were told to go down."""
    option = tables.DESCENDS.get(wrapped.program or "")
    for name in names if option is not None else ():
        if not is_pattern(name):
            given = (word.replace(UNKNOWN, name) for word in wrapped.arguments)
            words = (Word(wrapped.program or ""), Word(option or ""), *map(Word, given))
            evaluator.recorder.command(wrapped.instead(words), wrapped.program or "", scope)
