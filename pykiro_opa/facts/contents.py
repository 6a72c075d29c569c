"""What the added lines of a file say: commands it would run one day, and what a spec plans."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..changes import Change, FileChange
    from ..events import Fact

_SPECS = "/.kiro/specs/"
_SHELL = ("sh", "bash", "shell", "zsh", "console")


def extract(file: FileChange, change: Change, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """Commands and API calls in added lines (`runs_now` False), and the intents of a spec."""
    from .diff import added_blocks
    from .text import decode

    text = decode(file.after)
    if text is None:
        return {}
    added = [(first, first + len(lines)) for first, lines in added_blocks(decode(file.before), text)]
    if not added:
        return {}
    facts: dict[str, list[Fact]] = {"commands": [], "intents": []}
    scripts = _scripts(file.path, file.after or b"")
    if _is_spec(file.path, change):
        from ..catalogue.named import named_actions
        from . import prose

        facts["intents"] = [
            fact for fact in prose.intents(file.path, text, named_actions()) if _is_in(fact["at"]["line"], added)
        ]
        scripts += [(code, line) for language, code, line in prose.code_blocks(text) if language in _SHELL]
    for script, first_line in scripts:
        facts["commands"] += [
            fact for fact in _commands(script, first_line, file, change) if _is_in(fact["at"]["line"], added)
        ]
    if facts["commands"]:
        from . import api_calls

        facts["calls"], facts["permissions"] = api_calls.from_commands(
            facts["commands"], production=production, read=change.read
        )
    return facts


def _scripts(path: str, content: bytes) -> list[tuple[str, int]]:
    from .shell.embedded import embedded

    return list(embedded(path, content))


def _commands(script: str, first_line: int, file: FileChange, change: Change) -> list[Fact]:
    from . import shell

    folder = file.path.rpartition("/")[0]
    found = shell.evaluate(script, path=file.path, line=first_line, cwd=folder, read=change.read, runs_now=False)
    commands: list[Fact] = found.commands
    return commands


def _is_spec(path: str, change: Change) -> bool:
    return path.endswith(".md") and (change.kind == "spec" or _SPECS in f"/{path}")


def _is_in(line: int, blocks: list[tuple[int, int]]) -> bool:
    return any(first <= line < end for first, end in blocks)
