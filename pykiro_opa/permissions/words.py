"""Which words a comparison needs, so that what is gained is told apart from what is not.

Those that some statements ask for, and what they have in common with the patterns that take something away.
"""

from __future__ import annotations

from itertools import islice

from ..catalogue import actions as catalogue
from .language import apart
from .matching import matches
from .meeting import meeting
from .scopes import OTHERS
from .statements import service_of
from .symbols import FRESH, beginning_as, has_unknown, is_wild, relaxed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .statements import Statement

_MOST_MEETINGS = 32
_MOST_PAIRS = 4_000


def words_by_service(
    asked: Iterable[Statement], granting: Iterable[Statement], statements: Iterable[Statement], named: Iterable[str]
) -> dict[str, dict[str, bool]]:
    """The services in play and the words of each beyond the catalogue, and whether somebody names them.

    In play are the services of which an `asked` statement speaks; `granting` are those whose actions are told apart.
    """
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
    return _scoped(words, opposed, prefixes)


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
    sorted_prefixes = sorted(scoped.keys() - {OTHERS})
    for pattern in everywhere:
        _spread(pattern, scoped, sorted_prefixes, others=prefixes is None)
    return scoped


def _add(extras: dict[str, bool], verb: str, *, is_written: bool) -> None:
    word = _fresh(verb)
    if is_written and word == verb:
        extras[word] = True
    elif ":" not in verb or is_written:  # no action has two colons
        extras.setdefault(word, False)


def _spread(pattern: str, scoped: dict[str, dict[str, bool]], prefixes: Sequence[str], *, others: bool) -> None:
    """A pattern of several services gives a fresh word to each of them, and one to the services nobody names."""
    service, colon, verb = pattern.partition(":")
    for prefix in beginning_as(service, prefixes):
        extras = scoped[prefix]
        if pattern == "*" or (colon and matches(service, prefix)):
            extras.setdefault(_fresh(verb or "*"), False)
        elif not colon:
            for rest in behind(pattern, f"{prefix}:"):
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


def behind(pattern: str, beginning: str) -> list[str]:
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
