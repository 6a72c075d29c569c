"""Code of a programming language as the API operations that it performs."""

from __future__ import annotations

from ...errors import InputError
from ..code import JAVASCRIPT, PYTHON, TSX, TYPESCRIPT
from ..code.evaluation import Evaluation
from ..code.given import ExhaustedError
from ..code.syntax import Program
from . import mentions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .sdk import Operation

_LARGEST = 500_000


class Reading:
    """The operations of a text, and why not all of it was read: what is wrong, in which line."""

    __slots__ = ("operations", "what", "why", "line")

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.what = ""
        self.why = ""
        self.line = 1

    def doubts(self, what: str, why: str, line: int = 1) -> None:
        self.what, self.why, self.line = what, why, line


def read(language: str, text: str, *, runs_now: bool = False) -> Reading:
    """What code of a language calls; nothing where it names none of the libraries that it would need."""
    found = Reading()
    if language not in _ROWS or not mentions(text, runs_now=runs_now):
        return found
    if len(text) > _LARGEST:
        found.doubts("size", "the code is too long to be read for API calls; split it")
        return found
    try:
        _ROWS[language](text, found)
    except (RecursionError, ExhaustedError, InputError):
        found.doubts("code", "the code is too tangled to be read for API calls; write it more plainly")
    found.operations = [one for one in found.operations if one.first]
    return found


def _python(text: str, found: Reading) -> None:
    from ..code.python import read as read_python
    from .python import PythonMeanings

    program = Program()
    wrong = read_python(text, program)
    if wrong is not None:
        found.doubts("code", "the code cannot be parsed, so that its API calls are not known; correct it", wrong)
    Evaluation(program, PythonMeanings(found.operations.append)).run()


def _javascript(language: str) -> Callable[[str, Reading], None]:
    def reads(text: str, found: Reading) -> None:
        from ..code.javascript import read as read_javascript
        from .javascript import JavaScriptMeanings

        program = Program()
        wrong = read_javascript(text, program, language)
        if wrong is not None:
            found.doubts("code", "the code cannot be parsed, so that its API calls are not known; correct it", wrong)
        Evaluation(program, JavaScriptMeanings(found.operations.append)).run()

    return reads


_ROWS: dict[str, Callable[[str, Reading], None]] = {
    PYTHON: _python, **{language: _javascript(language) for language in (JAVASCRIPT, TSX, TYPESCRIPT)},
}  # fmt: skip
