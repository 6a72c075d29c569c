"""SQL where it is handed on: files of SQL, code blocks of specs, literals and migrations in code."""

from __future__ import annotations

import re

from . import CODE_FILES, HOLE, SQL_FILES, Text
from .literals import literals
from .migrations import statements as migrated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


_BLOCKS = ("sql", "psql", "postgres", "postgresql", "mysql", "sqlite", "plpgsql", "tsql", "ddl")
_CODE_BLOCKS = (
    "python", "py", "javascript", "js", "typescript", "ts", "java", "kotlin", "go", "ruby", "rb", "php", "csharp", "cs", "rust",
)  # fmt: skip
_LARGEST = 4 * 1024 * 1024
_MOST_LITERALS = 2_000
_TEMPLATE = re.compile(r"\{%.{0,999}?%\}|\{\{.{0,999}?\}\}|\{#.{0,999}?#\}|<%.{0,999}?%>", re.DOTALL)
_PUT_IN = re.compile(r"[$#]\{[^{}]*\}|\{[^{}]*\}|%\(\w+\)s|%s|@@?\w+(?=\s*;|$)")
STATEMENT = re.compile(
    r"\s*(?:--[^\n]*\n\s*)*(?:delete\s+from\s|drop\s+(?:table|database|schema|view|index|user|role|column|materialized|owned)\b"
    r"|truncate\s|alter\s+(?:table|user|role|database|schema|system|default)\s|grant\s.+\s(?:on|to)\s|revoke\s.+\sfrom\s"
    r"|update\s+\S+\s+set\s|merge\s+into\s|create\s+(?:user|role|login)\s|with\s+\w+\s+as\s*\(|do\s+\$\$|exec(?:ute)?\s)",
    re.IGNORECASE | re.DOTALL,
)
_CAPITALS = re.compile(r"\s*(?:--[^\n]*\n\s*)*[A-Z]{2,}\b")
_CALLED = re.compile(
    r"(?:execute\w*|query\w*|raw\w*|sql\w*|text|prepare|exec\w*|run\w*|unsafe|statement|command\w*|update|unprepared|db)"
    r"\s*[(:=]?\s*(?:[rbfuRBFU]{0,2})$|sql\s*$",
    re.IGNORECASE,
)
_WORDS = ("delete", "drop", "truncate", "alter", "grant", "revoke", "update", "merge", "exec")
_WORTH = re.compile(r"\b(?:delete\s+from|drop|truncate|alter|grant|revoke|update|merge|exec)\b", re.IGNORECASE)


def in_file(path: str, text: str) -> list[Text]:
    """The SQL of a file by its name and, in code, by its literals and the calls of migrations."""
    name = path.lower()
    if len(text) > _LARGEST:
        return []
    if name.endswith(SQL_FILES):
        return [Text(_TEMPLATE.sub(_blank, text), 1)]
    if not name.endswith(CODE_FILES):
        return []
    return [*(_literals(text) if _is_worth(text) else ()), *migrated(text)]


def in_blocks(blocks: Sequence[tuple[str, str, int]]) -> list[Text]:
    """The SQL of a Markdown text's code blocks (language, code, first line), and that in the code of others."""
    found = [Text(code, line) for language, code, line in blocks if language in _BLOCKS]
    for language, code, line in blocks:
        if language in _CODE_BLOCKS and _is_worth(code):
            found += (Text(one.text, one.line + line - 1, one.dialect) for one in (*_literals(code), *migrated(code)))
    return found


def _is_worth(text: str) -> bool:
    folded = text.lower()
    return any(word in folded for word in _WORDS) and _WORTH.search(text) is not None


def _literals(text: str) -> Iterator[Text]:
    """Literals that are a statement: in capitals, or as the argument of something that runs one."""
    found = 0
    for opening, start, content in literals(text):
        if not STATEMENT.match(content):
            continue
        called = _CALLED.search(text, max(0, opening - 40), opening)
        if called is None and not _CAPITALS.match(content):
            continue
        found += 1
        if found > _MOST_LITERALS:
            return
        yield Text(_PUT_IN.sub(HOLE, content.replace("\\n", "\n ")), text.count("\n", 0, start) + 1)


def _blank(match: re.Match[str]) -> str:
    return HOLE if "\n" not in match[0] else HOLE + "\n" * match[0].count("\n")
