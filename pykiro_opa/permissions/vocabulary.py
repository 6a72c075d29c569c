"""The actions of one comparison as bit sets, service by service.

A word is an action of the catalogue, an action that a policy names, or, for each wildcard, the actions that nobody has
named yet, written with a fresh letter: `s3:Get*` also grants what the catalogue does not know. Services that no policy
names behave alike, so all of them together are one word too; they are read only where a pattern tells them apart.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import islice

from ..catalogue import actions as catalogue
from .language import apart, contains, matches
from .meeting import meeting
from .symbols import FRESH, has_unknown, is_wild, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .statements import Statement

    # The words of each service as bits.
    Bits = dict[str, int]

# The services that no policy names.
OTHERS = FRESH
_MOST_MEETINGS = 32
_MOST_PAIRS = 4_000


class Scope:
    """The words of one service: those of the catalogue, then `extras`, all without the prefix and in lower case."""

    __slots__ = ("prefix", "known", "extras", "size", "_at")

    def __init__(self, prefix: str, extras: Sequence[str]) -> None:
        self.prefix = prefix
        self.known = catalogue.service(prefix) if prefix != OTHERS else None
        lowered = self.known.lowered if self.known is not None else []
        self.extras = [word for word in extras if self.known is None or self.known.number(word) is None]
        self.size = len(lowered) + len(self.extras)
        self._at = {word: len(lowered) + at for at, word in enumerate(self.extras)}

    @property
    def known_size(self) -> int:
        return self.size - len(self.extras)

    def bits(self, pattern: str) -> int:
        """The words that a pattern (of the whole action or, in a service of its own, of what follows `:`) matches."""
        if not is_wild(pattern):
            return self._literal(pattern)
        found = _known_bits(self.prefix, pattern) if self.known is not None else 0
        for word, at in self._at.items():
            # What stands for many actions is spoken of where all of them are.
            if contains(pattern, word):
                found |= 1 << at
        return found

    def _literal(self, word: str) -> int:
        at = self._at.get(word)
        if at is None and self.known is not None:
            at = self.known.number(word)
        return 0 if at is None else 1 << at

    def only_star(self) -> int:
        """The actions that take no resource but `*`."""
        return _only_star(self.prefix) if self.known is not None else 0

    def name(self, at: int) -> str:
        """`service:Action` as the catalogue spells it, a fresh letter as `*`."""
        if at < self.known_size:
            assert self.known is not None
            return f"{self.known.prefix}:{self.known.names[at]}"
        word = self.extras[at - self.known_size]
        return word if self.prefix == OTHERS else f"{self.prefix}:{word}"


class Vocabulary:
    """The words of a comparison, and what each statement says of them.

    `asked` are the statements whose actions matter: services of which none of them speaks are left out.
    """

    __slots__ = ("scopes", "_memo", "_of")

    def __init__(self, asked: Iterable[Statement], statements: Iterable[Statement], named: Iterable[str] = ()) -> None:
        prefixes = _asked_for(asked)
        patterns: dict[str, None] = {}
        opposed: dict[str, None] = {}
        for one in statements:
            if one.not_actions:  # leaves all services that nobody names
                patterns["*"] = None
            for prefix, pairs in one.by_service().items():
                if prefixes is None or not prefix or prefix in prefixes:
                    patterns.update((pattern, None) for _, pattern in pairs)
                    if one.effect == "Deny" or one.not_actions:
                        opposed.update((pattern, None) for _, pattern in pairs)
        words = dict.fromkeys(reading for pattern in patterns for reading in _readings(pattern))
        words.update((name.lower(), None) for name in named)
        self.scopes = {
            prefix: Scope(prefix, extras) for prefix, extras in _scoped(words, opposed, prefixes).items()
        }
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
        for _, pairs in self._in_play(statement):
            for _, pattern in pairs:
                for prefix, bits in self._words(relaxed(pattern) if loose else pattern):
                    found[prefix] = found.get(prefix, 0) | bits
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


def names(vocabulary: Vocabulary, bits: Mapping[str, int], *, known: bool = False) -> Iterator[str]:
    """The actions of a bit set; only those that the catalogue or a policy names where `known`."""
    for prefix, found in bits.items():
        scope = vocabulary.scopes[prefix]
        left = found
        while left:
            bit = left & -left
            left ^= bit
            at = bit.bit_length() - 1
            if not (known and is_fresh(scope, at)):
                yield scope.name(at)


def is_fresh(scope: Scope, at: int) -> bool:
    """Whether the word stands for actions that nobody has named."""
    return at >= scope.known_size and (FRESH in scope.extras[at - scope.known_size] or scope.prefix == OTHERS)


def fresh_bits(scope: Scope) -> int:
    """The words that stand for actions that nobody has named."""
    return sum(1 << at for at in range(scope.known_size, scope.size) if is_fresh(scope, at))


def _readings(pattern: str) -> Iterator[str]:
    yield pattern
    if has_unknown(pattern):
        yield relaxed(pattern)


def _asked_for(statements: Iterable[Statement]) -> set[str] | None:
    """The services that some statements speak of, None where it may be any."""
    found: set[str] = set()
    for one in statements:
        if one.not_actions or "" in one.by_service():
            return None
        found.update(one.by_service())
    return found


def _scoped(
    words: Mapping[str, None], opposed: Mapping[str, None], prefixes: set[str] | None
) -> dict[str, list[str]]:
    """The services in play and the words of each beyond the catalogue."""
    scoped: dict[str, dict[str, None]] = {}
    everywhere: list[str] = []
    for pattern in [*words, *_meetings(words, opposed)]:
        service, colon, verb = pattern.partition(":")
        if is_wild(service if colon else pattern):
            everywhere.append(pattern)
        elif prefixes is None or service in prefixes:
            if colon and service and not has_unknown(service):
                scoped.setdefault(service, {})[_fresh(verb)] = None
            else:
                scoped.setdefault(OTHERS, {})[_fresh(pattern)] = None
    if prefixes is None and any(pattern not in ("*", "*:*") for pattern in everywhere):
        for prefix in catalogue.services():
            scoped.setdefault(prefix, {})
    for pattern in everywhere:
        _spread(pattern, scoped, others=prefixes is None)
    return {prefix: list(extras) for prefix, extras in scoped.items()}


def _spread(pattern: str, scoped: dict[str, dict[str, None]], *, others: bool) -> None:
    """A pattern of several services gives a fresh word to each of them, and one to the services nobody names."""
    service, colon, verb = pattern.partition(":")
    for prefix, extras in scoped.items():
        if prefix != OTHERS and (pattern == "*" or (colon and matches(service, prefix))):
            extras[_fresh(verb or "*")] = None
        elif prefix != OTHERS and not colon:
            extras.update((_fresh(rest), None) for rest in _behind(pattern, f"{prefix}:"))
    if not others:
        return
    whole = "*:*" if pattern == "*" else pattern
    scoped.setdefault(OTHERS, {})[_fresh(whole)] = None


def _meetings(words: Mapping[str, None], opposed: Mapping[str, None]) -> Iterator[str]:
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


@lru_cache(maxsize=1 << 14)
def _known_bits(prefix: str, pattern: str) -> int:
    """The catalogue's words of a service that a pattern matches."""
    service = catalogue.service(prefix)
    assert service is not None
    lowered = service.lowered
    beginning = pattern[:-1]
    if pattern.endswith("*") and not is_wild(beginning):
        from bisect import bisect_left

        first, end = bisect_left(lowered, beginning), bisect_left(lowered, beginning + "\uffff")
        return (1 << end) - (1 << first)
    found = 0
    for at, word in enumerate(lowered):
        if matches(pattern, word):
            found |= 1 << at
    return found


@lru_cache(maxsize=512)
def _only_star(prefix: str) -> int:
    service = catalogue.service(prefix)
    return service.bits(only_star=True) if service is not None else 0
