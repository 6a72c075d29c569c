"""How much work one shell text may make: loops, functions and aliases can ask for more than anybody could wait for."""

from __future__ import annotations

MOST_STEPS = 20_000  # words, and pieces of long ones; a statement counts as four
MOST_TEXT = 1_000_000  # characters in the commands found and in the scripts they run


class ExhaustedError(Exception):
    """The text asks for more work than is done for one; what was found so far stays."""


class Budget:
    """Counts down; raises ExhaustedError when nothing is left."""

    __slots__ = ("_left",)

    def __init__(self, amount: int) -> None:
        self._left = amount

    def spend(self, amount: int) -> None:
        self._left -= amount
        if self._left < 0:
            raise ExhaustedError
