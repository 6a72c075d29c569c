"""What programs do to the files they name: a table is one module with `ROWS`, a program one row of it."""

from __future__ import annotations

from ...programs.index import EFFECTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._kinds import Row


def may_have_effects(program: str) -> bool:
    return any(program in programs for programs in EFFECTS.values())


def rows_of(program: str) -> list[Row]:
    """What each table says of a program; no other table is loaded."""
    tables = [name for name, programs in EFFECTS.items() if program in programs]
    return [__import__(f"{__name__}.{name}", fromlist=["ROWS"]).ROWS[program] for name in tables]
