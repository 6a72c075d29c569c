"""JSON text within a string (a here-document, a template) as the value it is, unknown parts kept."""

from __future__ import annotations

import json
import re

from .unknowns import sources, split, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLACE = re.compile("\ue002(\\d+)\ue003")
_STRING_OR_PLACE = re.compile('"(?:[^"\\\\]|\\\\.)*"|\ue002\\d+\ue003', re.DOTALL)


def json_or_text(text: str) -> Any:
    """The object or array that the text holds, or the text itself where it is none."""
    from ..errors import InputError
    from .documents import read_json

    if text.lstrip()[:1] not in ("{", "["):
        return text
    parts = split(text)
    joined = "".join(part if at % 2 == 0 else f"\ue002{at // 2}\ue003" for at, part in enumerate(parts))
    quoted = _STRING_OR_PLACE.sub(lambda match: _quoted(match.group()), joined)
    try:
        value = read_json(quoted)
    except InputError:
        return text
    return _restored(value, sources(text))


def opened(value: Any) -> Any:
    """JSON inside texts (`policy = "{…}"`) as the value it is, and YAML that holds a policy."""
    if isinstance(value, str):
        return _yaml(value) if "Statement:" in value and "Effect:" in value else json_or_text(value)
    if isinstance(value, dict):
        return {key: opened(item) for key, item in value.items()}
    return [opened(item) for item in value] if isinstance(value, list) else value


def _yaml(text: str) -> Any:
    from ..errors import InputError
    from .documents import read_document

    try:
        found, _ = read_document("text.yaml", text.encode("utf-8", "replace"))
    except InputError:
        return text
    return found if isinstance(found, (dict, list)) else text


def _quoted(token: str) -> str:
    return token if token.startswith('"') else json.dumps(token, ensure_ascii=False)


def _restored(value: Any, tokens: list[str]) -> Any:
    if isinstance(value, str):
        return _PLACE.sub(lambda match: _token(match, tokens), value)
    if isinstance(value, dict):
        return {_restored(key, tokens): _restored(item, tokens) for key, item in value.items()}
    if isinstance(value, list):
        return [_restored(item, tokens) for item in value]
    return value


def _token(match: re.Match[str], tokens: list[str]) -> str:
    at = int(match.group(1))
    return unknown(tokens[at]) if at < len(tokens) else match.group()
