"""A real OPA beside the workspace, as a process or in a container: start it, ask how it is, stop it.

running = start(root, guardrails)
status(root).state
stop(root)
"""

from __future__ import annotations

from .control import Running, start, stop, stop_all
from .health import Status, started, status

__all__ = ["Running", "Status", "start", "started", "status", "stop", "stop_all"]
