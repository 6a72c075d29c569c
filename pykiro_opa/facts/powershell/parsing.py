"""Texts as statements; what cannot be read of one is said."""

from __future__ import annotations

from .statements import parameters_of, read
from .syntax import Block

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .evaluation import Evaluation
    from .syntax import Node

_LONGEST = 262_144


def parsed(state: Evaluation, code: str, line: int = 0) -> list[Node]:
    """The statements of a text; what cannot be read of it is said."""
    line = line or state.line
    if len(code) > _LONGEST:
        state.sink.unresolved("size", "the PowerShell text is too long to be read; split it", line)
        return []
    state.sink.spend(len(code) >> 3)
    found, errors = read(code, line)
    if errors:
        state.sink.unresolved("code", "the PowerShell text cannot be parsed; write it more plainly", line)
    return found


def script_block(state: Evaluation, content: str) -> Block:
    """A script as a block, with the parameters that it begins with."""
    return Block(parsed(state, content), parameters_of(content) if "param" in content.lower() else (), content)
