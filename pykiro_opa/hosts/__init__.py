"""The agents: one module a host, which knows its tool calls and how to answer them; adding a file adds a host.

A host has `recognises(payload) -> bool`, `decode(payload, root) -> Change` and `reply(effect, text) -> (code, text)`.
"""

from __future__ import annotations

import os

from .. import light_json
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
    try:
        payload = light_json.loads(data.decode("utf-8"), object_pairs_hook=_without_duplicates, parse_constant=_refuse)
    except UnicodeDecodeError:
        raise InputError("tool call: not UTF-8") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"tool call: not JSON: {error}") from None
    if not isinstance(payload, dict):
        raise InputError("tool call: expected a JSON object")
    return payload


def _hosts() -> list[ModuleType]:
    names = sorted(name.removesuffix(".py") for name in os.listdir(os.path.dirname(__file__)) if name.endswith(".py"))
    # NOTE: importlib costs the hook half a millisecond; with a fromlist this gives the module itself
    return [__import__(f"{__name__}.{name}", fromlist=["decode"]) for name in names if not name.startswith("_")]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same key twice in one object")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(f"`{constant}` is no JSON number")
