"""The shell's own commands that change its state or run text: one function each."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import folders, taking
from .files.paths import join
from .named_outputs import output
from .programs import tables
from .programs.outputs import output_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


def _eval(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    text = " ".join(invocation.arguments)
    if not text.strip():
        return ""
    if UNKNOWN in text.split(None, 1)[0]:
        evaluator.recorder.unresolved("code", "`eval` gets text that is not known before it runs", invocation.line)
        return UNKNOWN
    return evaluator.run_text(text, scope, invocation.stdin, invocation.line)


def _source(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    if not invocation.arguments:
        return ""
    path = invocation.arguments[0]
    if path in tables.INPUTS and invocation.stdin and UNKNOWN not in invocation.stdin[:1]:
        return evaluator.run_text(invocation.stdin, scope, "", invocation.line)
    if UNKNOWN in path.rpartition("/")[2] or path.startswith(("/dev/", "/proc/")):
        evaluator.recorder.unresolved("code", "`source` reads a file that is not known", invocation.line)
        return UNKNOWN
    content = evaluator.recorder.executed(join(scope.cwd, path))
    if content is None and "/" not in path:  # it is looked for in the folders of PATH
        made = [one for one, _ in evaluator.recorder.made_files() if one.rpartition("/")[2] == path]
        content = evaluator.recorder.executed(made[-1]) if made else None
    if evaluator.recorder.is_unseen(join(scope.cwd, path)):
        evaluator.recorder.unresolved(
            "code", "`source` reads a file that is made of what is not known", invocation.line
        )
    return UNKNOWN if content is None else evaluator.run_script(content, scope, invocation.stdin, invocation.line)


def _alias(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    for argument in invocation.arguments:
        name, equals, text = argument.partition("=")
        if equals and name and UNKNOWN not in name:
            scope.aliases[name] = text
    return ""


def _set(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    arguments = invocation.arguments
    if "--" in arguments:
        scope.positional = arguments[arguments.index("--") + 1 :]
        return ""
    first = 0
    while first < len(arguments) and arguments[first][:1] in ("-", "+") and arguments[first][1:]:
        scope.options = _with_option(scope.options, arguments[first : first + 2])
        first += 2 if arguments[first].endswith("o") else 1
    if first < len(arguments):
        scope.positional = arguments[first:]
    return ""


def _with_option(options: frozenset[str], words: list[str]) -> frozenset[str]:
    """The options after `set -e`, `set -o errexit` and their opposites."""
    sets = "e" in words[0][1:] or (words[0].endswith("o") and words[1:] == [folders.STOPS])
    changed = frozenset((folders.STOPS,)) if sets else frozenset[str]()
    return options | changed if words[0][0] == "-" else options - changed


def _printf_variable(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    arguments = invocation.arguments
    if arguments[:1] == ["-v"] and len(arguments) > 2:
        printed = invocation.instead((invocation.argv[0], *invocation.argv[3:]), stdin="")
        scope.assign(arguments[1], output(printed, "printf", scope, evaluator.recorder.read))
        return ""
    return output(invocation, "printf", scope, evaluator.recorder.read)


def _pwd(_invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    return scope.folder() + "\n"


def _trap(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """`trap TEXT SIGNAL…`: the text runs later, with what is set then."""
    text = next((word for word in invocation.arguments if word != "--"), "")
    if len(invocation.arguments) > 1 and text and not text.startswith("-"):
        evaluator.at_end.append((text, invocation.line))
        evaluator.run_text(text, scope.copy(), "", invocation.line)
    return ""


def _shift(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    count = invocation.arguments[0] if invocation.arguments else "1"
    if scope.positional is not None and not count.isdigit():
        scope.positional = None
    elif scope.positional is not None and int(count) <= len(scope.positional):  # else it fails and shifts nothing
        scope.positional = scope.positional[int(count) :]
    return ""


def _shopt(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    names = {word for word in invocation.arguments if word[:1] not in ("-", "+")}
    if "-s" in invocation.arguments:
        scope.options |= names
    elif "-u" in invocation.arguments:
        scope.options -= names
    return ""


def _hash(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    """`hash -p PATH NAME`: from now on `NAME` is that program."""
    if invocation.arguments[:1] == ["-p"] and len(invocation.arguments) > 2:
        path, name = invocation.arguments[1:3]
        scope.hashed = {**scope.hashed, name: path}
    return ""


def _enable(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    scope.disables = scope.disables or any(word[:1] != "-" or "n" in word for word in invocation.arguments)
    return ""


def is_hashed(program: str, scope: Scope) -> bool:
    """Whether a name is the program that `hash -p` gave it: the shell's own commands come first."""
    return program in scope.hashed and (scope.disables or program not in _OWN)


def _history(invocation: Invocation, _scope: Scope, evaluator: Evaluator) -> str:
    """`fc -s`, `fc -e -`: a line that was run before; `-l` only lists."""
    if not any(word.startswith("-") and "l" in word for word in invocation.arguments):
        evaluator.recorder.unresolved("code", "`fc` runs a line of the history", invocation.line)
    return UNKNOWN


def _completions(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """`compgen -C TEXT`; `-F NAME` calls a function, the words behind `-W` are expanded."""
    from .syntax.options import values

    for text in values(invocation.arguments, "-W"):
        evaluator.run_text(f": {text}", scope.copy(), "", invocation.line)
    for text in values(invocation.arguments, "-C", "-F"):
        evaluator.run_text(text, scope.copy(), "", invocation.line)
    return output_of("compgen", invocation.arguments, "", evaluator.recorder.read)


# Commands of every bash, which come before any program.
_OWN = frozenset((
    ".", ":", "[", "alias", "bg", "cd", "command", "declare", "echo", "eval", "exec", "exit", "export", "false", "fg",
    "hash", "jobs", "kill", "local", "printf", "pwd", "read", "return", "set", "shift", "source", "test", "times",
    "trap", "true", "type", "ulimit", "umask", "unalias", "unset", "wait",
))  # fmt: skip
BUILTINS = {
    ".": _source,
    "alias": _alias,
    "cd": folders.change,
    "compgen": _completions,
    "enable": _enable,
    "eval": _eval,
    "fc": _history,
    "getopts": taking.options,
    "hash": _hash,
    "mapfile": taking.read_lines,
    "printf": _printf_variable,
    "popd": folders.pop,
    "pushd": folders.push,
    "pwd": _pwd,
    "read": taking.read,
    "readarray": taking.read_lines,
    "set": _set,
    "shift": _shift,
    "shopt": _shopt,
    "source": _source,
    "trap": _trap,
}
