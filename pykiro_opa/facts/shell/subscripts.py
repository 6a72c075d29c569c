"""Substitutions inside subscripts: bash runs them wherever it takes a text for arithmetic or for the name of a variable."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluator import Evaluator
    from .syntax.scope import Scope

_OPENINGS = ("[$(", "[`", "[${")
# Commands that take the name of a variable, or arithmetic.
TAKERS = frozenset(("[", "[[", "declare", "export", "let", "local", "mapfile", "printf", "read", "readarray", "readonly",
                    "test", "typeset", "unset", "wait"))  # fmt: skip


def run(text: str, scope: Scope, evaluator: Evaluator, line: int) -> None:
    """Evaluate the substitutions of a text such as `a[$(…)]`."""
    starts = [place for opening in _OPENINGS if (place := text.find(opening)) >= 0]
    end = max(text.rfind(")"), text.rfind("`"), text.rfind("}"))
    if starts and end > min(starts):
        evaluator.run_text(f": {text[min(starts) + 1 : end + 1]}", scope.copy(), "", line)
