"""OPA bundles of the library and of compiled guardrails: written deterministically, read with suspicion."""

from __future__ import annotations

from .archive import guardrails_bundle, library_bundle, pack
from .inspection import Inspection, inspect

__all__ = ["Inspection", "guardrails_bundle", "inspect", "library_bundle", "pack"]
