"""Python, by its own parser; nothing is run or imported."""

from __future__ import annotations

from .reading import read

__all__ = ["read"]
