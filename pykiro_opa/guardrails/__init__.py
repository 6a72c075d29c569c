"""Guardrails in `.kiro/kiro.json`: find, read, check and compile them to data for OPA, and compare two versions.

Nothing here asks OPA or touches the disk; `load` and `discover` are given what reads and what knows RE2.
"""

from __future__ import annotations

from .discovery import CONFIGURATION, discover
from .loading import Guardrails, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .comparison import compare

__all__ = ["CONFIGURATION", "Guardrails", "compare", "discover", "load"]


def __getattr__(name: str) -> object:
    if name == "compare":  # the hook compares only where a guardrail file is touched
        from .comparison import compare

        return compare
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
