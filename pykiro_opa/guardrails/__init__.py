"""Guardrails in `.kiro/kiro.json`: find, read, check and compile them to data for OPA, and compare two versions.

Nothing here asks OPA or touches the disk; `load` and `discover` are given what reads and what knows RE2.
"""

from __future__ import annotations

from .discovery import CONFIGURATION, discover
from .result import Guardrails

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .comparison import compare
    from .loading import load

__all__ = ["CONFIGURATION", "Guardrails", "compare", "discover", "load"]


def __getattr__(name: str) -> object:
    # The hook compares only where a guardrail file is touched, and compiles only what it has not kept.
    if name == "compare":
        from .comparison import compare

        return compare
    if name == "load":
        from .loading import load

        return load
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
