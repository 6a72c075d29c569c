"""What hosts share: fields under several names, and a Change made of what one tool call does."""

from __future__ import annotations

import os

from ..changes import SHELL, Change, Command, FileChange, ToolCall, repository_of
from ..errors import InputError
from . import _files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    Done = tuple[FileChange | Command | ToolCall, ...]
    Do = Callable[[str, dict[str, Any], str], Done]


_NO_FOLDER = "`cwd` names no folder"
BEFORE_A_TOOL = "pretooluse"
_READ_PATHS = frozenset(
    ("path", "paths", "file_path", "filePath", "notebook_path", "target_file", "targetFile", "image_paths")
)
_DEEPEST = 8
_FOLDERS = ("cwd", "path", "working_directory", "workdir")


def decode(host: str, payload: Mapping[str, Any], root: str, other_events: frozenset[str], do: Do) -> Change:
    """The Change of an envelope with `hook_event_name`, `tool_name` and `tool_input`.

    Only what comes before a tool proposes anything; `other_events` (lower case) do nothing. `do` tells what a tool
    does, from its name, its input and its folder. Raises InputError.
    """
    event = payload["hook_event_name"].lower()
    if event in other_events:
        return _change(host, None, root, ())
    if event != BEFORE_A_TOOL:
        raise InputError(f"tool call#/hook_event_name: unknown event `{payload['hook_event_name']}`")
    tool = payload.get("tool_name")
    if not isinstance(tool, str) or not tool:
        raise InputError("tool call#/tool_name: expected the tool's name")
    arguments = payload.get("tool_input")
    if not isinstance(arguments, dict):
        raise InputError("tool call#/tool_input: expected an object")
    return _change(host, tool, root, do(tool, arguments, folder(payload, root)))


def reply(effect: str, text: str) -> tuple[int, str]:
    """Exit code and stderr: 0 for an allow, else 2 with what the model is told; Kiro runs a tool at a silent 2."""
    return (0, text) if effect == "allow" else (2, text or f"pykiro-opa: {effect}")


def _change(host: str, tool: str | None, root: str, done: Done) -> Change:
    """The Change of one tool call at the task stage."""
    top, start = repository_of(root)
    files = tuple(one for one in done if isinstance(one, FileChange))
    return Change(
        "task",
        "tool_call",
        root=top,
        start=start,
        files=files,
        commands=tuple(one for one in done if isinstance(one, Command)),
        tools=tuple(one for one in done if isinstance(one, ToolCall)),
        read=_files.reader(top, files),
        host=host,
        tool=tool,
    )


def text(source: Mapping[str, Any], *names: str, default: str | None = None) -> str:
    """What the named fields say as text.

    A tool knows one of the names and ignores the rest, and which one is the host's secret: where two of them differ,
    what would be done is not known. Raises InputError for that, for what is no text, and where none is there.
    """
    found = {name: source[name] for name in names if source.get(name) is not None}
    for name, value in found.items():
        if not isinstance(value, str):
            raise InputError(f"tool call#/tool_input/{name}: expected text")
    said = {value: name for name, value in found.items() if value}
    if len(said) > 1:
        raise InputError(
            f"tool call#/tool_input: {' and '.join(f'`{name}`' for name in said.values())} differ; keep one"
        )
    if found:
        return next(iter(said), "")
    if default is None:
        raise InputError(f"tool call#/tool_input: `{names[0]}` is missing")
    return default


def folder(payload: Mapping[str, Any], root: str) -> str:
    """The call's working folder, absolute; the root where the call names none."""
    cwd = payload.get("cwd", root)
    if not isinstance(cwd, str):
        raise InputError("tool call#/cwd: expected text")
    if not cwd:
        return root
    _files.check(cwd, _NO_FOLDER)
    return os.path.join(root, cwd)


def edited(arguments: Mapping[str, Any], names: tuple[str, ...], cwd: str, root: str, edit: _files.Edit) -> Done:
    """The file that one of the named fields names, edited."""
    return _files.edited(text(arguments, *names), cwd, repository_of(root)[0], edit)


def other(tool: str, arguments: dict[str, Any]) -> Done:
    """A tool that does nothing here but what its arguments say."""
    server, name = mcp_names(tool) or ("", tool)
    return (ToolCall(server, name, arguments),)


def read(arguments: Mapping[str, Any], cwd: str, root: str) -> Done:
    """The files that a tool reads, as the shell's redirections that open them: nothing else would happen."""
    paths = dict.fromkeys(_read_paths(arguments, 0))
    if not paths:
        return ()
    import shlex

    return (command("\n".join(f"< {shlex.quote(path)}" for path in paths), cwd, root),)


def _read_paths(arguments: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and depth < _DEEPEST:
                yield from _read_paths(one, depth + 1)
            elif isinstance(one, str) and one and name in _READ_PATHS and one.isprintable():
                yield os.path.expanduser(one.removeprefix("file://"))


def shell(arguments: Mapping[str, Any], cwd: str, root: str, language: str = SHELL) -> Done:
    """A shell tool: some name the folder it runs in."""
    place = text(arguments, *_FOLDERS, default="")
    return (command(text(arguments, "command"), os.path.join(cwd, place), root, language),)


def command(script: str, cwd: str, root: str, language: str = SHELL) -> Command:
    """A command of a shell; its folder as a repository path, or absolute outside."""
    if not _files.is_name(cwd):
        raise InputError("tool call: the working folder has a name that no disk could hold")
    top, _ = repository_of(root)
    _files.check(cwd, _NO_FOLDER)
    place = _files.repository_path(os.path.realpath(cwd), top)
    return Command(script, cwd="" if place == "." else place, language=language)


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
