"""Whether a request exists that satisfies some atoms and escapes some statements.

To escape a statement a request must fail one of its atoms, so each statement is a clause of opposites. Clauses that the
request escapes anyway are dropped, those with one way out are taken, and only what is left is tried in turn.
"""

from __future__ import annotations

from .conditions import KEY, opposite
from .requests import RESOURCE, may_have_several, possible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .conditions import Atom, Variable

    # The atoms of each variable.
    State = dict[Variable, tuple[Atom, ...]]
    Clause = Sequence[Atom]

# Of one question, and of all questions of a comparison.
_MOST_STEPS = 3_000
_MOST_STEPS_TOGETHER = 200_000


class TooManyWaysError(Exception):
    """More ways to try than a decision may take; whoever asks must assume that a request exists."""


class Solver:
    """Answers for the statements of one comparison.

    `several`: condition keys that the statements themselves use as sets.
    """

    __slots__ = ("_several", "_steps", "_all_steps")

    def __init__(self, several: Iterable[str]) -> None:
        self._several = dict.fromkeys(several, True)
        self._steps = self._all_steps = 0

    def request(self, atoms: Iterable[Atom], clauses: Iterable[Clause]) -> State | None:
        """The atoms of a request that satisfies `atoms` and escapes every clause; None where there is none.

        A clause is escaped where one of its atoms is true; one without atoms cannot be. Raises TooManyWaysError.
        """
        self._steps = 0
        state: State | None = {}
        for atom in atoms:
            state = self._with(state, atom) if state is not None else None
        if state is None:
            return None
        return self._search(state, _gathered(clauses))

    def _search(self, state: State, clauses: Sequence[Clause]) -> State | None:
        settled = self._settled(state, clauses)
        if settled is None:
            return None
        state, left = settled
        if not left:
            return state
        clause = min(left, key=len)
        rest = [one for one in left if one is not clause]
        for atom in clause:
            chosen = self._with(state, atom)
            if chosen is not None:
                found = self._search(chosen, rest)
                if found is not None:
                    return found
        return None

    def _settled(self, state: State, clauses: Sequence[Clause]) -> tuple[State, list[Clause]] | None:
        """The state with all that has one way out, and the clauses with several; None where one has none."""
        while True:
            left: list[Clause] = []
            changed = False
            for clause in clauses:
                ways = self._ways(state, clause)
                if ways is None:
                    continue
                if not ways:
                    return None
                if len(ways) > 1:
                    left.append(ways)
                    continue
                after = self._with(state, ways[0])
                assert after is not None
                state, changed = after, True
            if not changed or not left:
                return state, left
            clauses = left

    def _ways(self, state: State, clause: Clause) -> list[Atom] | None:
        """The atoms of a clause that may still become true; None where one is true already."""
        ways = []
        for atom in clause:
            if self._with(state, atom) is None:
                continue
            if self._with(state, opposite(atom)) is None:
                return None
            ways.append(atom)
        return ways

    def _with(self, state: State, atom: Atom) -> State | None:
        """The state with one more atom, None where no request is left."""
        self._steps += 1
        self._all_steps += 1
        if self._steps > _MOST_STEPS or self._all_steps > _MOST_STEPS_TOGETHER:
            raise TooManyWaysError
        variable = atom[0]
        already = state.get(variable, ())
        if atom in already:
            return state
        if opposite(atom) in already:
            return None
        together = (*already, atom)
        if not possible(variable, together, several=self._has_several(variable)):
            return None
        return {**state, variable: together}

    def _has_several(self, variable: Variable) -> bool:
        kind, key = variable
        if kind != KEY:
            return False
        if key not in self._several:
            self._several[key] = may_have_several(key)
        return self._several[key]


def _gathered(clauses: Iterable[Clause]) -> list[Clause]:
    """The clauses, those first and as one that speak of a resource alone: what they exclude may settle the others."""
    excluded: dict[str, None] = {}
    others: list[Clause] = []
    for clause in clauses:
        if len(clause) == 1 and clause[0][0] == RESOURCE and clause[0][2] is not None and not clause[0][2][1]:
            excluded.update(dict.fromkeys(clause[0][2][2]))
        else:
            others.append(clause)
    others.sort(key=len)
    return [[(RESOURCE, "in", ("texts", False, tuple(excluded)))], *others] if excluded else others


def escaped(literals: Iterable[Atom]) -> list[Atom]:
    """The clause of a statement: one of its atoms fails."""
    return [opposite(atom) for atom in literals]
