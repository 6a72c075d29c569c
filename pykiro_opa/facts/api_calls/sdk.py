"""What a library's meaning tells when a program makes a call: an operation with its parameters."""

from __future__ import annotations

import re

from ...catalogue import interfaces
from ...catalogue.programs import UNKNOWN
from ...events import canonical, clean
from ..code.values import Listing, Record, texts
from .parameters import OPEN, kebab

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..code.values import Arguments, Values

    Tell = Callable[["Operation"], None]

_DEEPEST = 12


class Operation:
    """An operation that code performs, or with `via` "iac" deploys; `first` and `last` are the lines of the call."""

    __slots__ = ("service", "name", "parameters", "profiles", "via", "first", "last")

    def __init__(
        self,
        service: str,
        name: str,
        parameters: Mapping[str, list[str]],
        at: Arguments,
        *,
        profiles: tuple[str, ...] = (),
        via: str = "sdk",
    ) -> None:
        self.service = service
        self.name = name
        self.parameters = parameters
        self.profiles = profiles
        self.via = via
        self.first = at.first
        self.last = at.last


def named(values: Values) -> list[str]:
    """The names of services or operations that are known, or what is not known of them where none is.

    A default beside what nobody knows is what is meant by it.
    """
    found = texts(values)
    return [text for text in found if UNKNOWN not in text] or found


def named_parameters(fields: Mapping[str, Values], *, is_open: bool) -> dict[str, list[str]]:
    """Parameters by kebab-case name; what may be one of several things is all of them."""
    found = {
        kebab(name): list(dict.fromkeys(text for value in values for text in shown(value))) or [UNKNOWN]
        for name, values in fields.items()
    }
    return {**found, OPEN: [UNKNOWN]} if is_open else found


def object_parameters(values: Values) -> dict[str, list[str]]:
    """The parameters that an operation is given as one object."""
    records = [value for value in values if isinstance(value, Record)]
    if not records:
        return {OPEN: [UNKNOWN]} if values else {}
    fields: dict[str, Values] = {}
    for one in records:
        for name, more in one.fields.items():
            fields[name] = (*fields.get(name, ()), *more)
    is_open = any(one.is_open for one in records) or len(records) < len(values)
    return named_parameters(fields, is_open=is_open)


def shown(value: object) -> list[str]:
    """The texts of a parameter: of a list one each, of an object its JSON."""
    if isinstance(value, Listing):
        return [text for item in value.items for one in item for text in shown(one)]
    if isinstance(value, str):
        return [value]
    if isinstance(value, (Record, bool, int, float)) or value is None:
        return [as_json(value)]
    return [UNKNOWN]


def as_json(value: object) -> str:
    """A value as JSON, unknown parts as the text `UNKNOWN`."""
    return canonical(clean(_plain(value, 0))).decode()


def _plain(value: object, depth: int) -> object:
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, Listing):
        return [_first(item, depth) for item in value.items]
    if isinstance(value, Record):
        return {name: _first(values, depth) for name, values in value.fields.items()}
    return value if isinstance(value, (str, int, float)) or value is None else UNKNOWN


def _first(values: Values, depth: int) -> object:
    return _plain(values[0], depth + 1) if len(values) == 1 else UNKNOWN


_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
# What is short for a service.
_SHORT = {
    "asg": "autoscaling", "cfn": "cloudformation", "ddb": "dynamodb", "r53": "route53", "secrets": "secretsmanager",
    "sm": "secretsmanager", "trail": "cloudtrail",
}  # fmt: skip
_HINTS = frozenset(("client", "boto", "boto3", "conn", "connection", "aws", "cli", "api", "svc", "service", "sdk"))


def guessed_service(receiver: str, operation: str, parameters: Iterable[str]) -> str | None:
    """The service of a client that came from elsewhere, by three signs; None where one of them is missing.

    It is called after the service (`iam_client`), is asked for an operation that the service knows, and with
    parameters as they alone are spelled (`UserName`).
    """
    given = list(parameters)
    if not given or not all(name[:1].isupper() for name in given):
        return None
    service = service_of(receiver)
    return service if service is not None and interfaces.is_known(service, operation) else None


def service_of(receiver: str) -> str | None:
    """The service that a client is called after."""
    words = [word.lower() for word in _WORD.findall(receiver)]
    name = "".join(word for word in words if word not in _HINTS)
    return interfaces.service(_SHORT.get(name, name))
