"""The actions of one service as bits: those of the catalogue, those that policies name, and those yet to come."""

from __future__ import annotations

from functools import lru_cache

from ..catalogue import actions as catalogue
from .matching import contains, matched
from .symbols import FRESH, beginning_as, between, is_wild

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

# The services that no policy names.
OTHERS = FRESH


class Scope:
    """The words of one service: those of the catalogue, then `extras`, all without the prefix and in lower case.

    `extras` maps each to whether a policy names it; what is not named stands for actions that nobody has named yet.
    """

    __slots__ = ("prefix", "known", "known_size", "extras", "size", "named", "_at", "_sorted", "_levels")

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
        self._sorted = sorted(self._at)
        self._levels: list[int] | None = None

    def bits(self, pattern: str) -> int:
        """The words that a pattern (of the whole action or, in a service of its own, of what follows `:`) matches."""
        if not is_wild(pattern):
            return self._literal(pattern)
        found = _known_bits(self.prefix, pattern) if self.known is not None else 0
        for word in beginning_as(pattern, self._sorted):
            # What stands for many actions is spoken of where all of them are.
            if contains(pattern, word):
                found |= 1 << self._at[word]
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


@lru_cache(maxsize=1 << 14)
def _known_bits(prefix: str, pattern: str) -> int:
    """The catalogue's words of a service that a pattern matches."""
    service = catalogue.service(prefix)
    assert service is not None
    lowered = service.lowered
    first, end = between(pattern, lowered)
    if pattern.endswith("*") and not is_wild(pattern[:-1]):
        return (1 << end) - (1 << first)
    found = 0
    for at in matched(pattern, lowered[first:end]):
        found |= 1 << (first + at)
    return found


@lru_cache(maxsize=512)
def _only_star(prefix: str) -> int:
    service = catalogue.service(prefix)
    return service.bits(only_star=True) if service is not None else 0


@lru_cache(maxsize=512)
def _known_levels(prefix: str) -> tuple[int, ...]:
    service = catalogue.service(prefix)
    return tuple(service.bits(level) if service is not None else 0 for level in catalogue.LEVELS)
