"""Calls of tools that are neither shell nor file edits: what they are given is introduced text."""

from __future__ import annotations

from ..events import canonical, clean, sha256
from .runs import code_run

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..changes import ToolCall
    from ..events import Fact

PATH = "<tool>"
_DEEPEST = 32


def extract(tools: Sequence[ToolCall]) -> list[Fact]:
    return [
        {
            "server": tool.server,
            "tool": tool.name,
            "arguments": sha256(canonical(clean(dict(tool.arguments)))),
            "runs": [code_run(text, 1) for text in _texts(dict(tool.arguments), 0)],
            "sandboxed": False,
            "at": {"path": PATH, "line": 1},
        }
        for tool in tools
    ]


def _texts(value: object, depth: int) -> Iterator[str]:
    """Every text in the arguments, keys of objects included; one that is too deep as JSON."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif depth > _DEEPEST:
        yield canonical(clean(value)).decode()
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(str(key), depth + 1)
            yield from _texts(item, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, depth + 1)
