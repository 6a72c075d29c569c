"""The entry: shell text in, facts out."""

from __future__ import annotations

from ...changes import POWERSHELL, SHELL
from ...values import Value
from .budget import ExhaustedError
from .evaluator import Evaluator
from .recorder import Recorder
from .syntax.scope import Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...changes import Read
    from ...events import Fact
    from ..code import Code
    from ..sql import Text
    from .budget import Budget
    from .files.file_effects import FileEffect


class ShellFacts(Value):
    """`commands` and `unresolved` are facts without ids; `effects` are what the commands do to files.

    `codes` is what they run in other languages, `queries` the SQL that programs are given. `last_lines` has for each
    command the line it ends on, `folders` are those that commands run in.
    """

    __slots__ = ("commands", "last_lines", "folders", "effects", "queries", "codes", "unresolved")

    commands: list[Fact]
    last_lines: list[int]
    folders: tuple[str, ...]
    effects: tuple[FileEffect, ...]
    queries: tuple[Text, ...]
    codes: tuple[Code, ...]
    unresolved: list[Fact]

    def __init__(self, recorder: Recorder) -> None:
        self._set(
            commands=recorder.commands,
            last_lines=recorder.last_lines,
            folders=tuple(recorder.folders),
            effects=tuple(recorder.effects),
            queries=tuple(recorder.queries),
            codes=tuple(recorder.codes),
            unresolved=recorder.unresolved_facts,
        )


def _matching(recorder: Recorder, root: str) -> Callable[[str, str], list[str] | None]:
    """What gives the names that a pattern matches from a folder, on the disk and of files that were made before."""
    known: dict[tuple[str, ...], list[str] | None] = {}

    def matching(pattern: str, folder: str) -> list[str] | None:
        from .files.globbing import matches

        made = [path for path, _ in recorder.made_files()]
        key = (pattern, folder, *made)
        if key not in known:
            known[key] = matches(pattern, folder, root, made)
        return known[key]

    return matching


def evaluate(
    text: str,
    *,
    path: str,
    line: int,
    cwd: str,
    read: Read,
    runs_now: bool,
    stdin: str | None = None,
    root: str = "",
    variables: Mapping[str, str] | None = None,
    language: str = SHELL,
    budget: Budget | None = None,
) -> ShellFacts:
    """Evaluate text in the language of a shell that stands at `path`, from line `line` on, and would run in the folder `cwd`.

    `read` gives workspace files by encoded repository path; `variables` are set when the text starts. Text that runs some day only (`runs_now` False) does
    nothing to files yet, and what is not known of it is not yet asked. `budget` is what several texts share.
    """
    recorder = Recorder(path, read, root, runs_now=runs_now)
    if "\0" in text:
        recorder.unresolved("code", "the shell text holds a NUL", line)
    scope = Scope(cwd, root)
    scope.matching = _matching(recorder, root)
    scope.positional = [] if runs_now else None
    for name, value in (variables or {}).items():
        scope.assign(name, value)
    try:
        if language == POWERSHELL:
            from .powershell import run_text

            run_text(text, scope, Evaluator(recorder, budget), line)
        else:
            Evaluator(recorder, budget).run_text(text, scope, stdin or "", line)
    except ExhaustedError:
        recorder.unresolved("size", "the shell text asks for too much work to be followed; split it", line)
    return ShellFacts(recorder)
