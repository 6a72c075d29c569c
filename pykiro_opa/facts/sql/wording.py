"""What a statement does by its words: enough for all that names its kind first, and for whatever no parser takes.

More is told rather than less: in `BEGIN … DELETE FROM x …` the words are believed wherever they stand.
"""

from __future__ import annotations

import re

from ...values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    Operation = tuple[str, str | None, bool]

_TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n]*|\#(?![>-])[^\n]*|/\*(?!!).*?(?:\*/|\Z)|/\*!\d*|\*/)
      | (?P<text>[NnEeBbXxRr]?'(?:[^'\\]|\\.|'')*(?:'|\Z))
      | (?P<dollar>\$(?P<tag>\w*)\$.*?(?:\$(?P=tag)\$|\Z))
      | (?P<name>"(?:[^"\\]|\\.|"")*(?:"|\Z)|`[^`]*(?:`|\Z)|\[[A-Za-z_][^\]\n]{0,127}\])
      | (?P<word>[^\W\d][\w$\#@]*)
      | (?P<other>\d+(?:\.\d+)?|.)""",
    re.VERBOSE | re.DOTALL,
)
# What reads only is none of these; every word counts wherever it stands.
_CHANGING = frozenset((
    "alter", "analyze", "attach", "call", "cluster", "copy", "create", "deallocate", "delete", "detach", "disable", "do",
    "drop", "dump", "enable", "exec", "execute", "flush", "grant", "import", "insert", "install", "kill", "load", "lock",
    "merge", "optimize", "dumpfile", "prepare", "purge", "reassign", "refresh", "reindex", "remove", "rename", "repair",
    "replace", "reset", "restore", "revoke", "set", "shutdown", "sp_executesql", "truncate", "undrop", "unload", "update",
    "upsert", "vacuum", "xp_cmdshell", "into", "outfile",
))  # fmt: skip
_FILLING = frozenset(("insert", "into", "set", "select", "values", "analyze", "lock", "copy", "replace", "refresh"))
_QUICK = re.compile(rf"\b(?:{'|'.join(sorted(_CHANGING - _FILLING))}|copy)\b", re.IGNORECASE)
_HARMLESS_FIRST = frozenset(("analyze", "insert", "into", "lock", "refresh", "replace", "set"))
_STRUCTURED = frozenset(("delete", "update", "merge", "upsert"))
_MODIFIERS = frozenset((
    "or", "replace", "temporary", "temp", "unique", "global", "local", "force", "unlogged", "external", "foreign",
    "materialized", "recursive", "concurrently", "if", "not", "exists", "only", "algorithm", "definer", "sql",
    "security", "editionable", "noneditionable", "transient", "hybrid", "dynamic", "secure", "clustered", "nonclustered",
    "fulltext", "spatial", "public", "shared", "constraint", "trusted", "procedural", "event", "default", "virtual",
))  # fmt: skip
_BEFORE_NAMES = frozenset(("if", "not", "exists", "only", "concurrently"))
_NAME_STOPS = frozenset((
    "cascade", "restrict", "from", "to", "on", "where", "set", "add", "drop", "alter", "rename", "as", "with", "using",
    "values", "select", "in", "for", "owner", "enable", "disable", "modify", "change", "force", "purge", "restart",
    "continue", "identity", "on", "partition", "returning", "limit", "order", "when", "set", "is", "begin", "identified",
))  # fmt: skip
_ALTERED = frozenset(("drop", "rename", "disable", "truncate", "detach", "exchange"))
_CODE = frozenset((
    "do", "exec", "execute", "prepare", "call", "function", "procedure", "trigger", "event", "declare", "begin", "set",
    "sp_executesql",
))  # fmt: skip


_REACH = 4_000  # tokens that belong to one operation
_MOST_OPERATIONS = 200


class Token(Value):
    """`kind` is word, name (quoted), text (a literal), or other; `written` is without quotation, `text` of a word lower."""

    __slots__ = ("kind", "text", "written")

    kind: str
    text: str
    written: str

    def __init__(self, kind: str, written: str) -> None:
        self._set(kind=kind, text=written.lower() if kind == "word" else written, written=written)


def tokens(text: str) -> list[Token]:
    """The tokens of a statement, without comments; what MySQL alone executes in one is read."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "tag":
            kind = "dollar"
        if kind == "word":
            found.append(Token("word", match[0]))
        elif kind == "name":
            found.append(Token("name", match[0][1:-1].replace('""', '"')))
        elif kind == "text":
            found.append(Token("text", match[0].partition("'")[2].removesuffix("'").replace("''", "'")))
        elif kind == "dollar":
            mark = match[0].index("$", 1) + 1
            found.append(Token("text", match[0][mark:].removesuffix(match[0][:mark])))
        elif kind == "other":
            found.append(Token("other", match[0]))
    return found


def executed(text: str) -> str:
    """The statement with what MySQL alone executes (`/*!50000 … */`) as plain text."""
    return re.sub(r"/\*!\d*|\*/", " ", text) if "/*!" in text else text


def may_name_a_change(text: str) -> bool:
    """Whether it is worth looking at the words: a file of rows to insert has a hundred thousand that are not."""
    return _QUICK.search(text) is not None


def may_change(words: Sequence[Token]) -> bool:
    """Whether any word may change something; most statements of programs only read or fill in rows."""
    if _is_explained(words):
        return False
    present = {token.text for place, token in enumerate(words) if token.kind == "word" and not _is_lock(words, place)}
    changing = present & _CHANGING
    return bool(changing - _FILLING) or (words != [] and words[0].text in changing - _HARMLESS_FIRST)


def _is_explained(words: Sequence[Token]) -> bool:
    """`EXPLAIN` shows what would be done, and does it with `ANALYZE` alone."""
    first = [token.text for token in words[:12]]
    return first[:1] in (["explain"], ["describe"], ["desc"]) and "analyze" not in first and "analyse" not in first


def _is_lock(words: Sequence[Token], place: int) -> bool:
    """`SELECT … FOR UPDATE`, `ON DELETE CASCADE` change nothing, and `ON CONFLICT DO UPDATE` one's own row."""
    if place == 0:
        return False
    if words[place].text == "do":
        return words[place - 1].text != "begin"
    before = ("for", "key", "on", "before", "after", "do", "or")
    return words[place].text in _STRUCTURED and words[place - 1].text in before


def needs_structure(words: Sequence[Token]) -> bool:
    """Whether rows are changed by some condition, somewhere in the statement; no parser knows `DELETE TOP (5)`."""
    return any(token.kind == "word" and token.text in _STRUCTURED for token in words) and not any(
        token.text == "top" for token in words[1:2]
    )


def inner_texts(words: Sequence[Token]) -> Iterator[str]:
    """SQL in literals that a statement executes or stores as code."""
    if any(token.kind == "word" and token.text in _CODE for token in words[:12]):
        yield from (token.text for token in words if token.kind == "text" and " " in token.text.strip())


def operations(words: Sequence[Token]) -> list[Operation]:
    """(operation, object, whether it is bounded), for each word that does something."""
    found: list[Operation] = []
    for place, token in enumerate(words):
        if len(found) < _MOST_OPERATIONS and token.kind == "word" and _starts(words, place):
            found += _operation(token.text, words[place + 1 : place + _REACH])
    return found


def _starts(words: Sequence[Token], place: int) -> bool:
    """Whether a word may begin what it does: it is first, or behind what a clause or a block begins with."""
    if words[place].text not in _CHANGING or place == 0 or words[place].text in ("outfile", "dumpfile"):
        return words[place].text in _CHANGING
    before = words[place - 1]
    if _is_lock(words, place):
        return False
    if before.kind == "word":
        return before.text in (
            "begin", "then", "else", "loop", "as", "is", "analyze", "verbose", "explain", "immediate", "privileges",
            "atomic", "declare", "commit", "work", "transaction", "return", "perform", "block", "schema", "body",
        ) or words[place].text in ("delete", "update")  # fmt: skip
    return before.text in (";", "(", ")", ":", "}")


def _operation(verb: str, rest: Sequence[Token]) -> list[Operation]:
    if verb in ("create", "drop", "alter"):
        return _definition(verb, rest)
    if verb in ("grant", "revoke"):
        return [(verb, _granted(rest), False)]
    if verb in ("delete", "update"):
        return [(verb, _row_object(verb, rest), is_bounded(rest))]
    if verb in ("truncate", "rename", "merge", "upsert"):
        named: list[str | None] = [*_names([token for token in rest if token.text not in ("table", "only", "into")])]
        word = "rename table" if verb == "rename" else verb
        return [(word, name, verb not in ("truncate", "rename")) for name in named or [None]]
    if verb == "copy" and any(token.text == "program" for token in rest):
        return [("copy program", None, False)]
    if verb in ("outfile", "dumpfile"):
        return [("write file", None, False)]
    if verb == "reassign" or (verb == "purge" and rest):
        return [(f"{verb} {rest[0].text}" if rest else verb, None, False)]
    return [] if verb in _FILLING else [(verb, None, False)]


def _definition(verb: str, rest: Sequence[Token]) -> list[Operation]:
    """`DROP TABLE a, b`, `ALTER TABLE a DROP COLUMN b`: each name, and each thing that an alteration takes away."""
    place = 0
    while place < len(rest) and (rest[place].text in _MODIFIERS or rest[place].text in "=*"):
        place += 2 if rest[place].text in ("algorithm", "definer", "sql") else 1
    if place >= len(rest):
        return [(verb, None, False)]
    kind = rest[place].text
    named = [token for token in rest[place + 1 :] if token.kind != "word" or token.text not in _BEFORE_NAMES]
    names: list[str | None] = [] if kind == "owned" else [*_names(named)]
    names = names or [None]
    found: list[Operation] = [(f"{verb} {kind}", name, verb == "create") for name in names]
    if verb == "alter":
        found += _taken_away(rest[place + 1 :], names[0])
    return found


def _taken_away(rest: Sequence[Token], name: str | None) -> Iterator[Operation]:
    for place, token in enumerate(rest):
        if token.kind == "word" and token.text in _ALTERED and place + 1 < len(rest):
            following = next((one.text for one in rest[place + 1 :] if one.text not in ("if", "exists")), "")
            kinds = (
                "column",
                "constraint",
                "partition",
                "index",
                "key",
                "primary",
                "foreign",
                "default",
                "not",
                "trigger",
            )
            yield (f"{token.text} {following if following in kinds else 'column'}", name, False)
        if token.kind == "word" and token.text in ("grant", "revoke"):
            yield (token.text, _granted(rest[place + 1 :]), False)


def _granted(rest: Sequence[Token]) -> str | None:
    place = next((at for at, token in enumerate(rest) if token.kind == "word" and token.text == "on"), None)
    if place is None:
        return None
    kinds = ("table", "schema", "database", "all", "tables", "sequences", "functions", "in", "sequence", "function")
    return next(iter(_names([token for token in rest[place + 1 :] if token.text not in kinds])), None)


def _row_object(verb: str, rest: Sequence[Token]) -> str | None:
    if rest[:1] and rest[0].text == "top":
        rest = rest[next((at + 1 for at, token in enumerate(rest) if token.text == ")"), 1) :]
    if verb == "delete":
        start = next((at + 1 for at, token in enumerate(rest) if token.text == "from"), 0)
        rest = rest[start:]
    return next(iter(_names([token for token in rest if token.text not in ("only", "low_priority", "ignore")])), None)


def _names(rest: Sequence[Token]) -> list[str]:
    """The names at the beginning, divided by commas; parts of one are joined by dots, as they are written."""
    names: list[str] = []
    current = ""
    for token in rest:
        if token.text == "," and token.kind == "other":
            names += [current] if current else []
            current = ""
        elif token.kind == "other" and token.text in ".*@-" and (current or token.text == "*"):
            current += token.written
        elif token.kind == "other" or (token.kind == "word" and token.text in _NAME_STOPS):
            break
        elif not current or current.endswith((".", "@", "-")):
            current += token.written
        else:
            break
    return [*names, current] if current else names


def is_bounded(rest: Sequence[Token]) -> bool:
    """Whether a condition that is not true of every row follows, or a limit."""
    if rest[:1] and rest[0].text == "top":
        return True
    for place, token in enumerate(rest):
        if token.kind != "word":
            continue
        if token.text in ("limit", "join"):
            return True
        if token.text == "where":
            return not _is_always_true([one.text for one in rest[place + 1 :]])
    return False


def _is_always_true(condition: Sequence[str]) -> bool:
    text = " ".join(condition).rstrip(" ;")
    return bool(re.fullmatch(r"\(?\s*(?:true|1|not false|(\w+)\s*=\s*\1|1 > 0|0 < 1)\s*\)?", text))
