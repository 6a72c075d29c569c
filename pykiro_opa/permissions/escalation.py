"""Known escalation paths that a change opens: all that a path needs is allowed after, and was not before."""

from __future__ import annotations

from ..catalogue.escalation_paths import escalation_paths
from ..values import Value
from .language import contains, overlaps
from .solver import Solver, TooManyWaysError, escaped
from .symbols import is_wild, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .change import PermissionChange
    from .conditions import Atom
    from .documents import Document
    from .rules import Rules
    from .statements import Statement


class Escalation(Value):
    """A path that `principal` may go now; `id` and `category` are those of pathfinding.cloud.

    `is_new` is False where the path was open already, and what it needs is now allowed on more.
    """

    __slots__ = ("id", "category", "actions", "principal", "is_new")

    id: str
    category: str
    actions: tuple[str, ...]
    principal: str
    is_new: bool

    def __init__(self, id_: str, category: str, actions: tuple[str, ...], principal: str, *, is_new: bool) -> None:
        self._set(id=id_, category=category, actions=actions, principal=principal, is_new=is_new)


def escalation_delta(before: Document, after: Document, *, principal: str = "*") -> list[Escalation]:
    """The paths that a change of one policy document opens or widens. Raises InputError."""
    from .change import GAINED
    from .delta import permission_delta
    from .rules import Rules
    from .statements import statements
    from .symbols import Symbols

    gained = [one for one in permission_delta(before, after, principal=principal) if one.change == GAINED]
    if not gained:
        return []
    symbols = Symbols()
    old, new = Rules([statements(before, symbols)]), Rules([statements(after, symbols)])
    return completed(old, new, gained, principal=principal)


def completed(old: Rules, new: Rules, gained: Iterable[PermissionChange], *, principal: str) -> list[Escalation]:
    """The paths of which something is among what was gained, and all is allowed by the new rules."""
    patterns = {action.lower() for one in gained if one.kind == "identity" for action in one.actions}
    if not patterns:
        return []
    was, is_now = _Allowed(old, surely=True), _Allowed(new, surely=False)
    touched = _touched({action for path in escalation_paths() for action in path.actions}, patterns)
    return [
        Escalation(path.id, path.category, path.actions, principal, is_new=not all(map(was.may, path.actions)))
        for path in escalation_paths()
        if not touched.isdisjoint(path.actions) and all(map(is_now.may, path.actions))
    ]


def _touched(actions: Iterable[str], patterns: Iterable[str]) -> set[str]:
    """The actions that some pattern (in small letters) matches; one that names its service is held to that one's."""
    by_service: dict[str, list[str]] = {}
    for pattern in patterns:
        service, colon, _ = pattern.partition(":")
        plain = colon and service.isascii() and not is_wild(service)
        by_service.setdefault(service if plain else "", []).append(pattern)
    return {
        action
        for action in actions
        for asked in (action.lower(),)
        if any(overlaps(one, asked) for name in (asked.partition(":")[0], "") for one in by_service.get(name, ()))
    }


class _Allowed:
    """Whether some request for an action is allowed at all."""

    __slots__ = ("_rules", "_surely", "_solver", "_known")

    def __init__(self, rules: Rules, *, surely: bool) -> None:
        self._rules = rules
        self._surely = surely
        self._solver = Solver(())
        self._known: dict[str, bool] = {}

    def may(self, action: str) -> bool:
        if action not in self._known:
            self._known[action] = self._asked(action.lower())
        return self._known[action]

    def _asked(self, action: str) -> bool:
        from itertools import product

        layers = [[one for one in layer if _speaks(one, action, surely=self._surely)] for layer in self._rules.layers]
        denies = [one for one in self._rules.denies if _speaks(one, action, surely=not self._surely)]
        clauses = [escaped(one.literals()) for one in denies]
        return any(self._has_request(chosen, clauses) for chosen in product(*layers))

    def _has_request(self, chosen: Iterable[Statement], clauses: list[list[Atom]]) -> bool:
        atoms = [atom for one in chosen for atom in one.literals()]
        try:
            return self._solver.request(atoms, clauses) is not None
        except TooManyWaysError:
            return not self._surely


def _speaks(statement: Statement, action: str, *, surely: bool) -> bool:
    if surely and not statement.is_certain:
        return False
    if statement.not_actions:
        return not any(contains(pattern if not surely else relaxed(pattern), action)
                       for _, pattern in statement.not_actions)  # fmt: skip
    return any(contains(pattern if surely else relaxed(pattern), action) for _, pattern in statement.actions)
