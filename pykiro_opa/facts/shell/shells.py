"""Shells, interpreters and remote shells: what they are given to run, as text, file or input."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ..code import of_file, of_program
from . import tables
from .made_files import copied_program
from .options import plain
from .paths import join
from .words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .evaluator import Evaluator
    from .invocation import Invocation
    from .scope import Scope


def shell(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`sh -c TEXT`, `sh FILE`, or a shell that reads its input."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    takes_text = reads_input = False
    letters, runs_again = "", False
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
        letters += argument[1:] if argument[:2] != "--" else ""
        runs_again = runs_again or (argument[0] == "+" and "n" in argument)
        takes_text = takes_text or (argument[1] != "-" and "c" in argument)
        reads_input = reads_input or (argument[1] != "-" and "s" in argument)
        place += 1
    rest = arguments[place:]
    if "n" in letters and "i" not in letters and not runs_again:
        return ""  # it reads the text and runs nothing
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
    if path in tables.INPUTS:
        return code(invocation.stdin, invocation, scope, evaluator)
    if path.startswith("/dev/fd/") or (path.startswith("/proc/") and "/fd/" in path):
        evaluator.recorder.unresolved("code", "the shell reads a text that another command makes", invocation.line)
        return UNKNOWN
    content = evaluator.recorder.executed(join(scope.cwd, path))
    if content is None:
        _unseen(path, invocation, scope, evaluator)
        return UNKNOWN
    inner = _inner(invocation, scope, positional, path)
    return evaluator.run_script(content, inner, invocation.stdin, invocation.line)


def _unseen(path: str, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    if evaluator.recorder.is_unseen(join(scope.cwd, path)):
        why = "it runs a file that is made just before, of what is not known"
        evaluator.recorder.unresolved("code", why, invocation.line)


def run_directly(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str | None:
    """`./FILE`: what the shell, or one that the first line names, would make of it; None where that is none of ours."""
    path = invocation.argv[0].text
    if "/" not in path or UNKNOWN in path:
        return None
    content = evaluator.recorder.read(join(scope.cwd, path))
    if content is None or b"\0" in content or copied_program(content.decode("utf-8", "replace")):
        _unseen(path, invocation, scope, evaluator)
        return None
    if of_file(path, content[:200].decode("utf-8", "replace")) is not None:
        _run_script(join(scope.cwd, path), invocation.arguments, invocation, "", scope, evaluator)
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
            rest = arguments[place + 1 + (arguments[place + 1 : place + 2] == [given]) :]
            return _read_code(given, invocation, program, scope, evaluator, rest)
        if argument not in ("-", "run") and (not argument.startswith("-") or argument == "-m"):
            _run_file(arguments[place:], invocation, program, scope, evaluator)
            evaluator.recorder.command(invocation, program, scope)
            return UNKNOWN
        place += 2 if argument in tables.INTERPRETER_VALUES else 1
    evaluator.recorder.command(invocation, program, scope)
    return _read_code(invocation.stdin, invocation, program, scope, evaluator)


def _run_file(words: list[str], invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """`FILE`, or `-m MODULE`."""
    if words[0] != "-m":
        _run_script(join(scope.cwd, words[0]), words[1:], invocation, program, scope, evaluator)
    elif len(words) > 1:
        module = words[1].replace(".", "/")
        for path in (f"{module}.py", f"{module}/__main__.py"):
            _run_script(join(scope.cwd, path), words[2:], invocation, program, scope, evaluator)
        row = tables.CODE_MODULES.get(words[1])
        for code in row(words[2:]) if row is not None else ():
            _read_code(code, invocation, program, scope, evaluator)


def _run_script(
    path: str, arguments: list[str], invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator
) -> None:
    """A script of the workspace is a program like any other, but for the commands that it is sure to start.

    One that this text has just made is code of this text.
    """
    made = evaluator.recorder.made(path)
    if path in tables.INPUTS or path == "/dev/fd/63":
        made = invocation.stdin if path in tables.INPUTS else UNKNOWN
    if made is not None:
        _read_code(made, invocation, program, scope, evaluator, arguments)
        return
    found = evaluator.recorder.script(path, invocation.line)
    if found is not None:
        for one in _starts(found.language, found.text, arguments, invocation, scope, evaluator):
            if UNKNOWN not in (one if isinstance(one, str) else one[0])[:1]:
                _start(one, invocation, scope, evaluator)


_MOST_MODULES = 20
_DEEPEST_CODE = 4
_NO_CODE = ("-M", "-m", "-I", "-W", "-X")  # options whose value stands in the same word


def _given_code(arguments: list[str], place: int, flags: frozenset[str]) -> str | None:
    """The code behind an option, also where that stands in a cluster (`perl -ne CODE`)."""
    argument = arguments[place]
    if argument in flags:
        return arguments[place + 1] if place + 1 < len(arguments) else ""
    for flag in flags:
        if argument.startswith(f"{flag}=") and flag.startswith("--"):
            return argument.partition("=")[2]
        if (
            len(flag) == 2
            and argument[:1] == "-"
            and not argument.startswith(_NO_CODE)
            and argument[1:2] != "-"
            and flag[1] in argument[1:]
        ):
            return argument.partition(flag[1])[2] or next(iter(arguments[place + 1 :]), "")
    return None


def _read_code(
    text: str,
    invocation: Invocation,
    program: str,
    scope: Scope,
    evaluator: Evaluator,
    arguments: Sequence[str] = (),
) -> str:
    if text == UNKNOWN or UNKNOWN in invocation.stdin == text:
        evaluator.recorder.unresolved("code", f"`{program}` gets code that is not known", invocation.line)
    language = of_program(tables.LANGUAGES.get(program, ""))
    if language is not None and text.strip():
        evaluator.recorder.code(language, text, invocation.line)
        for one in _starts(language, text, arguments, invocation, scope, evaluator):
            _start(one, invocation, scope, evaluator)
        for module in _imported(text) if language == "python" else ():
            _run_file(["-m", module], invocation, program, scope, evaluator)
    _run_made(text, invocation, program, scope, evaluator)
    one_liner(text, invocation, program, scope, evaluator)
    return UNKNOWN


def _run_made(text: str, invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """Files that were made just before and that code names, in whatever call: it may run them."""
    for path, content in evaluator.recorder.made_files():
        name = path.rpartition("/")[2]
        if name in text and "." in name and content not in (text, UNKNOWN) and evaluator.depth < _DEEPEST_CODE:
            evaluator.depth += 1
            _read_code(content, invocation, program, scope, evaluator)
            evaluator.depth -= 1


def _imported(text: str) -> list[str]:
    import re

    return re.findall(r"(?:^|;)\s*(?:import|from)\s+([A-Za-z_][\w.]*)", text, re.MULTILINE)[:_MOST_MODULES]


def _starts(
    language: str, text: str, arguments: Sequence[str], invocation: Invocation, scope: Scope, evaluator: Evaluator
) -> list[str | list[str]]:
    """What code of a language starts; it is read where a name stands in it that may start something."""
    if not any(name in text for name in tables.STARTING):
        return []
    from .code_starts import Surroundings, starts

    given = dict(invocation.assigned)

    def variable(name: str) -> str:
        return given.get(name) or scope.lookup(name)

    evaluator.budget.spend(len(text) >> 3)
    read = evaluator.recorder.reader(scope.cwd)
    return starts(language, text, Surroundings(arguments, invocation.stdin, variable, read))


def _start(one: str | list[str], invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    from .invocation import invoke

    if isinstance(one, str):
        code(one, invocation, scope, evaluator)
    elif one:
        words = tuple(Word(word, is_open=word == UNKNOWN) for word in one)
        invoke(invocation.instead(words, stdin="", bare=True), scope.copy(), evaluator)


def one_liner(text: str, invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """The commands and the file changes in code of another language."""
    from . import inline_code
    from .file_effects import FileEffect

    language = tables.LANGUAGES.get(program, "")
    for command in inline_code.commands(language, text):
        if isinstance(command, str):
            evaluator.run_text(command, scope.copy(), "", invocation.line)
        else:
            _start(command, invocation, scope, evaluator)
    if language in inline_code.UNREAD:
        for given in inline_code.unknown_starts(language, text):
            taken = invocation.stdin if given == inline_code.INPUT and UNKNOWN not in invocation.stdin else UNKNOWN
            code(taken or UNKNOWN, invocation, scope, evaluator)
    for path, kind in sorted(inline_code.files(language, text), key=lambda found: found[1]):  # written last
        effect = FileEffect(path, kind, None, invocation.line)
        evaluator.recorder.make(effect, scope)
        evaluator.recorder.touched(effect, scope)


def remote(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`ssh HOST COMMAND…`, `su -c COMMAND`: a text for another shell."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    if "-c" in arguments and program != "ssh":
        return code(next(iter(arguments[arguments.index("-c") + 1 :]), None), invocation, scope, evaluator)
    rest = plain(arguments, tables.SSH_VALUES)[tables.REMOTE_SHELLS[program] :] if program == "ssh" else []
    rest = rest[rest[:1] == ["--"] :]
    if not rest:
        return code(invocation.stdin, invocation, scope, evaluator) if invocation.stdin else UNKNOWN
    inner = scope.copy()
    inner.cwd = UNKNOWN
    return code(" ".join(rest), invocation, inner, evaluator)
