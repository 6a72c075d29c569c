"""The rows as tool calls of an agent in a repository, decided as the hook does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pykiro_opa import gate, hosts
from pykiro_opa.engines.embedded import EmbeddedEngine

from . import COMMANDS, EDITS, TOOLS

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parents[2]
# What is judged with: the built-in defaults, and the guardrails that the project shows.
CONFIGURATIONS = {
    "defaults": b'{"guardrails": {}}',
    **{name: (REPOSITORY / "examples" / name / ".kiro/kiro.json").read_bytes() for name in ("seed", "recommended")},
}
# Rules that stop what an entry of kiro.json literally names.
LITERAL = ("commands/prohibited", "files/protected", "patterns/introduced")


class Stop(NamedTuple):
    """A row that was stopped: its text, and the rules that did so, each with its message."""

    row: str
    rules: tuple[tuple[str, str], ...]


def stops(folder: Path, configuration: bytes) -> Iterator[Stop]:
    """What is stopped of all the rows, in an empty repository with these guardrails."""
    (folder / ".git").mkdir()
    (folder / ".kiro").mkdir()
    (folder / ".kiro/kiro.json").write_bytes(configuration)
    engine = EmbeddedEngine()
    for row, tool, arguments in _calls(folder):
        payload = {
            "hook_event_name": "PreToolUse", "transcript_path": "t", "permission_mode": "default", "cwd": str(folder),
            "tool_name": tool, "tool_input": arguments,
        }  # fmt: skip
        _, change = hosts.decode(json.dumps(payload).encode(), str(folder))
        guardrails = gate.guardrails_for(change, engine.regex_is_valid, keep=False)
        found = gate.decide(change, guardrails, engine).findings
        rules = {(one["rule"], one["message"]) for one in found if one["effect"] in ("deny", "needs-approval")}
        if rules:
            yield Stop(row, tuple(sorted(rules)))


def _calls(folder: Path) -> Iterator[tuple[str, str, dict[str, object]]]:
    for command in COMMANDS:
        yield command, "Bash", {"command": command}
    for path, before, after in EDITS:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if before is not None:
            file.write_text(before)
        yield f"edit {path}: {after[:60]!r}", "Write", {"file_path": str(file), "content": after}
        file.unlink(missing_ok=True)
    for server, name, arguments in TOOLS:
        tool = f"mcp__{server}__{name}" if server else name
        yield f"{tool} {json.dumps(arguments)[:80]}", tool, arguments
