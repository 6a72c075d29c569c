"""AWS Kiro: the command line's and the IDE's hook envelopes (https://kiro.dev/docs/hooks, /docs/cli/hooks).

Exit 2 with a reason on stderr blocks a tool; any other exit code lets it run, and so does exit 2 with nothing said.
"""

from __future__ import annotations

from ..changes import POWERSHELL, SHELL
from ..errors import InputError
from . import _calls, _files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from ..changes import Change

# Nothing is about to happen at these; a spec task's own tool calls are judged one by one.
_OTHER_EVENTS = frozenset((
    "agentspawn", "sessionstart", "sessionend", "userpromptsubmit", "posttooluse", "stop", "pretaskexec",
    "posttaskexec", "postfilecreate", "postfilesave", "postfiledelete", "manual",
))  # fmt: skip
_READS = frozenset((
    "fs_read", "read", "read_file", "read_files", "read_multiple_files", "readfile", "read_code", "list_directory",
    "glob", "grep", "grep_search", "file_search", "get_diagnostics", "getdiagnostics", "introspect",
    "thinking", "todo_list", "todo", "report_issue", "knowledge", "task_update", "task_list",
))  # fmt: skip
_SHELLS = {
    **dict.fromkeys(("execute_bash", "execute_cmd", "shell", "executebash"), SHELL),
    **dict.fromkeys(("execute_pwsh", "executepwsh"), POWERSHELL),
}
# What they are given is a prompt, an address or an answer; sub-agents' own calls are judged one by one.
_TALK = frozenset((
    "use_subagent", "delegate", "invoke_sub_agent", "invokesubagent", "web_search", "web_fetch", "websearch", "webfetch",
    "remote_web_search", "user_input", "userinput", "session", "switch_to_execution",
))  # fmt: skip
_CLOUD = frozenset(("use_aws", "useaws", "aws"))
_CLOUD_FIELDS = (("service_name", "serviceName"), ("operation_name", "operationName"))
_PATH = ("path", "file_path", "filePath", "targetFile", "target_file")
_TEXT = ("file_text", "content", "text", "fileText")
_OLD = ("old_str", "oldStr", "old_string", "oldString")
_NEW = ("new_str", "newStr", "new_string", "newString")


def recognises(payload: dict[str, Any]) -> bool:
    """Whether the envelope is Kiro's: its fields are a subset of Claude Code's, its tools have other names."""
    event = payload.get("hook_event_name")
    return isinstance(event, str) and not _is_claude(payload)


def decode(payload: dict[str, Any], root: str) -> Change:
    def do(tool: str, arguments: dict[str, Any], cwd: str) -> _calls.Done:
        return _done(tool, arguments, cwd, root)

    return _calls.decode("kiro", payload, root, _OTHER_EVENTS, do)


reply = _calls.reply


def _is_claude(payload: dict[str, Any]) -> bool:
    return any(field in payload for field in ("transcript_path", "permission_mode", "tool_use_id"))


def _done(tool: str, arguments: dict[str, Any], cwd: str, root: str) -> _calls.Done:
    name = tool.lower()
    if name in _READS:
        return _calls.read(arguments, cwd, root)
    if name in _SHELLS:
        return _calls.shell(arguments, cwd, root, _SHELLS[name])
    if name in _EDITS:
        return _calls.edited(arguments, _PATH, cwd, root, _EDITS[name](arguments))
    if name in _TALK or name.startswith("subagent"):
        return _calls.other(tool, arguments)
    if name in _CLOUD:
        return _aws(arguments)
    from . import _unknown

    if name == "code":  # code intelligence: it searches, and it rewrites
        tool = f"code_{_calls.text(arguments, 'operation', default='')}"
    return _unknown.done(tool, arguments, cwd, root)


def _aws(arguments: dict[str, Any]) -> _calls.Done:
    """`use_aws`, under the field names that `facts.api_calls` reads."""
    named = {snake: _calls.text(arguments, snake, camel) for snake, camel in _CLOUD_FIELDS}
    profile = _calls.text(arguments, "profile_name", "profileName", default="")
    return _calls.other("use_aws", {**arguments, **named, **({"profile_name": profile} if profile else {})})


def _write(arguments: dict[str, Any]) -> _files.Edit:
    """`fs_write` says in `command` what it does; without one it creates."""
    kind = _calls.text(arguments, "command", default="create").lower().replace("_", "")
    if kind == "create":
        return _files.written(_calls.text(arguments, *_TEXT, *_NEW, default=""))
    if kind == "strreplace":
        return _replace(arguments)
    if kind == "insert":
        return _insert(arguments)
    if kind == "append":
        return _append(arguments)
    raise InputError(f"tool call#/tool_input/command: unknown way of writing `{kind}`")


def _replace(arguments: dict[str, Any]) -> _files.Edit:
    everywhere = bool(arguments.get("replace_all") or arguments.get("replaceAll"))
    return _files.replaced(
        _calls.text(arguments, *_OLD), _calls.text(arguments, *_NEW, default=""), everywhere=everywhere
    )


def _insert(arguments: dict[str, Any]) -> _files.Edit:
    line = arguments.get("insert_line", arguments.get("insertLine"))
    text = _calls.text(arguments, *_NEW, *_TEXT)
    return _files.inserted(text, line) if type(line) is int and line >= 0 else _files.appended(text)


def _append(arguments: dict[str, Any]) -> _files.Edit:
    return _files.appended(_calls.text(arguments, *_NEW, *_TEXT))


def _delete(_arguments: dict[str, Any]) -> _files.Edit:
    return _files.deleted


_EDITS: dict[str, Callable[[dict[str, Any]], _files.Edit]] = {
    "fs_write": _write,
    "write": _write,
    "fswrite": _write,
    "create_file": _write,
    "str_replace": _replace,
    "strreplace": _replace,
    "fs_append": _append,
    "fsappend": _append,
    "delete_file": _delete,
    "deletefile": _delete,
}
