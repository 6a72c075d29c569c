"""A kiro.json with every key that policies/schemas/guardrails.v1.json knows, made from the schema alone."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import jsonschema
from generation.sharing import shared
from samples import schema
from test_examples import CASES

if TYPE_CHECKING:
    from pykiro_opa.guardrails.shared import Shared

SCHEMA = schema("guardrails")
IS_KIRO_JSON = jsonschema.Draft202012Validator(SCHEMA)


def whole() -> dict[str, Any]:
    """Every key, an entry of every form in every list; valid by the schema."""
    document: dict[str, Any] = _Maker().make(SCHEMA)
    # This version refuses every element of these two, so that a valid file has none.
    document["guardrails"] |= {"practice": {}, "credentials": []}
    errors = [f"{list(error.absolute_path)}: {error.message}" for error in IS_KIRO_JSON.iter_errors(document)]
    assert not errors, errors
    return document


def resolved(extends: Any, _path: str) -> list[Shared]:
    """Whatever is extended, there is a bundle of its own behind it."""
    return [shared(source=one.source, origin=f"shared_{at}") for at, one in enumerate(extends)]


def keys_of_the_schema() -> set[str]:
    """The names of all keys that may stand in a valid file."""
    found: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            for inner in part.values():
                walk(inner)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(SCHEMA)
    return found


class _Maker:
    """Makes instances; no text is used twice in a list, since its entries must differ, and no id anywhere."""

    def __init__(self) -> None:
        self._number = itertools.count()
        self._list = ""
        self._used: set[str] = set()

    def make(self, part: Any) -> Any:
        return self.forms(part, {})[0]

    def forms(self, part: Any, also: Any) -> list[Any]:
        """The instances of a schema, several where it has alternatives; `also` is a second schema that they must fit."""
        if "$ref" in part:
            beside = {key: value for key, value in part.items() if key not in ("$ref", "description", "default")}
            target = SCHEMA["$defs"][part["$ref"].rpartition("/")[2]]
            if "items" in beside:  # a list whose elements stand beside the reference
                return self.forms({**target, **beside}, also)
            return self.forms(target, beside or also)
        if "enum" in part:
            return [part["enum"][0]]
        if "anyOf" in part and part.get("type") not in ("object", "string"):
            return [form for one in part["anyOf"] for form in self.forms(one, also)]
        if part.get("type") == "array":
            self._used.clear()
            return [self.forms(part["items"], {}) if "items" in part else []]
        if part.get("type") == "integer":
            return [part.get("default", 1)]
        if part.get("type") == "string":
            return [self._text(part, also)]
        return self._objects(part, also)

    def _objects(self, part: Any, also: Any) -> list[Any]:
        properties = part.get("properties", {})
        choices = [set(one["required"]) for one in part.get("oneOf", [])] or [set()]
        excluded = set().union(*choices)
        return [
            {
                name: self._text({"type": "string"}, also) if name == "match" else self._property(name, inner)
                for name, inner in properties.items()
                if name in chosen or name not in excluded
            }
            for chosen in choices
        ]

    def _property(self, name: str, part: Any) -> Any:
        self._list = name if name in _EXAMPLES else self._list
        return self.make(part)

    def _text(self, part: Any, also: Any) -> str:
        fits = [jsonschema.Draft202012Validator({**one, "$defs": SCHEMA["$defs"]}) for one in (part, also)]
        new = f"x{next(self._number)}"
        known = sorted(_EXAMPLES.get(self._list, ()))
        for text in [*known, new] if also else [new, *_TEXTS_OF_PATTERNS]:
            if text not in self._used and all(one.is_valid(text) for one in fits):
                self._used.add(text)
                return text
        raise AssertionError(f"no example has a text that fits {json.dumps([part, also])}")


def _examples() -> dict[str, set[str]]:
    """The texts that examples have in each list."""
    found: dict[str, set[str]] = {}
    for case in CASES:
        for effect in ("deny", "requireApproval"):
            for name, entries in case.values[2]["guardrails"].get(effect, {}).items():
                found.setdefault(name, set()).update(entry for entry in entries if isinstance(entry, str))
    return found


_EXAMPLES = _examples()
_TEXTS_OF_PATTERNS = ("123456789012", "24h", "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE" + "A" * 86 + "==")
