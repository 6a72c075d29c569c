"""The shell's own commands that change its state or run text: one function each."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .outputs import output_of
from .paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .invocation import Invocation
    from .scope import Scope


def _cd(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    target = next((text for text in invocation.arguments if not text.startswith("-") or text == "-"), "~")
    scope.cwd = UNKNOWN if target == "-" or UNKNOWN in target else join(scope.cwd, target)
    return ""


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
    if UNKNOWN in path.rpartition("/")[2] or path.startswith("/dev/"):
        evaluator.recorder.unresolved("code", "`source` reads a file that is not known", invocation.line)
        return UNKNOWN
    content = evaluator.recorder.executed(join(scope.cwd, path))
    return UNKNOWN if content is None else evaluator.run_text(content, scope, invocation.stdin, invocation.line)


def _alias(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    for argument in invocation.arguments:
        name, equals, text = argument.partition("=")
        if equals and name and UNKNOWN not in name:
            scope.aliases[name] = text
    return ""


def _read(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    for name in invocation.arguments:
        if not name.startswith("-"):
            scope.assign(name, UNKNOWN)
    return ""


def _set(invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    arguments = invocation.arguments
    if "--" in arguments:
        scope.positional = arguments[arguments.index("--") + 1 :]
    return ""


def _printf_variable(invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    arguments = invocation.arguments
    if arguments[:1] == ["-v"] and len(arguments) > 2:
        scope.assign(arguments[1], output_of("printf", arguments[2:], "", evaluator.recorder.read))
        return ""
    return output_of("printf", arguments, invocation.stdin, evaluator.recorder.read)


def _pwd(_invocation: Invocation, scope: Scope, _evaluator: Evaluator) -> str:
    return (scope.cwd or ".") + "\n"


BUILTINS = {
    ".": _source,
    "alias": _alias,
    "cd": _cd,
    "eval": _eval,
    "printf": _printf_variable,
    "pushd": _cd,
    "pwd": _pwd,
    "read": _read,
    "set": _set,
    "source": _source,
}
