"""The API calls that the code of a file gains.

A call is new where the text before holds none like it, or where one of its lines is added: another service in a
variable, or another name in a constant, makes a new call of one that stands where it stood.
"""

from __future__ import annotations

from ..events import clean, fact_id
from .added import touches
from .api_calls import sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..changes import Change, FileChange
    from ..events import Fact
    from .added import Blocks

_MOST = 2_000


def new_calls(
    file: FileChange,
    before: str | None,
    text: str,
    added: Blocks,
    change: Change,
    production: Mapping[str, Any],
    *,
    is_spec: bool,
) -> dict[str, list[Fact]]:
    """New calls with the permissions they give, and what of the new text could not be read."""

    def found_in(side: str) -> sources.SourceCalls:
        return sources.from_file(file.path, side, is_spec=is_spec, production=production, read=change.read)

    found = found_in(text)
    old = set() if before is None or not found.calls else {_identity(call) for call, _, _ in found_in(before).calls}
    new = [
        (call, permissions)
        for call, permissions, last in found.calls
        if _identity(call) not in old or touches(call["at"]["line"], last, added)
    ]
    unresolved = list(found.unresolved)
    if len(new) > _MOST:
        why = f"more than {_MOST} API calls in one file; split it"
        unresolved.append({"what": "size", "why": why, "at": new[_MOST][0]["at"]})
    return {
        "calls": [call for call, _ in new[:_MOST]],
        "permissions": [fact for _, permissions in new[:_MOST] for fact in permissions],
        "unresolved": unresolved,
    }


def _identity(call: Fact) -> str:
    cleaned: Any = clean(call)
    return fact_id("calls", cleaned)
