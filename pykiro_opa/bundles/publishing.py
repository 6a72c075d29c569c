"""Bundles for others: a team's guardrails packed as one, and any bundle with a signature upon it."""

from __future__ import annotations

from ..events import canonical
from ..guardrails.compilation import content_of, with_rules
from ..guardrails.custom_rules import files_of
from ..guardrails.result import RULES_ROOT
from ..signatures import SIGNATURES, sign
from .archive import GUARDRAILS_ROOT, pack, written
from .inspection import inspect, unpack
from .shared import DATA, EXTENDS, check_origin, open_shared, read_extends

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from ..guardrails.result import CustomRule
    from ..signatures import PrivateKey


def shared_bundle(
    origin: str,
    document: Mapping[str, Any],
    *,
    counter: int,
    extends: Sequence[object] = (),
    rules: Sequence[CustomRule] = (),
) -> bytes:
    """The shared bundle of one compiled document; the same arguments give the same bytes.

    `extends` are entries as in kiro.json, `rules` the origin's own, which may judge (`custom.checking`). Raises
    ConfigurationError where nobody could open it.
    """
    check_origin(origin, "guardrails")
    root = f"{GUARDRAILS_ROOT}/{origin}"
    document = with_rules(dict(document), rules)
    others = files_of(rules)
    roots = [root, *([f"{RULES_ROOT}/{origin}"] if others else [])]
    if extends:
        written_extends = canonical(list(extends))
        read_extends(written_extends, "#/guardrails/extends")
        others[f"{root}/{EXTENDS}"] = written_extends
    about = {"content": content_of(document, others), "counter": counter}
    data = pack({f"{root}/{DATA}": canonical({**document, "about": about}), **others}, roots)
    open_shared(data, key=None, what="guardrails")
    return data


def signed_bundle(data: bytes, key: PrivateKey, *, scope: str = "", what: str = "bundle") -> bytes:
    """A bundle with this signature and no other. Raises InputError and ConfigurationError."""
    inspect(data)
    files = unpack(data)
    return written({**files, SIGNATURES: sign(files, key, scope=scope, what=what)})
