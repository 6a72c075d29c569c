"""Claude Code: its PreToolUse envelope (https://code.claude.com/docs/en/hooks). Exit 2 with stderr blocks."""

from __future__ import annotations

from ..errors import InputError
from . import _calls, _files

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..changes import Change

_OTHER_EVENTS = frozenset((
    "posttooluse", "userpromptsubmit", "sessionstart", "sessionend", "stop", "subagentstop", "notification",
    "precompact", "permissionrequest",
))  # fmt: skip
_READS = frozenset((
    "Read", "Grep", "Glob", "LS", "TodoWrite", "TodoRead", "BashOutput", "NotebookRead", "ExitPlanMode",
    "AskUserQuestion",
))  # fmt: skip
# What they are given is a prompt, an address or the name of a recipe; sub-agents' own calls are judged one by one.
_TALK = frozenset((
    "Task", "Agent", "Skill", "SlashCommand", "WebFetch", "WebSearch", "KillShell", "KillBash", "TaskOutput",
))  # fmt: skip
_MARKS = ("transcript_path", "permission_mode", "tool_use_id")


def recognises(payload: dict[str, Any]) -> bool:
    return isinstance(payload.get("hook_event_name"), str) and any(mark in payload for mark in _MARKS)


def decode(payload: dict[str, Any], root: str) -> Change:
    def do(tool: str, arguments: dict[str, Any], cwd: str) -> _calls.Done:
        return _done(tool, arguments, cwd, root)

    return _calls.decode("claude", payload, root, _OTHER_EVENTS, do)


reply = _calls.reply


def _done(tool: str, arguments: dict[str, Any], cwd: str, root: str) -> _calls.Done:
    if tool in _READS:
        return _calls.read(arguments, cwd, root)
    if tool in _TALK:
        return _calls.other(tool, arguments)
    if tool == "Bash":
        return _calls.shell(arguments, cwd, root)
    edit = _edit(tool, arguments)
    if edit is not None:
        return _calls.edited(arguments, ("file_path", "notebook_path"), cwd, root, edit)
    from . import _unknown

    return _unknown.done(tool, arguments, cwd, root)


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
