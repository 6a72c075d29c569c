"""One-liners of other languages: the shell text and the programs they start, and the files they write.

No parser: calls by name, with the literals that are given to them. Whole programs in files are not read here.
"""

from __future__ import annotations

import re

from . import sed_scripts
from .receivers import Receivers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

LITERAL = re.compile(r"""(?<!\\)(?:[rbfu]{0,2})("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')""")
_RUNS = re.compile(
    r"\b(system|popen|popen2|Popen|exec[lv]?[pe]{0,2}|execSync|execFile(?:Sync)?|spawn\w*|run|call|check_call|"
    r"check_output|getoutput|getstatusoutput|shell_exec|passthru|proc_open|pcntl_exec|os\.execute|capture[23e]*|"
    r"execute|sh|fork|readpipe|IPC::Run|Command)\b\s*[({]?\s*[(\[]?\s*(?=[rbfu]{0,2}[\"'])"
)
_QUOTED_COMMANDS = (re.compile(r"(?<!\\)`([^`]+)`"), re.compile(r"(?:\bqx|%x)\s*[{(\[/|]([^})\]/|]+)[})\]/|]"))
_BACKQUOTES = ("perl", "ruby", "php")
_AWK_PIPES = (re.compile(r"\|\s*\"([^\"]+)\""), re.compile(r"\"([^\"]+)\"\s*\|\s*getline"))
# Languages that have no reader: what is no literal in them is not known.
UNREAD = ("awk", "lua", "perl", "php", "ruby", "sed")
INPUT = "input"
_LITERAL_HERE = re.compile(r"""\s*(?:"(?:[^"\\$@]|\\.)*"|'(?:[^'\\]|\\.)*'|q\([^)]*\)|q\{[^}]*\})""")
_NEVER = re.compile(r"(?!)")
_STARTS = {
    "awk": re.compile(r"\bsystem\s*\("),
    "lua": re.compile(r"\b(?:os\.execute|io\.popen|loadstring|load)\s*\(?"),
    "c": re.compile(
        r"\b(?:system|popen|exec[lv]p?e?|posix_spawnp?|Command(?:::new)?|ProcessBuilder|exec)\s*\(\s*(?:\w+,\s*)?"
    ),
    "perl": re.compile(
        r"(?<![/\w$@%>-])(?:(?:system|exec|readpipe|eval)\b(?:\s*\((?!\s*\))|\s+(?=[\w$@\"']))(?!\s*\{)|"
        r"(?:system|exec)\s*\{[^{}]*\}\s*|open[23]\s*\((?:\s*[^,()]+,){2,3}?(?=\s*(?:[\"'$@]|qw)))"
    ),
    "php": re.compile(r"\b(?:system|exec|shell_exec|passthru|popen|proc_open|pcntl_exec|eval|assert)\s*\("),
    "ruby": re.compile(
        r"(?<![/\w:@])(?:system|exec|spawn|popen\w*|eval|instance_eval|capture[23]e?)\b(?:\s*\((?!\s*\))|\s+(?=[\w$@\"']))"
    ),
}
_INPUT_WHOLE = {
    "awk": re.compile(r"\s*\$0\s*\)"), "lua": _NEVER, "perl": re.compile(r"\s*\(?\$_\b"), "php": _NEVER,
    "ruby": re.compile(r"\s*\$_\b"),
}  # fmt: skip
_AWK_PIPES_UNKNOWN = re.compile(
    r"(?<!\|)\|(?!\|)\s{0,20}(?!getline\b)[A-Za-z_$(][^\n;}]*|[\w)\]]\s{0,20}\|\s{0,20}getline\b"
)
_AWK_TO_SHELL = re.compile(r"\bprintf?\b([^|;}]{1,500})\|\s{0,20}\"(?:/bin/)?(?:ba|da|z)?sh\"")
_PERL_OPENS = re.compile(r"\bopen\b[^;]{0,200}?[\"'](?:-\||\|-)[\"']\s*,\s*([^;)]{0,2000})")
_PERL_PIPES = re.compile(r"\bopen\b[^;]{0,200}?([\"'])\s*(?:\|\s*([^\"'|]{1,2000})|([^\"'|]{1,2000})\|)\s*\1")
_PERL_TEXTS = re.compile(r"\bq\(([^)]*)\)|\bq\{([^}]*)\}")
_PERL_EVALS = re.compile(r"\beval\s*\(?\s*(?=[\"'])")
_SED_RUNS_INPUT = re.compile(r"(?:^|[;{}\n\d$])\s*e\s*(?:$|[;}\n])")
_SED_REPLACED_ANY = re.compile(r"s([^\w\s\\])(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1[gpiIM\d]*e")
_SED_REPLACED = re.compile(r"s([^\w\s\\])(?:(?!\1)[^\\]|\\.)*\1((?:(?!\1)[^\\]|\\.)*)\1[gpiIM\d]*e")


def commands(language: str, code: str) -> Iterator[str | list[str]]:
    """Shell texts, and programs with their words."""
    if language == "awk":
        for pattern in _AWK_PIPES:
            yield from pattern.findall(code)
        for printed in _AWK_TO_SHELL.findall(code):
            yield from _joined_literals(printed.strip().strip("()"))
        for call in _STARTS["awk"].finditer(code):
            yield from _joined_literals(code[call.end() :].partition(")")[0])
        return
    if language == "sed":
        yield from (text for letter, text in sed_scripts.commands(code) if letter == "e" and text)
        yield from (re.sub(r"\\(.)", r"\1", found[1]) for found in _SED_REPLACED.findall(code))
        return
    if language in _BACKQUOTES:
        for pattern in _QUOTED_COMMANDS:
            yield from pattern.findall(code)
    if language == "perl":
        yield from _of_perl(code)
    receivers = Receivers(code)
    for call in _RUNS.finditer(code):
        words = [] if receivers.is_of_another(call.start(), call[1]) else _literals_from(code, call.end())
        if len(words) == 1:
            yield words[0]
        elif words:
            yield words[0] if " " in words[0] else words


def literal_commands(language: str, code: str) -> Iterator[str | list[str]]:
    """Of a whole program only what is sure to be started: literals that its own functions are given."""
    if language in ("awk", "sed"):
        yield from commands(language, code)
        return
    for call in _STARTS.get(language, _NEVER).finditer(code):
        words = _literals_from(code, call.end())
        if words:
            yield words[0] if len(words) == 1 or " " in words[0] else words


def runs_arguments(language: str, code: str) -> bool:
    """`system @ARGV`."""
    return language in ("perl", "ruby") and bool(re.search(r"\b(?:system|exec|spawn)\s*\(?\s*[@*]ARGV\b", code))


def _of_perl(code: str) -> Iterator[str | list[str]]:
    """`q(…)` as a literal, pipes that `open` starts, and code inside `eval`."""
    yield from (one or other for one, other in _PERL_TEXTS.findall(code))
    yield from (to or of for _, to, of in _PERL_PIPES.findall(code))
    for match in LITERAL.finditer(code):  # opened under a name
        text = plain(match[1]).strip()
        if (text.endswith("|") or text.startswith("|")) and re.match(r"\|?\s*[\w./-]+(?:\s|\|)", text):
            yield text.strip("| ")
    for call in _PERL_OPENS.finditer(code):
        words = _literals_from(call[1].lstrip(), 0)
        if words:
            yield words[0] if len(words) == 1 else words
    for call in _PERL_EVALS.finditer(code):
        for text in _literals_from(code, call.end())[:1]:
            yield from commands("perl", text)


def _joined_literals(text: str) -> Iterator[str]:
    """Literals that stand side by side, as awk joins them; nothing where anything else stands between."""
    found, place = [], 0
    text = text.strip()
    while match := LITERAL.match(text, place):
        found.append(plain(match[1]))
        place = match.end() + len(text[match.end() :]) - len(text[match.end() :].lstrip())
    if found and place == len(text):
        yield "".join(found)


def unknown_starts(language: str, code: str) -> Iterator[str]:
    """One for each start of a program whose text is no literal: INPUT where that is the input, else nothing."""
    if language == "sed":
        alone = code.strip("; \n") == "e"
        yield from (INPUT if alone else "" for _ in _SED_RUNS_INPUT.finditer(code))
        # The whole line is run, whatever of it was replaced.
        yield from ("" for _ in _SED_REPLACED_ANY.finditer(code))
        return
    receivers = Receivers(code)
    for call in _STARTS[language].finditer(code):
        rest = code[call.end() : call.end() + 2_000]
        if _is_literal(rest, language) or receivers.is_of_another(call.start(), call[0].rstrip("( \t")):
            continue
        yield INPUT if _INPUT_WHOLE[language].match(rest) else ""
    if language == "awk":
        yield from ("" for _ in _AWK_PIPES_UNKNOWN.finditer(code))
        yield from (
            "" for printed in _AWK_TO_SHELL.findall(code) if not [*_joined_literals(printed.strip().strip("()"))]
        )
    if language == "perl":
        yield from ("" for call in _PERL_OPENS.finditer(code) if not _is_literal(call[1], language))


def _is_literal(rest: str, language: str) -> bool:
    """Whether what stands here is one or several literals and nothing else up to the end of the call."""
    match = _LITERAL_HERE.match(rest)
    while match:
        after = rest[match.end() :].lstrip()
        if not after or after[0] in ")];}|>" or after.startswith(("or ", "and ", "if ", "unless ")):
            return True
        if after[0] == "," or (language == "awk" and after[0] in '"('):
            rest = after.lstrip(", [")
            match = _LITERAL_HERE.match(rest)
        elif after[0] in "({":
            match = None
        else:
            return False
    return False


def _literals_from(code: str, start: int) -> list[str]:
    """The literals that follow one another from here, with commas or brackets between them."""
    found = []
    match = LITERAL.match(code, start)
    while match:
        found.append(plain(match[1]))
        separator = re.compile(r"\s*\]?\s*(?:,|\s)\s*\[?\s*").match(code, match.end())
        match = LITERAL.match(code, separator.end()) if separator else None
    return found


def plain(literal: str) -> str:
    """The text of a literal; its escapes are those that all these languages share."""
    text = literal[1:-1]
    if "\\" not in text:
        return text
    from ..syntax.escapes import ansi_c

    return ansi_c(text.replace("\\'", "'").replace('\\"', '"'))
