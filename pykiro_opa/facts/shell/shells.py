"""Shells, interpreters and remote shells: what they are given to run, as text, file or input."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import elsewhere
from .files.made_files import copied_program
from .files.paths import join
from .folders import STOPS
from .programs import tables
from .syntax.options import plain
from .syntax.words import Word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


_DEEPEST = 12  # of programs that first lines start


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
    scope = _with_options(scope, arguments[:place], letters)
    rest = arguments[place:]
    values = [word.value for word in invocation.argv[1:]][place:]
    if "n" in letters and "i" not in letters and not runs_again:
        return ""  # it reads the text and runs nothing
    if takes_text:
        inner = _inner(invocation, scope, values[2:], values[1] if len(values) > 1 else program)
        return code(values[0] if values else None, invocation, inner, evaluator)
    if reads_input or not rest or rest[0] == "-":
        inner = _inner(invocation, scope, values[rest[:1] == ["-"] :], program)
        return code(invocation.stdin, invocation, inner, evaluator) if invocation.stdin else ""
    return script(rest[0], values[1:], invocation, scope, evaluator)


def _with_options(scope: Scope, arguments: list[str], letters: str) -> Scope:
    """What `-O NAME` and `-e` set; whether this shell ends with a command that fails, is no matter of the new one."""
    named = {arguments[place + 1] for place, word in enumerate(arguments[:-1]) if word == "-O"}
    inner = scope.copy()
    inner.options = (scope.options - {STOPS}) | named | ({STOPS} if "e" in letters else set())
    return inner


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
    text = content.decode("utf-8", "replace")
    from ..scripts import is_shell

    if is_shell(path, text, executable=True) and not _splits(text):
        return script(path, invocation.arguments, invocation, scope, evaluator)
    started = _first_line(text)
    if started and evaluator.depth < _DEEPEST:
        from .starting import invoke

        words = tuple(Word(word) for word in (*started, path))
        evaluator.depth += 1
        try:
            return invoke(invocation.instead((*words, *invocation.argv[1:])), scope.copy(), evaluator)
        finally:
            evaluator.depth -= 1
    return None


def _splits(text: str) -> bool:
    """Whether the first line is a command of several words: `#!/usr/bin/env -S bash -c …`."""
    first = text.partition("\n")[0]
    return first.startswith("#!") and (" -S" in first or " --split-string" in first)


def _first_line(text: str) -> list[str]:
    """What the system starts for a file: a program and, as one word, its argument."""
    first = text.partition("\n")[0]
    return first[2:].split(None, 1) if first.startswith("#!") else []


def remote(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> str:
    """`ssh HOST COMMAND…`, `su -c COMMAND`: a text for another shell."""
    evaluator.recorder.command(invocation, program, scope)
    arguments = invocation.arguments
    if "-c" in arguments and program != "ssh":
        return code(next(iter(arguments[arguments.index("-c") + 1 :]), None), invocation, scope, evaluator)
    words = plain(arguments, tables.SSH_VALUES)
    if program == "ssh" and words and elsewhere.is_other_host(words[0]):
        scope = elsewhere.moved(scope)
    rest = words[tables.REMOTE_SHELLS[program] :] if program == "ssh" else []
    rest = rest[rest[:1] == ["--"] :]
    if not rest:
        return code(invocation.stdin, invocation, scope, evaluator) if invocation.stdin else UNKNOWN
    inner = scope.copy()
    inner.stand((UNKNOWN, ()))
    return code(" ".join(rest), invocation, inner, evaluator)
