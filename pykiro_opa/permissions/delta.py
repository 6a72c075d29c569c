"""The permissions that one policy document grants and another does not."""

from __future__ import annotations

from ..events import canonical, clean, sha256
from .change import GAINED, LOST, PermissionChange
from .gains import Comparison
from .policies import Policy
from .rules import Rules
from .statements import statements
from .symbols import Symbols
from .telling import Teller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from .documents import Document
    from .statements import Statement

    Layers = Sequence[Sequence[Statement]]

__all__ = ["GAINED", "LOST", "PermissionChange", "compared", "permission_delta"]


def permission_delta(
    before: Document, after: Document, *, principal: str = "*", known: Iterable[str] = ()
) -> list[PermissionChange]:
    """What `after` grants beyond `before`, and the other way round; None is no policy at all.

    `known` names actions that exist beyond the catalogue. Ordered: gains first, the highest level first, then by
    resource and actions. Raises InputError where a document is not a policy.
    """
    symbols = Symbols()
    sources = {"before": Policy("", before), "after": Policy("", after)}

    def layers(side: str, variables: bool | None) -> Layers:
        return [statements(sources[side].document, symbols, source=side, variables=variables)]

    return compared(layers, symbols, principal=principal, sources=sources, known=known)


def compared(
    layers: Callable[[str, bool | None], Layers],
    symbols: Symbols,
    *,
    principal: str,
    sources: Mapping[str, Policy],
    known: Iterable[str] = (),
    speaks_for: str = "*",
) -> list[PermissionChange]:
    """The changes between two sets of rules.

    `layers` gives those of `before` and `after`, with what `statements` is told of policy variables; `sources` are the
    policies by what their statements call their source; `speaks_for` is whose trust policy it is.
    """
    old, new = layers("before", None), layers("after", None)
    if _identities(old) == _identities(new):
        return []
    result = sha256(canonical(clean(sorted(str(one.identity) for layer in new for one in layer))))
    named = tuple(known)

    def changes(change: str, base: Layers, beyond: Layers) -> list[PermissionChange]:
        comparison = Comparison(Rules(base), Rules(beyond), named)
        teller = Teller(change, comparison.vocabulary, symbols, principal=principal, result=result, sources=sources,
                        speaks_for=speaks_for)  # fmt: skip
        return teller.told(comparison.gains())

    gained = changes(GAINED, old, new)
    if _has_dead_variables(old) or _has_dead_variables(new):
        # What a variable without its version never matched is no loss that anybody would notice.
        old, new = layers("before", True), layers("after", True)
    return [*gained, *changes(LOST, new, old)]


def _identities(layers: Layers) -> list[set[object]]:
    return [{(one.identity, one.is_certain) for one in layer} for layer in layers]


def _has_dead_variables(layers: Layers) -> bool:
    return any(not one.identity[0] for layer in layers for one in layer)
