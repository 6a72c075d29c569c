"""Files of commands that programs are told to read, and source texts that compilers make programs of."""

from __future__ import annotations

from .files.paths import join
from .programs import tables
from .syntax.options import plain, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


_ORDERS = ("-c", "--cmd", "-ex", "--eval-command", "-iex", "-o", "--one-line")


def _sourced(text: str) -> list[str]:
    """The files that an order names: `source FILE`."""
    import re

    return re.findall(r"(?:^|\|)\s*(?:so|source|runtime|luafile|py3?file|command source)!?\s+(\S+)", text)


def own_commands(program: str, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> str:
    """What a program reads its own commands from: its input, and behind it the files that it is told to read."""
    rows = tables.SCRIPT_FILES.get(program, ())
    named = values(invocation.arguments, *(name for name in rows if name))
    named += plain(invocation.arguments)[:1] if "" in rows else []
    given = [invocation.stdin]
    if rows:
        orders = values(invocation.arguments, *_ORDERS)
        named += [path for text in orders for path in _sourced(text)]
    for path in named:
        if path.startswith(tables.MADE_BY_OTHERS) and path not in tables.INPUTS:
            why = f"`{program}` reads commands that another command makes"
            evaluator.recorder.unresolved("code", why, invocation.line)
        content = evaluator.recorder.read(join(scope.cwd, path))
        text = "" if content is None or b"\0" in content else content.decode("utf-8", "replace")
        given.append(f"python\n{text}\nend" if path.endswith(".py") else text)
    return "\n".join(given) if len(given) > 1 else given[0]


def compiled(program: str, invocation: Invocation, scope: Scope, evaluator: Evaluator) -> None:
    """The commands in a source text that this shell text has made; one of the workspace is a program like any other."""
    from .interpreters import literal_commands

    for argument in invocation.arguments:
        from_input = argument == "-" or argument in tables.INPUTS
        made = invocation.stdin if from_input else evaluator.recorder.made(join(scope.cwd, argument))
        if made is not None:
            literal_commands(tables.COMPILERS[program], made, invocation, scope, evaluator)
