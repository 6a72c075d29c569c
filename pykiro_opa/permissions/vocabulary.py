"""The actions of one comparison as bit sets, service by service.

A word is an action of the catalogue, an action that a policy names, or, for each wildcard, the actions that nobody has
named yet, written with a fresh letter: `s3:Get*` also grants what the catalogue does not know. Services that no policy
names behave alike, so all of them together are one word too; they are read only where a pattern tells them apart.
"""

from __future__ import annotations

from ..catalogue import actions as catalogue
from .matching import matches
from .scopes import OTHERS, Scope
from .symbols import beginning_as, is_wild, relaxed
from .words import behind, words_by_service

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .statements import Statement

    # The words of each service as bits.
    Bits = dict[str, int]


class Vocabulary:
    """The words of a comparison, and what each statement says of them.

    `asked` are the statements whose actions matter: services of which none of them speaks are left out. `granting` are
    those whose actions are told apart, with what any statement takes away.
    """

    __slots__ = ("scopes", "_memo", "_of", "_prefixes")

    def __init__(
        self,
        asked: Iterable[Statement],
        granting: Iterable[Statement],
        statements: Iterable[Statement],
        named: Iterable[str] = (),
    ) -> None:
        found = words_by_service(asked, granting, statements, named)
        self.scopes = {prefix: Scope(prefix, extras) for prefix, extras in found.items()}
        self._prefixes = sorted(self.scopes.keys() - {OTHERS})
        self._memo: dict[str, list[tuple[str, int]]] = {}
        self._of: dict[tuple[int, bool], Bits] = {}

    def of(self, statement: Statement, *, widely: bool) -> Bits:
        """The words of a statement: all it may speak of, or (`widely` False) those it surely speaks of.

        An unknown value among the actions may be any; a statement that leaves actions out speaks of fewer then.
        """
        key = id(statement), widely
        if key not in self._of:
            excludes = bool(statement.not_actions)
            found = self._union(statement, loose=widely is not excludes)
            self._of[key] = self._complement(found) if excludes else found
        return self._of[key]

    def written(self, statement: Statement) -> Iterator[tuple[str, str, int]]:
        """Each pattern of a statement as written, with the words of each service that it matches."""
        for _, pairs in self._in_play(statement):
            for written, pattern in pairs:
                for prefix, bits in self._words(pattern):
                    yield written, prefix, bits

    def _union(self, statement: Statement, *, loose: bool) -> Bits:
        found: Bits = {}
        for service, pairs in self._in_play(statement):
            if not service:
                for _, pattern in pairs:
                    for prefix, bits in self._words(relaxed(pattern) if loose else pattern):
                        found[prefix] = found.get(prefix, 0) | bits
                continue
            scope, bits = self.scopes[service], 0
            behind = len(service) + 1
            for _, pattern in pairs:
                bits |= scope.bits((relaxed(pattern) if loose else pattern)[behind:])
            if bits:
                found[service] = found.get(service, 0) | bits
        return found

    def _complement(self, found: Bits) -> Bits:
        left = {prefix: ((1 << scope.size) - 1) & ~found.get(prefix, 0) for prefix, scope in self.scopes.items()}
        return {prefix: bits for prefix, bits in left.items() if bits}

    def _in_play(self, statement: Statement) -> Iterator[tuple[str, Sequence[tuple[str, str]]]]:
        for prefix, pairs in statement.by_service().items():
            if not prefix or prefix in self.scopes:
                yield prefix, pairs

    def _words(self, pattern: str) -> list[tuple[str, int]]:
        """The words of one pattern, by service."""
        if pattern not in self._memo:
            found = ((prefix, self.scopes[prefix].bits(local)) for prefix, local in self._local(pattern))
            self._memo[pattern] = [(prefix, bits) for prefix, bits in found if bits]
        return self._memo[pattern]

    def _local(self, pattern: str) -> Iterator[tuple[str, str]]:
        """The pattern as each service sees it."""
        service, colon, verb = pattern.partition(":")
        if not is_wild(service if colon else pattern):
            if colon and service in self.scopes:
                yield service, verb
            elif OTHERS in self.scopes:
                yield OTHERS, pattern
            return
        if OTHERS in self.scopes:
            yield OTHERS, pattern
        for prefix in beginning_as(service, self._prefixes):
            if pattern == "*":
                yield prefix, "*"
            elif colon and matches(service, prefix):
                yield prefix, verb
            elif not colon:
                # `*` spans the colon: what is left of the pattern behind any beginning that `service:` can be.
                for rest in behind(pattern, f"{prefix}:"):
                    yield prefix, rest


def highest(vocabulary: Vocabulary, bits: Bits) -> int:
    """The highest level of a bit set by its place in LEVELS: of what somebody names, else of anything."""
    for chosen in (named(vocabulary, bits), bits):
        found = [
            level
            for prefix, those in chosen.items()
            for level, members in enumerate(vocabulary.scopes[prefix].levels())
            if members & those
        ]
        if OTHERS in bits:
            found += [
                level for level, members in enumerate(vocabulary.scopes[OTHERS].levels()) if members & bits[OTHERS]
            ]
        if found:
            return max(found)
    return 0


def named(vocabulary: Vocabulary, bits: Bits) -> Bits:
    """What of a bit set somebody names."""
    found = {prefix: those & vocabulary.scopes[prefix].named for prefix, those in bits.items()}
    return {prefix: those for prefix, those in found.items() if those}


def names(vocabulary: Vocabulary, bits: Bits) -> Iterator[str]:
    """The actions of a bit set, the highest level first, then by name."""
    for level in reversed(range(len(catalogue.LEVELS))):
        for prefix in sorted(bits):
            scope = vocabulary.scopes[prefix]
            left = bits[prefix] & scope.levels()[level]
            while left:
                bit = left & -left
                left ^= bit
                yield scope.name(bit.bit_length() - 1)
