"""JSON and YAML as plain values with line numbers: strict, bounded, no constructors run."""

from __future__ import annotations

import json
import re

from ..errors import InputError
from .unknowns import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    LineOf = Callable[[tuple[str, ...]], int]

_JSON = (".json", ".jsonc", ".json5")
_JSON_STARTS = (b"{", b"[", b"/")
_MARK = b"\xef\xbb\xbf"
# What is not closed goes on to the end: to look for its end at each beginning would take the square of the text's length.
_COMMENT = re.compile(r'"(?:[^"\\\n]|\\.)*"?|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
_LAST_COMMA = re.compile(r'"(?:[^"\\\n]|\\.)*"?|,(?=\s*[}\]])')
_DEEPEST = 60
_LARGEST = 200_000
_LINES_DEPTH = 4


def read_document(path: str, content: bytes) -> tuple[Any, LineOf]:
    """The value of a JSON or YAML file and the line of a key path in it; InputError where it cannot be read."""
    is_json = path.lower().endswith(_JSON) or content.removeprefix(_MARK).lstrip()[:1] in _JSON_STARTS
    if not is_json:
        return _yaml(content)
    try:
        text = content.decode(json.detect_encoding(content))
        return _json_with_comments(text), _line_finder(text)
    except (UnicodeError, InputError) as error:
        if path.lower().endswith(_JSON):
            raise InputError(f"the document is no JSON: {error}") from None
        return _yaml(content)


def _json_with_comments(text: str) -> Any:
    """JSON, and what editors and generators write as JSON: comments, and a comma after the last member."""
    try:
        return read_json(text)
    except InputError as error:
        plain = _COMMENT.sub(_without, text)
        plain = _LAST_COMMA.sub(_without, plain)
        if plain == text:
            raise
        try:
            return read_json(plain)
        except InputError:
            raise error from None


def _without(match: re.Match[str]) -> str:
    """What is left of a comment: its lines, so that all else stays where it is."""
    found = match.group()
    return found if found.startswith('"') else "\n" * found.count("\n") + " "


def read_json(text: str) -> Any:
    """JSON without duplicate keys, not too deep; InputError for all else."""
    try:
        value = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_unique, strict=False)
    except RecursionError:
        raise InputError("the document is nested too deeply") from None
    except ValueError as error:
        raise InputError(f"the document is no JSON: {error}") from None
    return _bounded(value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        left = list(found)
        twice = next(name for (name, _), other in zip(pairs, [*left, None], strict=False) if name != other)
        raise InputError(f"the key `{twice}` stands twice in one object")
    return found


def _bounded(value: Any) -> Any:
    """The value without marks in its strings; InputError where it is too deep."""
    return _copied(value, 0)


def _copied(value: Any, depth: int) -> Any:
    if depth > _DEEPEST:
        raise InputError("the document is nested too deeply")
    if isinstance(value, str):
        return literal(value)
    if isinstance(value, dict):
        return {literal(key): _copied(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_copied(item, depth + 1) for item in value]
    return value


def _line_finder(text: str) -> LineOf:
    def line_of(keys: tuple[str, ...]) -> int:
        at = 0
        for key in keys:
            found = text.find(json.dumps(key, ensure_ascii=False), at)
            if found < 0:
                break
            at = found
        return text.count("\n", 0, at) + 1

    return line_of


def _yaml(content: bytes) -> tuple[Any, LineOf]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(content, Loader=loader)
    except (yaml.YAMLError, RecursionError, UnicodeError, ValueError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"the document is no YAML: {reason}") from None
    reader = _YamlReader()
    value = None if node is None else reader.value(node, ())
    return value, reader.line_of


class _YamlReader:
    """Turns composed nodes into values; counts them, because aliases can make a small file a huge value."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, ...], int] = {}
        self._count = 0

    def line_of(self, keys: tuple[str, ...]) -> int:
        for length in range(len(keys), 0, -1):
            if keys[:length] in self._lines:
                return self._lines[keys[:length]]
        return 1

    def value(self, node: Any, keys: tuple[str, ...]) -> Any:
        self._count += 1
        if len(keys) > _DEEPEST or self._count > _LARGEST:
            raise InputError("the document is nested too deeply or too large")
        tag = node.tag
        if tag.startswith("!") and len(tag) > 1:
            return {_intrinsic(tag[1:]): self._plain(node, keys)}
        return self._plain(node, keys)

    def _plain(self, node: Any, keys: tuple[str, ...]) -> Any:
        if node.id == "mapping":
            return self._mapping(node, keys)
        if node.id == "sequence":
            return [self.value(item, (*keys, str(at))) for at, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: Any, keys: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = self._merged(node, keys)
        own: set[str] = set()
        for key_node, value_node in node.value:
            if key_node.tag == "tag:yaml.org,2002:merge":
                continue
            name = literal(key_node.value) if isinstance(key_node.value, str) else "?"
            if name in own:
                raise InputError(f"the key `{name}` stands twice in one object")
            own.add(name)
            inner = (*keys, name)
            if len(inner) <= _LINES_DEPTH:
                self._lines.setdefault(inner, key_node.start_mark.line + 1)
            found[name] = self.value(value_node, inner)
        return found

    def _merged(self, node: Any, keys: tuple[str, ...]) -> dict[str, Any]:
        """What `<<` brings in; of several mappings the first that has a key gives it."""
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if key_node.tag != "tag:yaml.org,2002:merge":
                continue
            for one in value_node.value if value_node.id == "sequence" else [value_node]:
                merged = self.value(one, (*keys, "<<"))
                if isinstance(merged, dict):
                    found = {**merged, **found}
        return found


def _intrinsic(name: str) -> str:
    return name if name in ("Ref", "Condition") else f"Fn::{name}"


def _scalar(node: Any) -> Any:
    """Booleans, numbers and null as such; everything else, timestamps too, stays the text that was written."""
    text: str = node.value
    kind = node.tag.rpartition(":")[2]
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() in ("true", "yes", "on")
    if kind == "int":
        try:
            return int(text.replace("_", ""))
        except ValueError:
            return literal(text)
    return literal(text)
