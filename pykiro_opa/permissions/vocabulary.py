"""The actions of one comparison as bit sets, service by service.

A word is an action of the catalogue, an action that a policy names, or, for each wildcard, the actions that nobody has
named yet, written with a fresh letter: `s3:Get*` also grants what the catalogue does not know. Services that no policy
names behave alike, so all of them together are one word too; they are read only where a pattern tells them apart.
"""

from __future__ import annotations

from itertools import islice

from ..catalogue import actions as catalogue
from .language import apart, matches
from .meeting import meeting
from .scope import OTHERS, Scope
from .statements import service_of
from .symbols import FRESH, has_unknown, is_wild, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .statements import Statement

    # The words of each service as bits.
    Bits = dict[str, int]

_MOST_MEETINGS = 32
_MOST_PAIRS = 4_000


class Vocabulary:
    """The words of a comparison, and what each statement says of them.

    `asked` are the statements whose actions matter: services of which none of them speaks are left out. `granting` are
    those whose actions are told apart, with what any statement takes away.
    """

    __slots__ = ("scopes", "_memo", "_of")

    def __init__(
        self,
        asked: Iterable[Statement],
        granting: Iterable[Statement],
        statements: Iterable[Statement],
        named: Iterable[str] = (),
    ) -> None:
        prefixes = _asked_for(asked)
        words: dict[str, str] = {}
        opposed: dict[str, str] = {}
        for one in granting:
            _collect(one, prefixes, words)
        for one in statements:
            if one.effect == "Deny" or one.not_actions:
                _collect(one, prefixes, opposed)
        words.update(opposed)
        for pattern in [pattern for pattern in words if has_unknown(pattern)]:
            words[relaxed(pattern)] = service_of(relaxed(pattern))
        words.update((name.lower(), service_of(name.lower())) for name in named)
        self.scopes = {prefix: Scope(prefix, extras) for prefix, extras in _scoped(words, opposed, prefixes).items()}
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
        for prefix in self.scopes:
            if prefix == OTHERS:
                yield prefix, pattern
            elif pattern == "*":
                yield prefix, "*"
            elif colon and matches(service, prefix):
                yield prefix, verb
            elif not colon:
                # `*` spans the colon: what is left of the pattern behind any beginning that `service:` can be.
                for rest in _behind(pattern, f"{prefix}:"):
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


def _collect(statement: Statement, prefixes: set[str] | None, words: dict[str, str]) -> None:
    if statement.not_actions:  # leaves all services that nobody names
        words["*"] = ""
    for prefix, pairs in statement.by_service().items():
        if prefixes is None or not prefix or prefix in prefixes:
            words.update((pattern, prefix) for _, pattern in pairs)


def _asked_for(statements: Iterable[Statement]) -> set[str] | None:
    """The services that some statements speak of, None where it may be any."""
    found: set[str] = set()
    for one in statements:
        if one.not_actions or "" in one.by_service():
            return None
        found.update(one.by_service())
    return found


def _scoped(
    words: Mapping[str, str], opposed: Mapping[str, str], prefixes: set[str] | None
) -> dict[str, dict[str, bool]]:
    """The services in play and the words of each beyond the catalogue, and whether a policy names them."""
    scoped: dict[str, dict[str, bool]] = {}
    everywhere: list[str] = []
    met = {pattern: service_of(pattern) for pattern in _meetings(words, opposed)}
    for listed, is_written in ((words, True), (met, False)):
        for pattern, service in listed.items():
            if service:
                if prefixes is None or service in prefixes:
                    _add(scoped.setdefault(service, {}), pattern[len(service) + 1 :], is_written=is_written)
            elif is_wild(pattern.partition(":")[0]) or (":" not in pattern and is_wild(pattern)):
                everywhere.append(pattern)
            elif prefixes is None:
                _add(scoped.setdefault(OTHERS, {}), pattern, is_written=is_written)
    if prefixes is None and any(pattern not in ("*", "*:*") for pattern in everywhere):
        for prefix in catalogue.services():
            scoped.setdefault(prefix, {})
    for pattern in everywhere:
        _spread(pattern, scoped, others=prefixes is None)
    return scoped


def _add(extras: dict[str, bool], verb: str, *, is_written: bool) -> None:
    word = _fresh(verb)
    if is_written and word == verb:
        extras[word] = True
    elif ":" not in verb or is_written:  # no action has two colons
        extras.setdefault(word, False)


def _spread(pattern: str, scoped: dict[str, dict[str, bool]], *, others: bool) -> None:
    """A pattern of several services gives a fresh word to each of them, and one to the services nobody names."""
    service, colon, verb = pattern.partition(":")
    for prefix, extras in scoped.items():
        if prefix == OTHERS:
            continue
        if pattern == "*" or (colon and matches(service, prefix)):
            extras.setdefault(_fresh(verb or "*"), False)
        elif not colon:
            for rest in _behind(pattern, f"{prefix}:"):
                extras.setdefault(_fresh(rest), False)
    if others:
        scoped.setdefault(OTHERS, {}).setdefault(_fresh("*:*" if pattern == "*" else pattern), False)


def _meetings(words: Mapping[str, str], opposed: Mapping[str, str]) -> Iterator[str]:
    """What patterns have in common with those that take something away, so that a word stands for it."""
    wild = [pattern for pattern in words if is_wild(pattern) and pattern != "*"]
    against = [pattern for pattern in opposed if is_wild(pattern) and pattern != "*"]
    if len(wild) * len(against) > _MOST_PAIRS:
        return
    for one in wild:
        for other in against:
            if one != other and not apart(one, other):
                met = meeting(one, other)
                if met is not None:
                    yield from islice(met.patterns(), _MOST_MEETINGS)


def _fresh(pattern: str) -> str:
    return pattern.replace("*", FRESH).replace("?", "q")


def _behind(pattern: str, beginning: str) -> list[str]:
    """What may follow a beginning in words that a pattern matches."""
    states = {pattern}
    for letter in beginning:
        after: set[str] = set()
        for state in states:
            left = state
            while left[:1] == "*":
                after.add(left)
                left = left[1:]
            if left and (left[0] == "?" or left[0] == letter):
                after.add(left[1:])
        states = after
    return sorted(states)
