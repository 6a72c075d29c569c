"""Build tools, which run scripts of the workspace."""

from __future__ import annotations

from .files.paths import join
from .programs import tables
from .syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


def build(invocation: Invocation, program: str, scope: Scope, evaluator: Evaluator) -> None:
    """A build tool runs scripts of the workspace, which are read where they can be."""
    from .programs.tool_scripts import scripts_of

    def read(path: str) -> bytes | None:
        text = evaluator.recorder.executed(join(scope.cwd, path))
        if text is not None and tables.WRITES_BY_MAKE in text:
            evaluator.recorder.open_files()
        return None if text is None else text.encode("utf-8", "replace")

    if program == "run-parts":
        from .shells import script

        folders = [join(scope.cwd, word) for word in invocation.arguments]
        for path, _ in evaluator.recorder.made_files():
            if path.rpartition("/")[0] in folders:
                script(path, [], invocation, scope, evaluator)
    if any(
        path.startswith(tables.MADE_BY_OTHERS) for path in values(invocation.arguments, "-f", "--file", "--makefile")
    ):
        evaluator.recorder.unresolved("code", f"`{program}` reads what another command makes", invocation.line)
    for text in scripts_of(program, invocation.arguments, read):
        inner = scope.copy()
        for name, value in invocation.assigned:
            inner.assign(name, value)
        evaluator.run_script(text, inner, "", invocation.line)
