"""Parts of a value that only a deployment knows: marks within ordinary strings, around the source text.

A string with marks is a string everywhere else, so JSON, patches and equality need no second kind of value.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_UNMARK = {ord(_OPEN): "\ufffd", ord(_CLOSE): "\ufffd"}


def unknown(source: str) -> str:
    """The unknown value that this source text stands for."""
    return f"{_OPEN}{literal(source)}{_CLOSE}"


def literal(text: str) -> str:
    """The text, unable to be taken for an unknown."""
    return text.translate(_UNMARK)


def is_unknown(value: object) -> bool:
    """Whether nothing of the value is known."""
    return isinstance(value, str) and _MARKED.fullmatch(value) is not None


def has_unknown(text: str) -> bool:
    """Whether part of the text is unknown."""
    return _OPEN in text


def as_pattern(text: str) -> str:
    """Unknown parts as `*`."""
    return _MARKED.sub("*", text) if _OPEN in text else text


def parts_of(arn: str) -> list[str]:
    """The six parts of an ARN, or fewer; what an unknown is made of separates none of them."""
    return _MARKED.sub(_OPEN + _CLOSE, arn).split(":", 5)


def sources(text: str) -> list[str]:
    """The source texts of the unknown parts."""
    return _MARKED.findall(text) if _OPEN in text else []


def split(text: str) -> list[str]:
    """Known and unknown parts in turn: the odd ones are the source texts of unknowns."""
    return _MARKED.split(text)


def written(value: Any) -> Any:
    """The value with unknown parts as `${source}`, for a reader and for patches."""
    if isinstance(value, str):
        return _MARKED.sub(lambda match: f"${{{match.group(1)}}}", value) if _OPEN in value else value
    if isinstance(value, dict):
        return {written(key): written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [written(item) for item in value]
    return value
