"""Files in which single lines are shell text: one row for each kind, by name."""

from __future__ import annotations

import re

from . import Script

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# end of the name in lower case: what is shell text, in the first group
_ROWS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    (("procfile",), re.compile(r"^[\w-]+:\s*(.+)$", re.MULTILINE)),
    ((".service",), re.compile(r"^Exec\w+\s*=\s*[-@:+!]*(.+)$", re.MULTILINE)),
    (("crontab", ".cron"), re.compile(r"^[ \t]*(?:@\w+|(?:[\d*/,?LW#A-Za-z-]+[ \t]+){5})(.+)$", re.MULTILINE)),
    (("tox.ini", "setup.cfg"), re.compile(r"^commands\w*\s*=[ \t]*\n?((?:.+(?:\n[ \t]+.+)*))", re.MULTILINE)),
)  # fmt: skip
_JENKINS = ("jenkinsfile", ".jenkinsfile")
_STEP = re.compile(r"""\b(?:sh|bat)\b\s{0,9}\(?\s{0,9}(?:script\s{0,9}:\s{0,9})?('{3}|"{3}|'|")""")
_ENDS = {quote: re.compile(rf"{quote}\s{{0,9}}\)?\s{{0,9}}(?:$|[,}}])", re.MULTILINE) for quote in ("'", '"')}


def scripts(name: str, text: str) -> list[Script]:
    if name.endswith(_JENKINS):
        return list(_steps(text))
    return [
        Script(match[1], text.count("\n", 0, match.start(1)) + 1)
        for ends, pattern in _ROWS
        if name.endswith(ends)
        for match in pattern.finditer(text)
    ]


def _steps(text: str) -> Iterator[Script]:
    """`sh '…'` of a pipeline: three quotes end at three, one at the last of its statement."""
    at = 0
    unclosed: set[str] = set()
    while step := _STEP.search(text, at):
        quote, at = step[1], step.end()
        if quote in unclosed:
            continue
        end = text.find(quote, at) if len(quote) > 1 else _end(text, quote, at)
        if end < 0:
            unclosed.add(quote)
        elif end > at:
            yield Script(text[at:end], text.count("\n", 0, at) + 1)
            at = end + len(quote)


def _end(text: str, quote: str, at: int) -> int:
    found = _ENDS[quote].search(text, at)
    return found.start() if found else -1
