"""Whether a compiled document has the shape that Rego demands of it, by the tables that Rego reads as well."""

from __future__ import annotations

from .. import light_json
from ..catalogue.library import library_text
from ..events import STAGES
from .problems import shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    Shape = Mapping[str, Any]

_PARTS = ("about", "settings", "production", "counts", "entries")


def document_flaws(document: Any) -> list[str]:
    """The fields that are not as the tables say, each by its path; a part is asked about once what holds it is whole."""
    tables = light_json.loads(library_text())["kiro"]["lib"]["guardrails"]["shapes"]
    found = _gaps(document, tables["document"])
    if found:
        return found
    found = [f"{name}.{field}" for name in _PARTS for field in _gaps(document[name], tables["parts"][name])]
    if found:
        return found
    permissions = document["settings"]["permissions"]
    found = [f"settings.permissions.{field}" for field in _gaps(permissions, tables["parts"]["permissions"])]
    for name, entries in document["entries"].items():
        found += [f"counts.{name}"] if document["counts"][name] != len(entries) else []
        found += [f"{name}.{flaw}" for entry in entries for flaw in _entry_gaps(entry, name, tables)]
    return found


def _entry_gaps(entry: Any, name: str, tables: Mapping[str, Any]) -> list[str]:
    matchers = tables["matchers"][name]
    matcher = entry.get("matcher") if isinstance(entry, dict) else None
    if not isinstance(matcher, str) or matcher not in matchers:
        return ["matcher"]
    return _gaps(entry, {**tables["entry"], **matchers[matcher]})


def _gaps(value: Any, shape: Shape) -> list[str]:
    if not isinstance(value, dict):
        return ["object"]
    strangers = [shown(str(field)) for field in value if field not in shape]
    return strangers + [field for field, kind in shape.items() if field not in value or not _is(value[field], kind)]


def _is(value: Any, kind: Any) -> bool:
    if isinstance(kind, list):
        return any(value == one and type(value) is type(one) for one in kind)
    return _KINDS[kind](value)


def _are(value: Any, *, least: int = 0, empty: bool = True) -> bool:
    """Whether it is a list of so many texts, or more."""
    return (
        isinstance(value, list)
        and len(value) >= least
        and all(isinstance(item, str) and (empty or item != "") for item in value)
    )


_KINDS: dict[str, Callable[[Any], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "name": lambda value: isinstance(value, str) and value != "",
    "integer": lambda value: type(value) is int,
    "strings": _are,
    "names": lambda value: _are(value, empty=False),
    "some names": lambda value: _are(value, least=1, empty=False),
    "some stages": lambda value: _are(value, least=1) and set(value) <= set(STAGES),
    "six texts": lambda value: _are(value) and len(value) == 6,
}
