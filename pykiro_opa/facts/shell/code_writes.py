"""The files that a one-liner of another language changes, as the command's own."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from ..code import of_program
from .code import inline_files
from .files.file_effects import LINKED, WRITTEN, FileEffect
from .files.paths import join

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .code.files import Changes
    from .code.surroundings import Surroundings
    from .evaluator import Evaluator
    from .syntax.invocation import Invocation
    from .syntax.scope import Scope


def write_files(
    text: str, language: str, given: Surroundings, invocation: Invocation, scope: Scope, evaluator: Evaluator
) -> None:
    """The files that code writes or deletes: before what it starts is read, since that may run them."""
    followed = _followed(text, language, given, evaluator)
    literal = [] if followed is not None and followed.is_whole else [*inline_files.files(language, text, given)]
    if followed is not None and followed.hides:  # any text of the code may be what it stands for
        literal += [(path, WRITTEN) for path in inline_files.paths(text)]
    known = [one for one in (followed.found if followed is not None else ()) if UNKNOWN not in one[0]]
    found = dict.fromkeys([*((path, kind, None) for path, kind in literal), *known])
    for path, kind, source in sorted(found, key=lambda one: one[1]):  # written last
        # What the code copies may be a program, or of its own making: who runs it runs what nobody has seen.
        made = FileEffect(path, WRITTEN if kind == LINKED else kind, None, invocation.line)
        is_new = made.kind == WRITTEN and evaluator.recorder.read(join(scope.cwd, path)) is None
        evaluator.recorder.make(made, scope, replaces=is_new or not inline_files.changes_alone(language))
        evaluator.recorder.touched(FileEffect(path, kind, None, invocation.line, source), scope)
    if inline_files.writes_unnamed(language, text, given):
        evaluator.recorder.open_files()


def _followed(text: str, language: str, given: Surroundings, evaluator: Evaluator) -> Changes | None:
    """The files that code changes, where a reader knows its language."""
    known = of_program(language)
    if known is None or not inline_files.may_change(text):
        return None
    from .code.files import changed

    evaluator.budget.spend(len(text) >> 3)
    return changed(known, text, given)
