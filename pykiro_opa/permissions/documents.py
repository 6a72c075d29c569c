"""Policy documents from text: what is no policy is refused in one line, and statements know where they stand."""

from __future__ import annotations

import json

from ..errors import InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    Document = str | bytes | Mapping[str, Any] | None

VERSIONS = ("2008-10-17", "2012-10-17")


def read(document: Document) -> tuple[list[Any], bool]:
    """The statements of a document, and whether its version knows policy variables; none for no document.

    Raises InputError where it is no policy: not JSON, a key given twice, an unknown version, no statements.
    """
    if document is None:
        return [], False
    if isinstance(document, (str, bytes)):
        document = _parsed(document)
    if not isinstance(document, dict) or "Statement" not in document:
        raise InputError("policy: expected an object with `Statement`")
    version = str(document.get("Version", VERSIONS[0]))
    if version not in VERSIONS:
        raise InputError(f"policy: unknown version `{_short(version)}`; use `{VERSIONS[1]}`")
    listed = document["Statement"]
    return (listed if isinstance(listed, list) else [listed]), version == VERSIONS[1]


def lines(text: str) -> list[int]:
    """The line, from 1, at which each statement of a document in JSON begins; [] where that cannot be told."""
    try:
        starts = _starts(text)
    except (ValueError, IndexError, RecursionError):
        return []
    found, line, before = [], 1, 0
    for at in starts:
        line += text.count("\n", before, at)
        before = at
        found.append(line)
    return found


def _starts(text: str) -> list[int]:
    """Where the statements of a document begin."""
    decoder = json.JSONDecoder()
    at = _blank(text, 0) + 1
    while text[_blank(text, at)] != "}":
        key, at = decoder.raw_decode(text, _blank(text, at))
        start = _blank(text, _blank(text, at) + 1)
        if key == "Statement":
            return _elements(text, start, decoder) if text[start] == "[" else [start]
        _, at = decoder.raw_decode(text, start)
        at = _blank(text, at)
        at += text[at] == ","
    return []


def _elements(text: str, at: int, decoder: json.JSONDecoder) -> list[int]:
    found: list[int] = []
    at = _blank(text, at + 1)
    while text[at] != "]":
        found.append(at)
        _, end = decoder.raw_decode(text, at)
        at = _blank(text, end)
        if text[at] == ",":
            at = _blank(text, at + 1)
    return found


def _blank(text: str, at: int) -> int:
    while text[at] in " \t\r\n":
        at += 1
    return at


def _parsed(document: str | bytes) -> Any:
    try:
        return json.loads(document, object_pairs_hook=_once)
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        raise InputError(f"policy: not JSON: {error}") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f"policy: `{_short(twice)}` is given twice in one object")
    return found


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
