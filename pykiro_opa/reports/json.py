"""Decision v1 as it is: exactly one JSON document, in ASCII so that no text of a change reaches a terminal."""

from __future__ import annotations

import json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..decisions import Decision


def render(decision: Decision, *, colour: bool) -> str:  # noqa: ARG001 - one signature for all formats
    return json.dumps(decision.document, indent=2, sort_keys=True) + "\n"
