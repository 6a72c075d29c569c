"""File names in a patch: as git writes them, and as whoever applies the patch may read them."""

from __future__ import annotations

import re

from ..changes import encode_path
from ..errors import InputError

NOWHERE = "/dev/null"
_TAB_AFTER_NAME = re.compile(r"^((?:---|\+\+\+) [^\t\n]*)\t(?=\r?$)", re.MULTILINE)  # git's, after a name with a space
_TIME_AFTER_NAME = re.compile(r"^((?:---|\+\+\+) \S.*?) +\d{4}-\d\d-\d\d[ T]\d\d:\d\d.*?(?=\r?$)", re.MULTILINE)
_HEADER = re.compile(r"^diff --git (.*?)\r?$", re.MULTILINE)
_SECTION = re.compile(
    r"^diff --git (?P<both>.*?)\r?\n(?P<rest>(?!diff --git |@@ )(?:(?!diff --git |@@ ).*\n)*)", re.MULTILINE
)
_NAMES = re.compile(r"^--- (?P<old>[^\t\n]*?)\r?(?:\t.*)?\n\+\+\+ (?P<new>[^\t\n]*?)\r?(?:\t.*)?$", re.MULTILINE)
_MOVED = re.compile(r"^(?:rename|copy) from (?P<old>.*?)\r?\n(?:rename|copy) to (?P<new>.*?)\r?$", re.MULTILINE)
_ESCAPES = dict(zip('abfnrtv"\\', '\a\b\f\n\r\t\v"\\', strict=True))
_QUOTED = re.compile(r'[^"\\]+|\\[0-7]{3}|\\[abfnrtv"\\]')


def prepared(text: str) -> str:
    """The patch as the parser wants it. Raises InputError where its names can be read in two ways."""
    text = _TAB_AFTER_NAME.sub(r"\1", _TIME_AFTER_NAME.sub(r"\1", text))
    for header in _HEADER.finditer(text):
        if not header[1].startswith('"') and header[1].count(" b/") > 1:
            raise InputError("the patch names a folder that ends in ` b`, and its header is ambiguous; use `--diff`")
    for section in _SECTION.finditer(text):
        for names in (_NAMES.search(section["rest"]), _MOVED.search(section["rest"])):
            if names and not _is_of(section["both"], names["old"], names["new"]):
                raise InputError(f"`{names['new']}`: its lines in the patch name different files; use `git diff`")
    return text


def paths(name: str | None) -> list[str]:
    """The encoded repository paths that a name may mean, none for /dev/null; the first one is git's own.

    `git apply` and `patch -p1` take the first folder away, whatever it is called; a patch made without prefixes has the
    name itself. Raises InputError for a name that leaves the repository.
    """
    # Both take a carriage return away, and git quotes what is no plain name.
    written = _unquoted((name or NOWHERE).rstrip("\r"))
    if written == NOWHERE:
        return []
    if written.startswith("/") or ".." in written.split("/"):
        raise InputError(f"{written}: the patch leads out of the repository; make it with `git diff`")
    first, slash, rest = re.sub("/+", "/", written).partition("/")
    spelled = [rest] if first in ("a", "b") and slash else [written, rest] if rest else [written]
    return [encode_path(one.encode("latin-1", "replace")) for one in spelled]


def _is_of(header: str, old: str, new: str) -> bool:
    """Whether the names of other lines are those of the header, which may have a prefix before each."""
    pairs = [(old, new)]
    if NOWHERE in (old, new):  # the other side has the same name behind another prefix
        known = new if old == NOWHERE else old
        quote = '"' if known.startswith('"') else ""
        pairs = [(name, name) for name in (known, quote + known.partition("/")[2])]
    return any(re.fullmatch(f"{_prefixed(one)} {_prefixed(other)}", header) for one, other in pairs)


def _prefixed(name: str) -> str:
    """A regex for the name with or without a folder before it, in quotes where the name is."""
    quote, bare = ('"', name[1:]) if name.startswith('"') else ("", name)
    bare = bare.removeprefix("a/").removeprefix("b/")
    return f"{quote}(?:[^/ ]+/)?{re.escape(bare)}"


def _unquoted(name: str) -> str:
    """The name that git wrote in quotes, as in C; any other as it is. Raises InputError."""
    if not name.startswith('"'):
        return name
    if not name.endswith('"') or _QUOTED.sub("", name[1:-1]):
        raise InputError("the patch quotes a file name in a way that git does not; make it with `git diff`")
    return "".join(_character(piece) for piece in _QUOTED.findall(name[1:-1]))


def _character(piece: str) -> str:
    if not piece.startswith("\\"):
        return piece
    return chr(int(piece[1:], 8) & 0xFF) if piece[1].isdigit() else _ESCAPES[piece[1]]
