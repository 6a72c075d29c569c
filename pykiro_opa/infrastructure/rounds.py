"""Rounds of `for_each`: what `each.value` stands for in each of them, as far as that is known."""

from __future__ import annotations

import re

from .mentions import shown
from .switches import OFF, SWITCH
from .unknowns import is_unknown, literal, sources, split, unknown, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .model import Resource

_MOST_ROUNDS = 256
_LONGEST = 2_000
_STEP = re.compile(r'\.([\w-]+)|\["([^"$]*)"\]|\[(\d+)\]')


def rounds(over: Any, value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The value once for each round, with what `NAME.key` and `NAME.value` are there.

    Where that is not known it is one round, in which they are unknowns of this very `for_each`: another one is another
    unknown.
    """
    names = re.compile(rf"\b{re.escape(name)}\.(key|value)\b")
    if isinstance(over, (list, dict)) and len(over) <= _MOST_ROUNDS:
        pairs = list(over.items()) if isinstance(over, dict) else [(one, one) for one in over]
        return [_filled(value, {"key": key, "value": item}, names) for key, item in pairs]
    return [_filled(value, {"of": _shown(over)}, names)]


def each(resource: Resource) -> list[Resource]:
    """A resource once for each of its own rounds; none where it is switched off."""
    properties = resource.properties
    if properties.get(OFF) is True:
        return []
    if "for_each" not in properties:
        return [resource]
    over = properties["for_each"]
    if not isinstance(over, (list, dict)):
        properties = {SWITCH: [[shown(over)]], **properties}
    elif OFF in properties:
        over = properties[OFF]  # empty by a default, of which nobody knows whether it stays
    own = {key: value for key, value in properties.items() if key != "for_each"}
    return [resource.with_properties(one) for one in rounds(over, own, "each")]


def chosen(value: Any, over: Any, key: str) -> Any:
    """What a resource holds in the round of one key, which is a text or, in brackets, source that is not constant."""
    names = re.compile(r"\beach\.(key|value)\b")
    if key == "[each.key]":  # that of whoever asks, whose key it is then, too
        return _filled(value, {"of": key}, re.compile(r"\beach\.(value)\b"))
    if key.startswith("["):
        return _filled(value, {"key": unknown(key[1:-1]), "of": key}, names)
    items = over if isinstance(over, dict) else {key: key}
    return _filled(value, {"key": key, "of": key, **({"value": items[key]} if key in items else {})}, names)


def _filled(value: Any, known: dict[str, Any], names: re.Pattern[str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item, known, names) for key, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, known, names) for item in value]
    if not isinstance(value, str):
        return value
    if is_unknown(value):
        return _round_value(sources(value)[0], known, names)
    parts = split(value)
    if len(parts) == 1:
        return value
    filled = [part if at % 2 == 0 else _round_value(part, known, names) for at, part in enumerate(parts)]
    return "".join(one if isinstance(one, str) else unknown(_shown(one)) for one in filled)


def _round_value(source: str, known: dict[str, Any], names: re.Pattern[str]) -> Any:
    """What the source text is in this round; itself where it does not speak of the round."""
    found = names.search(source)
    if found is None:
        return unknown(source)
    whole = re.sub(rf"\[{names.pattern}[^]]*]", "", source)
    if whole.startswith("aws_") and names.search(whole) is None:
        return unknown(whole)  # one of the resources that a `for_each` makes: any of them
    part = found[1]
    if found.start() == 0 and part in known:
        value, end = known[part], found.end()
        while (step := _STEP.match(source, end)) is not None:
            value, end = _within(value, step), step.end()
        if end == len(source) and value is not None:
            return value if not isinstance(value, (int, bool)) else _shown(value)
    return unknown(f"{source} of {_shown(known.get(part, known.get('of')))}")


def _within(value: Any, step: re.Match[str]) -> Any:
    key = step[1] or step[2]
    if isinstance(value, dict):
        return value.get(key)
    if isinstance(value, list) and step[3] is not None and int(step[3]) < len(value):
        return value[int(step[3])]
    return None


def _shown(value: Any) -> str:
    import json

    plain = written(value)
    whole = plain if isinstance(plain, str) else literal(json.dumps(plain, sort_keys=True, ensure_ascii=False))
    return whole if len(whole) <= _LONGEST else f"{whole[:200]}… {shown(value)}"
