"""What a word of shell text becomes: quoting, expansions, splitting and braces (POSIX shell, section 2.6; Bash manual 3.5)."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ....values import Value
from . import arithmetic
from .escapes import ansi_c
from .expansions import elements, expansion
from .expansions import source as source  # noqa: PLC0414 - the words of a node, for all who read words
from .listed import MORE, OPEN, listed, plainly, without_names, without_unset
from .patterns import NOT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tree_sitter import Node

    from .scope import Scope

    Substitute = Callable[[Node], str]

LONGEST = 65_536
MOST_WORDS = 1024
_LIST = "[@]"
_SLICE = "{@:"
PATTERN = "*?["  # letters that make a word a pattern of file names
_BLANKS = " \t\n"
_ALL_POSITIONAL = ('"$@"', '"${@}"')  # the one quoted word that becomes several
_LITERALS = frozenset(("word", "number", "heredoc_content", "string_content", "variable_name", "special_variable_name",
                       "extglob_pattern", "test_operator", "regex"))  # fmt: skip


def is_pattern(text: str) -> bool:
    return any(letter in text for letter in PATTERN) or NOT in text


class TooManyError(Exception):
    """A word becomes more words, or longer ones, than are followed."""


class Word(Value):
    """One argument: `text` holds UNKNOWN for what cannot be known; `is_open` says it may be any number of words.

    `is_pattern` says that files are named by what the text matches. `value` also holds what an unknown word may be, as
    far as that is known (`listed`).
    """

    __slots__ = ("text", "is_open", "is_pattern", "value")

    text: str
    is_open: bool
    is_pattern: bool
    value: str

    def __init__(self, text: str, *, is_open: bool = False, is_pattern: bool = False) -> None:
        value = text if len(text) <= LONGEST else listed([MORE]) if OPEN in text else UNKNOWN
        value = value if without_unset(value) is not None else plainly(value)
        self._set(text=without_names(value), is_open=is_open, is_pattern=is_pattern, value=value)


class _Part(Value):
    """A piece of a word; unquoted expansions are split, quoted text and literals are not."""

    __slots__ = ("text", "splits", "is_literal")

    text: str
    splits: bool
    is_literal: bool

    def __init__(self, text: str, *, splits: bool = False, is_literal: bool = False) -> None:
        self._set(text=text, splits=splits, is_literal=is_literal)


def expand(node: Node, scope: Scope, substitute: Substitute) -> list[Word]:
    """The words that a word node becomes; `substitute` runs a command substitution and gives its output."""
    if node.type == "command_name" and len(node.children) == 1:
        node = node.children[0]
    if scope.positional is not None and source(node) in _ALL_POSITIONAL:
        return [Word(text) for text in scope.positional]
    several = (
        elements(node, scope, lambda inner: value(inner, scope, substitute))
        if _LIST in source(node) or _SLICE in source(node)
        else None
    )
    if several is not None:
        return [Word(text, is_open=UNKNOWN in text) for text in several]
    parts = list(_parts(node, scope, substitute))
    separators = scope.separators()
    found = [word for alternative in _braces(parts) for word in _split(alternative, separators)]
    if node.type == "string" and _LIST in source(node):
        return [Word(word.text, is_open=word.is_open or UNKNOWN in word.text) for word in found]
    return found


def value(node: Node, scope: Scope, substitute: Substitute) -> str:
    """A word node as one text, as in an assignment or between double quotes."""
    return plainly(whole(part.text for part in _parts(node, scope, substitute)))


def whole(pieces: Iterable[str]) -> str:
    """The pieces as one text, UNKNOWN where that is too long; all are asked for, since asking runs substitutions."""
    kept, length = [], 0
    for piece in pieces:
        length += len(piece)
        if length <= LONGEST:
            kept.append(piece)
    if length <= LONGEST:
        return "".join(kept)
    return listed([MORE]) if any(OPEN in piece for piece in kept) else UNKNOWN


def _parts(node: Node, scope: Scope, substitute: Substitute) -> Iterable[_Part]:
    kind = node.type
    if kind in ("concatenation", "command_name"):
        for child, following in zip(node.children, [*node.children[1:], None], strict=True):
            # `$"…"`: the grammar leaves the dollar apart.
            if child.type != "$" or following is None or following.type != "string":
                yield from _parts(child, scope, substitute)
    elif kind in ("word", "number"):
        yield from _literal(node, scope)
    elif kind == "raw_string":
        yield _Part(source(node)[1:-1])
    elif kind == "ansi_c_string":
        yield _Part(ansi_c(source(node)[2:-1]))
    elif kind in ("string", "translated_string"):
        yield _Part(quoted(node, scope, substitute))
    elif kind in ("simple_expansion", "expansion"):
        yield _Part(expansion(node, scope, lambda inner: value(inner, scope, substitute)), splits=True)
    elif kind == "command_substitution":
        yield _Part(substitute(node), splits=True)
    elif kind == "arithmetic_expansion":
        yield _Part(arithmetic.result(source(node)[3:-2]))
    elif kind == "process_substitution":
        substitute(node)
        yield _Part("/dev/fd/63")
    elif kind == "brace_expression" or kind in _LITERALS or kind in ("$", '"', "'", "{", "}", ",", "="):
        yield _Part(source(node), is_literal=True)
    else:
        yield _Part(UNKNOWN, splits=True)


def _literal(node: Node, scope: Scope) -> Iterable[_Part]:
    """Unquoted text: backslashes quote, a leading tilde is the home folder."""
    text = source(node)
    if text.startswith("~+") and text[2:3] in ("", "/"):
        yield _Part(scope.lookup("PWD"))
        text = text[2:]
    elif text.startswith("~-") and text[2:3] in ("", "/"):
        yield _Part(scope.folder(scope.previous))
        text = text[2:]
    elif text.startswith("~") and (len(text) == 1 or text[1] == "/"):
        yield _Part(scope.variables.get("HOME", "~"))
        text = text[1:]
    plain = ""
    index = 0
    while index < len(text):
        if text[index] == "\\":
            if text[index + 1 : index + 2] != "\n":
                yield _Part(plain, is_literal=True)
                yield _Part(text[index + 1 : index + 2])
                plain = ""
            index += 2
        else:
            plain += text[index]
            index += 1
    yield _Part(plain, is_literal=True)


def quoted(node: Node, scope: Scope, substitute: Substitute) -> str:
    """Text between double quotes or in a here-document: children are expanded, backslashes quote few letters."""
    return whole(_quoted(node, scope, substitute))


def _quoted(node: Node, scope: Scope, substitute: Substitute) -> Iterable[str]:
    end = node.start_byte
    for child in node.children:
        if child.type in ('"', '$"', "$"):
            end = child.end_byte
            continue
        if child.start_byte > end:  # the grammar leaves out blank text between expansions
            yield _between(node, end, child.start_byte)
        end = child.end_byte
        if child.type in ("string_content", "heredoc_content"):
            yield _unescaped(source(child))
        else:
            text = source(child)
            yield text[: len(text) - len(text.lstrip())]  # the grammar takes blanks before an expansion for part of it
            yield from (part.text for part in _parts(child, scope, substitute))


def _between(node: Node, start: int, end: int) -> str:
    data = node.text or b""
    return data[start - node.start_byte : end - node.start_byte].decode("utf-8", "replace")


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    plain = []
    letters = iter(text)
    for letter in letters:
        if letter != "\\":
            plain.append(letter)
            continue
        following = next(letters, "")
        plain.append("" if following == "\n" else following if following in '$`"\\' else f"\\{following}")
    return "".join(plain)


def _braces(parts: list[_Part]) -> list[list[_Part]]:
    """Brace expansion over the literal text of a word: `{a,b}c` is `ac bc`, `{1..3}` counts."""
    text = "".join(part.text if part.is_literal else "\0" for part in parts)
    if "{" not in text or "}" not in text:
        return [parts]
    from .braces import alternatives

    others = [part for part in parts if not part.is_literal]
    found = alternatives(text, MOST_WORDS)
    if found is None:
        return [[_Part(UNKNOWN, splits=True)]]
    return [_refilled(one, others) for one in found] if len(others) == text.count("\0") else [parts]


def _refilled(text: str, others: list[_Part]) -> list[_Part]:
    pieces = text.split("\0")
    # An alternative may leave out or repeat what is not literal; then its parts cannot be told apart.
    if len(pieces) - 1 != len(others):
        return [_Part("".join(pieces), is_literal=True), *([_Part(UNKNOWN)] if others else [])]
    parts = [_Part(pieces[0], is_literal=True)]
    for other, piece in zip(others, pieces[1:], strict=True):
        parts += [other, _Part(piece, is_literal=True)]
    return parts


def _blank(text: str, separators: str) -> str:
    """The text with a space for each letter that separates, and none elsewhere."""
    if separators == _BLANKS or not separators:
        return text
    kept = "".join("\ue007" if letter in _BLANKS and letter not in separators else letter for letter in text)
    return "".join(" " if letter in separators else letter for letter in kept)


def _split(parts: list[_Part], separators: str) -> list[Word]:
    """Field splitting of the unquoted expansions in a word, at the letters of IFS."""
    if sum(len(part.text) for part in parts) > 2 * LONGEST:
        raise TooManyError
    words: list[str] = []
    current: str | None = None
    is_open = False
    for part in parts:
        is_open = is_open or (part.splits and UNKNOWN in part.text)
        if not part.splits:
            current = (current or "") + part.text if part.text or not part.is_literal else current
            continue
        text = _blank(part.text, separators)
        pieces = text.split() if separators else [text] if text else []
        if text[:1].isspace() and separators and current is not None:
            words.append(current)
            current = None
        for place, piece in enumerate(pieces):
            if place:
                words.append(current or "")
                current = None
            current = (current or "") + piece
        if text[-1:].isspace() and separators and current is not None and pieces:
            words.append(current)
            current = None
    if current is not None:
        words.append(current)
    if len(words) > MOST_WORDS:
        raise TooManyError
    matches = any(letter in part.text for part in parts if part.is_literal or part.splits for letter in PATTERN)
    return [
        Word(word.replace("\ue007", " "), is_open=is_open and UNKNOWN in word, is_pattern=matches) for word in words
    ]
