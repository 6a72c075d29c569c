"""A tool whose name nobody told us: judged by the fields it is given, whoever makes it.

Hosts rename tools and gain new ones, and MCP servers write files and run commands too. What is called `command` is
read as a command and what is called `path` as a file that changes, unless the tool's name says that it only reads. The
arguments are kept as a tool call besides, since patterns look there.
"""

from __future__ import annotations

import os
import re

from .. import light_json
from ..changes import POWERSHELL, SHELL, FileChange, repository_of
from . import _calls, _codes, _files, _named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

_COMMANDS = ("command", "commands", "cmd", "script", "shell_command", "shellCommand", "cli_command", "cli_commands",
             "cliCommand", "cliCommands", "aws_command", "awsCommand", "commandLine", "command_line", "bash", "cmdline", "run")  # fmt: skip
_PROGRAMS = ("terraform", "kubectl", "helm", "docker", "git", "aws", "gcloud", "az", "terragrunt")
_POWERSHELLS = ("powershell", "pwsh")  # in the name of a tool or its server
_ARGUMENTS = ("args", "arguments", "argv")
_PROGRAM_NAMES = ("program", "executable", "binary", "exe")
_WRAPPING = frozenset((
    "arguments", "args", "input", "inputs", "options", "params", "parameters", "payload", "request", "steps", "calls",
))  # fmt: skip
_DEEPEST = 8
_PATHS = ("path", "paths", "file_path", "filePath", "filepath", "file", "files", "filename", "fileName", "file_name",
          "targetFile", "target_file", "notebook_path", "destination", "destinationPath", "destination_path", "dest",
          "newPath", "new_path", "target", "relative_path", "relativePath", "edits", "changes",
          "uri", "uris", "file_uri", "fileUri")  # fmt: skip
_SOURCES = ("source", "sourcePath", "source_path", "src", "oldPath", "old_path")
_CONTENT = ("content", "contents", "file_text", "fileText")
_TEXT = (*_CONTENT, "text")
_OLD = ("old_str", "oldStr", "old_string", "oldString", "old_text", "oldText")
_NEW = ("new_str", "newStr", "new_string", "newString", "new_text", "newText")
_READING = frozenset((
    "read", "get", "list", "ls", "search", "find", "grep", "glob", "view", "show", "fetch", "query", "describe", "stat",
    "info", "inspect", "tree", "diff", "status", "log", "count", "check", "lookup", "explain", "summarize", "analyze",
    "diagnostics", "hover", "goto", "symbols", "references", "overview", "open", "validate", "lint", "resolve", "index",
))  # fmt: skip
_WRITING = frozenset((
    "write", "create", "edit", "update", "delete", "remove", "move", "rename", "replace", "insert", "append", "set",
    "put", "save", "apply", "patch", "copy", "upload", "sync", "rewrite", "relocate", "modify", "add", "fix", "format",
    "overwrite", "store", "make", "touch", "truncate", "push", "run", "exec", "execute",
))  # fmt: skip
_PATCH = "*** Begin Patch"
_PATCHED = re.compile(r"^\*\*\* (?:Add File|Update File|Delete File|Move to): (.+?)\s*$", re.MULTILINE)
_DELETING = frozenset(("delete", "remove", "unlink"))
_MOVING = frozenset(("move", "rename", "relocate"))
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


def done(tool: str, arguments: dict[str, Any], cwd: str, root: str) -> _calls.Done:
    """All that the tool may do: its commands, its files, and the call itself. Raises InputError."""
    own = (_calls.mcp_names(tool) or ("", tool))[1]  # a server may be called `reader` and write
    words = frozenset(word.lower() for word in _WORD.findall(own))
    scripts = [spelled for script in _scripts(arguments) for spelled in _with_program(script, tool)]
    scripts += _named.commands(own, arguments)
    scripts += _programs_words(tool, arguments)
    scripts += _codes.commands(own, arguments)
    language = POWERSHELL if any(name in tool.lower() for name in _POWERSHELLS) else SHELL
    commands = tuple(_calls.command(script, _folder(arguments, cwd), root, language) for script in scripts)
    gives = any(arguments.get(name) is not None for name in (*_NEW, *_CONTENT))
    only_reads = bool(words & _READING) and not words & _WRITING
    changed = () if only_reads and not gives else tuple(_changes(words, arguments, cwd, root))
    return (*_calls.other(tool, arguments), *commands, *changed)


def _scripts(arguments: Mapping[str, Any], depth: int = 0) -> Iterator[str]:
    """Each field that is a command: text, a list of words with its arguments beside it, or a list of texts.

    One inside an object, a list of objects or the text of an object counts as well; what is deeper is not looked for.
    """
    yield from _own_scripts(arguments)
    for name, value in arguments.items() if depth < _DEEPEST else ():
        for one in value if isinstance(value, list) else [value]:
            inner = _object(one) if name in _WRAPPING else one
            if isinstance(inner, dict):
                yield from _scripts(inner, depth + 1)


def _object(value: object) -> object:
    """What a text says where it is the JSON of an object."""
    if not isinstance(value, str) or not value.lstrip().startswith("{"):
        return value
    try:
        return light_json.loads(value)
    except (ValueError, RecursionError):
        return value


def _own_scripts(arguments: Mapping[str, Any]) -> Iterator[str]:
    for name in _PROGRAM_NAMES:
        value = arguments.get(name)
        if isinstance(value, str) and value and " " not in value:
            more = next((list(given) for given in map(arguments.get, _ARGUMENTS) if isinstance(given, list)), None)
            yield from () if more is None else (_joined([value, *more]),)
    if isinstance(argv := arguments.get("argv"), list) and not any(name in arguments for name in _COMMANDS):
        yield _joined(argv)
    for name in _COMMANDS:
        value = arguments.get(name)
        if isinstance(value, list):
            words = [word for word in value if isinstance(word, str)]
            # A program has no space in it: what does is a whole command.
            yield from words if name.endswith("s") or any(" " in word for word in words[:1]) else (_joined(words),)
        elif isinstance(value, str) and value.strip() and not value.lstrip().startswith(_PATCH):
            yield value + "".join(
                f" {_joined(more)}" for more in map(arguments.get, _ARGUMENTS) if isinstance(more, list)
            )


def _with_program(script: str, tool: str) -> Iterator[str]:
    """The command, and the one it is behind the program that the tool or its server is named after."""
    yield script
    words = [word.lower() for word in _WORD.findall(tool)]
    for program in _PROGRAMS:
        if program in words and script.split(None, 1)[:1] != [program]:
            yield f"{program} {script}"


def _programs_words(tool: str, arguments: Mapping[str, Any]) -> list[str]:
    """The words that a tool which is named after a program is given without the program."""
    given = next((value for value in map(arguments.get, _ARGUMENTS) if isinstance(value, list)), None)
    if given is None or any(name in arguments for name in _COMMANDS):
        return []
    words = [word.lower() for word in _WORD.findall(tool)]
    return [_joined([program, *given]) for program in _PROGRAMS if program in words]


def _joined(words: list[Any]) -> str:
    import shlex

    return shlex.join(word for word in words if isinstance(word, str))


def _folder(arguments: Mapping[str, Any], cwd: str) -> str:
    """Where the commands run: the field for that, or a `path` that is a folder."""
    named = arguments.get("cwd") or arguments.get("working_directory") or arguments.get("workdir")
    path = arguments.get("path")
    if not isinstance(named, str) and isinstance(path, str) and os.path.isdir(os.path.join(cwd, path)):
        named = path
    return os.path.join(cwd, named) if isinstance(named, str) else cwd


def _changes(words: frozenset[str], arguments: Mapping[str, Any], cwd: str, root: str) -> Iterator[FileChange]:
    edit = _files.deleted if words & _DELETING else _edit(arguments)
    moved = _files.deleted if words & _MOVING else None
    for path in _paths(arguments, _PATHS):
        yield from _changed(path, edit, cwd, root)
    for path in _patched(arguments):
        yield from _changed(path, None, cwd, root)
    if moved:  # what is copied stays as it is
        for path in _paths(arguments, _SOURCES):
            yield from _changed(path, moved, cwd, root)


def _changed(path: str, edit: _files.Edit | None, cwd: str, root: str) -> Iterator[FileChange]:
    """The changes of one path; of a folder only its removal is one, and no edit at all means new content unknown."""
    top = repository_of(root)[0]
    if os.path.isdir(os.path.join(cwd, path)):
        if edit is _files.deleted:
            shown = _files.repository_path(os.path.realpath(os.path.join(cwd, path)), top)
            yield FileChange(shown, before=b"", after=None)
        return
    for file in _files.edited(path, cwd, top, edit or _files.untouched):
        yield file if edit else FileChange(file.path, before=file.before, after=b"", content_known=False)


def _paths(arguments: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        value = arguments.get(name)
        for one in value if isinstance(value, list) else [value]:
            path = next((one[key] for key in _PATHS if key in one), None) if isinstance(one, dict) else one
            if isinstance(path, str) and path and "\0" not in path and "\n" not in path:
                yield path


def _patched(arguments: Mapping[str, Any]) -> Iterator[str]:
    """The files that a patch in Codex's form names."""
    for value in arguments.values():
        if isinstance(value, str) and value.lstrip().startswith(_PATCH):
            yield from _PATCHED.findall(value)


def _edit(arguments: Mapping[str, Any]) -> _files.Edit | None:
    """What the fields say the new content is; None where they do not."""
    if any(arguments.get(name) is not None for name in _OLD):
        new = _calls.text(arguments, *_NEW, default="")
        return _files.replaced(_calls.text(arguments, *_OLD), new, everywhere=bool(arguments.get("replace_all")))
    if any(isinstance(arguments.get(name), str) for name in _TEXT):
        return _files.written(_calls.text(arguments, *_TEXT))
    return None
