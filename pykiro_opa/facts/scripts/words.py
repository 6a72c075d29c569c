"""Words that are not read by a shell, as the shell text that means them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable


def quoted(words: Iterable[object]) -> str:
    """An exec form (`["rm", "-rf", "x"]`) as shell text."""
    return " ".join("'" + str(word).replace("'", "'\\''") + "'" for word in words)
