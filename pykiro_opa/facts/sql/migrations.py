"""Migrations that speak no SQL: what their calls amount to, as SQL; one row a call of a framework.

What undoes a migration (`downgrade`, `down`) is not planned.
"""

from __future__ import annotations

import re

from . import HOLE, Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = r"\s*\(?\s*(?:\w+\s*[:=]\s*)?[:\"'`](?P<name>[\w.$-]+)"
_SECOND = r"[\"'`]?\s*,\s*(?:\w+\s*[:=]\s*)?[:\"'`](?P<part>[\w.$-]+)"
# (the call, the statement it amounts to): Alembic, Django, Rails, Laravel, Knex, Sequelize, TypeORM, Ecto, Liquibase.
_CALLS = tuple(
    (re.compile(call, re.MULTILINE), statement)
    for call, statement in (
        (r"\bop\.drop_table" + _NAME, "DROP TABLE {name}"),
        (r"\bop\.drop_column" + _NAME + _SECOND, "ALTER TABLE {name} DROP COLUMN {part}"),
        (r"\bop\.alter_column" + _NAME + _SECOND, "ALTER TABLE {name} ALTER COLUMN {part}"),
        (r"\bop\.add_column" + _NAME, "ALTER TABLE {name} ADD COLUMN x int"),
        (r"\bop\.drop_constraint" + _NAME + _SECOND, "ALTER TABLE {part} DROP CONSTRAINT {name}"),
        (r"\bop\.rename_table" + _NAME, "RENAME TABLE {name} TO x"),
        (r"\bmigrations\.DeleteModel" + _NAME, "DROP TABLE {name}"),
        (r"\bmigrations\.RemoveField" + _NAME + _SECOND, "ALTER TABLE {name} DROP COLUMN {part}"),
        (r"\bmigrations\.(?:AlterField|RenameField|AddField)" + _NAME, "ALTER TABLE {name} ADD COLUMN x int"),
        (r"^[ \t]*drop_table" + _NAME, "DROP TABLE {name}"),
        (r"^[ \t]*remove_columns?" + _NAME + _SECOND, "ALTER TABLE {name} DROP COLUMN {part}"),
        (r"^[ \t]*rename_table" + _NAME, "RENAME TABLE {name} TO x"),
        (r"^[ \t]*change_column" + _NAME + _SECOND, "ALTER TABLE {name} ALTER COLUMN {part}"),
        (r"\bSchema::drop(?:IfExists)?" + _NAME, "DROP TABLE {name}"),
        (r"\bSchema::rename" + _NAME, "RENAME TABLE {name} TO x"),
        (r"\$table->dropColumn" + _NAME, f"ALTER TABLE {HOLE} DROP COLUMN {{name}}"),
        (r"\.dropTable(?:IfExists)?" + _NAME, "DROP TABLE {name}"),
        (r"\.(?:dropColumn|removeColumn)" + _NAME + _SECOND, "ALTER TABLE {name} DROP COLUMN {part}"),
        (r"\.dropDatabase" + _NAME, "DROP DATABASE {name}"),
        (r"\.renameTable" + _NAME, "RENAME TABLE {name} TO x"),
        (r"^[ \t]*drop(?:_if_exists)?\s*\(?\s*table" + _NAME, "DROP TABLE {name}"),
        (r"\bdropTable\b[^>\n]*tableName\s*[=:]" + _NAME, "DROP TABLE {name}"),
        (r"\bdropColumn\b[^>\n]*tableName\s*[=:]" + _NAME, "ALTER TABLE {name} DROP COLUMN x"),
    )
)
_ANY = (
    "drop", "remove_column", "RemoveField", "DeleteModel", "rename", "change_column", "alter_column", "removeColumn",
    "add_column", "AlterField", "AddField",
)  # fmt: skip
_UNDOES = re.compile(
    r"^(\s*)(?:def\s+(?:downgrade|down|reverse)\b|(?:public\s+)?(?:async\s+)?(?:function\s+)?down\s*\(|exports\.down\b"
    r"|(?:export\s+)?(?:async\s+)?(?:function|const)\s+down\b|down\s*:|<rollback\b|rollback\s*:)"
)


def statements(text: str) -> Iterator[Text]:
    """The statements of calls, each on the line of its call."""
    if not any(word in text for word in _ANY):
        return
    undone = _undone(text)
    found = {
        (text.count("\n", 0, match.start("name")) + 1, statement.format(**match.groupdict()))
        for call, statement in _CALLS
        for match in call.finditer(text)
    }
    yield from (Text(statement, line) for line, statement in sorted(found) if line not in undone)


def _undone(text: str) -> frozenset[int]:
    """The lines of what undoes a migration: up to the next line that is indented no deeper."""
    lines: list[int] = []
    undoing: int | None = None
    for number, line in enumerate(text.split("\n"), 1):
        undoes = _UNDOES.match(line)
        indent = len(line) - len(line.lstrip())
        if undoes:
            undoing = len(undoes[1])
        elif undoing is not None and line.strip() and indent <= undoing and line.strip()[0] not in "})]<":
            undoing = None
        if undoing is not None:
            lines.append(number)
    return frozenset(lines)
