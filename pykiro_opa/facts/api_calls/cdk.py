"""Constructs of the AWS CDK, in Python and TypeScript alike: what a deployment of them would call."""

from __future__ import annotations

import re

from ..code.values import NOTHING, Foreign, Listing, Record, texts
from .cdk_rows import CONSTRUCTS, METHODS, NAMES
from .parameters import kebab
from .sdk import Operation, as_json, named_parameters

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..code.values import Arguments, Values
    from .sdk import Tell

_CONSTRUCT = re.compile(r"(?:aws_cdk|aws-cdk-lib|@aws-cdk)[./]aws[-_](\w+?)(?:_alpha)?\.(.+)")
_MANAGED = ("from-aws-managed-policy-name", "from-managed-policy-arn")
_PROPERTIES = 2  # behind the scope and the id


class Construct:
    """Something made of a construct's class, or one that it has, such as its `connections`."""

    __slots__ = ("service", "type")

    def __init__(self, service: str, type_: str) -> None:
        self.service = service
        self.type = type_


class ConstructMethod:
    __slots__ = ("of", "name")

    def __init__(self, of: Construct, name: str) -> None:
        self.of = of
        self.name = name


class Cdk:
    """What the CDK's names mean; `tell` is told of each operation that a deployment would perform."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell

    def member(self, of: object, name: str) -> Values | None:
        if isinstance(of, ConstructMethod):  # `bucket.role.addToPolicy`
            return (ConstructMethod(of.of, kebab(name)),)
        return (ConstructMethod(of, kebab(name)),) if isinstance(of, Construct) else None

    def called(self, function: object, arguments: Arguments) -> Values | None:
        if isinstance(function, ConstructMethod):
            return self._method(function, arguments)
        match = _CONSTRUCT.fullmatch(function.name) if isinstance(function, Foreign) else None
        if match is None:
            return None
        service, (type_, *names) = match[1], match[2].split(".")
        if type_ == "PolicyStatement" and not names:
            self._statement(_fields(arguments, 0), arguments)
        elif not names:
            self._made(service, type_, arguments)
        elif type_ == "ManagedPolicy" and kebab(names[0]) in _MANAGED:
            self._attached(arguments)
        return (Construct(service, type_),)

    def _made(self, service: str, type_: str, arguments: Arguments) -> None:
        fields = _fields(arguments, _PROPERTIES)
        named = {NAMES.get(name, name): values for name, values in fields.items()}
        given = named_parameters(named, is_open=False)
        for action in _actions(service, type_, fields):
            prefix, _, operation = action.partition(":")
            self._told(prefix, operation, given, arguments)

    def _method(self, method: ConstructMethod, arguments: Arguments) -> Values:
        row = METHODS.get(method.name) or (METHODS["grant"] if method.name.startswith("grant-") else None)
        if row is not None:
            prefix, _, operation = row.partition(":")
            self._told(prefix, operation, {}, arguments)
        return NOTHING

    def _attached(self, arguments: Arguments) -> None:
        """`ManagedPolicy.fromAwsManagedPolicyName("AdministratorAccess")`, for whatever it is attached to."""
        names = [text for values in (*arguments.given, *arguments.named.values()) for text in texts(values)]
        arns = [name if name.startswith("arn:") else f"arn:aws:iam::aws:policy/{name}" for name in names[-1:]]
        self._told("iam", "AttachRolePolicy", {"policy-arn": arns}, arguments)

    def _statement(self, fields: Mapping[str, Values], arguments: Arguments) -> None:
        """A statement of some policy; what it grants is granted to whoever holds the policy."""
        if any(isinstance(value, Foreign) and value.path[-1] == "DENY" for value in fields.get("effect", ())):
            return
        statement: dict[str, Values] = {
            "Effect": ("Allow",),
            "Action": fields.get("actions", NOTHING),
            "Resource": fields.get("resources", ("*",)),
        }
        document = as_json(Record({"Statement": (Listing([(Record(statement),)]),)}))
        self._told("iam", "PutRolePolicy", {"policy-document": [document]}, arguments)

    def _told(self, service: str, operation: str, given: Mapping[str, list[str]], arguments: Arguments) -> None:
        self._tell(Operation(service, operation, given, arguments, via="iac"))


def _fields(arguments: Arguments, place: int) -> dict[str, Values]:
    """The properties of a construct by kebab-case name: named ones in Python, an object in TypeScript."""
    found = {kebab(name): values for name, values in arguments.named.items()}
    for value in arguments.at(place):
        if isinstance(value, Record):
            found |= {kebab(name): values for name, values in value.fields.items()}
    return found


def _actions(service: str, type_: str, fields: Mapping[str, Values]) -> list[str]:
    if type_.startswith("Cfn"):
        from ..resource_calls import action_of

        return [action_of(f"AWS::{service}::{type_.removeprefix('Cfn')}", "create")]
    found = []
    for action, switch in CONSTRUCTS.get((service, type_), ()):
        if not switch or True in fields.get(switch, ()):
            found.append(action)
    return found
