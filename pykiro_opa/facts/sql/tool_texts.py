"""SQL that tools are asked to run; a tool whose name has nothing of a database is not looked at further."""

from __future__ import annotations

from ..tools import words_of
from . import Text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...changes import ToolCall

_ARGUMENTS = frozenset((
    "sql", "query", "queries", "statement", "statements", "ddl", "script", "command", "q", "text", "sqls", "query_string",
    "query-string", "querystring",
))  # fmt: skip
_DATABASES = frozenset((
    "sql", "postgres", "postgresql", "mysql", "mariadb", "sqlite", "database", "db", "bigquery", "snowflake", "redshift",
    "supabase", "neon", "clickhouse", "duckdb", "mssql", "oracle", "rds", "aurora", "dsql", "cockroach", "dbhub",
    "planetscale", "athena", "databricks", "motherduck", "turso", "libsql", "prisma", "pg", "execute", "query",
))  # fmt: skip


def in_tool(tool: ToolCall) -> list[Text]:
    """The SQL that a tool is asked to run; a question of a search is none."""
    if _DATABASES.isdisjoint((*words_of(tool.server), *words_of(tool.name), *_service(tool))):
        return []
    return [Text(text, 1) for text in _given(tool.arguments)]


def _service(tool: ToolCall) -> Iterator[str]:
    """The words of the service and operation that a tool of a cloud is told."""
    for name in ("service_name", "service", "operation_name", "operation"):
        value = tool.arguments.get(name)
        if isinstance(value, str):
            yield from words_of(value)


def _given(arguments: Mapping[str, object]) -> Iterator[str]:
    from .texts import STATEMENT

    for name, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _given(one)
            elif isinstance(one, str) and (name.lower() in _ARGUMENTS or STATEMENT.match(one)):
                yield one
