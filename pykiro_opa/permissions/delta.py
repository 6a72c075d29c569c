"""The permissions that one policy document grants and another does not."""

from __future__ import annotations

from ..events import canonical, sha256
from .change import GAINED, LOST, PermissionChange
from .gains import Comparison
from .rules import Rules
from .statements import statements
from .symbols import Symbols
from .telling import Teller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .documents import Document
    from .statements import Statement

    Layers = list[list[Statement]]

__all__ = ["GAINED", "LOST", "PermissionChange", "compared", "permission_delta"]


def permission_delta(
    before: Document, after: Document, *, principal: str = "*", known: Iterable[str] = ()
) -> list[PermissionChange]:
    """What `after` grants beyond `before`, and the other way round; None is no policy at all.

    `known` names actions that exist beyond the catalogue. Ordered: gains first, the highest level first, then by
    resource and actions. Raises InputError where a document is not a policy.
    """
    symbols = Symbols()
    texts = {"before": before, "after": after}
    old, new = (statements(document, symbols, source=side) for side, document in texts.items())
    return compared([old], [new], symbols, principal=principal, known=known, documents=texts)


def compared(
    old: Layers,
    new: Layers,
    symbols: Symbols,
    *,
    principal: str,
    known: Iterable[str] = (),
    documents: dict[str, Document] | None = None,
    names: dict[str, str] | None = None,
) -> list[PermissionChange]:
    """The changes between two sets of rules in layers; `documents` are the texts of the sources of statements.

    `names` is how a source is called in a place; a source that it does not name is called nothing.
    """
    if [_identities(layer) for layer in old] == [_identities(layer) for layer in new]:
        return []
    before, after = Rules(old), Rules(new)
    result = sha256(canonical(sorted(str(one.identity) for one in after.statements())))
    named = tuple(known)
    found: list[PermissionChange] = []
    for change, base, beyond in ((GAINED, before, after), (LOST, after, before)):
        comparison = Comparison(base, beyond, named)
        teller = Teller(change, comparison.vocabulary, symbols, principal=principal, result=result,
                        documents=documents or {}, names=names or {})  # fmt: skip
        found += teller.told(comparison.gains())
    return found


def _identities(layer: Iterable[Statement]) -> set[object]:
    return {(one.identity, one.is_certain) for one in layer}
