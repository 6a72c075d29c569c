"""Guardrails of one file to the document that Rego reads as `data.kiro.guardrails.<origin>`.

Pure: the same content at the same path gives the same bytes, in whatever order its keys are written.
"""

from __future__ import annotations

from ..catalogue.rules import rule_names
from ..events import canonical, sha256
from .checks import check_keys
from .custom_rules import files_of
from .document import kind_of
from .entries import LISTS, compile_entries
from .extending import read_extends
from .settings import (
    BUILTIN,
    BUILTIN_PERMISSIONS,
    BUILTIN_PRODUCTION,
    KEYS,
    check_others,
    read_origin,
    read_production,
    read_settings,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from .problems import Problems
    from .result import CustomRule

    Compiled = dict[str, Any]

FORMAT = 1


def compile_guardrails(guardrails: object, origin: str, scope: str, problems: Problems) -> tuple[str, Compiled]:
    """The name of the origin and its document; what is wrong goes to `problems`, and then the document is of no use."""
    if not isinstance(guardrails, dict):
        problems.add("/guardrails", f"expected an object, found {kind_of(guardrails)}; write `{{}}`")
        guardrails = {}
    check_keys(guardrails, KEYS, "/guardrails", problems)
    name = read_origin(guardrails, origin, problems)
    settings = read_settings(guardrails, problems)
    production = read_production(guardrails, problems)
    entries = compile_entries(guardrails, scope, problems)
    read_extends(guardrails, problems)
    check_others(guardrails, problems)
    return name, _document(scope, settings, production, entries)


def builtin(own: Mapping[str, Any] | None) -> Compiled:
    """The built-in protections, with what the workspace's own file (its document, or None) says of them."""
    given = own["settings"] if own else {}
    settings = {name: given.get(name) or value for name, value in BUILTIN.items()}
    permissions = given.get("permissions", {})
    settings["permissions"] = {name: permissions.get(name) or value for name, value in BUILTIN_PERMISSIONS.items()}
    return _document("", settings, BUILTIN_PRODUCTION, {name: [] for name in LISTS})


def without_settings(own: Compiled) -> Compiled:
    """The workspace's document where the built-in one holds its settings: none of its own but the mode."""
    settings: dict[str, Any] = dict.fromkeys(BUILTIN)
    settings |= {"mode": own["settings"]["mode"], "permissions": dict.fromkeys(BUILTIN_PERMISSIONS)}
    return _document(own["scope"], settings, own["production"], own["entries"])


def with_rules(document: Compiled, rules: Sequence[CustomRule]) -> Compiled:
    """The document of an origin that has rules of its own: it names them, and its digest is that of them, too."""
    if not rules:
        return document
    said: Compiled = {**document, "rules": [*document["rules"], *(rule.id for rule in rules)]}
    return {**said, "about": {"content": content_of(said, files_of(rules)), "counter": 0}}


def content_of(document: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    """The digest of a document without its `about` and of other files of its bundle (path to content)."""
    said = {name: value for name, value in document.items() if name != "about"}
    return sha256(canonical({"document": said, "files": {path: sha256(data) for path, data in files.items()}}))


def _document(
    scope: str, settings: Mapping[str, Any], production: Mapping[str, Any], entries: Mapping[str, list[Any]]
) -> Compiled:
    document: Compiled = {
        "format": FORMAT,
        "rules": rule_names(),
        "scope": scope,
        "settings": dict(settings),
        "production": dict(production),
        "counts": {name: len(entries[name]) for name in LISTS},
        "entries": dict(entries),
    }
    return {**document, "about": {"content": sha256(canonical(document)), "counter": 0}}
