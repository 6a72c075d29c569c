"""What the consoles of databases write: files that their orders, or SQL itself, name as output."""

from __future__ import annotations

from ..file_effects import WRITTEN
from ._kinds import each, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row

_NONE = ("stdout", "stderr", "off", "on", "0", "1")
_SQLITE = (
    r"^\s*\.(?:once|output|log|trace|backup|save|clone)[ \t]+(?:-\w+[ \t]+)*(?:main[ \t]+)?[\"']?([^|\"'\s]+)",
    r"(?i)\bwritefile\(\s*'([^']+)'", r"(?i)\bvacuum\s+into\s+'([^']+)'",
)  # fmt: skip
_PSQL = (
    r"\\(?:o|out|w|write|g|gx|s)[ \t]+[\"']?([^|\"'\s]+)",
    r"(?i)\\copy\b[^\n]*?\bto[ \t]+(?!program\b|stdout\b|pstdout\b)[\"']?([^\"'\s]+)",
)
_DUCKDB = (*_SQLITE, r"(?i)\bcopy\b[^;]*?\bto\s+'([^']+)'", r"(?i)\bexport\s+database\s+'([^']+)'")
_MYSQL = (r"(?:^\s*tee|\\T)[ \t]+([^\s;]+)",)


def _ordered(*patterns: str) -> Row:
    def row(given: Given) -> Found:
        import re

        texts = [*given.arguments, given.stdin]
        found = [path for text in texts for pattern in patterns for path in re.findall(pattern, text, re.MULTILINE)]
        yield from each([path for path in found if path not in _NONE], WRITTEN)

    return row


ROWS: dict[str, Row] = {
    **same(_ordered(*_SQLITE), "sqlite sqlite3"), **same(_ordered(*_PSQL), "psql pgcli"), "duckdb": _ordered(*_DUCKDB),
    **same(_ordered(*_MYSQL), "mariadb mysql mycli"),
}  # fmt: skip
