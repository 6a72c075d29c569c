"""Operations of the AWS interface as IAM actions, where their names differ (botocore, and the actions' own links)."""

from __future__ import annotations

from .table import Table

_table = Table("operations.txt")
_read: dict[str, str] = {}


def prefix(service: str) -> str | None:
    """The IAM prefix of a service as the SDK names it (`efs` is `elasticfilesystem`), None where it is not known."""
    record = _record(service)
    return None if record is None else record.partition("\t")[0]


def actions(service: str, operation: str) -> list[str]:
    """The actions that an operation needs by its name; one of the same name unless the table says otherwise.

    `s3`, `HeadObject` gives `s3:GetObject`. An operation may need further actions on other resources; they are not here.
    """
    record = _record(service)
    if record is None:
        return [f"{service}:{operation}"]
    named, *differing = record.split("\t")
    wanted = operation.lower()
    for item in differing:
        name, _, listed = item.partition("=")
        if name.lower() == wanted:
            return [f"{named}:{action}" for action in listed.split(",")]
    return [f"{named}:{operation}"]


def _record(service: str) -> str | None:
    """The record of a service, kept once it was read; names that no service has are not."""
    found = _read.get(service) or _table.record(service)
    if found is not None:
        _read[service] = found
    return found
