"""The AWS command line and Kiro's `use_aws`, as calls."""

from __future__ import annotations

import json

from ...catalogue.programs import UNKNOWN
from ...events import canonical, clean, sha256
from ..production import environment
from . import PROGRAMS, s3_commands
from .policies import granted
from .resources import resources
from .services import PREFIXES, action, level

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ...changes import Read, ToolCall
    from ...events import Fact
    from .resources import Resource

    Found = tuple[list[Fact], list[Fact]]

_GLOBAL_FLAGS = frozenset(("--debug", "--no-verify-ssl", "--no-paginate", "--no-sign-request", "--no-cli-pager",
                           "--no-cli-auto-prompt", "--cli-auto-prompt"))  # fmt: skip
_GLOBAL_OPTIONS = frozenset(("--region", "--profile", "--output", "--query", "--endpoint-url", "--color", "--ca-bundle",
                             "--cli-read-timeout", "--cli-connect-timeout", "--cli-binary-format"))  # fmt: skip
_HIGH_LEVEL = frozenset(("cp", "mv", "rm", "sync", "ls", "mb", "rb", "presign", "website"))


def from_commands(commands: Iterable[Fact], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of `aws` commands."""
    calls: list[Fact] = []
    permissions: list[Fact] = []
    for command in commands:
        if command["program"] not in PROGRAMS:
            continue
        argv = [UNKNOWN if word is None else word for word in command["argv"]]
        made, given = _command(argv[1:], command, production, read)
        calls += made
        permissions += given
    return calls, permissions


def from_tools(tools: Iterable[ToolCall], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of `use_aws` tool calls."""
    calls: list[Fact] = []
    permissions: list[Fact] = []
    for tool in tools:
        service, operation = tool.arguments.get("service_name"), tool.arguments.get("operation_name")
        if tool.server or tool.name.lower() not in ("use_aws", "aws") or not isinstance(service, str):
            continue
        parameters = _tool_parameters(tool.arguments.get("parameters"))
        profile = tool.arguments.get("profile_name")
        origin = _Origin("use_aws", {"path": "<tool>", "line": 1}, f"aws {service} {operation}", runs_now=True)
        profiles = [profile] if isinstance(profile, str) else []
        made, given = _operation(str(service), str(operation), parameters, profiles, origin, production, read)
        calls += made
        permissions += given
    return calls, permissions


class _Origin:
    """Where a call was found and how it is made."""

    __slots__ = ("via", "at", "text", "runs_now")

    def __init__(self, via: str, at: dict[str, object], text: str, *, runs_now: bool) -> None:
        self.via = via
        self.at = at
        self.text = text
        self.runs_now = runs_now


def _command(argv: Sequence[str], command: Fact, production: Mapping[str, Any], read: Read) -> Found:
    words, parameters, profiles = _parsed(argv)
    profiles += [word.partition("=")[2] for run in command["runs"] for word in run["text"].split()
                 if word.startswith("AWS_PROFILE=")]  # fmt: skip
    if len(words) < 2 or words[1] == "help":
        return [], []
    origin = _Origin("cli", command["at"], command["text"], runs_now=command["runs_now"])
    service, operation = words[0], words[1]
    if service == "s3" and operation in _HIGH_LEVEL:
        options = [f"--{name}" for name in parameters]
        local = [*words[2:], *(value for values in parameters.values() for value in values)]
        found = s3_commands.calls(operation, local, options)
        return [_fact(name, on, parameters, profiles, origin, production) for name, on in found], []
    return _operation(service, operation, parameters, profiles, origin, production, read)


def _operation(
    service: str,
    operation: str,
    parameters: Mapping[str, list[str]],
    profiles: list[str],
    origin: _Origin,
    production: Mapping[str, Any],
    read: Read,
) -> Found:
    if UNKNOWN in service or UNKNOWN in operation:
        named = f"{PREFIXES.get(service, service)}:*" if UNKNOWN not in service else "*:*"
        return [_fact(named, [], parameters, profiles, origin, production)], []
    expanded = _expanded(parameters, read)
    name = action(service, operation)
    touched = resources(name.partition(":")[0], expanded)
    call = _fact(name, touched, expanded, profiles, origin, production)
    return [call], granted(name, expanded, read, origin.at)


def _fact(
    name: str,
    touched: list[Resource],
    parameters: Mapping[str, list[str]],
    profiles: list[str],
    origin: _Origin,
    production: Mapping[str, Any],
) -> Fact:
    names = [one["arn"] for one in touched] + [value for values in parameters.values() for value in values]
    return {
        "action": name,
        "resources": touched,
        "parameters": sha256(canonical(clean(dict(parameters)))),
        "level": level(name),
        "runs_now": origin.runs_now,
        "via": origin.via,
        "environment": environment(names, production, profiles),
        "text": origin.text,
        "at": origin.at,
    }


def _parsed(argv: Sequence[str]) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """Words (service and operation first), parameters by name, and profiles; global options may stand anywhere."""
    words: list[str] = []
    parameters: dict[str, list[str]] = {}
    profiles: list[str] = []
    index = 0
    while index < len(argv):
        word = argv[index]
        index += 1
        if not word.startswith("--"):
            words.append(word)
            continue
        name, equals, value = word.partition("=")
        values = [value] if equals else []
        if name in _GLOBAL_FLAGS:
            continue
        wanted = 1 if name in _GLOBAL_OPTIONS or len(words) < 2 else 64
        while not equals and len(values) < wanted and index < len(argv) and not argv[index].startswith("--"):
            values.append(argv[index])
            index += 1
        if name == "--profile":
            profiles += values
        elif name not in _GLOBAL_OPTIONS:
            parameters.setdefault(name.removeprefix("--"), []).extend(values)
    return words, parameters, profiles


def _expanded(parameters: Mapping[str, list[str]], read: Read) -> dict[str, list[str]]:
    """The parameters with those of `--cli-input-json`, inline or in a workspace file."""
    found = {name: list(values) for name, values in parameters.items()}
    for text in parameters.get("cli-input-json", []):
        content = read(text.removeprefix("file://")) if text.startswith("file://") else text.encode("utf-8", "replace")
        try:
            document = json.loads(content or b"null")
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict):
            found.pop("cli-input-json", None)
            for name, values in _tool_parameters(document).items():
                found.setdefault(name, []).extend(values)
    return found


def _tool_parameters(value: object) -> dict[str, list[str]]:
    """A JSON object of parameters, or the text of one, as kebab-case names and texts."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    if not isinstance(value, dict):
        return {}
    return {_kebab(str(name)): _values(item) for name, item in value.items()}


def _values(item: object) -> list[str]:
    if isinstance(item, list):
        return [text for one in item for text in _values(one)]
    return [item if isinstance(item, str) else canonical(clean(item)).decode()]


def _kebab(name: str) -> str:
    spelled = "".join(f"-{letter.lower()}" if letter.isupper() and at and not name[at - 1].isupper() else letter.lower()
                      for at, letter in enumerate(name))  # fmt: skip
    return spelled.replace("_", "-").replace("--", "-").strip("-")
