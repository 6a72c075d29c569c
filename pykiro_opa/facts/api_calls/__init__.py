"""Commands and tool calls as calls of a cloud's API: `service:Action` on resources."""

from __future__ import annotations

from .extraction import from_commands, from_tools

__all__ = ["from_commands", "from_tools"]
