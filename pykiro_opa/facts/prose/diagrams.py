"""What code blocks say in words: diagrams (Mermaid, PlantUML, drawn with signs), added lines of diffs, switches.

A label that the diagram itself answers with a refusal plans nothing and is left out.
"""

from __future__ import annotations

import re

from ..text import visible
from .sketches import headings_by_line, planned_blocks
from .statements import Statement, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_DRAWN = ("mermaid", "plantuml", "puml", "uml", "dot", "graphviz", "d2")
_PLAIN = ("", "text", "txt", "ascii", "plain", "plaintext", "diagram", "flow")
_SETTINGS = ("hcl", "terraform", "tf", "yaml", "yml", "json", "toml", "ini", "properties")
_SWITCHED_OFF = re.compile(r"^\s*[\"']?[\w.-]+[\"']?\s*[=:]\s*[\"']?(?:false|off|disabled)[\"']?,?\s*$", re.IGNORECASE)
_DIFFS = ("diff", "patch", "udiff")
_TABLES_OF_JOBS = ("", "cron", "crontab", "text", "txt", "plain", "plaintext")
_JOB = re.compile(
    r"^\s*(?:@(?:reboot|hourly|daily|weekly|monthly|yearly)|(?=[\d\s,/-]*\*)[\d*,/-]+(?:\s+[\d*,/A-Za-z-]+){4})\s+\S*[/a-z]"
)
_ENCRYPTED = re.compile(r"https\b", re.IGNORECASE)
_UNENCRYPTED = re.compile(r"http\b", re.IGNORECASE)
_TRUSTED = re.compile(r"\bPrincipal\b|\bprincipals\b")
_SETTING = re.compile(r"^([-+])\s*[\"']?([\w.-]+)[\"']?\s*[=:]\s*[\"']?([^\"',]+)[\"']?,?\s*$")
_ADDED = re.compile(r"^\+(?!\+\+)\s*\S")
_MESSAGE = re.compile(
    r"^\s*([\w. ]+?|\"[^\"]+\")\s*(<?[-.=~o*x()\[\]|\\/]*[->]{1,}[-.=>x)+]*)\s*([\w. ]+?|\"[^\"]+\")\s*:\s*(.+)$"
)
_BRACKETS = re.compile(r"\[+\(?\"?([^\[\]{}|]+?)\"?\)?\]+|\(+\[?\"?([^\[\](){}|]+?)\"?\]?\)+|\|([^|]+)\||\{+\"?([^{}]+?)\"?\}+"
                       r"|\blabel\s*=\s*\"([^\"]+)\"|--\s+([^->|\[\](){}]+?)\s+--[->]")  # fmt: skip
_LEADING = re.compile(
    r"^\s*(?:note\s+(?:over|left of|right of)\s+[^:]+|state\s+\S+|activity)\s*:\s*(.+)$|^\s*:(.+);\s*$", re.IGNORECASE
)
# Calls of an API are read as words: "DeleteBucket" is "Delete Bucket".
_CALL = re.compile(r"\b(?:Assume|Attach|Authorize|Create|Deactivate|Delete|Deregister|Detach|Disable|Get|Modify|Put|Revoke|Schedule|Start|Stop|"
                   r"Terminate|Update)[A-Z]\w+")  # fmt: skip
_CALLED = re.compile(
    rf"\b(?i:call(?:s|ed|ing)?|invok(?:e|es|ed|ing)|via|through|using|uses?|with)\s+(?:the\s+)?{_CALL.pattern}"
)
_WITHIN = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SKIPPED = re.compile(
    r"^\s*(?:%%|'|//|alt\b|else\b|opt\b|loop\b|if\b|elseif\b|critical\b|break\b|title\b|participant\b|actor\b|style\b|classDef\b|@)",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\u2500-\u257f\u2190-\u21ff\u25a0-\u25ff]|-{2,}>?|<-+|={2,}>?|[-=]>|\+-|-\+")
_PARTS = re.compile(r"[\u2500-\u257f\u2190-\u21ff\u25a0-\u25ff|]+|\+?-{2,}[>+]?|<-+|={2,}>?|[-=]>|\s{3,}")
_REFUSAL = re.compile(
    r"\b(?:denied|AccessDenied|reject(?:s|ed)?|refused?|forbidden|blocked?|40[13]|prohibited|not allowed|unauthori[sz]ed)\b",
    re.IGNORECASE,
)


def labels(text: str) -> Iterator[Statement]:
    """What the code blocks of a Markdown text say in words, each label by itself."""
    blocks = planned_blocks(text)
    if not blocks:
        return
    above = headings_by_line(text)
    for language, code, first in blocks:
        for line, label in labels_of(language, visible(code)):
            said = _CALL.sub(lambda match: _WITHIN.sub(" ", match[0]), label)
            yield Statement(plain(said, keep_code=False), first + line, above(first), is_task=False)


def with_calls(statement: Statement) -> Statement:
    """The statement, with the calls of an API that it says to make as words."""
    if statement.columns or not _CALLED.search(statement.text):
        return statement
    text = _CALLED.sub(lambda match: _WITHIN.sub(" ", match[0]), statement.text)
    return Statement(text, statement.line, statement.headings, is_task=statement.is_task, parents=statement.parents,
                     before=statement.before)  # fmt: skip


def labels_of(language: str, code: str) -> Iterator[tuple[int, str]]:
    """(number of the line from 0, label) for each label of a block that is a diagram."""
    name = language.strip("{}.").lower()
    if name in _DRAWN:
        yield from _drawn(code.split("\n"))
    elif name in _SETTINGS:
        yield from ((number, line.strip()) for number, line in enumerate(code.split("\n")) if _SWITCHED_OFF.match(line))
    elif name in _DIFFS:
        yield from _gained(code.split("\n"))
    if name in _TABLES_OF_JOBS:
        yield from (
            (number, f"add a crontab entry: {line.strip()}")
            for number, line in enumerate(code.split("\n"))
            if _JOB.match(line)
        )
    if name in _SETTINGS and "sts:AssumeRole" in code and _TRUSTED.search(code):
        yield 0, "add a trusted principal to the trust policy"
    elif name in _PLAIN and _SIGNS.search(code):
        yield from _boxes(code.split("\n"))


def _gained(lines: list[str]) -> Iterator[tuple[int, str]]:
    """The added lines of a diff, and of a setting that has another value what it was."""
    removed: dict[str, str] = {}
    for number, line in enumerate(lines):
        setting = _SETTING.match(line)
        if setting and setting[1] == "-":
            removed[setting[2]] = setting[3]
        if not _ADDED.match(line):
            continue
        yield number, line[1:]
        was = removed.get(setting[2]) if setting else None
        if setting and was is not None:
            yield number, f"set {setting[2]} to {setting[3]}"
            if _ENCRYPTED.match(was) and _UNENCRYPTED.match(setting[3]):
                yield number, f"switch from {was} to {setting[3]}"


def _drawn(lines: list[str]) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(lines):
        if _SKIPPED.match(line) or _REFUSAL.search(line):
            continue
        message = _MESSAGE.match(line)
        leading = _LEADING.match(line)
        if message:
            if not _is_refused(message, lines[number + 1 :]):
                yield number, message[4]
        elif leading:
            yield number, leading[1] or leading[2]
        else:
            for match in _BRACKETS.finditer(line):
                yield number, re.sub(r"<br\s*/?>|\\n", " ", next(part for part in match.groups() if part))


def _is_refused(message: re.Match[str], following: list[str]) -> bool:
    """Whether the answer to a message, as the next line that goes back, refuses it."""
    for line in following:
        answer = _MESSAGE.match(line)
        if answer:
            goes_back = answer[3].strip() == message[1].strip() and answer[1].strip() == message[3].strip()
            return goes_back and _REFUSAL.search(answer[4]) is not None
    return False


def _boxes(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Texts between signs; those of neighbouring lines that begin in the same column of a box are one."""
    growing: dict[int, tuple[int, str]] = {}
    for number, line in enumerate(lines):
        parts = dict(_parts(line))
        for start in [one for one in growing if one not in parts]:
            yield growing.pop(start)
        for start, text in parts.items():
            first, said = growing.get(start, (number, ""))
            growing[start] = (first, f"{said} {text}".strip())
    yield from growing.values()


def _parts(line: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in [*_PARTS.finditer(line), None]:
        end = match.start() if match else len(line)
        text = line[start:end].strip()
        if any(letter.isalpha() for letter in text):
            yield start + len(line[start:end]) - len(line[start:end].lstrip()), text
        start = match.end() if match else end
