"""What code of another language is given by its command, and what it starts, as commands of the same text."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .files.paths import join
from .programs import tables
from .shells import code
from .syntax.listed import known_lines, names_in, without_names
from .syntax.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .code.started import Start
    from .code.surroundings import Surroundings
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


def given_to(arguments: Sequence[str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> Surroundings:
    """What the command gives its code; `arguments` are the last of its words, perhaps behind others."""
    from .code.surroundings import Surroundings

    assigned = dict(invocation.assigned)

    def variable(name: str) -> tuple[str, ...]:
        value = assigned.get(name) or scope.lookup(name)
        return tuple(names_in(value)) or (value,)

    return Surroundings(
        _alternatives(arguments, invocation),
        without_names(invocation.stdin),
        known_lines(invocation.stdin),
        variable,
        evaluator.recorder.reader(scope.cwd),
        lambda pattern: _matching(pattern, scope, evaluator),
    )


def _matching(pattern: str, scope: Scope, evaluator: Evaluator) -> list[str]:
    """The files of a pattern that are there, or that this text has made."""
    from fnmatch import fnmatchcase

    from .files.globbing import expanded

    found = [word.text for word in expanded((Word(""), Word(pattern)), scope.cwd, scope.root)[1:]]
    folder = f"{scope.cwd}/" if scope.cwd else ""
    made = [path.removeprefix(folder) for path, _ in evaluator.recorder.made_files() if path.startswith(folder)]
    return [*found, *(path for path in made if fnmatchcase(path, pattern) and path.count("/") == pattern.count("/"))]


def _alternatives(arguments: Sequence[str], invocation: Invocation) -> list[tuple[str, ...]]:
    """What each argument may be."""
    words = invocation.argv[::-1]
    found = [
        tuple(names_in(words[place].value)) if place < len(words) and words[place].text == argument else ()
        for place, argument in enumerate(reversed(arguments))
    ]
    return [names or (argument,) for names, argument in zip(found[::-1], arguments, strict=True)]


def start(one: Start, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    from .starting import invoke

    inner = scope.copy()
    if one.folder:
        inner.cwd = join(scope.cwd, one.folder)
    for name, value in one.assigned:
        inner.assign(name, value)
    words = one.words.split() if isinstance(one.words, str) else one.words
    stdin = one.stdin
    if stdin is None:  # what a shell without words reads, the code writes
        stdin = UNKNOWN if _is_bare(words) else ""
    if not isinstance(one.words, str):
        if one.words:
            argv = tuple(Word(word, is_open=word == UNKNOWN) for word in words)
            invoke(invocation.instead(argv, stdin=stdin, bare=True), inner, evaluator)
    elif stdin:
        evaluator.run_text(one.words, inner, stdin, invocation.line)
    else:
        code(one.words, invocation, inner, evaluator)


def _is_bare(words: Sequence[str]) -> bool:
    """A shell or an interpreter that is given nothing but options of one letter."""
    program = words[0].rpartition("/")[2] if words else ""
    plain = all(word.startswith("-") and not word.startswith(("--", "-c", "-e")) for word in words[1:])
    return (program in tables.SHELLS or program in tables.INTERPRETERS) and plain
