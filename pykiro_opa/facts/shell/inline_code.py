"""One-liners of other languages: the shell text and the programs they start, and the files they write.

No parser: calls by name, with the literals that are given to them. Whole programs in files are not read here.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LITERAL = re.compile(r"""(?<!\\)(?:[rbfu]{0,2})("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""")
_RUNS = re.compile(
    r"\b(?:system|popen|popen2|Popen|exec[lv]?[pe]{0,2}|execSync|execFile(?:Sync)?|spawn\w*|run|call|check_call|"
    r"check_output|getoutput|getstatusoutput|shell_exec|passthru|proc_open|pcntl_exec|os\.execute|capture[23e]*|"
    r"execute|sh|fork|subprocess|IPC::Run|Command)\b\s*[({]?\s*[(\[]?\s*(?=[rbfu]{0,2}[\"'])"
)
_QUOTED_COMMANDS = (re.compile(r"(?<!\\)`([^`]+)`"), re.compile(r"(?:\bqx|%x)\s*[{(\[/|]([^})\]/|]+)[})\]/|]"))
_BACKQUOTES = ("perl", "ruby", "php")
_AWK_PIPES = (re.compile(r"\|\s*\"([^\"]+)\""), re.compile(r"\"([^\"]+)\"\s*\|\s*getline"))
_AWK_FILES = re.compile(r">>?\s*\"([^\"]+)\"")
_SED_RUNS = re.compile(r"(?:^|[;{}\n]|\d|\$|/)\s*e\s+([^;}\n]+)")
_SED_FILES = re.compile(r"(?:(?:^|[;{}\n]|\d|\$|/)\s*w|/[gpiI0-9]*w)\s+(\S+)")
_WRITES = re.compile(
    r"\b(?:write_text|write_bytes|writeFile(?:Sync)?|appendFile(?:Sync)?|createWriteStream|file_put_contents|touch|"
    r"copy\w*|copyFile(?:Sync)?|cp(?:Sync)?|cp_r|move|mv|rename(?:s|Sync)?|os\.replace|symlink(?:_to|Sync)?|link(?:Sync)?|"
    r"hardlink_to|truncate(?:Sync)?|chmod(?:Sync)?|chown|IO\.write|File\.write|binwrite|to_csv|to_json|mkdir)"
    r"\s*\("
)
_DELETES = re.compile(
    r"\b(?:remove|unlink(?:Sync)?|rmtree|rm(?:Sync|_rf|_r|_f)?|rmdir(?:Sync)?|removedirs|delete|rimraf)\b\s*[( ]"
)
_OPENS = re.compile(
    r"\b(?:open|fopen|File\.open|File\.new|openSync|sysopen)\s*[( ][^;\n]*?[\"'](?:[rbt]*[waxA-Z+][bt+]*|[+]?>>?)[\"']"
    r"|\bopen\b[^;\n]*[\"']\s*[+]?>>?|\.open\(\s*[\"'][wax]"
)  # fmt: skip
_MODE = re.compile(r"[rwaxbt+]{1,4}|[+]?[<>]{1,2}|utf-?8", re.IGNORECASE)
_LONGEST_PATH = 300
WRITTEN, DELETED = "written", "deleted"


def commands(language: str, code: str) -> Iterator[str | list[str]]:
    """Shell texts, and programs with their words."""
    if language == "awk":
        for pattern in _AWK_PIPES:
            yield from pattern.findall(code)
    if language == "sed":
        yield from (match.strip() for match in _SED_RUNS.findall(code))
        return
    if language in _BACKQUOTES:
        for pattern in _QUOTED_COMMANDS:
            yield from pattern.findall(code)
    for call in _RUNS.finditer(code):
        words = _literals_from(code, call.end())
        if len(words) == 1:
            yield words[0]
        elif words:
            yield words[0] if " " in words[0] else words


def files(language: str, code: str) -> Iterator[tuple[str, str]]:
    """Paths that the code writes or deletes, with which of the two; more of them rather than fewer."""
    if language == "awk":
        yield from ((path, WRITTEN) for path in _AWK_FILES.findall(code))
        return
    if language == "sed":
        yield from ((path, WRITTEN) for path in _SED_FILES.findall(code))
        return
    for kind, patterns in ((WRITTEN, (_WRITES, _OPENS)), (DELETED, (_DELETES,))):
        statements = [part for part in re.split(r"[;\n]", code) if any(pattern.search(part) for pattern in patterns)]
        for statement in statements:
            # Where the call is given a name, any text of the code may be what it stands for.
            named = list(_paths(statement)) or list(_paths(code))
            yield from ((path, kind) for path in named)


def _paths(code: str) -> Iterator[str]:
    for match in _LITERAL.finditer(code):
        text = _plain(match[1]).lstrip("<>+ ")
        if text and len(text) <= _LONGEST_PATH and not _MODE.fullmatch(text) and not re.search(r"[\s{}]", text):
            yield text


def _literals_from(code: str, start: int) -> list[str]:
    """The literals that follow one another from here, with commas or brackets between them."""
    found = []
    match = _LITERAL.match(code, start)
    while match:
        found.append(_plain(match[1]))
        separator = re.compile(r"\s*\]?\s*(?:,|\s)\s*\[?\s*").match(code, match.end())
        match = _LITERAL.match(code, separator.end()) if separator else None
    return found


def _plain(literal: str) -> str:
    """The text of a literal; its escapes are those that all these languages share."""
    text = literal[1:-1]
    if "\\" not in text:
        return text
    from .escapes import ansi_c

    return ansi_c(text.replace("\\'", "'").replace('\\"', '"'))
