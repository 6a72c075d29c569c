"""Files in which single lines are shell text: one row for each kind, by name."""

from __future__ import annotations

import re

from . import Script

# end of the name in lower case: what is shell text, in the first group
_ROWS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (("procfile",), re.compile(r"^[\w-]+:\s*(.+)$", re.MULTILINE)),
    ((".service",), re.compile(r"^Exec\w+\s*=\s*[-@:+!]*(.+)$", re.MULTILINE)),
    (("crontab", ".cron"), re.compile(r"^\s*(?:@\w+|(?:[\d*/,?LW#A-Za-z-]+\s+){5})(.+)$", re.MULTILINE)),
    (("tox.ini", "setup.cfg"), re.compile(r"^commands\w*\s*=[ \t]*\n?((?:.+(?:\n[ \t]+.+)*))", re.MULTILINE)),
    (
        ("jenkinsfile", ".jenkinsfile"),
        re.compile(r"""\b(?:sh|bat)\b\s*\(?\s*(?:script\s*:\s*)?(?:'{3}|"{3}|'|")((?:(?!'{3}|"{3}).)+?)(?:'{3}|"{3}|'|")\s*\)?\s*(?:$|[,}])""",
                   re.MULTILINE | re.DOTALL),
    ),
)  # fmt: skip


def scripts(name: str, text: str) -> list[Script]:
    return [
        Script(match[1], text.count("\n", 0, match.start(1)) + 1)
        for ends, pattern in _ROWS
        if name.endswith(ends)
        for match in pattern.finditer(text)
    ]
