"""OPA bundles of the library and of guardrails: written deterministically, read with suspicion, extended by their pins."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .archive import guardrails_bundle, library_bundle, pack
    from .inspection import Inspection, inspect

__all__ = ["Inspection", "guardrails_bundle", "inspect", "library_bundle", "pack"]


def __getattr__(name: str) -> object:
    # The hook only asks what is pinned; what packs and unpacks stays out of its way.
    from importlib import import_module

    if name in __all__:
        module = "inspection" if name in ("Inspection", "inspect") else "archive"
        return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module `{__name__}` has no attribute `{name}`")
