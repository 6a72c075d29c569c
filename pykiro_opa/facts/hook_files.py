"""What an agent's settings say of hooks: which there are, whether they run, and in which environment."""

from __future__ import annotations

import json

from ..events import canonical, clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_ADDED, _LOOSENED, _TIGHTENED = "added", "loosened", "tightened"
_OUR_NAME = b"pykiro-opa"
_DESCRIBING = ("description", "name")
# What decides which program a hook is, or what it asks.
_ENVIRONMENT = ("PYKIRO_", "PATH", "PYTHON", "LD_", "DYLD_", "BASH_ENV", "ENV", "HOME", "XDG_")


def compare(before: bytes | None, after: bytes | None) -> tuple[str, str] | None:
    """The pointer of what changes and whether it is added, loosened or tightened; None where no hook is concerned."""
    old, new = _read(before), _read(after)
    if new is None:
        return ("", _LOOSENED) if before != after and (after is not None or old is None or old.hooks) else None
    earlier = old if old is not None else _Hooks({})
    if new.is_off and not earlier.is_off:
        return "/disableAllHooks", _LOOSENED
    if earlier.hooks - new.hooks:
        return "/hooks", _LOOSENED
    if new.environment - earlier.environment:
        return "/env", _LOOSENED
    if new.hooks - earlier.hooks:
        return "/hooks", _ADDED if before is None else _TIGHTENED
    return None


class _Hooks:
    """The hooks of a file that are switched on, each as canonical JSON, and what else decides what they do."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.is_off = document.get("disableAllHooks") is True or document.get("enabled") is False
        # When one of ours is asked is part of it; when a formatter runs is everybody's own business.
        is_ours = "then" in document and _OUR_NAME in canonical(clean(document["then"]))
        trigger = document.get("when", "") if is_ours else None
        listed = _flattened(document.get("hooks", document.get("then")), trigger)
        self.hooks = frozenset() if self.is_off else frozenset(listed)
        given = document.get("env")
        self.environment = frozenset(
            canonical([name, clean(value)])
            for name, value in (given.items() if isinstance(given, dict) else ())
            if name.startswith(_ENVIRONMENT)
        )


def _read(content: bytes | None) -> _Hooks | None:
    """None where the file cannot be read."""
    if content is None:
        return _Hooks({})
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    return _Hooks(document) if isinstance(document, dict) else None


def _flattened(hooks: Any, trigger: Any) -> list[bytes]:
    """`hooks` as Kiro (list, or map by trigger) and Claude Code (map of matchers with lists) write them."""
    if isinstance(hooks, list):
        return [_entry("", hook) for hook in hooks if _is_on(hook)]
    if trigger is not None:  # a hook file of the IDE holds one, with its trigger beside it
        return [_entry(trigger, hooks)]
    if isinstance(hooks, dict):
        listed = ((name, one if isinstance(one, list) else [one]) for name, one in hooks.items())
        return [_entry(name, hook) for name, some in listed for hook in some if _is_on(hook)]
    return []


def _is_on(hook: Any) -> bool:
    return not (isinstance(hook, dict) and hook.get("enabled") is False)


def _entry(trigger: Any, hook: Any) -> bytes:
    kept = {key: value for key, value in hook.items() if key not in _DESCRIBING} if isinstance(hook, dict) else hook
    return canonical([clean(trigger), clean(kept)])
