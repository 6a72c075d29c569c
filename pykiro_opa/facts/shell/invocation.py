"""One command with its words known: builtins, functions, wrappers, shells and interpreters, or just a program."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ...values import Value
from . import tables
from .builtins import BUILTINS
from .outputs import output_of
from .paths import join
from .words import MOST_WORDS, Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .scope import Scope

_DEEPEST_CALL = 12


class Invocation(Value):
    """A command as the evaluator met it: words, `NAME=value` before it, standard input, and where it stands.

    `writes` says that its output goes to a file.
    """

    __slots__ = ("argv", "assigned", "stdin", "source", "line", "last_line", "writes")

    argv: tuple[Word, ...]
    assigned: tuple[tuple[str, str], ...]
    stdin: str
    source: str
    line: int
    last_line: int
    writes: bool

    def __init__(
        self,
        *,
        argv: tuple[Word, ...],
        assigned: tuple[tuple[str, str], ...],
        stdin: str,
        source: str,
        line: int,
        last_line: int,
        writes: bool,
    ) -> None:
        self._set(
            argv=argv,
            assigned=assigned,
            stdin=stdin,
            source=source,
            line=line,
            last_line=last_line,
            writes=writes,
        )

    def instead(self, argv: tuple[Word, ...], stdin: str | None = None, *, bare: bool = False) -> Invocation:
        """The command with other words, at the same place; `bare` without variables and redirection."""
        return Invocation(
            argv=argv,
            assigned=() if bare else self.assigned,
            stdin=self.stdin if stdin is None else stdin,
            source=self.source,
            line=self.line,
            last_line=self.last_line,
            writes=self.writes and not bare,
        )

    @property
    def program(self) -> str | None:
        """The last part of the first word; None where that is not known."""
        name = self.argv[0].text.rstrip("/").rpartition("/")[2] or self.argv[0].text
        return None if UNKNOWN in name or not name else name

    @property
    def arguments(self) -> list[str]:
        return [word.text for word in self.argv[1:]]

    def inner(self, first: int) -> Invocation | None:
        """The command that starts at word `first`, None where there is none."""
        if first >= len(self.argv):
            return None
        return self.instead(self.argv[first:])


def invoke(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """Tell the recorder what the command does, and give its output."""
    evaluator.budget.spend(4 + (len(invocation.argv) >> 2))
    program = invocation.program
    if program is None:
        evaluator.recorder.unknown_program(invocation, scope)
        return UNKNOWN
    if program in scope.functions and evaluator.depth < _DEEPEST_CALL:
        return _call(invocation, program, scope, evaluator)
    if program in scope.aliases:
        _expanded_alias(invocation, scope.aliases[program], scope, evaluator)
    builtin = BUILTINS.get(program)
    if builtin is not None:
        evaluator.recorder.command(invocation, program, scope)
        return builtin(invocation, scope, evaluator)
    if program in tables.SHELLS:
        return _shell(invocation, program, scope, evaluator)
    if program in tables.INTERPRETERS:
        return _interpreter(invocation, program, scope, evaluator)
    if program in tables.REMOTE_SHELLS:
        return _remote(invocation, program, scope, evaluator)
    if program == "find":
        _find(invocation, scope, evaluator)
    first = _inner_start(invocation, program)
    evaluator.recorder.command(invocation, program, scope)
    wrapped = None if first is None else invocation.inner(first)
    if wrapped is not None:
        if program == "xargs":
            wrapped = _fed(wrapped, invocation.stdin, evaluator)
        return invoke(wrapped, scope, evaluator)
    return output_of(program, invocation.arguments, invocation.stdin, evaluator.recorder.read)


def _call(invocation: Invocation, name: str, scope: Scope, evaluator: Evaluator) -> str:
    text, body = scope.functions[name]
    inner = scope.copy()
    inner.positional = invocation.arguments
    evaluator.depth += 1
    try:
        output: str = text.run(body, inner, invocation.stdin)
    finally:
        evaluator.depth -= 1
    scope.join([inner])
    return output


def _expanded_alias(invocation: Invocation, alias: str, scope: Scope, evaluator: Evaluator) -> None:
    inner = scope.copy()
    inner.aliases = {}
    rest = " ".join(_requoted(word) for word in invocation.arguments)
    evaluator.run_text(f"{alias} {rest}", inner, invocation.stdin, invocation.line)


def _requoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _inner_start(invocation: Invocation, program: str) -> int | None:
    """Where the inner command of a wrapper starts, None for a program that wraps nothing."""
    texts = [word.text for word in invocation.argv]
    for length in (3, 2, 1):
        name = " ".join([program, *_subcommands(texts[1:])[: length - 1]])
        row = tables.WRAPPERS.get(name)
        if row is not None and name.count(" ") == length - 1:
            return _skip(texts, row, name.count(" "))
    return None


def _subcommands(texts: list[str]) -> list[str]:
    return [text for text in texts if not text.startswith("-")][:2]


def _skip(texts: list[str], row: tuple[frozenset[str], int, bool], subcommands: int) -> int | None:
    valued, positional, assigns = row
    to_pass = positional + subcommands
    index = 1
    while index < len(texts):
        text = texts[index]
        if text == "--" and to_pass == 0:
            return index + 1 if index + 1 < len(texts) else None
        if text.startswith("-") and text != "-":
            index += 2 if text in valued else 1
        elif assigns and "=" in text and text.partition("=")[0].replace("_", "a").isalnum():
            index += 1
        elif to_pass:
            to_pass -= 1
            index += 1
        else:
            return index
    return None


def _fed(wrapped: Invocation, stdin: str, evaluator: Evaluator) -> Invocation:
    """`xargs` adds the words of its input to the command."""
    fed = stdin.split()
    if len(fed) > MOST_WORDS:
        evaluator.recorder.unresolved("size", "`xargs` gets too many words; give it fewer", wrapped.line)
        fed = [UNKNOWN]
    added = (Word(UNKNOWN, is_open=True),) if UNKNOWN in stdin else tuple(Word(word) for word in fed)
    return wrapped.instead((*wrapped.argv, *added), stdin="")


def _shell(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`sh -c TEXT`, `sh FILE`, or a shell that reads its input."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    for place, argument in enumerate(arguments):
        if argument.startswith("-") and not argument.startswith("--") and "c" in argument:
            code = next((text for text in arguments[place + 1 :] if not text.startswith("-")), None)
            return _code(code, invocation, scope, evaluator)
        if argument.startswith(("-", "+")):
            continue
        return _script(argument, invocation, scope, evaluator)
    return _code(invocation.stdin, invocation, scope, evaluator) if invocation.stdin else ""


def _code(code: str | None, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    if code is None or UNKNOWN in code.split(None, 1)[0:1] or code == UNKNOWN:
        evaluator.recorder.unresolved("code", "the shell gets text that is not known before it runs", invocation.line)
        return UNKNOWN
    return evaluator.run_text(code, scope.copy(), "", invocation.line)


def _script(path: str, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """A workspace script is read and judged; one that cannot be read is a program like any other."""
    if path == "/dev/stdin":
        return _code(invocation.stdin, invocation, scope, evaluator)
    if path.startswith("/dev/fd/"):
        evaluator.recorder.unresolved("code", "the shell reads a text that another command makes", invocation.line)
        return UNKNOWN
    content = evaluator.recorder.executed(join(scope.cwd, path))
    if content is None:
        return UNKNOWN
    inner = scope.copy()
    inner.positional = invocation.arguments[1:]
    return evaluator.run_text(content, inner, invocation.stdin, invocation.line)


def _interpreter(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    evaluator.recorder.command(invocation, program, scope)
    flags = tables.INTERPRETERS[program]
    arguments = invocation.arguments
    for place, argument in enumerate(arguments):
        if argument in flags:
            if arguments[place + 1 : place + 2] == [UNKNOWN]:
                evaluator.recorder.unresolved("code", f"`{program}` gets code that is not known", invocation.line)
            return UNKNOWN
        if not argument.startswith("-") or argument == "-m":
            return UNKNOWN
    if UNKNOWN in invocation.stdin:
        evaluator.recorder.unresolved("code", f"`{program}` gets code that is not known", invocation.line)
    return UNKNOWN


def _remote(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`ssh HOST COMMAND…`, `su -c COMMAND`: a text for another shell."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    if "-c" in arguments and program != "ssh":
        return _code(next(iter(arguments[arguments.index("-c") + 1 :]), None), invocation, scope, evaluator)
    from ...catalogue.programs import parse_arguments

    words, _ = parse_arguments(program, arguments)
    rest = words[tables.REMOTE_SHELLS[program] :] if program == "ssh" else ()
    if not rest:
        return _code(invocation.stdin, invocation, scope, evaluator) if invocation.stdin else UNKNOWN
    inner = scope.copy()
    inner.cwd = UNKNOWN
    text = " ".join(UNKNOWN if word is None else word for word in rest)
    return _code(text, invocation, inner, evaluator)


def _find(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """`find … -exec COMMAND {} ;` runs the command on what it finds; `-delete` removes it."""
    texts = [word.text for word in invocation.argv]
    for place, text in enumerate(texts):
        if text in ("-exec", "-execdir", "-ok", "-okdir"):
            end = next((at for at in range(place, len(texts)) if texts[at] in (";", "+", "\\;")), len(texts))
            evaluator.budget.spend((end - place) >> 2)
            argv = tuple(
                Word(UNKNOWN, is_open=True) if word.text == "{}" else word for word in invocation.argv[place + 1 : end]
            )
            if argv:
                invoke(invocation.instead(argv, stdin="", bare=True), scope, evaluator)
