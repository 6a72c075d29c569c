"""The scripts of package.json, composer.json and deno.json."""

from __future__ import annotations

import json

from . import Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_KEYS = ("scripts", "tasks")


def scripts(text: str) -> list[Script]:
    """None where the file is no JSON: then no tool runs it either."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(document, dict):
        return []
    return [
        Script(script, _line(text, key, name)) for key in _KEYS for name, script in _named(document.get(key))
    ]  # fmt: skip


def _named(section: object) -> Iterator[tuple[str, str]]:
    for name, value in section.items() if isinstance(section, dict) else ():
        inner = value.get("command") if isinstance(value, dict) else value
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, str):
                yield name, one


def _line(text: str, key: str, name: str) -> int:
    start = max(text.find(f'"{key}"'), 0)
    return text.count("\n", 0, max(text.find(json.dumps(name, ensure_ascii=False), start), 0)) + 1
