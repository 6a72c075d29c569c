"""PowerShell text -> the programs and cmdlets it would run, and what they do to files, told to a `Sink`.

The grammar is read here: tree-sitter-powershell 0.26 takes `git checkout -- .` and `rm a, b` for errors and the `>` of a
redirection for a word. Nothing is judged, and what cannot be known is said.
"""

from __future__ import annotations

from .running import run
from .sink import Place

__all__ = ["Place", "run"]
