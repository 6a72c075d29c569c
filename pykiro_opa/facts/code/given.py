"""What one call gives a parameter, and how much of what may be given is looked at."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .syntax import Node

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .values import Values

MOST = 64


class Given(Node):
    """What one call gives a parameter."""

    __slots__ = ("values",)

    def __init__(self, values: Values) -> None:
        self.values = values


class ExhaustedError(Exception):
    """The program asks for more work than is done for one."""


def some(values: Values) -> Values:
    """Each once, and of very many only so many as anybody means."""
    unique = tuple(dict.fromkeys(values))
    return unique if len(unique) <= MOST else (*unique[:MOST], UNKNOWN)
