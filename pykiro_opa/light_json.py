"""JSON by the C functions that the `json` package stands on: importing that costs 8 ms, for `re` and what it imports.

Values and errors are those of `json`, which says what is wrong with a text and does all where those functions are
missing or take something else; a test compares both.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Pairs = Callable[[list[tuple[str, Any]]], Any]
    Constant = Callable[[str], Any]

_SPACE = " \t\n\r"
_CONSTANTS = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


class _Reading:
    """What the scanner asks its decoder for."""

    strict = True
    object_hook = None
    parse_float = float
    parse_int = int

    def __init__(self, pairs: Pairs | None, constant: Constant | None) -> None:
        self.object_pairs_hook = pairs
        self.parse_constant = constant or _CONSTANTS.__getitem__
        self.memo: dict[str, str] = {}


def loads(text: str | bytes, object_pairs_hook: Pairs | None = None, parse_constant: Constant | None = None) -> Any:
    """As `json.loads`, of bytes in UTF-8 alone. Raises ValueError and RecursionError."""
    if isinstance(text, bytes):
        text = text.decode("utf-8")
    try:
        from _json import make_scanner

        start = len(text) - len(text.lstrip(_SPACE))
        reading: Any = _Reading(object_pairs_hook, parse_constant)
        value, end = make_scanner(reading)(text, start)
        whole = not text[end:].strip(_SPACE)
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - among others, the scanner's own error is none where `json` is not imported
        whole = False
    if whole:
        return value
    import json

    return json.loads(text, object_pairs_hook=object_pairs_hook, parse_constant=parse_constant)


def canonical(value: object) -> str:
    """As `json.dumps` with sorted keys, no white space, all of Unicode and no NaN. Raises ValueError and TypeError."""
    try:
        from _json import encode_basestring, make_encoder

        encode = make_encoder({}, _refuse, encode_basestring, None, ":", ",", True, False, False)
        return "".join(encode(value, 0))
    except (RecursionError, MemoryError):
        raise
    except Exception:  # noqa: BLE001 - whatever it is, `json` has the right error for it
        import json

    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _refuse(value: object) -> None:
    raise TypeError(type(value).__name__)
