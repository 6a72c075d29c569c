"""SQL as statements: what each does, to what, and whether it is bounded; wherever the text stands.

`texts` and `tool_texts` find SQL in files and tool calls, `splitting` divides it, `extraction` asks `reading` and `wording`
what a statement does. The parser (sqlglot, by need: 0.1 s of import) is asked where the answer depends on structure; the
words of a statement answer the rest, and whatever the parser refuses: what does not parse is never nothing. This front is
light, since a shell command that runs SQL comes by it.
"""

from __future__ import annotations

from ...values import Value

SQL_FILES = (
    ".sql",
    ".psql",
    ".pgsql",
    ".mysql",
    ".ddl",
    ".dml",
    ".tsql",
    ".hql",
    ".cql",
    ".sql.j2",
    ".sql.erb",
    ".sql.tmpl",
)
CODE_FILES = (
    ".py", ".rb", ".php", ".js", ".mjs", ".cjs", ".ts", ".tsx", ".jsx", ".go", ".java", ".kt", ".cs", ".ex", ".exs",
    ".scala", ".rs", ".pl", ".groovy", ".xml", ".yml", ".yaml",
)  # fmt: skip
HOLE = "hole__"  # a name in place of what is put in at run time


class Text(Value):
    """SQL that stands somewhere: `dialect` is sqlglot's name of it, None where nobody knows."""

    __slots__ = ("text", "line", "dialect")

    text: str
    line: int
    dialect: str | None

    def __init__(self, text: str, line: int, dialect: str | None = None) -> None:
        self._set(text=text, line=line, dialect=dialect)


def may_hold(path: str) -> bool:
    """Whether a file of this name is looked into for SQL."""
    return path.lower().endswith((*SQL_FILES, *CODE_FILES))
