"""SAM's policy templates (`S3ReadPolicy` and the like), from the SAM translator."""

from __future__ import annotations

from .table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_table = Table("serverless_policies.txt")


def serverless_policy(name: str) -> dict[str, Any] | None:
    """The document of a policy template with `Ref` and `Fn::Sub` for its parameters, None where there is none."""
    record = _table.record(name)
    if record is None:
        return None
    import json

    document: dict[str, Any] = json.loads(record)
    return document
