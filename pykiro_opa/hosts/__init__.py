"""The agents: one module a host, which knows its tool calls and how to answer them; adding a file adds a host.

A host has `recognises(payload) -> bool`, `decode(payload, root) -> Change` and `reply(effect, text) -> (code, text)`.
"""

from __future__ import annotations

import os

from .. import strict_json
from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from typing import Any

    from ..changes import Change

LARGEST = 64 * 1024 * 1024


def decode(data: bytes, root: str) -> tuple[ModuleType, Change]:
    """The host that sent a tool call, and the change it proposes. Raises InputError."""
    payload = parse(data)
    matching = [host for host in _hosts() if host.recognises(payload)]
    if len(matching) != 1:
        known = ", ".join(sorted(host.__name__.rpartition(".")[2] for host in _hosts()))
        raise InputError(f"tool call: not one of the envelopes of {known}; is the hook installed for another agent?")
    return matching[0], matching[0].decode(payload, root)


def parse(data: bytes) -> dict[str, Any]:
    """The JSON object of a tool call, refused where two readers could understand it differently."""
    if len(data) > LARGEST:
        raise InputError("tool call: larger than 64 MB")
    payload = strict_json.read(data, "tool call")
    if not isinstance(payload, dict):
        raise InputError("tool call: expected a JSON object")
    return payload


def _hosts() -> list[ModuleType]:
    names = sorted(name.removesuffix(".py") for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".py"))
    # NOTE: importlib costs the hook half a millisecond; with a fromlist this gives the module itself
    return [__import__(f"{__name__}.{name}", fromlist=["decode"]) for name in names if not name.startswith("_")]
