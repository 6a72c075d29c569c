"""What proposes a change: one module a source; adding a file adds a source and its option of `evaluate`.

A source has `OPTION = (flag, metavar, help)` (no flag: what is judged without any), `STAGE`, and one of

- `read(argument, folder, stdin) -> Change`,
- `read_payload(argument, stdin) -> bytes`, an agent's tool call for `hosts`,
- `read_event(argument, stdin) -> Event`, an event made elsewhere.

`folder` is where the user stands, `stdin()` gives the bytes of standard input. All raise InputError.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import ModuleType


def available() -> Mapping[str, ModuleType]:
    """The sources by name, sorted."""
    from importlib import import_module

    names = sorted(name.removesuffix(".py") for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".py"))
    return {name: import_module(f"{__name__}.{name}") for name in names if not name.startswith("_")}
