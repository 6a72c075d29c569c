"""Which principal of one side is which of the other: by name, and where names came and went, by what they may do.

A policy that moves to another file or gets another name is no gain. One that comes where several went is what these
were merged into: whoever had the least of them has it now.
"""

from __future__ import annotations

from .comparison import delta, gains, same
from .kinds import ASSIGNED, SET

IDENTITIES = ("role", "user", "group", SET, ASSIGNED)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...permissions import PrincipalDelta
    from .holders import Held, Key

    Sides = Mapping[Key, Held]
    Pair = tuple[Held | None, Held | None]

_MOST = 1_000  # comparisons of those that came with those that went


def pairs(before: tuple[Sides, Sides], after: tuple[Sides, Sides]) -> Iterator[Pair]:
    """Every principal of either side once, with what it was or became; each side as `holders` gives it."""
    old, new = dict(before[0]), dict(after[0])
    # A policy that lost its holders, or found some, is still the same policy.
    old |= {key: held for key, held in before[1].items() if key in new and key not in old}
    new |= {key: held for key, held in after[1].items() if key in old and key not in new}
    for key in sorted(old.keys() & new.keys()):
        yield old[key], new[key]
    gone = [old[key] for key in sorted(old.keys() - new.keys())]
    came = [new[key] for key in sorted(new.keys() - old.keys())]
    # What principals held before, and what nobody holds now under another name, may be the same policy.
    spare = [held for key, held in sorted(before[1].items()) if key not in old and key not in after[1]]
    for kind in dict.fromkeys(held.kind for held in (*gone, *came)):
        yield from _matched(*([held for held in group if held.kind == kind] for group in (gone, came, spare)))


def _matched(went: list[Held], new: list[Held], spare: list[Held]) -> Iterator[Pair]:
    gone = [*went, *spare]
    left = list(gone)
    budget = _MOST
    is_merge = len(gone) > len(new)
    for held in new:
        possible = [one for one in left if _may_be(one, held)]
        twin = next((one for one in possible if same(one, held)), None) if not is_merge else None
        found = twin
        # A policy may be split over several; a role that comes twice is one role more.
        candidates = (
            possible if held.kind in IDENTITIES and not is_merge else [one for one in gone if _may_be(one, held)]
        )
        if twin is None and len(candidates) <= budget:
            budget -= len(candidates)
            found = _merged_from(candidates, held) if is_merge else _continued(candidates, held)
        yield found, held
        if found is not None and found in left:
            left.remove(found)
    for one in left:
        if one in went:
            yield one, None


def _may_be(one: Held, held: Held) -> bool:
    """Whether one may be the other under another name: a principal that stands elsewhere keeps its name."""
    if held.kind not in IDENTITIES or one.principal == held.principal:
        return True
    return one.is_declared and held.is_declared


def _merged_from(gone: list[Held], held: Held) -> Held | None:
    """Of those that the new one covers the one that gains most; else one that it only narrows."""
    found = [(delta(one, held), one) for one in gone]
    covered = _covered(found)
    if covered:
        return found[max(covered)[1]][1]
    return next((one for change, one in found if gains(change) == (0, 0)), None)


def _continued(gone: list[Held], held: Held) -> Held | None:
    """The one that it is under another name: nothing gained, or else everything kept and the least gained."""
    found = [(delta(one, held), one) for one in gone]
    for change, one in found:
        if gains(change) == (0, 0):
            return one
    covered = _covered(found)
    return found[min(covered)[1]][1] if covered else None


def _covered(found: list[tuple[PrincipalDelta, Held]]) -> list[tuple[tuple[int, int], int]]:
    """Those that lose nothing, by how bad what they gain is."""
    return [
        (gains(change), at)
        for at, (change, _) in enumerate(found)
        if not any(one.change == "lost" for one in change.changes)
        and not any(one.change == "lost" for one in change.unknown)
    ]
