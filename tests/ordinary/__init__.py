"""What agents do all day and nobody wants to be asked about: commands, edits and calls of tools, all harmless.

They were written without a look at the rules; a row is never changed because it is stopped.
"""

from __future__ import annotations

from .commands import COMMANDS
from .edits import EDITS
from .tools import TOOLS

__all__ = ["COMMANDS", "EDITS", "TOOLS"]
