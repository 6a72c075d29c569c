"""How much work shell text may make: loops, functions and aliases can ask for more than anybody could wait for."""

from __future__ import annotations

MOST_STEPS = 20_000  # words, and pieces of long ones; a statement counts as four
MOST_STEPS_OF_A_FILE = 100_000  # of all texts in it together
MOST_TEXT = 1_000_000  # characters in the commands found and in the scripts they run


class ExhaustedError(Exception):
    """The text asks for more work than is done for one; what was found so far stays."""


class Budget:
    """Counts down; raises ExhaustedError when nothing is left of it, or of a larger one that it is part of."""

    __slots__ = ("_left", "_whole")

    def __init__(self, amount: int, whole: Budget | None = None) -> None:
        self._left = amount
        self._whole = whole

    def spend(self, amount: int) -> None:
        self._left -= amount
        if self._whole is not None:
            self._whole.spend(amount)
        if self._left < 0:
            raise ExhaustedError

    @property
    def is_spent(self) -> bool:
        return self._left < 0
