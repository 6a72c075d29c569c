"""The bytes of a kiro.json as a value, or the one reason why they are none."""

from __future__ import annotations

import json

from ..errors import ConfigurationError
from ..values import Value
from .problems import Problems
from .scanner import Scan, scan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

LARGEST = 4 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_LONG_INTEGER = 20


class Document(Value):
    """A file that is JSON; `guardrails` is None where `keys` has none, too. Duplicate keys are not yet refused."""

    __slots__ = ("guardrails", "has_duplicates", "keys", "path", "text")

    path: str
    text: str
    guardrails: Any
    has_duplicates: bool
    keys: tuple[str, ...]

    def __init__(self, path: str, text: str, value: Mapping[str, Any], *, has_duplicates: bool) -> None:
        self._set(
            path=path,
            text=text,
            guardrails=value.get("guardrails"),
            has_duplicates=has_duplicates,
            keys=tuple(value),
        )


def read_document(path: str, data: bytes) -> Document:
    """Read a kiro.json; a byte order mark and CRLF are accepted. Raises ConfigurationError."""
    path, text, value, has_duplicates = read_object(path, data)
    return Document(path, text, value, has_duplicates=has_duplicates)


def read_object(path: str, data: bytes) -> tuple[str, str, dict[str, Any], bool]:
    """The path, the text, the object that the text is, and whether a key stands twice in it. Raises ConfigurationError."""
    text = _decode(path, data)
    repeated: list[object] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        mapping = dict(items)
        if len(mapping) != len(items):
            repeated.append(None)
        return mapping

    try:
        value = json.loads(text, object_pairs_hook=pairs, parse_constant=_constant, parse_int=_integer)
    except RecursionError:
        raise ConfigurationError(f"{path}:1:1: nested too deeply; guardrails are three levels deep") from None
    except ValueError as error:
        raise ConfigurationError(_syntax(path, text, error)) from None
    if not isinstance(value, dict):
        raise ConfigurationError(f"{path}:1:1: #: expected an object, found {kind_of(value)}; write `{{}}` around it")
    return path, text, value, bool(repeated)


def kind_of(value: object) -> str:
    """The JSON type of a value, in words."""
    if value is None:
        return "null"
    names = {bool: "a boolean", str: "a string", list: "a list", dict: "an object"}
    return names.get(type(value), "a number")


def _decode(path: str, data: bytes) -> str:
    if len(data) > LARGEST:
        raise ConfigurationError(f"{path}:1:1: larger than 4 MB; guardrails are a page, not a data set")
    if b"\0" in data[:4]:  # JSON begins with ASCII, which is half empty there, after a byte order mark too
        raise ConfigurationError(f"{path}:1:1: the file is UTF-16 or UTF-32; save it as UTF-8")
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = Scan(before).place(len(before))
        raise ConfigurationError(f"{path}:{line}:{column}: a byte that is not UTF-8; save the file as UTF-8") from None
    if not text.strip():
        raise ConfigurationError(f"{path}:1:1: the file is empty; write `{{}}` or remove it")
    return text


def _syntax(path: str, text: str, error: ValueError) -> str:
    where = scan(text)
    if where.error is None:
        # json and the scanner disagree, which no test has ever seen: json wins.
        return f"{path}:1:1: not JSON: {error}"
    return Problems(path).line(where.place(where.error[0]), where.error[1])


def _constant(name: str) -> float:
    raise ValueError(name)  # the scanner says what and where


def _integer(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONG_INTEGER else float(digits)
