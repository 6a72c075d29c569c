"""Shells, interpreters and remote shells: what they are given to run, as text, file or input."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ..code import of_file, of_program
from . import tables
from .paths import join
from .words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .invocation import Invocation
    from .scope import Scope


def shell(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`sh -c TEXT`, `sh FILE`, or a shell that reads its input."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    takes_text = reads_input = False
    place = 0
    while place < len(arguments):
        argument = arguments[place]
        if argument in tables.SHELL_NAMES:
            place += 2
            continue
        if argument in tables.SHELL_FILES:
            script(next(iter(arguments[place + 1 :]), ""), [], invocation, scope, evaluator)
            place += 2
            continue
        if argument == "--":
            place += 1
            break
        if not argument.startswith(("-", "+")) or argument in ("-", "+"):
            break
        takes_text = takes_text or (argument[1] != "-" and "c" in argument)
        reads_input = reads_input or (argument[1] != "-" and "s" in argument)
        place += 1
    rest = arguments[place:]
    if takes_text:
        inner = _inner(invocation, scope, rest[2:], rest[1] if len(rest) > 1 else program)
        return code(rest[0] if rest else None, invocation, inner, evaluator)
    if reads_input or not rest or rest[0] == "-":
        inner = _inner(invocation, scope, rest[rest[:1] == ["-"] :], program)
        return code(invocation.stdin, invocation, inner, evaluator) if invocation.stdin else ""
    return script(rest[0], rest[1:], invocation, scope, evaluator)


def _inner(invocation: Invocation, scope: Scope, positional: list[str], name: str) -> Scope:
    """The new shell's state: it has more of this one's variables than were exported, rather than fewer."""
    inner = scope.copy()
    for variable, value in invocation.assigned:
        inner.assign(variable, value)
    inner.positional = positional
    inner.assign("0", name)
    return inner


def code(text: str | None, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """A text that a shell runs in a scope of its own."""
    if text is None or UNKNOWN in text.split(None, 1)[0:1] or text == UNKNOWN:
        evaluator.recorder.unresolved("code", "the shell gets text that is not known before it runs", invocation.line)
        return UNKNOWN
    return evaluator.run_text(text, scope.copy(), "", invocation.line)


def script(path: str, positional: list[str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """A workspace script is read and judged; one that cannot be read is a program like any other."""
    if path == "/dev/stdin":
        return code(invocation.stdin, invocation, scope, evaluator)
    if path.startswith("/dev/fd/"):
        evaluator.recorder.unresolved("code", "the shell reads a text that another command makes", invocation.line)
        return UNKNOWN
    content = evaluator.recorder.executed(join(scope.cwd, path))
    if content is None:
        return UNKNOWN
    inner = _inner(invocation, scope, positional, path)
    return evaluator.run_script(content, inner, invocation.stdin, invocation.line)


def run_directly(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str | None:
    """`./FILE`: what the shell, or one that the first line names, would make of it; None where that is none of ours."""
    path = invocation.argv[0].text
    if "/" not in path or UNKNOWN in path:
        return None
    content = evaluator.recorder.read(join(scope.cwd, path))
    if content is None or b"\0" in content:
        return None
    if of_file(path, content[:200].decode("utf-8", "replace")) is not None:
        evaluator.recorder.script(join(scope.cwd, path), invocation.line)
        return None
    from ..scripts import is_shell

    if not is_shell(path, content.decode("utf-8", "replace"), executable=True):
        return None
    return script(path, invocation.arguments, invocation, scope, evaluator)


def interpreter(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """Code of another language: what it starts and writes is judged here, what it calls is kept for who reads it."""
    flags = tables.INTERPRETERS.get(program, frozenset())
    arguments = invocation.arguments
    place = 0
    while place < len(arguments):
        argument = arguments[place]
        given = _given_code(arguments, place, flags)
        if given is not None:
            evaluator.recorder.command(invocation, program, scope)
            return _read_code(given, invocation, program, scope, evaluator)
        if argument not in ("-", "run") and (not argument.startswith("-") or argument == "-m"):
            _run_file(arguments[place:], invocation, scope, evaluator)
            evaluator.recorder.command(invocation, program, scope)
            return UNKNOWN
        place += 2 if argument in tables.INTERPRETER_VALUES else 1
    evaluator.recorder.command(invocation, program, scope)
    return _read_code(invocation.stdin, invocation, program, scope, evaluator)


def _run_file(words: list[str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """`FILE`, or `-m MODULE`."""
    if words[0] != "-m":
        evaluator.recorder.script(join(scope.cwd, words[0]), invocation.line)
    elif len(words) > 1:
        module = words[1].replace(".", "/")
        for path in (f"{module}.py", f"{module}/__main__.py"):
            evaluator.recorder.script(join(scope.cwd, path), invocation.line)


def _given_code(arguments: list[str], place: int, flags: frozenset[str]) -> str | None:
    """The code behind an option, also where that stands in a cluster (`perl -ne CODE`)."""
    argument = arguments[place]
    if argument in flags:
        return arguments[place + 1] if place + 1 < len(arguments) else ""
    for flag in flags:
        if argument.startswith(f"{flag}=") and flag.startswith("--"):
            return argument.partition("=")[2]
        if len(flag) == 2 and argument[:1] == "-" and argument[1:2] != "-" and flag[1] in argument[1:]:
            return argument.partition(flag[1])[2] or next(iter(arguments[place + 1 :]), "")
    return None


def _read_code(text: str, invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    if text == UNKNOWN or UNKNOWN in invocation.stdin == text:
        evaluator.recorder.unresolved("code", f"`{program}` gets code that is not known", invocation.line)
    language = of_program(tables.LANGUAGES.get(program, ""))
    if language is not None and text.strip():
        evaluator.recorder.code(language, text, invocation.line)
    one_liner(text, invocation, program, scope, evaluator)
    return UNKNOWN


def one_liner(text: str, invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """The commands and the file changes in code of another language."""
    from . import inline_code
    from .file_effects import FileEffect
    from .invocation import invoke

    language = tables.LANGUAGES.get(program, "")
    for command in inline_code.commands(language, text):
        if isinstance(command, str):
            evaluator.run_text(command, scope.copy(), "", invocation.line)
        else:
            words = tuple(Word(word) for word in command)
            invoke(invocation.instead(words, stdin="", bare=True), scope.copy(), evaluator)
    for path, kind in inline_code.files(language, text):
        evaluator.recorder.touched(FileEffect(path, kind, None, invocation.line), scope)


def remote(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`ssh HOST COMMAND…`, `su -c COMMAND`: a text for another shell."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    if "-c" in arguments and program != "ssh":
        return code(next(iter(arguments[arguments.index("-c") + 1 :]), None), invocation, scope, evaluator)
    from ...catalogue.programs import parse_arguments

    words, _ = parse_arguments(program, arguments)
    rest = words[tables.REMOTE_SHELLS[program] :] if program == "ssh" else ()
    if not rest:
        return code(invocation.stdin, invocation, scope, evaluator) if invocation.stdin else UNKNOWN
    inner = scope.copy()
    inner.cwd = UNKNOWN
    text = " ".join(UNKNOWN if word is None else word for word in rest)
    return code(text, invocation, inner, evaluator)
