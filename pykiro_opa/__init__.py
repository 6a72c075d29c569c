"""Guardrails for AI coding agents as policy as code, decided by Open Policy Agent.

Nothing is imported until it is asked for: the hook pays for what it uses.
"""

from __future__ import annotations

from .version import __version__

__all__ = ["__version__", "decide"]


def __getattr__(name: str) -> object:
    if name == "decide":
        from .gate import decide

        return decide
    raise AttributeError(f"module `pykiro_opa` has no attribute `{name}`")
