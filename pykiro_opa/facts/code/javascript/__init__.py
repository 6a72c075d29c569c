"""JavaScript and TypeScript, by one grammar for both; what is wrong in one place leaves the rest readable."""

from __future__ import annotations

from .reading import read

__all__ = ["read"]
