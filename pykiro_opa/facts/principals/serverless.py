"""What SAM makes of a function's `Policies`: a role of its own, AWS's policies by bare name, and policy templates."""

from __future__ import annotations

import re

from ...catalogue.serverless_policies import serverless_policy
from ...infrastructure.model import Resource
from ...infrastructure.unknowns import unknown
from ...permissions import managed_policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

_TYPES = ("AWS::Serverless::Function", "AWS::Serverless::StateMachine")
_PATHS = ("", "service-role/", "job-function/", "aws-service-role/")
_NAME = re.compile(r"[\w+=,.@-]+")
_VARIABLE = re.compile(r"\$\{([^}]+)}")


def has_role(resource: Resource) -> bool:
    """Whether SAM makes a role for it."""
    return resource.type in _TYPES and not resource.properties.get("Role")


def role(resource: Resource) -> Resource:
    """The role that SAM makes, under the logical name that SAM gives it."""
    name = f"{resource.address}Role"
    return Resource(
        "resource", "AWS::IAM::Role", name, {}, scope=resource.scope, path=resource.path, line=resource.line
    )


def arn(name: str) -> str:
    """AWS's own policies may stand there by name alone, without the path that some of them have."""
    if not _NAME.fullmatch(name):
        return name
    whole = [f"arn:aws:iam::aws:policy/{path}{name}" for path in _PATHS]
    return next((one for one in whole if managed_policy(one) is not None), whole[0])


def document(value: Any) -> Any:
    """A policy document, or what a policy template stands for; a text that is no policy where nobody knows it."""
    if not isinstance(value, dict) or "Statement" in value or len(value) != 1:
        return value if isinstance(value, dict) and "Statement" in value else unknown(_shown(value))
    name, given = next(iter(value.items()))
    template = serverless_policy(str(name))
    if template is None:
        return unknown(_shown(value))
    return _filled(template, given if isinstance(given, dict) else {})


def _filled(value: Any, given: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_filled(item, given) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"Ref"}:
        return given.get(value["Ref"], unknown(str(value["Ref"])))
    if set(value) == {"Fn::Sub"}:
        text, names = value["Fn::Sub"] if isinstance(value["Fn::Sub"], list) else (value["Fn::Sub"], {})
        known = {"AWS::Partition": "aws", **{name: _filled(one, given) for name, one in names.items()}}
        return _VARIABLE.sub(lambda match: _text(known.get(match[1]), match[1]), text)
    return {key: _filled(item, given) for key, item in value.items()}


def _text(value: Any, name: str) -> str:
    return value if isinstance(value, str) else unknown(name if value is None else _shown(value))


def _shown(value: Any) -> str:
    from ...events import canonical, clean

    return canonical(clean(value)).decode()
