"""Permission facts of infrastructure: what every principal may do before and after, over all its policies together."""

from __future__ import annotations

from . import comparison, holders, succession

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...events import Fact
    from ...infrastructure.model import Resource

_MOST_FACTS = 2_000


def extract(
    before: Sequence[Resource], after: Sequence[Resource], renamed: Mapping[str, str]
) -> tuple[list[Fact], list[Fact]]:
    """Permission facts of two sides of a change, and `unresolved` ones where there are too many to tell them all.

    `renamed` maps a path of the before side to its path on the after side.
    """
    found: list[Fact] = []
    before, after = _as_called(before, after)
    for one, other in succession.pairs(holders.holders(before, renamed), holders.holders(after, {})):
        found += comparison.facts(one, other)
    if len(found) <= _MOST_FACTS:
        return found, []
    # The worst are kept, and that there are more stops the change.
    found.sort(key=lambda fact: (fact["change"] != "gained", -comparison.LEVELS.index(fact["level"])))
    at = found[_MOST_FACTS]["at"]
    why = f"{len(found)} permissions change, more than the {_MOST_FACTS} that are judged; split the change"
    return found[:_MOST_FACTS], [{"what": "size", "why": why, "at": at}]


def _as_called(before: Sequence[Resource], after: Sequence[Resource]) -> tuple[list[Resource], list[Resource]]:
    """Both sides without the modules by themselves that others call: they are there as they are called."""
    from ...infrastructure.calls import called

    folders = called(before) | called(after)
    old, new = ([one for one in side if one.kind == "policy" or one.scope not in folders] for side in (before, after))
    return old, new
