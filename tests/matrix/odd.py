"""The values that no field expects, the places where a document can hold one, and the document with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    Path = tuple[str | int, ...]

MISSING = object()
STRANGER = object()
"""Not a value, but one field more than the object at the place has."""


class Odd(NamedTuple):
    """A value with its name; `like` is a small value that fits or does not fit the same types."""

    name: str
    value: object
    like: object


def _small(name: str, value: object) -> Odd:
    return Odd(name, value, value)


SMALL = (
    _small("missing", MISSING),
    _small("null", None),
    _small("a text", "odd"),
    _small("an empty text", ""),
    _small("a text of spaces and controls", " \t\x00\x7f\u2028"),
    _small("zero", 0),
    _small("a fraction", 1.5),
    _small("true", True),
    _small("an empty list", []),
    _small("a list of a text", ["odd"]),
    _small("a list of a number", [7]),
    _small("an empty object", {}),
    _small("an object", {"odd": 7}),
)
MORE = (
    _small("a number", 7),
    _small("a negative number", -1),
    _small("a number beyond 2^53", 2**70),
    _small("false", False),
    _small("a list of an empty text", [""]),
    _small("a list of a fraction", [1.5]),
    _small("a list of null", [None]),
    _small("a list of a list", [["odd"]]),
    _small("a list of an object", [{"odd": 7}]),
)
"""For the runs that may take long."""
LARGE = (
    Odd("1 MB of text", "odd " * 250_000, "odd"),
    Odd("100,000 texts", ["odd"] * 100_000, ["odd"]),
)
ONE_MORE = _small("a field more", STRANGER)

RAW = {
    "a byte that is not UTF-8": b'"o\xffdd"',
    "half of a surrogate pair": b'"\\ud800"',
    "the other half": b'"x\\udfffy"',
    "surrogates as UTF-8": b'"\xed\xa0\x80"',
    "an overlong encoding": b'"\xc0\xaf"',
    "nesting of 200": b"[" * 200 + b"]" * 200,
    "nesting of 900": b'{"a":' * 900 + b"0" + b"}" * 900,
    "nesting of 100,000": b"[" * 100_000 + b"]" * 100_000,
    "NaN": b"NaN",
    "infinity": b"-Infinity",
    "a number beyond a double": b"1e999",
    "a number of 5,000 digits": b"9" * 5000,
    "a control character in a text": b'"a\nb"',
    "a comment": b'/* */ "x"',
    "nothing": b"",
}
"""What stands in a JSON text in the place of a value, and is none that two readers would understand alike."""


def places(value: object, at: Path = ()) -> Iterator[Path]:
    """Every field of the document, and the first element of every list."""
    if at:
        yield at
    if isinstance(value, dict):
        for key in sorted(value):
            yield from places(value[key], (*at, key))
    elif isinstance(value, list) and value:
        yield from places(value[0], (*at, 0))


def value_at(document: object, path: Path) -> object:
    for step in path:
        document = document[step]  # type: ignore[index]
    return document


def changed(document: object, path: Path, value: object) -> object:
    """The document with one place changed; all that is not on the way there is shared."""
    if not path:
        return _with_stranger(document) if value is STRANGER else value
    step, *rest = path
    if not rest and value is MISSING:
        if isinstance(document, list):
            return [*document[:step], *document[step + 1 :]]
        return {key: inner for key, inner in document.items() if key != step}
    inside = document[step] if rest or value is STRANGER else None
    inner = changed(inside, tuple(rest), value)
    if isinstance(document, list):
        return [*document[:step], inner, *document[step + 1 :]]
    return {**document, step: inner}


def with_raw(document: object, path: Path, raw: bytes) -> bytes:
    """The document as JSON with these bytes in one place."""
    mark = "\ue123mark\ue123"
    text = json.dumps(changed(document, path, mark), ensure_ascii=False, separators=(",", ":")).encode()
    before, found, after = text.partition(json.dumps(mark, ensure_ascii=False).encode())
    assert found
    return before + raw + after


def with_duplicate(document: object, path: Path) -> bytes:
    """The document as JSON with the field at the path given once more, with another value before it."""
    *above, key = path
    holder = value_at(document, tuple(above))
    inner = json.dumps(holder, ensure_ascii=False)
    raw = f'{{{json.dumps(key)}: ["odd"], {inner[1:]}'.encode()
    return with_raw(document, tuple(above), raw) if above else raw


def named(path: Path) -> str:
    return "/".join(str(step) for step in path)


def _with_stranger(document: object) -> object:
    assert isinstance(document, dict)
    return {**document, "stranger": 7}
