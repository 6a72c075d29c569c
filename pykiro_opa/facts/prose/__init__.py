"""What a spec plans, in the words of its authors: statements, their polarity, and the actions they name."""

from __future__ import annotations

from .blocks import code_blocks
from .intents import intents
from .patterns import Index
from .sketches import planned_blocks
from .targets import files, resources

__all__ = ["Index", "code_blocks", "files", "intents", "planned_blocks", "resources"]
