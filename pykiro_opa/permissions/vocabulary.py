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
from .statements import service_of
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
    """The words of one service: those of the catalogue, then `extras`, all without the prefix and in lower case.

    `extras` maps each to whether a policy names it; what is not named stands for actions that nobody has named yet.
    """

    __slots__ = ("prefix", "known", "known_size", "extras", "size", "named", "_at", "_levels")

    def __init__(self, prefix: str, extras: Mapping[str, bool]) -> None:
        self.prefix = prefix
        self.known = catalogue.service(prefix) if prefix != OTHERS else None
        self.known_size = len(self.known.lowered) if self.known is not None else 0
        self.extras = [word for word in extras if self.known is None or self.known.number(word) is None]
        self.size = self.known_size + len(self.extras)
        self._at = {word: self.known_size + at for at, word in enumerate(self.extras)}
        # The words that somebody names: an action of the catalogue, or one that stands in a policy.
        self.named = (1 << self.known_size) - 1
        for word, at in self._at.items():
            self.named |= extras[word] << at
        self._levels: list[int] | None = None

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

    def levels(self) -> list[int]:
        """The words of each access level, from the lowest."""
        if self._levels is None:
            self._levels = list(_known_levels(self.prefix)) if self.known is not None else [0] * len(catalogue.LEVELS)
            for word, at in self._at.items():
                self._levels[catalogue.LEVELS.index(self._level(word))] |= 1 << at
        return self._levels

    def _level(self, word: str) -> str:
        verb = word.partition(":")[2] if self.prefix == OTHERS else word
        told = verb.partition(FRESH)[0]
        if self.prefix == OTHERS and not told:
            return catalogue.LEVELS[-1]  # of services that nobody names, anything may be meant
        return catalogue.level_by_verb(told)

    def name(self, at: int) -> str:
        """`service:Action` as the catalogue spells it."""
        if at < self.known_size:
            assert self.known is not None
            return f"{self.known.prefix}:{self.known.names[at]}"
        word = self.extras[at - self.known_size]
        return word if self.prefix == OTHERS else f"{self.prefix}:{word}"


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


@lru_cache(maxsize=512)
def _known_levels(prefix: str) -> tuple[int, ...]:
    service = catalogue.service(prefix)
    return tuple(service.bits(level) if service is not None else 0 for level in catalogue.LEVELS)
