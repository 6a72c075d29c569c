"""Who is told what a PowerShell text does, and asked what only a workspace knows."""

from __future__ import annotations

from ...values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    class Sink(Protocol):
        """Paths are spelled from the folder on that `command` of `cd` has set; a word may hold UNKNOWN."""

        def command(self, words: Sequence[str], stdin: str, at: Place) -> str:
            """A program is started; gives its output."""

        def cmdlet(self, words: Sequence[str], stdin: str, at: Place) -> None:
            """A cmdlet by its plain name, with plain parameters; what it does to files is told apart."""

        def wrote(self, path: str, content: str, line: int, *, appends: bool) -> None: ...

        def set(self, name: str, value: str) -> None:
            """A variable of the environment."""

        def unresolved(self, what: str, why: str, line: int) -> None: ...

        def read(self, path: str) -> bytes | None: ...

        def script(self, path: str, line: int) -> str | None:
            """The text of a workspace script that is about to run."""

        def spend(self, amount: int) -> None: ...


class Place(Value):
    """The source of a command and its lines; `writes` says that its output goes to a file."""

    __slots__ = ("source", "line", "last_line", "writes")

    source: str
    line: int
    last_line: int
    writes: bool

    def __init__(self, source: str, line: int, last_line: int, *, writes: bool = False) -> None:
        self._set(source=source, line=line, last_line=last_line, writes=writes)
