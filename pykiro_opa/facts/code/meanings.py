"""What an evaluation asks about the names of a language and its libraries."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    from .values import Arguments, Values

    class Meanings(Protocol):
        """What the names of languages and libraries mean; None for what is nothing of theirs."""

        def named(self, name: str) -> Values | None:
            """A name that the program does not define."""

        def member(self, of: object, name: str) -> Values | None: ...

        def called(self, function: object, arguments: Arguments) -> Values | None: ...

        def elements(self, of: object) -> Values | None:
            """What a loop over it meets."""

        def likely(self, functions: Values) -> Values:
            """Of several that may be called, those of whom it is likely; all of them where none is likelier."""

        def unknown_called(self, receiver: str, name: str, arguments: Arguments) -> Values | None:
            """A method is called on something that nothing is known of but its name."""
