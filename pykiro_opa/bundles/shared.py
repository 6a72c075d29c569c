"""A team's shared guardrails as one bundle: one origin under its own roots, with a counter that only rises.

Opened with suspicion: it is data that somebody else publishes, and OPA itself would take more than is taken here.
"""

from __future__ import annotations

import re

from .. import strict_json
from ..errors import ConfigurationError, InputError
from ..events import clean, sha256
from ..guardrails.compilation import FORMAT, content_of
from ..guardrails.custom_rules import rules_of
from ..guardrails.result import RULES_ROOT
from ..guardrails.settings import ORIGIN
from ..guardrails.shapes import flaws
from ..signatures import SIGNATURES, read_public_key, verify
from ..values import Value
from .archive import GUARDRAILS_ROOT, MANIFEST, revision_of
from .inspection import unpack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from ..guardrails.result import CustomRule

    Document = dict[str, Any]

DATA, EXTENDS = "data.json", "extends.json"
_DOCUMENT = re.compile(rf"{GUARDRAILS_ROOT}/([^/]+)/{re.escape(DATA)}")
_TAKEN = ("builtin", "workspace")  # the built-in protections, and what a kiro.json is that names no origin
_LONGEST_ORIGIN = 64


class SharedBundle(Value):
    """Guardrails that were opened: `document` is what OPA reads, `content` and `counter` are what it says about itself.

    Its regexes are RE2 to whoever built it; who judges with it asks the own engine (`guardrails.expressions`).
    `digest` is `sha256:` and that of the archive, `signed_by` the id of the key that was given and has signed it, None
    where none was given. `rules` are its own, of which nobody has asked yet whether they may judge (`custom.checking`).
    `extends` are the (source, key or None) of the bundles it extends in turn, `notes` what the user should know.
    """

    __slots__ = ("origin", "document", "content", "counter", "digest", "signed_by", "rules", "extends", "notes")

    origin: str
    document: Document
    content: str
    counter: int
    digest: str
    signed_by: str | None
    rules: tuple[CustomRule, ...]
    extends: tuple[tuple[str, str | None], ...]
    notes: tuple[str, ...]

    def __init__(
        self,
        origin: str,
        document: Document,
        *,
        digest: str,
        signed_by: str | None,
        rules: tuple[CustomRule, ...],
        extends: tuple[tuple[str, str | None], ...],
        notes: tuple[str, ...],
    ) -> None:
        about = document["about"]
        self._set(
            origin=origin,
            document=document,
            content=about["content"],
            counter=about["counter"],
            digest=digest,
            signed_by=signed_by,
            rules=rules,
            extends=extends,
            notes=notes,
        )


def open_shared(data: bytes, *, key: bytes | None, what: str = "bundle") -> SharedBundle:
    """Open a shared bundle, signed by the public `key` (PEM) where one is given; `what` begins each message.

    Raises ConfigurationError. Nothing is written to disk.
    """
    try:
        files = unpack(data)
    except InputError as error:
        raise ConfigurationError(f"{what}: {str(error).removeprefix('bundle: ')}") from None
    signed_by, notes = _signed_by(files, key, what)
    files.pop(SIGNATURES, None)
    origin = _origin(files, what)
    root = f"{GUARDRAILS_ROOT}/{origin}"
    rules = _rules(files, origin, what)
    _check_manifest(files, [root, *([f"{RULES_ROOT}/{origin}"] if rules else [])], what)
    document = _document(files, root, what)
    _check_named(document, rules, f"{what}: `{root}/{DATA}`")
    extends = read_extends(files.get(f"{root}/{EXTENDS}", b"[]"), f"{what}: `{root}/{EXTENDS}`")
    digest = f"sha256:{sha256(data)}"
    return SharedBundle(origin, document, digest=digest, signed_by=signed_by, rules=rules, extends=extends, notes=notes)


def check_origin(origin: str, what: str) -> None:
    """Raises ConfigurationError where a shared bundle cannot be of that origin."""
    if origin in _TAKEN:
        raise ConfigurationError(f"{what}: the origin `{origin}` is taken everywhere; name the team, as in `platform`")
    if ORIGIN.fullmatch(origin) is None or len(origin) > _LONGEST_ORIGIN:
        raise ConfigurationError(
            f"{what}: the origin `{origin}` is no name; write small letters, digits and `_`, a letter first"
        )


def read_extends(data: bytes, what: str) -> tuple[tuple[str, str | None], ...]:
    """What a bundle extends, each as (source, key or None). Raises ConfigurationError."""
    entries = _json(data, what)
    if not isinstance(entries, list):
        raise ConfigurationError(f"{what}: expected a list; build it again")
    return tuple(_extended(entry, what) for entry in entries)


def _extended(entry: object, what: str) -> tuple[str, str | None]:
    fields = {"source": entry} if isinstance(entry, str) else entry
    if not isinstance(fields, dict) or not fields.keys() <= {"source", "key"} or "source" not in fields:
        raise ConfigurationError(f"{what}: expected a source or `source` and `key`; build it again")
    source, key = fields["source"], fields.get("key", "-")
    if not all(isinstance(text, str) and text.strip() for text in (source, key)):
        raise ConfigurationError(f"{what}: a source or a key is no text; build it again")
    if "://" not in source:
        raise ConfigurationError(f"{what}: `{source}` is a path, which leads elsewhere for everybody; name an address")
    return source, fields.get("key")


def _signed_by(files: Mapping[str, bytes], key: bytes | None, what: str) -> tuple[str | None, tuple[str, ...]]:
    if key is not None:
        public = read_public_key(key, f"{what}: its key")
        verify(files, public, what=what)
        return public.id, ()
    if SIGNATURES in files:
        return None, (f"{what}: it is signed, but no key is configured, so nobody has checked by whom",)
    return None, ()


def _origin(files: Mapping[str, bytes], what: str) -> str:
    origins = [match[1] for path in files if (match := _DOCUMENT.fullmatch(path))]
    if len(origins) != 1:
        found = f"{len(origins)} origins" if origins else "no guardrails"
        raise ConfigurationError(f"{what}: {found} in it; a shared bundle is that of one origin")
    check_origin(origins[0], what)
    return origins[0]


def _rules(files: Mapping[str, bytes], origin: str, what: str) -> tuple[CustomRule, ...]:
    """The rules; whatever is neither one nor known otherwise is refused."""
    root, own = f"{GUARDRAILS_ROOT}/{origin}", f"{RULES_ROOT}/{origin}"
    known = (MANIFEST, f"{root}/{DATA}", f"{root}/{EXTENDS}")
    others = {path: content for path, content in files.items() if path not in known}
    for path in others:
        if not path.startswith(f"{own}/") or not path.endswith(".rego") or path.endswith("_test.rego"):
            raise ConfigurationError(f"{what}: `{path}` has no place in a shared bundle of `{origin}`; build it again")
    return rules_of(origin, {path.removeprefix(f"{own}/"): data for path, data in others.items()}, f"{what}: {own}")


def _check_named(document: Document, rules: tuple[CustomRule, ...], where: str) -> None:
    """A rule that a document names and does not bring denies everything, and so does one that it brings unnamed."""
    named = sorted(name for name in document["rules"] if name.startswith("custom/"))
    if named != [rule.id for rule in rules]:
        raise ConfigurationError(f"{where}: the rules that it names are not those in the bundle; build it again")


def _check_manifest(files: Mapping[str, bytes], roots: list[str], what: str) -> None:
    where = f"{what}: `{MANIFEST}`"
    if MANIFEST not in files:
        raise ConfigurationError(f"{what}: there is no `{MANIFEST}` in it, so it would own all data; build it again")
    manifest = _json(files[MANIFEST], where)
    if not isinstance(manifest, dict) or manifest.keys() != {"revision", "rego_version", "roots"}:
        raise ConfigurationError(f"{where}: expected revision, roots and Rego version alone; build it again")
    found = manifest["roots"]
    if not isinstance(found, list) or sorted(map(str, found)) != sorted(roots):
        raise ConfigurationError(f"{where}: its roots are not `{'` and `'.join(roots)}` alone; build it again")
    if type(manifest["rego_version"]) is not int or manifest["rego_version"] != 1:
        raise ConfigurationError(f"{where}: its Rego version is not 1; build it again")
    if manifest["revision"] != revision_of({path: data for path, data in files.items() if path != MANIFEST}):
        raise ConfigurationError(f"{where}: its revision is not that of the content; build it again")


def _document(files: Mapping[str, bytes], root: str, what: str) -> Document:
    path = f"{root}/{DATA}"
    where = f"{what}: `{path}`"
    document = _json(files[path], where)
    if not isinstance(document, dict) or type(document.get("format")) is not int or document["format"] != FORMAT:
        raise ConfigurationError(
            f"{where}: guardrails of another format than {FORMAT}; it was built by another version of pykiro-opa"
        )
    if clean(document) != document:
        raise ConfigurationError(f"{where}: a number or a letter in it is read differently elsewhere; build it again")
    flaw = next(flaws(document), None)
    if flaw is not None:
        raise ConfigurationError(f"{where}: `{flaw}` is missing, of another type or unknown; build it again")
    if document["about"]["counter"] < 1:
        raise ConfigurationError(f"{where}: its counter is no number from 1; build it with `--counter`")
    # Shadow mode is the workspace's to ask for, and a scope is a folder of somebody else's repository.
    if document["settings"]["mode"] != "enforce":
        raise ConfigurationError(f"{where}: a shared bundle may not set `mode`; build it without")
    if document["scope"] != "":
        raise ConfigurationError(f"{where}: it speaks for a folder; shared guardrails speak for whole repositories")
    others = {name: data for name, data in files.items() if name not in (MANIFEST, path)}
    if document["about"]["content"] != content_of(document, others):
        raise ConfigurationError(f"{where}: its content is not what it says; build it again")
    return document


def _json(data: bytes, what: str) -> Any:
    try:
        return strict_json.read(data, what)
    except InputError as error:
        raise ConfigurationError(str(error)) from None
