"""Whether a compiled document that somebody else made is whole: the question `kiro.check.documents` asks of each.

OPA denies every change where one is not; asked here, before it is kept or published, it is one line about one bundle.
"""

from __future__ import annotations

import os

from .. import light_json
from ..catalogue.library import policies_root
from ..events import STAGES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any, TypeGuard

    Shape = Mapping[str, Any]

_TABLES = "kiro/lib/guardrails/shapes/data.json"


def flaws(document: object) -> Iterator[str]:
    """The dotted paths of what is missing, of another type or unknown; none where the document is whole."""
    with open(os.path.join(policies_root(), _TABLES), "rb") as stream:
        tables = light_json.loads(stream.read())
    found = list(_misfits(document, tables["document"], ""))
    yield from found
    if found:
        return
    assert isinstance(document, dict)  # or there was a flaw
    shapes = {name: shape for name, shape in tables["parts"].items() if name != "permissions"}
    for name, shape in shapes.items():
        yield from _misfits(document[name], shape, f"{name}.")
    permissions = document["settings"].get("permissions")
    if isinstance(permissions, dict):
        yield from _misfits(permissions, tables["parts"]["permissions"], "settings.permissions.")
    for name, matchers in tables["matchers"].items():
        entries = document["entries"].get(name)
        if not isinstance(entries, list):
            continue
        if document["counts"].get(name) != len(entries):
            yield f"counts.{name}"
        for index, entry in enumerate(entries):
            matcher = entry.get("matcher") if isinstance(entry, dict) else None
            shape = matchers.get(matcher) if isinstance(matcher, str) else None
            if shape is None:
                yield f"entries.{name}.{index}.matcher"
            else:
                yield from _misfits(entry, {**tables["entry"], **shape}, f"entries.{name}.{index}.")


def _misfits(value: object, shape: Shape, prefix: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield "document"
        return
    for field in sorted({*shape, *value}):
        if field not in shape or field not in value or not _fits(value[field], shape[field]):
            yield prefix + field


def _fits(value: object, kind: object) -> bool:
    if isinstance(kind, list):
        # True is 1 to Python and not to OPA.
        return any(value == one and type(value) is type(one) for one in kind)
    return _KINDS[str(kind)](value)


def _are(values: object, test: Callable[[object], bool]) -> TypeGuard[list[Any]]:
    return isinstance(values, list) and all(map(test, values))


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and value != ""


_KINDS: dict[str, Callable[[object], bool]] = {
    "string": _is_text,
    "name": _is_name,
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "integer": lambda value: type(value) is int,
    "strings": lambda value: _are(value, _is_text),
    "names": lambda value: _are(value, _is_name),
    "some names": lambda value: value != [] and _are(value, _is_name),
    "some stages": lambda value: value != [] and _are(value, STAGES.__contains__),
    "six texts": lambda value: _are(value, _is_text) and len(value) == 6,
}
