"""JSON as Go's encoder writes it: what OPA hashes of a `.manifest` and a `data.json`, however those are spelled.

Keys are sorted, numbers stand as they were written, and Go escapes U+2028 and U+2029, which Python does not.
"""

from __future__ import annotations

import json

from ..errors import ConfigurationError
from ..strict_json import refuse, without_duplicates

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LITERALS = {None: "null", True: "true", False: "false"}


class _Number(str):
    """A number as it is written: 1.0, 1e2 and -0 stay what they are."""

    __slots__ = ()


def rewritten(data: bytes, what: str) -> bytes:
    """A JSON text as Go writes its value; `what` begins each error.

    Raises ConfigurationError for what Go would read otherwise than Python, such as the same key twice.
    """
    try:
        value = json.loads(
            data.decode("utf-8"),
            object_pairs_hook=without_duplicates,
            parse_constant=refuse,
            parse_float=_Number,
            parse_int=_Number,
        )
        return _written(value).encode("utf-8")
    except RecursionError:
        raise ConfigurationError(f"{what}: nested too deeply") from None
    except UnicodeError:
        raise ConfigurationError(f"{what}: not UTF-8, or half of a surrogate pair") from None
    except ValueError as error:
        raise ConfigurationError(f"{what}: not JSON: {error}") from None


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ",".join(f"{_text(key)}:{_written(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_written, value)) + "]"
    if isinstance(value, _Number):
        return value
    return _text(value) if isinstance(value, str) else _LITERALS[value]


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
