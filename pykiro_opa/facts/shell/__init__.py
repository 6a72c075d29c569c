"""Shell text -> the commands it would run and what they do to files, by abstract evaluation of its grammar.

Nothing is judged here. Whatever cannot be known is said: a word that holds `UNKNOWN`, a command without a program, or
an `unresolved` fact; never silence.
"""

from __future__ import annotations

from .budget import MOST_STEPS_OF_A_FILE, Budget
from .evaluation import ShellFacts, evaluate

__all__ = ["MOST_STEPS_OF_A_FILE", "Budget", "ShellFacts", "evaluate"]
