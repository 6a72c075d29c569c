"""Programs that run SQL: where each is given its text, one row a program."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...sql import Text
from ..syntax.options import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


# Program and first words: options of text, options of files, the place of the first word that is SQL, dialect.
_PSQL = (("-c", "--command"), ("-f", "--file"), None, "postgres")
_MYSQL = (("-e", "--execute", "--init-command"), (), None, "mysql")
_CLICKHOUSE = (("-q", "--query"), ("--queries-file",), None, "clickhouse")
_TRINO = (("--execute",), ("-f", "--file"), None, "trino")
_HIVE = (("-e",), ("-f", "-i"), None, "hive")
ROWS: dict[str, tuple[tuple[str, ...], tuple[str, ...], int | None, str | None]] = {
    "psql": _PSQL, "pgcli": _PSQL, "usql": _PSQL, "heroku pg:psql": _PSQL, "mysql": _MYSQL, "mariadb": _MYSQL,
    "mycli": _MYSQL, "sqlite3": (("-cmd",), ("-init",), 1, "sqlite"), "sqlite": (("-cmd",), ("-init",), 1, "sqlite"),
    "duckdb": (("-c", "-s", "-cmd"), ("-f", "-init"), 1, "duckdb"), "sqlcmd": (("-Q", "-q"), ("-i",), None, "tsql"),
    "bq query": ((), (), 1, "bigquery"), "clickhouse": _CLICKHOUSE, "clickhouse-client": _CLICKHOUSE,
    "snowsql": (("-q", "--query"), ("-f", "--filename"), None, "snowflake"),
    "snow sql": (("-q", "--query"), ("-f", "--filename"), None, "snowflake"),
    "cockroach sql": (("-e", "--execute"), ("-f", "--file"), None, "postgres"),
    "ysqlsh": _PSQL, "cqlsh": (("-e", "--execute"), ("-f", "--file"), None, None), "trino": _TRINO, "presto": _TRINO,
    "hive": _HIVE, "beeline": _HIVE, "spark-sql": (("-e",), ("-f",), None, "spark"),
    "wrangler d1 execute": (("--command",), ("--file",), None, "sqlite"), "turso db shell": ((), (), 3, "sqlite"),
    "prisma db execute": ((), ("--file",), None, None), "supabase db query": ((), ("--file",), 2, "postgres"),
    "gcloud spanner databases execute-sql": (("--sql",), (), None, None), "isql": ((), ("-i",), None, None),
    "aws rds-data execute-statement": (("--sql",), (), None, None),
    "aws rds-data batch-execute-statement": (("--sql",), (), None, None),
    "aws redshift-data execute-statement": (("--sql",), (), None, "redshift"),
    "aws redshift-data batch-execute-statement": (("--sqls",), (), None, "redshift"),
    "aws athena start-query-execution": (("--query-string",), (), None, "athena"),
    "aws dynamodb execute-statement": (("--statement",), (), None, None),
}  # fmt: skip
_INCLUDED = r"^\s*(?:\\ir?|\.read|source|\\\.)\s+['\"]?([^\s'\";]+)"


def queries(
    program: str, arguments: Sequence[str], stdin: str, line: int, read: Callable[[str], bytes | None]
) -> Iterator[Text]:
    """The texts that a program gets as option, word, file or input; files are read with `read`."""
    words = [argument for argument in arguments if not argument.startswith("-")]
    for length in (3, 2, 1, 0):
        row = ROWS.get(" ".join([program, *words[:length]])) if length <= len(words) else None
        if row is None:
            continue
        of_text, of_file, first, dialect = row
        given = values(arguments, *of_text)
        given += words[first:] if first is not None and not given else []
        for path in values(arguments, *of_file):
            given += [stdin] if path == "-" else [_content(path, read)]
        if stdin and not given:
            given.append(stdin)
        for text in given:
            yield Text(text, line, dialect)
            yield from (Text(_content(path, read), line, dialect) for path in _included(text))
        return


def _content(path: str, read: Callable[[str], bytes | None]) -> str:
    content = None if UNKNOWN in path else read(path)
    return UNKNOWN if content is None else content.decode("utf-8", "replace")


def _included(text: str) -> list[str]:
    """Files that a text of a client names."""
    if not any(mark in text for mark in ("\\i", ".read", "source", "\\.")):
        return []
    import re

    return re.findall(_INCLUDED, text, re.MULTILINE)
