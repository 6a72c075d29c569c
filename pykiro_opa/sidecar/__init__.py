"""A real OPA beside the workspace: start it, ask how it is, stop it.

running = start(root, guardrails)
status(root).state
stop(root)
"""

from __future__ import annotations

from .control import Running, start, stop
from .health import Status, status

__all__ = ["Running", "Status", "start", "status", "stop"]
