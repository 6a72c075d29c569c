"""Gains as a reviewer reads them: patterns as written, the highest level, one request as a witness, and places."""

from __future__ import annotations

from ..catalogue.actions import LEVELS
from .change import LOST, UNREADABLE, Known, PermissionChange, Place
from .language import matches
from .scopes import OTHERS
from .symbols import FRESH, relaxed
from .vocabulary import highest, named, names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .gains import Gain
    from .policies import Policy
    from .statements import Statement
    from .symbols import Symbols
    from .vocabulary import Bits, Vocabulary

    # The statement, its resource, the principal, the doubt, and the actions as written.
    _Key = tuple[int, str, str, str, tuple[str, ...]]

NOT_NAMED = "the catalogue names no such action (yet)"
_EVERYTHING = (("*",), ("?*:?*",))
_MOST_PLACES = 10
_MOST_NAMES = 60
# Fillers of a witness, in the order in which they are tried.
_FILLERS = ("example", "x", "any", "0", "q7", FRESH)


class Teller:
    """Turns the gains of one direction into changes; a trust policy names no resource, it `speaks_for` its role."""

    __slots__ = (
        "_change",
        "_vocabulary",
        "_symbols",
        "_principal",
        "_result",
        "_sources",
        "_speaks_for",
        "_patterns",
        "_lines",
    )

    def __init__(
        self,
        change: str,
        vocabulary: Vocabulary,
        symbols: Symbols,
        *,
        principal: str,
        result: str,
        sources: Mapping[str, Policy],
        speaks_for: str = "*",
    ) -> None:
        self._change = change
        self._vocabulary = vocabulary
        self._symbols = symbols
        self._principal = principal
        self._result = result
        self._sources = sources
        self._speaks_for = speaks_for
        self._lines: dict[str, tuple[int, ...]] = {}
        self._patterns: dict[int, dict[str, list[tuple[str, int]]]] = {}

    def told(self, gains: Iterable[Gain]) -> list[PermissionChange]:
        """One change for each statement, resource and reason; the highest level first."""
        grouped: dict[_Key, list[Gain]] = {}
        for gain in gains:
            # What one statement says in the same words on one resource is one change, whatever the reasons.
            key = (
                id(gain.statement),
                gain.written,
                gain.principal,
                gain.doubt,
                self._written(gain.statement, gain.bits),
            )
            grouped.setdefault(key, []).append(gain)
        _fold(grouped)
        found: dict[tuple[object, ...], tuple[list[Gain], list[str]]] = {}
        for key, group in grouped.items():
            bits = _together(group)
            merged = (*key[:2], *key[3:], tuple(sorted(bits.items())))
            found.setdefault(merged, (group, []))[1].append(group[0].principal)
        changes = [one for group, who in found.values() for one in self._changes(group, who)]
        return sorted(changes, key=lambda one: (-LEVELS.index(one.level), bool(one.doubt), one.resource, one.actions))

    def _changes(self, group: Sequence[Gain], who: Sequence[str]) -> Iterator[PermissionChange]:
        statement, bits, doubt = group[0].statement, _together(group), group[0].doubt
        sure = _together(gain for gain in group if gain.doubt == doubt)
        known = named(self._vocabulary, sure)
        if not known and OTHERS not in bits:
            if self._change == LOST and all(self._vocabulary.scopes[prefix].known for prefix in bits):
                return  # what nobody has named yet is not missed
            doubt = doubt or NOT_NAMED
        first = self._first(group)
        why = f"{UNREADABLE}: {statement.problem}" if statement.problem else first.why
        yield PermissionChange(
            change=self._change,
            kind=statement.kind,
            principal=", ".join(one for one in dict.fromkeys(who) if one) or self._principal,
            actions=self._written(statement, bits),
            known=Known(self._vocabulary, known, named(self._vocabulary, bits)),
            level=LEVELS[highest(self._vocabulary, sure)],
            resource=self._speaks_for if statement.kind == "trust" else group[0].written,
            witness=self._witness(first),
            why=why,
            doubt=doubt,
            condition=statement.condition,
            result=self._result,
            before=self._places(dict.fromkeys(one for gain in group for one in gain.old)),
            after=self._places([statement]),
        )

    def _written(self, statement: Statement, bits: Bits) -> tuple[str, ...]:
        """The patterns of the statement that speak of the bits."""
        if statement.not_actions:
            return self._all_but(statement, bits)
        key = id(statement)
        if key not in self._patterns:
            self._patterns[key] = {}
            for written, prefix, those in self._vocabulary.written(statement):
                self._patterns[key].setdefault(prefix, []).append((written, those))
        index = self._patterns[key]
        spoken = {
            written for prefix, found in bits.items() for written, those in index.get(prefix, ()) if those & found
        }
        return tuple(written for written, _ in statement.actions if written in spoken)

    def _all_but(self, statement: Statement, bits: Bits) -> tuple[str, ...]:
        """What NotAction leaves, as patterns: `?*:?*` is everything of every service where IAM is left out."""
        if OTHERS in bits:
            left_out = any(matches(relaxed(pattern), "iam:*") for _, pattern in statement.not_actions)
            return ("?*:?*",) if left_out else ("*",)
        found: list[str] = []
        for prefix, those in bits.items():
            scope = self._vocabulary.scopes[prefix]
            whole = (1 << scope.size) - 1
            listed = those & scope.named
            some = listed and listed.bit_count() <= _MOST_NAMES and those != whole
            found += names(self._vocabulary, {prefix: listed}) if some else [f"{prefix}:*"]
        return tuple(found)

    def _first(self, group: Sequence[Gain]) -> Gain:
        """The gain whose actions reach the highest level; what is named before what is not."""
        sure = [gain for gain in group if gain.doubt == group[0].doubt]
        return max(
            sure, key=lambda gain: (bool(named(self._vocabulary, gain.bits)), highest(self._vocabulary, gain.bits))
        )

    def _witness(self, gain: Gain) -> str:
        """One request that is newly allowed: an action and a resource."""
        action = next(names(self._vocabulary, named(self._vocabulary, gain.bits) or gain.bits))
        resource = self._speaks_for if gain.statement.kind == "trust" else self._resource(gain)
        if OTHERS in gain.bits and action == f"{FRESH}:{FRESH}" and "iam" not in self._vocabulary.scopes:
            action = "iam:PassRole"  # one of the services that nobody names
        return f"{_filled(action, '*')} {resource}{self._requester(gain)}"

    def _requester(self, gain: Gain) -> str:
        """Who may make the request, where the statement says who."""
        kind, colon, name = (gain.requester or "").partition(":")
        if not colon:
            return " as anybody" if gain.requester is not None else ""
        return f" as {self._symbols.shown(_filled(name, _FILLERS[0]))}" if kind else ""

    def _resource(self, gain: Gain) -> str:
        found = gain.requested if gain.requested is not None else relaxed(gain.pattern)
        if found in ("", FRESH):
            return "*"
        if "*" in found or "?" in found:
            return self._symbols.shown(found)
        patterns = [pattern for one in gain.old for _, pattern in (*one.resources, *one.not_resources)]
        for filler in _FILLERS:
            word = _filled(found, filler)
            if all(matches(pattern, word) == matches(pattern, found) for pattern in (gain.pattern, *patterns)):
                return self._symbols.shown(word)
        return self._symbols.shown(found)

    def _places(self, told: Iterable[Statement]) -> tuple[Place, ...]:
        found = []
        for one, _ in zip(told, range(_MOST_PLACES), strict=False):
            policy = self._sources[one.source]
            if one.source not in self._lines:
                self._lines[one.source] = policy.statement_lines()
            known = self._lines[one.source]
            line = known[one.index] if one.index < len(known) else policy.line
            found.append(Place(policy=policy.name, path=policy.path, line=line, index=one.index, sid=one.sid))
        return tuple(found)


def _fold(grouped: dict[_Key, list[Gain]]) -> None:
    """What is in doubt goes with what is certain where the same words say both; `*` says all of it."""
    certain: dict[tuple[object, ...], list[_Key]] = {}
    for key in grouped:
        if not key[3]:
            certain.setdefault(key[:3], []).append(key)
    for where, keys in certain.items():
        certain[where] = _folded(grouped, keys)
    for key in [key for key in grouped if key[3]]:
        for other in certain.get(key[:3], ()):
            if other[4] in _EVERYTHING or set(key[4]) <= set(other[4]):
                grouped[other] += grouped.pop(key)
                break


def _folded(grouped: dict[_Key, list[Gain]], keys: list[_Key]) -> list[_Key]:
    """The keys that are left when what wider words say goes with them."""
    left = list(keys)
    for key in sorted(keys, key=lambda key: (key[4] in _EVERYTHING, len(key[4]))):
        for other in left:
            if other is not key and (other[4] in _EVERYTHING or set(key[4]) <= set(other[4])):
                grouped[other] += grouped.pop(key)
                left.remove(key)
                break
    return left


def _together(group: Iterable[Gain]) -> Bits:
    found: Bits = {}
    for gain in group:
        for prefix, those in gain.bits.items():
            found[prefix] = found.get(prefix, 0) | those
    return found


def _filled(word: str, filler: str) -> str:
    """The word with something readable for each fresh letter: parts of an ARN as they look."""
    if FRESH not in word:
        return word
    usual = ("arn", "aws", "s3", "us-east-1", "123456789012")
    parts = word.split(":", 5)
    if len(parts) == 6 and filler == _FILLERS[0]:
        parts[:5] = [usual[at] if part == FRESH else part for at, part in enumerate(parts[:5])]
    return ":".join(parts).replace(FRESH, filler)
