"""What principals may do before and after, over all their policies together.

A document alone does not tell: a role that is attached to another policy, or a template that two policies were merged
into, changes what somebody may do while no document changes at all.
"""

from __future__ import annotations

from ..errors import InputError
from ..values import Value
from .change import GAINED, LOST, PermissionChange
from .delta import compared
from .escalation import Escalation, completed
from .policies import Holder, Policy, UnknownPolicy
from .rules import Rules
from .statements import statements
from .symbols import Symbols

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .statements import Statement

    # What the policy is to its holder, and the policy.
    _Part = tuple[str, Policy]

POLICY, BOUNDARY, TRUST = "policy", "boundary", "trust"


class PrincipalDelta(Value):
    """What principals gained and lost, the escalation paths that are newly open, and the policies nobody can read."""

    __slots__ = ("changes", "escalations", "unknown")

    changes: tuple[PermissionChange, ...]
    escalations: tuple[Escalation, ...]
    unknown: tuple[UnknownPolicy, ...]

    def __init__(
        self,
        changes: Iterable[PermissionChange],
        escalations: Iterable[Escalation],
        unknown: Iterable[UnknownPolicy],
    ) -> None:
        self._set(changes=tuple(changes), escalations=tuple(escalations), unknown=tuple(unknown))


def principal_delta(before: Iterable[Holder], after: Iterable[Holder]) -> PrincipalDelta:
    """The changes of every principal that stands on either side, matched by name."""
    old = {one.principal: one for one in before}
    new = {one.principal: one for one in after}
    changes: list[PermissionChange] = []
    escalations: list[Escalation] = []
    unknown: list[UnknownPolicy] = []
    for name in dict.fromkeys((*old, *new)):
        one = _Comparison(old.get(name) or Holder(name), new.get(name) or Holder(name))
        changes += one.changes
        escalations += one.escalations
        unknown += one.unknown
    return PrincipalDelta(changes, escalations, unknown)


class _Comparison:
    """One principal on both sides."""

    __slots__ = ("changes", "escalations", "unknown", "_symbols", "_sources", "_sides")

    def __init__(self, before: Holder, after: Holder) -> None:
        self.unknown: list[UnknownPolicy] = []
        self._symbols = Symbols()
        self._sides = {"before": _parts(before), "after": _parts(after)}
        self._sources = {
            f"{side} {at}": policy for side, parts in self._sides.items() for at, (_, policy) in enumerate(parts)
        }
        self._set_unreadable_aside(after.principal)
        self.changes = compared(self._layers, self._symbols, principal=after.principal, sources=self._sources)
        gained = [one for one in self.changes if one.change == GAINED]
        old, new = Rules(self._layers("before", None)), Rules(self._layers("after", None))
        self.escalations = completed(old, new, gained, principal=after.principal)
        self.changes += compared(
            self._trust, self._symbols, principal=after.principal, sources=self._sources, speaks_for=after.principal
        )

    def _layers(self, side: str, variables: bool | None) -> list[list[Statement]]:
        layers = [self._statements(side, POLICY, variables)]
        bounded = [part for part in self._sides[side] if part[0] == BOUNDARY]
        return [*layers, self._statements(side, BOUNDARY, variables)] if bounded else layers

    def _trust(self, side: str, variables: bool | None) -> list[list[Statement]]:
        return [self._statements(side, TRUST, variables)]

    def _statements(self, side: str, role: str, variables: bool | None) -> list[Statement]:
        return [
            one
            for at, (what, policy) in enumerate(self._sides[side])
            if what == role and policy.document is not None
            for one in statements(policy.document, self._symbols, source=f"{side} {at}", variables=variables)
        ]

    def _set_unreadable_aside(self, principal: str) -> None:
        """Policies that cannot be read are told, unless the very same one stands on the other side.

        A boundary nobody can read counts as one that bounds nothing after, and everything before.
        """
        told = {side: [(role, policy, _why_unreadable(policy)) for role, policy in parts]
                for side, parts in self._sides.items()}  # fmt: skip
        for side, change, other in (("after", GAINED, "before"), ("before", LOST, "after")):
            for at, (role, policy, why) in enumerate(told[side]):
                if not why:
                    continue
                if not any(what == role and _is_same(policy, one) for what, one, _ in told[other]):
                    self.unknown.append(UnknownPolicy(principal, change, role, policy, why))
                self._sides[side][at] = (_unread(side, role), Policy("", {"Statement": []}))


def _unread(side: str, role: str) -> str:
    # Before, a layer without statements lets nothing through; after, there is no layer.
    return BOUNDARY if role == BOUNDARY and side == "before" else "unread"


def _parts(holder: Holder) -> list[_Part]:
    found = [(POLICY, policy) for policy in holder.policies]
    if holder.boundary is not None:
        found.append((BOUNDARY, holder.boundary))
    if holder.trust is not None:
        found.append((TRUST, holder.trust))
    return found


def _why_unreadable(policy: Policy) -> str:
    if policy.document is None:
        return "its document is not known here"
    try:
        statements(policy.document)
    except InputError as error:
        return str(error)
    return ""


def _is_same(one: Policy, other: Policy) -> bool:
    return one.name == other.name and one.document == other.document
