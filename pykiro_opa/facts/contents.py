"""What a file gains: commands it would run one day, and what a spec plans."""

from __future__ import annotations

from functools import cache

from .added import touches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    from ..changes import Change, FileChange
    from ..events import Fact
    from .added import Blocks
    from .prose import Index
    from .scripts import Script
    from .sql import Text

_SPECS = "/.kiro/specs/"
_EXECUTABLE = "100755"
_MOST_SCRIPTS = 2_000
_FEW_VARIABLES = 100


def extract(file: FileChange, change: Change, production: Mapping[str, Any]) -> dict[str, list[Fact]]:
    """New commands and their API calls (`runs_now` False), new SQL, and the intents of a spec.

    A command is new where the text before holds none like it, or where one of its lines is added: a variable on
    another line, or the second line of a command, makes a new command of it.
    """
    from .added import blocks
    from .text import decode

    text, before = decode(file.after), decode(file.before)
    if text is None:
        return {}
    added = blocks(before, text)
    if not added and file.mode == file.previous_mode:
        return {}
    facts: dict[str, list[Fact]] = {"commands": [], "intents": [], "unresolved": []}
    is_spec = _is_spec(file.path, change)
    if is_spec:
        from . import planned, prose

        found = [*prose.intents(file.path, text, _phrases()), *prose.resources(file.path, text)]
        facts["intents"] = [fact for fact in found if touches(fact["at"]["line"], fact["at"]["line"], added)]
        named = [(path, "modified", line) for path, line in prose.files(text)]
        facts["files"] = [
            _planned_file(path, kind, file.path, line)
            for path, kind, line in (*named, *_outside(text, change))
            if touches(line, line, added)
        ]
        _add(facts, planned.extract(file, production))
    queries: tuple[list[Text], list[Text]] = [], []
    facts["commands"] = _new_commands(file, before, text, added, change, facts["unresolved"], queries, is_spec=is_spec)
    from . import api_calls, sql

    if is_spec or queries[1] or sql.may_hold(file.path):
        from .sql.changed import new_statements

        found_sql = new_statements(file.path, before, text, added, queries, is_spec=is_spec)
        facts["statements"] = found_sql.statements
        facts["unresolved"] += found_sql.unresolved

    if facts["commands"]:
        calls, permissions = api_calls.from_commands(facts["commands"], production=production, read=change.read)
        _add(facts, {"calls": calls, "permissions": permissions})
    if api_calls.mentions(text) or (is_spec and api_calls.sketches(text)):
        from .source_calls import new_calls

        calls_found = new_calls(file, before, text, added, change, production, is_spec=is_spec)
        if is_spec:  # what cannot be read is a sketch, and the file that is written from it will be judged
            calls_found.pop("unresolved", None)
        _add(facts, calls_found)
    return facts


def _outside(text: str, change: Change) -> Iterator[tuple[str, str, int]]:
    """What the commands of a spec do to files outside the workspace; what is inside is judged when it happens."""
    from . import shell
    from .scripts.specs import commands

    budget = shell.Budget(shell.MOST_STEPS_OF_A_FILE)
    for script in commands(text)[:_MOST_SCRIPTS]:
        if budget.is_spent:
            return
        done = shell.evaluate(
            script.text,
            path="",
            line=script.line,
            cwd="",
            read=change.read,
            runs_now=True,
            language=script.language,
            budget=budget,
        )
        yield from (
            (one.path, one.kind if one.kind in ("deleted", "mode") else "modified", one.line)
            for one in done.effects
            if one.path.startswith(("/", "~"))
        )


def _planned_file(path: str, kind: str, spec: str, line: int) -> Fact:
    """A file that a spec will touch, whose content nobody knows yet."""
    return {
        "path": path, "previous_path": None, "change": kind, "content": None, "runs": [],
        "at": {"path": spec, "line": line},
    }  # fmt: skip


def _add(facts: dict[str, list[Fact]], found: Mapping[str, Iterable[Fact]]) -> None:
    for kind, more in found.items():
        facts.setdefault(kind, []).extend(more)


def _new_commands(
    file: FileChange,
    before: str | None,
    text: str,
    added: Blocks,
    change: Change,
    unresolved: list[Fact],
    queries: tuple[list[Text], list[Text]],
    *,
    is_spec: bool,
) -> list[Fact]:
    """The commands of the new text that the old one lacks, or that stand on added lines.

    `queries` gets the SQL that those of either side run.
    """
    after = list(_commands(text, file, change, file.mode, unresolved, queries[1], is_spec=is_spec))
    if not after:
        return []
    old = set() if before is None else {
        _identity(fact)
        for fact, _ in _commands(before, file, change, file.previous_mode, [], queries[0], is_spec=is_spec)
    }  # fmt: skip
    return [
        fact for fact, last_line in after if _identity(fact) not in old or touches(fact["at"]["line"], last_line, added)
    ]


def _commands(
    text: str,
    file: FileChange,
    change: Change,
    mode: str | None,
    unresolved: list[Fact],
    queries: list[Text],
    *,
    is_spec: bool,
) -> Iterator[tuple[Fact, int]]:
    """The commands of one side of a file, each with its last line; both sides as of the new path.

    What is too much to be read is added to `unresolved`, the SQL that they run to `queries`.
    """
    from . import shell
    from .scripts import scripts

    found = scripts(file.path, text, executable=mode == _EXECUTABLE)
    if is_spec:
        from .scripts.specs import scripts as planned

        found += planned(text)
    folder = file.path.rpartition("/")[0]
    if len(found) > _MOST_SCRIPTS:
        why = f"more than {_MOST_SCRIPTS} commands in one file; split it"
        unresolved.append({"what": "size", "why": why, "at": {"path": file.path, "line": found[_MOST_SCRIPTS].line}})
    budget = shell.Budget(shell.MOST_STEPS_OF_A_FILE)
    for script in found[:_MOST_SCRIPTS]:
        if budget.is_spent:
            why = "the commands of the file ask for too much work to be followed; split it"
            unresolved.append({"what": "size", "why": why, "at": {"path": file.path, "line": script.line}})
            return
        facts = shell.evaluate(
            script.text,
            path=file.path,
            line=script.line,
            cwd=folder,
            read=change.read,
            runs_now=False,
            variables=_spoken_of(script),
            language=script.language,
            budget=budget,
        )
        unresolved += facts.unresolved
        queries += facts.queries
        yield from zip(facts.commands, facts.last_lines, strict=True)


def _spoken_of(script: Script) -> Mapping[str, str]:
    """The variables of a script, of very many only those that it names."""
    if len(script.variables) <= _FEW_VARIABLES:
        return script.variables
    import re

    named = re.findall(r"\w+", script.text)
    return {name: script.variables[name] for name in named if name in script.variables}


def _identity(fact: Fact) -> str:
    from ..events import clean, fact_id

    cleaned: Any = clean(fact)
    return fact_id("commands", cleaned)


@cache
def _phrases() -> Index:
    """Of all named actions: made once, since it takes longer than to read a page."""
    from ..catalogue.named import named_actions
    from .prose import Index

    return Index(named_actions())


def _is_spec(path: str, change: Change) -> bool:
    from .runs import is_prose

    return is_prose(path) and (change.kind == "spec" or _SPECS in f"/{path}")
