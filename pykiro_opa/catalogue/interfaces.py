"""What SDKs call things: a service under any of its names, an operation under any spelling, boto3's objects."""

from __future__ import annotations

from .. import light_json
from . import actions, operations
from .table import Table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_services = Table("sdk_services.txt")
_resources = Table("sdk_resources.txt")


def service(name: str) -> str | None:
    """The service that an SDK calls so in any spelling (`CloudWatchLogs`, `cloudwatch-logs`), as botocore names it."""
    return _services.record("".join(letter for letter in name.lower() if letter.isalnum()))


def objects(service: str) -> dict[str, Any] | None:
    """The types of a service's object interface, as `tools/sdk_tables.py` describes them; None where it has none."""
    record = _resources.record(service)
    return None if record is None else light_json.loads(record)


def pascal(operation: str) -> str:
    """`create_user`, `create-user` and `createUser` as `CreateUser`."""
    return "".join(part[:1].upper() + part[1:] for part in operation.replace("-", "_").split("_"))


def action_names(service: str, operation: str) -> list[str]:
    """The actions of an operation in any spelling, as the catalogue spells them where it knows them."""
    return [actions.action(name).name for name in operations.actions(service, pascal(operation))]


def is_known(service: str, operation: str) -> bool:
    """Whether every action of the operation is one that the catalogue knows."""
    return all(actions.action(name).known for name in operations.actions(service, pascal(operation)))
