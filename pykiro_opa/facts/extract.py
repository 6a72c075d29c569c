"""Change -> facts: asks each extractor that the change gives reason to ask, and no other.

Extractors are imported by need: a plain shell call must not pay for infrastructure, prose or patches.
"""

from __future__ import annotations

from ..events import FACT_KINDS
from .running import COMMAND_PATH, evaluated
from .secrets import without_secrets

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..changes import Change, FileChange
    from ..events import Fact, Facts
    from .code import Code
    from .shell import ShellFacts
    from .sql import Text


def extract(change: Change, production: Mapping[str, Any]) -> Facts:
    """All fact lists of a change, without ids and without secrets; `production` is `Guardrails.production`."""
    facts: Facts = {kind: [] for kind in FACT_KINDS}
    written = [file for found in evaluated(change) for file in _run(found, change, production, facts)]
    files = [*change.files, *written]
    if change.tools:
        from . import tools
        from .sql import tool_texts

        facts["tools"] += tools.extract(change.tools)
        _read_sql([text for tool in change.tools for text in tool_texts.in_tool(tool)], tools.PATH, facts)
        _read_tool_codes(change, production, facts)
    if files:
        _read_files(files, change, production, facts)
    if change.commands and facts["commands"]:
        from . import hook_switches

        facts["guardrail_changes"] += hook_switches.extract(facts["commands"], change.read)
    if change.plan is not None:
        from . import resources

        _add(facts, resources.from_plan(change.plan, production))
    if facts["commands"] or change.tools:
        from . import api_calls

        for calls, permissions in (
            api_calls.from_commands(facts["commands"], production=production, read=change.read),
            api_calls.from_tools(change.tools, production=production, read=change.read),
        ):
            facts["calls"] += calls
            facts["permissions"] += permissions
    return without_secrets(facts)


def _run(found: ShellFacts, change: Change, production: Mapping[str, Any], facts: Facts) -> list[FileChange]:
    facts["commands"] += found.commands
    facts["unresolved"] += found.unresolved
    _read_sql(found.queries, COMMAND_PATH, facts)
    if found.codes:
        _read_codes(found.codes, COMMAND_PATH, change, production, facts)
    if not found.effects:
        return []
    from .effects import file_changes

    files, unresolved = file_changes(found.effects, change)
    facts["unresolved"] += unresolved
    return files


def _read_sql(found: Sequence[Text], path: str, facts: Facts) -> None:
    """SQL that commands and tools run; their own facts introduce its text."""
    if found:
        from .sql.extraction import statements

        _add(facts, statements(path, found).facts)


def _read_tool_codes(change: Change, production: Mapping[str, Any], facts: Facts) -> None:
    from .tool_codes import codes
    from .tools import PATH

    _read_codes(codes(change.tools), PATH, change, production, facts)


def _read_codes(codes: Sequence[Code], path: str, change: Change, production: Mapping[str, Any], facts: Facts) -> None:
    from . import api_calls

    found = api_calls.from_codes(codes, path, runs_now=True, production=production, read=change.read)
    if found is not None:
        facts["unresolved"] += found.unresolved
        for call, permissions, _ in found.calls:
            facts["calls"].append(call)
            facts["permissions"] += permissions


def _read_files(files: Sequence[FileChange], change: Change, production: Mapping[str, Any], facts: Facts) -> None:
    from . import files as file_facts
    from . import self_protection

    found, unresolved = file_facts.extract(files)
    facts["files"] += found
    facts["unresolved"] += unresolved
    facts["guardrail_changes"] += self_protection.extract(files)
    from . import resources

    _add(facts, resources.extract(files, change, production))
    for file in files:
        _read_contents(file, change, production, facts)


def _read_contents(file: FileChange, change: Change, production: Mapping[str, Any], facts: Facts) -> None:
    if file.after is None or not file.content_known:
        return
    from . import contents

    _add(facts, contents.extract(file, change, production))


def _add(facts: Facts, found: Mapping[str, Sequence[Fact]]) -> None:
    for kind, more in found.items():
        facts[kind] += more
