"""JavaScript and TypeScript, whose grammars agree in almost all; what is wrong in one place leaves the rest readable."""

from __future__ import annotations

from .reading import read

__all__ = ["read"]
