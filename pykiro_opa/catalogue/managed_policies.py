"""The AWS managed policies, offline (moto's copy of the documents that AWS publishes)."""

from __future__ import annotations

from .table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_table = Table("managed_policies.txt")
_MARK = ":policy/"


def managed_policy(arn: str) -> dict[str, Any] | None:
    """The document of an AWS managed policy by ARN, None where it is not known or the ARN is a customer's.

    An ARN with an unknown partition (`arn:*:iam::aws:policy/…`) will do.
    """
    before, found, path = arn.partition(_MARK)
    if not found or not before.endswith(":iam::aws"):
        return None
    record = _table.record(path)
    if record is None:
        return None
    import json

    document: dict[str, Any] = json.loads(record)
    return document
