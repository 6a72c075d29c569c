"""Tools that call a cloud: Kiro's `use_aws`, and those of MCP servers, by what they are called and given.

A tool calls AWS where it is given a service and an operation, where its name is an operation of the service that it or
its server is named after, or where it makes resources by their type. Whatever runs a command line is a command.
"""

from __future__ import annotations

import json
import re

from ...catalogue import interfaces
from . import parameters
from .making import Making, Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ...changes import Read, ToolCall
    from ...events import Fact
    from .making import Found

PATH = "<tool>"
_SERVICE = ("service_name", "serviceName", "service", "aws_service", "awsService", "client")
_OPERATION = ("operation_name", "operationName", "operation", "action", "api", "api_name", "apiName", "method")
_PARAMETERS = ("parameters", "params", "arguments", "args", "input", "kwargs", "request", "body")
_PROFILE = ("profile_name", "profileName", "profile", "aws_profile")
_TYPE = ("resource_type", "resourceType", "type_name", "typeName", "TypeName", "type")
_IDENTIFIERS = ("identifier", "resource_identifier", "primary_identifier")
_DOCUMENTS = ("properties", "desired_state")
_RESOURCE_TYPE = re.compile(r"AWS::\w+::\w+")
_VERBS = {"create": "create", "update": "update", "patch": "update", "modify": "update", "delete": "delete"}
_WORD = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])")
_CLOUD = frozenset(("aws", "amazon", "boto", "boto3", "awslabs"))
_NO_SERVICE = frozenset((*_CLOUD, "mcp", "server", "servers", "tool", "tools", "api", "core", "use", "call", "the"))
_MOST_WORDS = 12
_REQUESTS = frozenset(("requests", "calls", "operations", "steps", "batch", "payload", "commands", "actions"))
_DEEPEST = 4
_MOST_REQUESTS = 200


def from_tools(tools: Iterable[ToolCall], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of tool calls."""
    calls: list[Fact] = []
    permissions: list[Fact] = []
    making = Making(production, read)
    for tool in tools:
        for made, given in _made(tool, making):
            calls += made
            permissions += given
    return calls, permissions


def _made(tool: ToolCall, making: Making) -> Iterator[Found]:
    arguments = tool.arguments
    asked = [(told, one) for one in _requests(arguments, 0) if (told := _told(tool, one)) is not None]
    for (service, operation), one in asked[:_MOST_REQUESTS]:
        given = parameters.of_document(_parameters(one))
        yield making.operation(service, operation, given, _origin(tool, f"aws {service} {operation}"))
    if asked:
        return
    resource_type = next((text for text in _texts(arguments, _TYPE) if _RESOURCE_TYPE.fullmatch(text)), None)
    if resource_type is not None:
        yield from _made_by_type(tool, resource_type, making)
        return
    named = _named(tool)
    if named is not None:
        service, operation = named
        fields = {**arguments, **_parameters(arguments)}
        given = parameters.of_document({name: value for name, value in fields.items() if name not in _PARAMETERS})
        yield making.operation(service, operation, given, _origin(tool, f"{tool.server} {tool.name}".strip()))


def _origin(tool: ToolCall, text: str) -> Origin:
    via = "mcp" if tool.server else "use_aws"
    profiles = _texts(tool.arguments, _PROFILE)
    return Origin(via, {"path": PATH, "line": 1}, text, runs_now=True, profiles=profiles)


def _requests(arguments: Mapping[str, object], depth: int) -> Iterator[Mapping[str, object]]:
    """The arguments, and each request inside: an object, one of a list, or the text of one."""
    yield arguments
    for name, value in arguments.items() if depth < _DEEPEST else ():
        if name not in _REQUESTS and name not in _PARAMETERS:
            continue
        for one in value if isinstance(value, list) else [value]:
            inner = _read(one) if isinstance(one, str) else one
            if isinstance(inner, dict):
                yield from _requests(inner, depth + 1)


def _read(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _told(tool: ToolCall, written: Mapping[str, object]) -> tuple[str, str] | None:
    """The service and the operation that the arguments name, apart or as one (`kms:ScheduleKeyDeletion`)."""
    arguments = {name[:1].lower() + name[1:]: value for name, value in written.items()}
    services, operations = _texts(arguments, _SERVICE), _texts(arguments, _OPERATION)
    if operations and not services:
        service, mark, operation = operations[0].replace(".", ":").partition(":")
        services, operations = ([service], [operation]) if mark else ([], [])
    if not services or not operations:
        return None
    service, operation = services[0], operations[0]
    known = interfaces.service(service)
    words = set(_words(tool.name)) | set(_words(tool.server))
    if known is None:
        return (service, operation) if words & _CLOUD else None
    return (known, operation) if words & _CLOUD or interfaces.is_known(known, operation) else None


def _parameters(arguments: Mapping[str, object]) -> Mapping[str, object]:
    """The object of parameters, or the text of one."""
    for name in _PARAMETERS:
        value = arguments.get(name)
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except (ValueError, RecursionError):
                continue
        if isinstance(value, dict):
            return value
    return {}


def _made_by_type(tool: ToolCall, resource_type: str, making: Making) -> Iterator[Found]:
    """Cloud Control: `create_resource` of a type."""
    from ..resource_calls import action_of

    operation = next((_VERBS[word] for word in _words(tool.name) if word in _VERBS), None)
    if operation is None:
        return
    action = action_of(resource_type, operation)
    service, _, name = action.partition(":")
    documents = [value for name in _DOCUMENTS if isinstance(value := tool.arguments.get(name), dict)]
    given = parameters.of_document({name: value for document in documents for name, value in document.items()})
    given[parameters.IDENTIFIER] = _texts(tool.arguments, _IDENTIFIERS)
    yield making.operation(service, name, given, _origin(tool, f"{tool.name} {resource_type}"))


def _named(tool: ToolCall) -> tuple[str, str] | None:
    """The service and the operation that the names of the tool and its server make (`iam_create_user`, `aws-iam`)."""
    words = [word for word in _words(tool.name)[:_MOST_WORDS] if word not in _CLOUD]
    for at, word in enumerate(words):
        service = interfaces.service(word) if word not in _NO_SERVICE else None
        operation = None if service is None else _operation(service, words[:at] + words[at + 1 :])
        if service is not None and operation is not None:
            return service, operation
    server = [word for word in _words(tool.server)[:_MOST_WORDS] if word not in _NO_SERVICE]
    service = interfaces.service("".join(server)) if server else None
    operation = None if service is None else _operation(service, words)
    return (service, operation) if service is not None and operation is not None else None


def _operation(service: str, words: list[str]) -> str | None:
    """The operation that the words make, also where they speak of one and it of several."""
    name = "_".join(words)
    if len(words) < 2:
        return None
    return next((one for one in (name, f"{name}s") if interfaces.is_known(service, one)), None)


def _texts(arguments: Mapping[str, object], names: tuple[str, ...]) -> list[str]:
    return [value for name in names if isinstance(value := arguments.get(name), str) and value]


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]
