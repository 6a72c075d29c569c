"""What hosts share: fields under several names, and a Change made of what one tool call does."""

from __future__ import annotations

import os

from ..changes import Change, Command, FileChange, ToolCall, repository_of
from ..errors import InputError
from . import _files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Done = tuple[FileChange, ...] | Command | ToolCall | None


def change(host: str, tool: str | None, root: str, done: Done) -> Change:
    """The Change of one tool call at the task stage; None does nothing."""
    top, start = repository_of(root)
    files = done if isinstance(done, tuple) else ()
    return Change(
        "task",
        "tool_call",
        root=top,
        start=start,
        files=files,
        commands=(done,) if isinstance(done, Command) else (),
        tools=(done,) if isinstance(done, ToolCall) else (),
        read=_files.reader(top, files),
        host=host,
        tool=tool,
    )


def text(source: Mapping[str, Any], *names: str, default: str | None = None) -> str:
    """The first of the named fields as text. Raises InputError where none is there or it is no text."""
    for name in names:
        if name in source:
            value = source[name]
            if isinstance(value, str):
                return value
            raise InputError(f"tool call#/tool_input/{name}: expected text")
    if default is None:
        raise InputError(f"tool call#/tool_input: `{names[0]}` is missing")
    return default


def tool_input(payload: Mapping[str, Any]) -> dict[str, Any]:
    arguments = payload.get("tool_input")
    if not isinstance(arguments, dict):
        raise InputError("tool call#/tool_input: expected an object")
    return arguments


def folder(payload: Mapping[str, Any], root: str) -> str:
    """The call's working folder, absolute; the root where the call names none."""
    cwd = payload.get("cwd", root)
    if not isinstance(cwd, str):
        raise InputError("tool call#/cwd: expected text")
    return os.path.join(root, cwd) if cwd else root


def command(script: str, cwd: str, root: str) -> Command:
    """A shell command; its folder as a repository path, or absolute outside."""
    top, _ = repository_of(root)
    place = _files.repository_path(os.path.realpath(cwd), top)
    return Command(script, cwd="" if place == "." else place)


def mcp_names(tool: str) -> tuple[str, str] | None:
    """Server and tool of `@server/tool`, `mcp__server__tool` or `mcp_server_tool`; None for any other name."""
    if tool.startswith("@"):
        server, _, name = tool[1:].partition("/")
        return server, name
    for prefix, separator in (("mcp__", "__"), ("mcp_", "_")):
        if tool.startswith(prefix):
            server, _, name = tool.removeprefix(prefix).partition(separator)
            return server, name
    return None
