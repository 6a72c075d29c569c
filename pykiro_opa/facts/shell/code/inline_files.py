"""The files that one-liners of other languages write and delete: calls by name, with the literals that are given to them."""

from __future__ import annotations

import re

from ..files.file_effects import DELETED, WRITTEN
from .inline_code import LITERAL, UNREAD, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_AWK_NAMED = re.compile(r"\bprintf?\b[^;}\n]*>\s*[A-Za-z_]")
_AWK_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"")
_AWK_FILES = re.compile(r">>?\s*\"([^\"]+)\"")
_SED_FILES = re.compile(r"(?:(?:^|[;{}\n]|\d|\$|/)\s*w|/[gpiI0-9]*w)\s+(\S+)")
_WRITES = re.compile(
    r"\b(?:write_text|write_bytes|writeFile(?:Sync)?|appendFile(?:Sync)?|createWriteStream|file_put_contents|touch|"
    r"copy\w*|copyFile(?:Sync)?|cp(?:Sync)?|cp_r|move|mv|rename(?:s|Sync)?|os\.replace|symlink(?:_to|Sync)?|link(?:Sync)?|"
    r"hardlink_to|truncate(?:Sync)?|chmod(?:Sync)?|chown|IO\.write|File\.write|binwrite|to_csv|to_json|mkdir)"
    r"\s*\("
)
_CHANGING = (
    "open", "os.", "shutil", "Path", "fileinput", "fs", "write", "unlink", "remove", "rename", "replace", "touch", "chmod", "chown", "to_",
    "getattr", "exec", "eval", "attrgetter", "importlib",
)  # fmt: skip
# What stands without brackets where those may be left out, and the beginning of an argument that is no literal.
_WORDS = re.compile(
    r"\b(?:rename|truncate|chmod|chown|utime|symlink|link|mkdir|copy|move|cp|mv|touch)\b[ ]+(?=[\"'$@\w])"
)
_BY_NAME = re.compile(r"\s*\(?\s*[$@A-Za-z_]")
_JOINED = re.compile(r"""(?<!\\)(["'])([^"'\\\n]*)\1\s*[.+]\s*(["'])([^"'\\\n]*)\3""")
_ANGLES = re.compile(r"<([\w./*?\[\]-]*[*?\[][\w./*?\[\]-]*)>")  # `<*.txt>` of Perl
_MOST_JOINED = 100
_TEMPORARY = re.compile(r"\b(?:NamedTemporaryFile|mkstemp|mkdtemp|mktemp|tmpfile|tempfile)\b")
_DELETES = re.compile(
    r"\b(?:remove|unlink(?:Sync)?|rmtree|rm(?:Sync|_rf|_r|_f)?|rmdir(?:Sync)?|removedirs|delete|rimraf)\b\s*[( ]"
)
_OPENS = re.compile(
    r"\b(?:open|fopen|File\.open|File\.new|openSync|sysopen)\s*[( ][^;\n]{0,200}?[\"'](?:[rbt]*[waxA-Z+][bt+]*|[+]?>>?)[\"']"
    r"|\bopen\b[^;\n]{0,200}[\"']\s*[+]?>>?|\.open\(\s*[\"'][wax]"
)  # fmt: skip
_MODE = re.compile(r"[rwaxbt+]{1,4}|[+]?[<>]{1,2}|utf-?8", re.IGNORECASE)
_LONGEST_PATH = 300
_PIECE = 1_000


def files(language: str, code: str) -> Iterator[tuple[str, str]]:
    """Paths that the code writes or deletes, with which of the two; more of them rather than fewer."""
    if language == "awk":
        yield from ((path, WRITTEN) for path in _AWK_FILES.findall(code))
        if _AWK_NAMED.search(_AWK_TEXT.sub('""', code)):  # a variable
            yield from ((path, WRITTEN) for path in paths(code))
        return
    if language == "sed":
        yield from ((path, WRITTEN) for path in _SED_FILES.findall(code))
        return
    found: dict[tuple[str, str], None] = {}
    is_unread = language in UNREAD
    if is_unread:
        code = _folded(code)
    for kind, patterns in ((WRITTEN, (_WRITES, _OPENS, *([_WORDS] if is_unread else []))), (DELETED, (_DELETES,))):
        statements = [part for part in _statements(code) if any(pattern.search(part) for pattern in patterns)]
        named = [list(paths(statement)) for statement in statements]
        # Where a call is given a name, any text of the code may be what it stands for.
        by_name = is_unread and any(
            _BY_NAME.match(part, found.end())
            for part in statements
            for pattern in patterns
            for found in pattern.finditer(part)
        )
        more = [list(paths(code))] if [] in named or by_name else []
        found |= dict.fromkeys((path, kind) for given in (*named, *more) for path in given)
    yield from found


def _folded(code: str) -> str:
    """The code with literals that are joined written as one, and patterns of files in angles as literals."""
    code = _ANGLES.sub(r"'\1'", code)
    for _ in range(_MOST_JOINED):
        code, count = _JOINED.subn(r"'\2\4'", code)
        if not count:
            break
    return code


def may_change(code: str) -> bool:
    """Whether any name that changes files stands in the code, or one of the modules that have such."""
    return any(pattern.search(code) for pattern in (_WRITES, _OPENS, _DELETES)) or any(
        name in code for name in _CHANGING
    )


def writes_unnamed(language: str, code: str) -> bool:
    """Whether code writes to files that it names by no literal."""
    if language in ("awk", "sed"):
        return language == "awk" and any(
            re.search(r">\s*[A-Za-z_$(]", printed)
            for part in re.split(r"[|;}]", code)
            for printed in _behind_print(part)
        )
    if _TEMPORARY.search(code):
        return True
    return not list(files(language, code)) and any(pattern.search(code) for pattern in (_WRITES, _OPENS))


def _behind_print(part: str) -> list[str]:
    found = re.search(r"\bprintf?\b", part)
    return [part[found.end() :]] if found is not None else []


def changes_alone(language: str) -> bool:
    """Whether what it writes to a file is an edit of what is there: `sed -i`."""
    return language == "sed"


def _statements(code: str) -> Iterator[str]:
    """Statements, and pieces of long ones: a call is short, and its name and its texts stand together."""
    for part in re.split(r"[;\n]", code):
        for start in range(0, len(part), _PIECE // 2):
            yield part[start : start + _PIECE]
            if start + _PIECE >= len(part):
                break


def paths(code: str) -> Iterator[str]:
    for match in LITERAL.finditer(code):
        text = plain(match[1]).lstrip("<>+ ")
        if text and len(text) <= _LONGEST_PATH and not _MODE.fullmatch(text) and not re.search(r"[\s{}]", text):
            yield text
