"""What one command starts: builtins, functions, wrappers, shells and interpreters, or just a program."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ...catalogue.spellings import spellings
from . import finds, multiplying, startup_files, subscripts
from .builtins import BUILTINS, is_hashed
from .elsewhere import is_elsewhere, moved
from .files.paths import join
from .named_outputs import output
from .programs import index, tables
from .programs.wrappers import FEEDING, folder_of_wrapped, is_assignment, wrapped_by
from .syntax.listed import names_in, without_names
from .syntax.options import plain, values
from .syntax.words import MOST_WORDS, Word
from .variables import assigned, counted, more_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope

_DEEPEST_CALL = 12
_MOST_NAMED = 16  # that code is given one by one
_ENDS_EARLY = b"return"  # what a function may not have done then, it may have left undone


def invoke(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """Tell the recorder what the command does, and give its output."""
    evaluator.budget.spend(4 + (len(invocation.argv) >> 2))
    program = invocation.program
    if program is None:
        evaluator.recorder.unknown_program(invocation, scope)
        return UNKNOWN
    if program == "exe" and invocation.argv[0].text.startswith("/proc/"):
        program = "bash"  # of a process: this shell, or another that nobody knows
        invocation = invocation.instead((Word(program), *invocation.argv[1:]))
    if "/" in invocation.argv[0].text:
        copy = evaluator.recorder.program_behind(join(scope.cwd, invocation.argv[0].text))
        if copy is not None and copy != program and evaluator.depth < _DEEPEST_CALL:
            evaluator.recorder.command(invocation, program, scope)
            return invoke(invocation.instead((Word(copy), *invocation.argv[1:])), scope, evaluator)
    for words in spellings(program, invocation.arguments):
        if evaluator.depth < _DEEPEST_CALL:
            _again(invocation, words, scope, evaluator)
    if program in scope.functions and evaluator.depth < _DEEPEST_CALL:
        evaluator.recorder.command(invocation, program, scope)  # whether the function is defined may depend
        return _call(invocation, program, scope, evaluator)
    if program in scope.aliases or is_hashed(program, scope):
        _expanded_alias(invocation, program, scope, evaluator)
    _count(invocation, program, scope, evaluator)
    return _start(invocation, program, scope, evaluator)


def _count(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """What a program's words do as arithmetic, by themselves or as subscripts of names."""
    if program in subscripts.TAKERS:
        for argument in invocation.arguments:
            subscripts.run(argument, scope, evaluator, invocation.line)
    if program == "let":
        counted(" ".join(invocation.arguments), scope)


def _start(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """A builtin, a shell or an interpreter by its own rules, else a program."""
    builtin = BUILTINS.get(program)
    if builtin is not None:
        evaluator.recorder.command(invocation, program, scope)
        return builtin(invocation, scope, evaluator)
    known = program.rstrip("0123456789.-") if program not in tables.INTERPRETERS else program
    if known in tables.SHELLS or known in tables.INTERPRETERS or _is_remote(program, invocation):
        from . import interpreters, shells

        kinds = ((tables.SHELLS, shells.shell), (tables.INTERPRETERS, interpreters.interpreter))
        handler = next((run for names, run in kinds if known in names), shells.remote)
        names = invocation.stdin
        if known not in tables.INTERPRETERS:  # whose code may go through the names
            invocation = invocation.instead(invocation.argv, stdin=without_names(names))
        _hand_over(invocation, program, scope, evaluator)
        output: str = handler(invocation, known, scope, evaluator)
        if output == UNKNOWN and known in tables.INTERPRETERS:
            from itertools import islice

            from .programs.code_prints import printed

            for arguments in islice(invocation.named(), _MOST_NAMED):
                handler(invocation.instead((invocation.argv[0], *map(Word, arguments))), known, scope, evaluator)
            return printed(invocation.arguments, names)
        return output
    if known in tables.POWERSHELLS:
        from .powershell import power

        invocation = invocation.instead(invocation.argv, stdin=without_names(invocation.stdin))
        return power(invocation, program, scope, evaluator)
    return _program(invocation, program, scope, evaluator)


def _is_remote(program: str, invocation: Invocation) -> bool:
    """A wrapper that takes a text; `runuser -u USER` takes words."""
    return program in tables.REMOTE_SHELLS and not (program == "runuser" and "-u" in invocation.arguments)


def _program(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    arguments = invocation.arguments
    if program in finds.FINDERS:
        finds.run(invocation, scope, evaluator)
    evaluator.recorder.command(invocation, program, scope)
    if program == "find":
        finds.write_lists(invocation, scope, evaluator)
    _write(invocation, program, scope, evaluator)
    _hand_over(invocation, program, scope, evaluator)
    if "/" in invocation.argv[0].text:
        from .shells import run_directly

        printed = run_directly(invocation, scope, evaluator)
        if printed is not None:
            return printed
    if program in tables.BUILDS:
        from .building import build

        build(invocation, program, scope, evaluator)
    wrapped = wrapped_by(invocation, program, evaluator.recorder.reader(scope.cwd))
    if wrapped is not None:
        if program == "env":
            scope = _environment(arguments[: len(arguments) - len(wrapped.argv)], invocation, scope, evaluator)
        if is_elsewhere(program, arguments[: len(arguments) - len(wrapped.argv)]):
            scope = moved(scope)
        folder = folder_of_wrapped(program, arguments[: len(arguments) - len(wrapped.argv)])
        if folder:
            scope = scope.copy()
            scope.stand((join(scope.cwd, folder), ()))
        if program in FEEDING:
            finds.below(wrapped, names_in(invocation.stdin), scope, evaluator)
            if len(invocation.stdin.split()) > MOST_WORDS:
                evaluator.recorder.unresolved("size", "`xargs` gets too many words; give it fewer", invocation.line)
        return invoke(wrapped, scope, evaluator)
    if program == "git" and arguments[:2] == ["rev-parse", "--show-toplevel"]:
        return f"{scope.root}\n" if scope.root else UNKNOWN
    return output(invocation, program, scope, evaluator.recorder.reader(scope.cwd))


def _write(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """What a program writes that somebody runs."""
    arguments = invocation.arguments
    for path in arguments if program == "tee" else ():
        startup_files.written(path, invocation.stdin, scope, evaluator, invocation.line)
    if program in tables.BUILDS and any(tables.WRITES_BY_MAKE in given for given in (*arguments, invocation.stdin)):
        evaluator.recorder.open_files()


_CLEARS = ("-", "-i", "--ignore-environment")


def _environment(given: list[str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> Scope:
    """What `env` starts its program with; the words before that are options, their values and assignments."""
    set_here = [word.partition("=")[::2] for word in given if "=" in word and is_assignment(word)]
    for name, value in set_here:
        assigned(name, value, scope, evaluator, invocation.line)
    if not set_here and (not given or given[0] not in _CLEARS):
        return scope
    scope = scope.copy()
    if given[0] in _CLEARS:
        scope.clear()
    for name, value in set_here:
        scope.assign(name, value)
    return scope


def _again(invocation: Invocation, words: list[str], scope: Scope, evaluator: Evaluator) -> None:
    """The same command under another name."""
    opened = any(word.is_open for word in invocation.argv)
    argv = tuple(Word(word, is_open=opened and UNKNOWN in word) for word in words)
    evaluator.depth += 1
    try:
        invoke(invocation.instead(argv), scope.copy(), evaluator)
    finally:
        evaluator.depth -= 1


def _hand_over(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """Texts and arguments that the program gets beside its words, and the code of `awk` and `sed`."""
    if program in index.TEXTS:
        from .programs.texts import texts
        from .script_files import own_commands

        stdin = own_commands(program, invocation, scope, evaluator)
        found = texts(program, invocation.arguments, stdin)
        if program == "git":
            from .git_settings import configured

            found += configured(invocation, scope, evaluator)
        fed = (stdin or UNKNOWN) if program in tables.FEEDING else stdin if program in tables.PASSING else ""
        for text in dict.fromkeys(found):
            evaluator.run_text(text, scope.copy(), fed, invocation.line)
    if program in tables.COMPILERS:
        from .script_files import compiled

        compiled(program, invocation, scope, evaluator)
    if program in tables.LANGUAGES and program not in tables.INTERPRETERS:
        from .interpreters import one_liner

        for code in _one_liners(invocation, program, scope, evaluator):
            one_liner(code, invocation, program, scope, evaluator, invocation.arguments)
    more = more_arguments(program, invocation.arguments, invocation.assigned, scope)
    if more:
        _again(invocation, [program, *more], scope, evaluator)


def _one_liners(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> list[str]:
    """The code of `awk` and `sed`: what options give or name, else the first word."""
    arguments = invocation.arguments
    given = values(arguments, "-e", "--expression", "--source")
    for path in values(arguments, "-f", "--file"):
        if path == "-" or path in tables.INPUTS:
            given.append(invocation.stdin)
        if path.startswith(tables.MADE_BY_OTHERS):
            why = f"`{program}` gets code that another command makes"
            evaluator.recorder.unresolved("code", why, invocation.line)
        content = evaluator.recorder.read(join(scope.cwd, path))
        given += [] if content is None else [content.decode("utf-8", "replace")]
    valued = ("-f", "--file", "-v", "--assign", "-F", "-e", "-E", "-i", "-l") if program != "sed" else ("-l",)
    return given or plain(arguments, valued)[:1]


def _call(invocation: Invocation, name: str, scope: Scope, evaluator: Evaluator) -> str:
    text, body = scope.functions[name]
    inner = scope.copy()
    inner.positional = [word.value for word in invocation.argv[1:]]
    inner.own = set()
    if name in evaluator.calling and len(scope.functions) > 1:  # of itself alone it was asked where it is defined
        multiplying.record_recursion(invocation, name, scope, evaluator)
    evaluator.depth += 1
    evaluator.calling.append(name)
    try:
        printed: str = text.run(body, inner, invocation.stdin)
    finally:
        evaluator.calling.pop()
        evaluator.depth -= 1
    scope.leave(inner)
    if _ENDS_EARLY in (body.text or b""):
        scope.join([inner])
    else:
        scope.become(inner)
    return printed


def _expanded_alias(invocation: Invocation, name: str, scope: Scope, evaluator: Evaluator) -> None:
    inner = scope.copy()
    alias = inner.aliases.pop(name) if name in inner.aliases else inner.hashed[name]
    inner.hashed = {other: path for other, path in inner.hashed.items() if other != name}
    rest = " ".join(_requoted(word) for word in invocation.arguments)
    evaluator.run_text(f"{alias} {rest}", inner, invocation.stdin, invocation.line)


def _requoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"
