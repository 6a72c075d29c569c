"""What beside the hooks themselves decides whether an agent runs them, in the files that hold hooks or choose agents."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

CHOICE = ".kiro/settings/cli.json"
_CLAUDE = (".claude/settings.json", ".claude/settings.local.json")
_SWITCHES = ("disableAllHooks", "allowManagedHooksOnly")
# What a hook's process is told by: which programs and modules it loads, whom it asks, where it keeps what it compiled.
_STEERING = re.compile(r"PATH|HOME|SHELL|ENV|BASH_.*|LD_.*|DYLD_.*|PYTHON.*|PYKIRO.*|XDG_.*|GIT_.*")
_CHOOSING = re.compile(r"agent|hook|engine", re.IGNORECASE)
_ABSENT = object()
_TOLD = ("hooks", "then", "name", "description")


def parsed(content: bytes) -> dict[str, Any] | None:
    """The settings; None where they are no JSON object, or two readers could understand them differently."""
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, dict) else None


def loosened(place: str, before: bytes | None, after: bytes | None, *, guarded: bool) -> bool:
    """Whether hooks that ran may run no more, or run something else, though they are all still there.

    `place` is the folded path, `guarded` whether the file held hooks before.
    """
    old, new = _deciding(place, before), _deciding(place, after)
    changed = {name for name in {**old, **new} if old.get(name, _ABSENT) != new.get(name, _ABSENT)}
    if place.endswith(_CLAUDE):
        changed -= {name for name in _SWITCHES if name not in new}
    elif not place.endswith(CHOICE) and not guarded:
        return False
    return bool(changed)


def _deciding(place: str, content: bytes | None) -> Mapping[str, Any]:
    settings = {} if content is None else parsed(content) or {}
    if place.endswith(_CLAUDE):
        variables = settings.get("env")
        named = variables if isinstance(variables, dict) else {}
        switches = {name: settings[name] for name in _SWITCHES if settings.get(name) not in (None, False)}
        return {**switches, **{name: value for name, value in named.items() if _STEERING.fullmatch(name)}}
    if place.endswith(CHOICE):
        return {name: value for name, value in settings.items() if _CHOOSING.search(name)}
    if "/agents/" in f"/{place}":
        return {name: settings[name] for name in ("name",) if name in settings}
    return {name: value for name, value in settings.items() if name not in _TOLD}


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("the same key twice in one object")
    return found
