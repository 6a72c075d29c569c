"""Commands and tool calls as calls of a cloud's API: `service:Action` on resources.

What knows the clouds is imported when one of their programs or tools is there: most commands are no API calls.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ...changes import Read, ToolCall
    from ...events import Fact

    Found = tuple[list[Fact], list[Fact]]

PROGRAMS = frozenset(("aws",))  # whose commands `extraction` reads


def from_commands(commands: Sequence[Fact], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of cloud command lines."""
    if not any(command["program"] in PROGRAMS for command in commands):
        return [], []
    from . import extraction

    return extraction.from_commands(commands, production=production, read=read)


def from_tools(tools: Sequence[ToolCall], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of `use_aws` tool calls."""
    if not tools:
        return [], []
    from . import extraction

    return extraction.from_tools(tools, production=production, read=read)
