"""Terraform and CloudFormation: provisioners, external programs, and the scripts that a machine starts with."""

from __future__ import annotations

import re

from . import Script
from .words import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_START_UP = re.compile(r"^\s*#!.*\b(?:ba|z|k|da)?sh\b")


def scripts(path: str, content: bytes) -> list[Script]:
    from ...infrastructure import resources

    found, _ = resources({path: content})
    return [
        Script(text, resource.lines.get(key, resource.line))
        for resource in found
        for key, value in resource.properties.items()
        for text in _texts(key, value, resource.type)
    ]


def _texts(key: str, value: Any, type_: str) -> Iterator[str]:
    from ...infrastructure.unknowns import written

    if key == "provisioner":
        for one in value if isinstance(value, list) else [value]:
            yield from _provisioner(written(one))
    elif (key, type_) == ("program", "external") and isinstance(value, list):
        yield quoted(word for word in written(value) if isinstance(word, str))
    else:
        yield from _start_up(written(value))


def _provisioner(body: Any) -> Iterator[str]:
    """`local-exec` has a command, `remote-exec` a list of lines."""
    if not isinstance(body, dict):
        return
    if isinstance(body.get("command"), str):
        yield body["command"]
    lines = body.get("inline")
    if isinstance(lines, list):
        yield "\n".join(line for line in lines if isinstance(line, str))


def _start_up(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if _START_UP.match(value):
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _start_up(item)
    elif isinstance(value, list):
        for item in value:
            yield from _start_up(item)
