"""What one set of rules allows and another does not: the search behind every permission delta.

Of each statement that allows, the actions are split by which statements of either side speak of them (`classes`). A
request is newly allowed where one statement of every layer allows it and no Deny refuses it, while before some layer
allowed it not, or a Deny refused it. Layers are the policies of an identity and, where there is one, its permissions
boundary.
"""

from __future__ import annotations

from .change import (
    LOOSER_CONDITION,
    NEW_ACTION,
    REMOVED_BOUNDARY,
    WEAKER_DENY,
    WIDER_BOUNDARY,
    WIDER_PRINCIPAL,
    WIDER_RESOURCE,
)  # fmt: skip
from .classes import Classes
from .conditions import KEY
from .requests import PRINCIPAL, RESOURCE, word
from .resource_types import bounded, by_formats
from .rules import unlike
from .solver import Solver, TooManyWaysError, escaped
from .symbols import STAR
from .vocabulary import Vocabulary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .classes import ActionClass
    from .conditions import Atom
    from .rules import Rules
    from .solver import State
    from .statements import Statement
    from .vocabulary import Bits

    # Why, the doubt, a request, and the statements to compare with.
    _Found = tuple[str, str, State, list[Statement]]

TOO_HARD = "too many statements and conditions to be sure"
OTHER_TYPE = "the catalogue knows no such resource for these actions, so it may grant nothing"


class Gain:
    """A class of actions newly allowed by one statement on one of its resources.

    `old` are the statements of the other side that it is to be compared with; `requested` and `requester` the resource
    and, where the statement says who, the principal of one such request.
    """

    __slots__ = ("statement", "written", "pattern", "principal", "bits", "why", "doubt", "requested", "requester",
                 "old")  # fmt: skip

    def __init__(self, statement: Statement, written: str, pattern: str, principal: str) -> None:
        self.statement = statement
        self.written = written
        self.pattern = pattern
        self.principal = principal
        self.bits: Bits = {}
        self.why = self.doubt = ""
        self.requested: str | None = None
        self.requester: str | None = None
        self.old: list[Statement] = []

    def copy(self) -> Gain:
        return Gain(self.statement, self.written, self.pattern, self.principal)

    def found(self, why: str, doubt: str, request: State, old: list[Statement], bits: Bits) -> Gain:
        self.why, self.doubt, self.old, self.bits = why, doubt, old, bits
        self.requested = word(request.get(RESOURCE, ()))
        self.requester = word(request[PRINCIPAL]) if PRINCIPAL in request else None
        return self


class Comparison:
    """What new rules allow and old ones do not."""

    __slots__ = ("_old", "_new", "vocabulary", "_solver", "_kept", "_lifted", "_classes")

    def __init__(self, old: Rules, new: Rules, named: Iterable[str] = ()) -> None:
        self._old = old
        self._kept = [{one.identity for one in layer} for layer in old.layers]
        staying = {one.identity for one in new.denies}
        self._lifted = [one for one in old.denies if one.identity not in staying]
        has_boundary = len(old.layers) > 1
        self._new = new if self._lifted or has_boundary else unlike(old, new)
        everything = [one for layer in self._new.layers for one in layer]
        asked = [one for at, layer in enumerate(self._new.layers) for one in layer if not self._was_there(at, one)]
        if len(self._new.layers) < len(old.layers):  # a boundary is gone: whatever is granted may count now
            asked = everything
        statements = [*old.statements(), *self._new.statements()]
        # Where a Deny or a boundary gave way, what stood there already may grant more than it did.
        granting = everything if self._lifted or has_boundary else asked
        self.vocabulary = Vocabulary([*asked, *self._lifted], granting, statements, named)
        self._solver = Solver(_sets(statements))
        self._classes = Classes(self.vocabulary, old.layers, self._lifted, self._new.denies)

    def gains(self) -> Iterator[Gain]:
        """Everything that the new rules allow and the old ones do not."""
        for chosen in _combinations(self._new.layers):
            statement, *further = chosen
            kept = self._layers_kept(chosen)
            if all(kept) and not self._lifted:
                continue
            for one in self._classes.of(chosen):
                yield from self._of_class(statement, further, one, kept)

    def _was_there(self, at: int, statement: Statement) -> bool:
        return at < len(self._kept) and statement.identity in self._kept[at]

    def _layers_kept(self, chosen: Sequence[Statement]) -> list[bool]:
        """For each old layer, whether the very statement chosen stood in it already."""
        return [at < len(chosen) and self._was_there(at, chosen[at]) for at in range(len(self._old.layers))]

    def _of_class(
        self, statement: Statement, further: Sequence[Statement], one: ActionClass, kept: Sequence[bool]
    ) -> Iterator[Gain]:
        whole = [atom for each in (statement, *further) for atom in each.literals()]
        if not statement.not_resources:  # one resource of the statement is chosen below
            whole = whole[len(statement.literals()) :] + [atom for atom in statement.literals() if atom[0] != RESOURCE]
        for who in statement.principals or (None,):
            for written, pattern in _resources(statement):
                atoms = [*whole, _is_in((pattern,))]
                if who is not None:
                    atoms.append((PRINCIPAL, "in", ("texts", True, who.patterns)))
                gain = Gain(statement, written, pattern, who.written if who is not None else "")
                yield from self._decided(gain, atoms, one, kept)

    def _decided(self, gain: Gain, atoms: list[Atom], one: ActionClass, kept: Sequence[bool]) -> Iterator[Gain]:
        if not one.only_star:
            found = self._reason(atoms, one, kept)
            if found is not None:
                yield from self._typed(gain, atoms, one, kept, found)
            return
        # These actions are asked for `*` itself, which an ARN does not match.
        starred = [*atoms, _is_in((STAR,))]
        found = self._reason(starred, one, kept)
        if found is not None:
            yield gain.found(*found, one.bits)
        elif self._solver_or_none(starred) is None:
            found = self._reason(atoms, one, kept, any_resource=True)
            if found is not None:
                why, doubt, request, old = found
                yield gain.found(why, doubt or OTHER_TYPE, request, old, one.bits)

    def _typed(
        self, gain: Gain, atoms: list[Atom], one: ActionClass, kept: Sequence[bool], found: _Found
    ) -> Iterator[Gain]:
        """The gain for the actions that can be asked for such a resource, and in doubt for the others."""
        why, doubt, request, old = found
        if gain.pattern == "*" or doubt:
            yield gain.found(*found, one.bits)
            return
        narrowed = bounded(gain.pattern)
        others = [atom for atom in atoms if atom != _is_in((gain.pattern,))]
        doubted: Bits = {}
        for formats, bits in by_formats(self.vocabulary, one.bits, narrowed).items():
            asked: _Found | None = found
            if formats is not None:
                asked = self._reason([*others, _is_in((narrowed,)), _is_in(formats)], one, kept) if formats else None
            if asked is not None:
                yield gain.copy().found(*asked, bits)
            else:
                doubted = {**doubted, **{prefix: doubted.get(prefix, 0) | those for prefix, those in bits.items()}}
        if doubted:
            yield gain.copy().found(why, OTHER_TYPE, request, old, doubted)

    def _reason(
        self, atoms: list[Atom], one: ActionClass, kept: Sequence[bool], *, any_resource: bool = False
    ) -> _Found | None:
        """Why a request of the class is newly allowed, the doubt, its resource, and whom to compare; None: none is."""
        denied = [escaped(deny.literals()) for deny in one.denies]
        for at, layer in enumerate(one.old_layers):
            if kept[at]:
                continue
            clauses = [*denied, *(escaped(_loose(each, any_resource=any_resource)) for each in layer)]
            found, doubt = self._asked(atoms, clauses)
            if found is not None:
                return self._why(atoms, denied, layer, boundary=at > 0), doubt, found, layer
        for deny in one.old_denies:
            found, doubt = self._asked([*atoms, *deny.literals()], denied)
            if found is not None:
                return WEAKER_DENY, doubt, found, [deny]
        return None

    def _why(self, atoms: list[Atom], denied: list[list[Atom]], layer: Sequence[Statement], *, boundary: bool) -> str:
        if boundary:
            return WIDER_BOUNDARY if len(self._new.layers) > 1 else REMOVED_BOUNDARY
        if not layer:
            return NEW_ACTION
        spoken = [RESOURCE, PRINCIPAL]
        for why, variables in ((WIDER_RESOURCE, spoken[:1]), (WIDER_PRINCIPAL, spoken)):
            clauses = [escaped(atom for atom in one.literals() if atom[0] in variables) for one in layer]
            if self._asked(atoms, [*denied, *clauses])[0] is not None:
                return why
        return LOOSER_CONDITION

    def _asked(self, atoms: list[Atom], clauses: list[list[Atom]]) -> tuple[State | None, str]:
        try:
            return self._solver.request(atoms, clauses), ""
        except TooManyWaysError:
            return {}, TOO_HARD

    def _solver_or_none(self, atoms: list[Atom]) -> State | None:
        return self._asked(atoms, [])[0]


def _combinations(layers: Sequence[Sequence[Statement]]) -> Iterator[tuple[Statement, ...]]:
    from itertools import product

    yield from product(*layers)


def _sets(statements: Sequence[Statement]) -> set[str]:
    """Condition keys that are used as sets somewhere."""
    return {
        atom[0][1]
        for one in statements
        if "fora" in one.parts.get("Condition", "").lower()
        for atom in one.literals()
        if atom[0][0] == KEY
    }


def _is_in(patterns: tuple[str, ...]) -> Atom:
    return RESOURCE, "in", ("texts", True, patterns)


def _loose(statement: Statement, *, any_resource: bool) -> list[Atom]:
    return [atom for atom in statement.literals() if not (any_resource and atom[0] == RESOURCE)]


def _resources(statement: Statement) -> list[tuple[str, str]]:
    return statement.resources or [("*", "*")]
