"""The AWS command line, as calls."""

from __future__ import annotations

import json

from ...catalogue import interfaces
from ...catalogue.programs import UNKNOWN
from . import PROGRAMS, parameters, s3_commands
from .making import Making, Origin

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ...changes import Read
    from ...events import Fact
    from .making import Found

_GLOBAL_FLAGS = frozenset(("--debug", "--no-verify-ssl", "--no-paginate", "--no-sign-request", "--no-cli-pager",
                           "--no-cli-auto-prompt", "--cli-auto-prompt"))  # fmt: skip
_GLOBAL_OPTIONS = frozenset(("--region", "--profile", "--output", "--query", "--endpoint-url", "--color", "--ca-bundle",
                             "--cli-read-timeout", "--cli-connect-timeout", "--cli-binary-format"))  # fmt: skip
_HIGH_LEVEL = frozenset(("cp", "mv", "rm", "sync", "ls", "mb", "rb", "presign", "website"))


def from_commands(commands: Iterable[Fact], *, production: Mapping[str, Any], read: Read) -> Found:
    """Calls and granted permissions of `aws` commands."""
    calls: list[Fact] = []
    permissions: list[Fact] = []
    making = Making(production, read)
    for command in commands:
        if command["program"] not in PROGRAMS:
            continue
        argv = [UNKNOWN if word is None else word for word in command["argv"]]
        made, given = _command(argv[1:], command, making)
        calls += made
        permissions += given
    return calls, permissions


def _command(argv: Sequence[str], command: Fact, making: Making) -> Found:
    words, given, profiles = _parsed(argv)
    profiles += [word.partition("=")[2] for run in command["runs"] for word in run["text"].split()
                 if word.startswith("AWS_PROFILE=")]  # fmt: skip
    if len(words) < 2 or words[1] == "help":
        return [], []
    origin = Origin("cli", command["at"], command["text"], runs_now=command["runs_now"], profiles=profiles)
    service, operation = words[0], words[1]
    if service == "s3" and operation in _HIGH_LEVEL:
        options = [f"--{name}" for name in given]
        local = [*words[2:], *(value for values in given.values() for value in values)]
        found = s3_commands.calls(operation, local, options)
        return [making.call(name, on, given, origin) for name, on in found], []
    return _operation(service, operation, given, origin, making)


def _operation(service: str, operation: str, given: Mapping[str, list[str]], origin: Origin, making: Making) -> Found:
    return making.operation(interfaces.service(service) or service, operation, _expanded(given, making.read), origin)


def _parsed(argv: Sequence[str]) -> tuple[list[str], dict[str, list[str]], list[str]]:
    """Words (service and operation first), parameters by name, and profiles; global options may stand anywhere."""
    words: list[str] = []
    found: dict[str, list[str]] = {}
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
            found.setdefault(name.removeprefix("--"), []).extend(values)
    return words, found, profiles


def _expanded(given: Mapping[str, list[str]], read: Read) -> dict[str, list[str]]:
    """The parameters with those of `--cli-input-json`, inline or in a workspace file."""
    found = {name: list(values) for name, values in given.items()}
    for text in given.get("cli-input-json", []):
        content = read(text.removeprefix("file://")) if text.startswith("file://") else text.encode("utf-8", "replace")
        try:
            document = json.loads(content or b"null")
        except (ValueError, RecursionError):
            continue
        if isinstance(document, dict):
            found.pop("cli-input-json", None)
            for name, values in parameters.of_document(document).items():
                found.setdefault(name, []).extend(values)
    return found
