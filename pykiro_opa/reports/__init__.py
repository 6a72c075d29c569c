"""Who is told: one module a format, each with `render(decision, *, colour) -> str`; adding a file adds a format."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..decisions import Decision

    Render = Callable[..., str]


def formats() -> list[str]:
    """The names of the formats on offer, sorted."""
    import os

    folder = os.path.dirname(__file__)
    names = (name[:-3] for name in os.listdir(folder) if name.endswith(".py"))
    return sorted(name for name in names if not name.startswith("_"))


def render(name: str, decision: Decision, *, colour: bool = False) -> str:
    """The decision in the named format, ending in a line feed."""
    from importlib import import_module

    chosen: Render = import_module(f"{__name__}.{name}").render
    return chosen(decision, colour=colour)
