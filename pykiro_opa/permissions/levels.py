"""The access level of actions and patterns of actions, by the catalogue; by the verb where it does not know them."""

from __future__ import annotations

from ..catalogue import actions as catalogue
from .scopes import Scope
from .symbols import is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ORDER = catalogue.LEVELS


def level(action: str) -> str:
    """The highest level that an action pattern may reach."""
    service, colon, verb = action.lower().partition(":")
    if not colon or is_wild(service):
        return ORDER[-1]
    if not is_wild(verb):
        return catalogue.action(action).level
    scope = Scope(service, {})
    bits = scope.bits(verb)
    found = [at for at, members in enumerate(scope.levels()) if members & bits]
    return ORDER[max(found)] if found else catalogue.level_by_verb(verb.partition("*")[0].partition("?")[0])


def highest(actions: Iterable[str]) -> str:
    return max((level(action) for action in actions), key=ORDER.index, default=ORDER[0])
