"""Claude Code: its PreToolUse envelope (https://code.claude.com/docs/en/hooks). Exit 2 with stderr blocks."""

from __future__ import annotations

from ..changes import Change, ToolCall
from ..errors import InputError
from . import _calls, _files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_BEFORE_A_TOOL = "pretooluse"
_OTHER_EVENTS = frozenset((
    "posttooluse", "userpromptsubmit", "sessionstart", "sessionend", "stop", "subagentstop", "notification",
    "precompact", "permissionrequest",
))  # fmt: skip
_READS = frozenset((
    "Read", "Grep", "Glob", "LS", "TodoWrite", "TodoRead", "BashOutput", "NotebookRead", "ExitPlanMode",
    "AskUserQuestion",
))  # fmt: skip
_MARKS = ("transcript_path", "permission_mode", "tool_use_id")


def recognises(payload: dict[str, Any]) -> bool:
    return isinstance(payload.get("hook_event_name"), str) and any(mark in payload for mark in _MARKS)


def decode(payload: dict[str, Any], root: str) -> Change:
    event = payload["hook_event_name"].lower()
    if event in _OTHER_EVENTS:
        return _calls.change("claude", None, root, None)
    if event != _BEFORE_A_TOOL:
        raise InputError(f"tool call#/hook_event_name: unknown event `{payload['hook_event_name']}`")
    tool = payload.get("tool_name")
    if not isinstance(tool, str) or not tool:
        raise InputError("tool call#/tool_name: expected the tool's name")
    arguments = _calls.tool_input(payload)
    return _calls.change("claude", tool, root, _done(tool, arguments, _calls.folder(payload, root), root))


def reply(effect: str, text: str) -> tuple[int, str]:
    """Exit code and stderr: 0 for an allow, else 2 with what the model is told."""
    return (0, text) if effect == "allow" else (2, text or f"pykiro-opa: {effect}")


def _done(tool: str, arguments: dict[str, Any], cwd: str, root: str) -> _calls.Done:
    if tool in _READS:
        return None
    if tool == "Bash":
        return _calls.command(_calls.text(arguments, "command"), cwd, root)
    edit = _edit(tool, arguments)
    if edit is not None:
        path = _calls.text(arguments, "file_path", "notebook_path")
        return _files.edited(path, cwd, _calls.repository_of(root)[0], edit)
    server, called = _calls.mcp_names(tool) or ("", tool)
    return ToolCall(server, called, arguments)


def _edit(tool: str, arguments: dict[str, Any]) -> _files.Edit | None:
    if tool == "Write":
        return _files.written(_calls.text(arguments, "content"))
    if tool == "Edit":
        return _replacement(arguments)
    if tool == "MultiEdit":
        return _several(arguments)
    if tool == "NotebookEdit":
        return _files.appended(_calls.text(arguments, "new_source", default=""))
    return None


def _replacement(arguments: dict[str, Any]) -> _files.Edit:
    old, new = _calls.text(arguments, "old_string"), _calls.text(arguments, "new_string")
    return _files.replaced(old, new, everywhere=bool(arguments.get("replace_all")))


def _several(arguments: dict[str, Any]) -> _files.Edit:
    edits = arguments.get("edits")
    if not isinstance(edits, list) or not all(isinstance(edit, dict) for edit in edits):
        raise InputError("tool call#/tool_input/edits: expected a list of objects")
    steps = [_replacement(edit) for edit in edits]

    def edit(before: bytes | None) -> bytes | None:
        content = before
        for step in steps:
            content = step(content)
        return content

    return edit
