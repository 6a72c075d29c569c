"""The phrases of a named action, found in a sentence: a verb, its object, and a qualifier where one is asked for.

`unless` are words that say that it is done elsewhere than in production, where that is no harm.
"""

from __future__ import annotations

import re

from .binding import belongs, embraced, stands_for, within_reach
from .forms import is_noun, word_at
from .lookalikes import is_led_as_noun, is_modifier, is_no_verb
from .patterns import objects_of, parted, verb_forms, words_of
from .requirements import response
from .synonyms import widened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    Span = tuple[int, int]
    Mention = tuple[int, int, int]

_PRODUCTION = re.compile(
    r"(?<![a-z0-9])(?<!non-)(?<!non )(?<!pre-)(?<!not )(?<!not in )prod(?:uction)?(?![a-z0-9])"
    r"|\blive (?:account|environment|system|database|cluster|site|data|traffic|stack)\b",
    re.IGNORECASE,
)
_ANEW = re.compile(r"\bfrom scratch\b", re.IGNORECASE)
_COMPARED = re.compile(r"-(?:like|independent|grade|sized|ready|tested|proven)\b", re.IGNORECASE)
_LOCAL = re.compile(
    r"\b(?:localhost|127\.0\.0\.1|dev(?:elopment)? server|local machine of the developer|local (?:postgres\w*|mysql|mariadb|mongo\w*|redis)|testcontainers?|localstack|minikube|moto|mocked|docker[- ]compose)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"\b(?:it|they|them|this|these|those|that one|both)\b", re.IGNORECASE)
_OFF = re.compile(
    r"(?:\s+[\w-]+){0,4}?(?:\s+(?:is|are|be|shall|will|becomes?|made))+\s+(?:no longer (?:be )?(?:required|asked|needed|enforced|mandatory|enabled|active|checked|written|applied)|not (?:be )?(?:required|asked for|enforced|mandatory|demanded|requested)"
    r"|optional|voluntary)\b|(?:[^.;|]{0,40}\s\|)?(?:\s+(?:is|are|be|being|set|gets?|becomes?))*\s*(?:=|:|\bto\b|->|\u2192|\|)?\s*[\"']?(?:false|off|disabled)\b(?![ -](?:site|line|board|hours))",
    re.IGNORECASE,
)
_IN_ITSELF = re.compile(r"[=:]\s*[\"']?(?:false|off|disabled?|none|0)\b[\"']?$", re.IGNORECASE)
_OBJECT_PRONOUN = re.compile(
    r"\s+(?:it|them|both|this|these|those|that|all of (?:it|them)|the latter)\b", re.IGNORECASE
)
_ITS = re.compile(r"\b(?:its|their)\s+(?:(?:immediate|eventual|final|complete|full)\s+)?$", re.IGNORECASE)
_NEW = re.compile(r"(?:^|[|:,(]\s)\W{0,8}(?:an? )?(?:new|additional|another)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_PROGRAM = re.compile(
    r"(?:[A-Z][A-Z_]*=\S*\s+)?(?:git(?! (?:hooks?|history|credentials)\b)|terraform|tofu|terragrunt|cdk|sam|pulumi|curl|wget|rm|sudo|chmod|mkfs|helm|kubectl|aws|gcloud|az|alembic|prisma|flyway)\b"
)
_ORDERED = re.compile(r"(?:^|[:;,]\s|\b(?:and|then|first|finally|next|do|via|by)\s)\W{0,8}$", re.IGNORECASE)
_ON_SCREEN = re.compile(r"\s+(?:components?|cards?|pages?|buttons?|views?|widgets?|icons?)\b", re.IGNORECASE)
_RESIDES = re.compile(
    r"(?<!\bgo )(?<!\bgoes )(?<!\bgoing )\blive\s+(?:in|inside|on|at|under|within|next to|beside|there|here)\b",
    re.IGNORECASE,
)
_NEAR = 80  # characters before a thing that say how it is named
_ADDED = ("modify", "change", "update", "edit", "add", "create", "open", "grant", "run", "read", "send")


def mentions(text: str, phrases: Sequence[Mapping[str, Any]], around: str = "", before: str = "") -> Iterator[Mention]:
    """Where the verb of a matching phrase starts, where the phrase ends and where it begins, for each match.

    `before` is what a pronoun may stand for; `around` may hold the qualifier, where the text names no other place.
    """
    for phrase in phrases:
        named = tuple(phrase["objects"])
        if not named:
            if _applies(text, phrase, f"{around} {before}"):
                yield from _said_by_itself(text, tuple(phrase["verbs"]))
            continue
        objects = objects_of(named, text)
        things = [match.span() for match in objects.finditer(text) if not is_modifier(text, match)] if objects else []
        if not things and before and (earlier := objects_of(named, before)) and earlier.search(before):
            things = [match.span() for match in _PRONOUN.finditer(text)]
        if things and _applies(text, phrase, f"{around} {before}"):
            yield from _matches(text, phrase, things)


def _said_by_itself(text: str, named: tuple[str, ...]) -> Iterator[Mention]:
    """Verbs that need no object: "force-push", "goes live"."""
    verbs = verb_forms(widened(named), text)
    for match in verbs.finditer(text) if verbs else ():
        if not is_modifier(text, match) and not is_led_as_noun(text, match):
            yield *match.span(), match.start()


def is_local(text: str) -> bool:
    """Whether what is spoken of stands on somebody's own machine."""
    return _LOCAL.search(text) is not None


def done_to(text: str, thing: Span, verbs: tuple[str, ...]) -> Iterator[Mention]:
    """Where one of the verbs takes a thing as its object, as in `mentions`."""
    yield from _matches(text, {"verbs": verbs}, [thing])


def _matches(text: str, phrase: Mapping[str, Any], things: list[Span]) -> Iterator[Mention]:
    verbs = widened(tuple(phrase["verbs"]))
    whole = verb_forms(verbs, text)
    if whole is not None:
        yield from _by_verb(text, verbs, list(whole.finditer(text)), things)
    for particle, forms in parted(verbs, text):
        for match in forms.finditer(text):
            near = within_reach(match.span(), things)
            end = next((end for thing in near if (end := embraced(text, match.end(), thing, particle))), 0)
            if end:
                yield match.start(), end, match.start()
    yield from _without_verb(text, {*phrase["verbs"]}, verbs, things)


def _by_verb(text: str, verbs: Sequence[str], found: list[re.Match[str]], things: list[Span]) -> Iterator[Mention]:
    """A verb with its object, or with a pronoun for it."""
    direct = ("delete" in verbs or "disable" in verbs) and not any(verb in _ADDED for verb in verbs)
    for match in found:
        if is_no_verb(text, match):
            continue
        for thing in within_reach(match.span(), things):
            if belongs(text, match.span(), thing, direct=direct):
                yield match.start(), max(match.end(), thing[1]), min(match.start(), thing[0])
                break
    for match in found:
        if is_noun(word_at(text, match.start())) and _ITS.search(text, max(0, match.start() - _NEAR), match.start()):
            end = match.end()
        else:
            pronoun = _OBJECT_PRONOUN.match(text, match.end())
            end = pronoun.end() if pronoun else 0
        if end and stands_for(text, things, match.start()):
            yield match.start(), end, match.start()


def _without_verb(text: str, named: set[str], verbs: Sequence[str], things: list[Span]) -> Iterator[Mention]:
    """What is new, a command, or off says by itself what is done."""
    if not named.isdisjoint(("create", "add")):
        yield from ((*thing, thing[0]) for thing in things if _NEW.search(text, max(0, thing[0] - _NEAR), thing[0]))
    if not named.isdisjoint(("run", "execute")):
        yield from ((*thing, thing[0]) for thing in things if _is_command(text, thing))
    if "set" in named:
        yield from ((*thing, thing[0]) for thing in things if _IN_ITSELF.search(text, *thing))
    if "disable" in verbs:
        yield from ((thing[0], off.end(), thing[0]) for thing in things if (off := _OFF.match(text, thing[1])))


def _applies(text: str, phrase: Mapping[str, Any], around: str) -> bool:
    """A qualifier is there where one is asked for, and nothing says that it is done where no harm comes of it."""
    if _LOCAL.search(text) and not _PRODUCTION.search(text):
        return False
    said = _ANEW.sub(lambda match: " " * len(match[0]), text)
    elsewhere = words_of(tuple(phrase["unless"]), said)
    is_elsewhere = elsewhere is not None and any(
        not _COMPARED.match(said, match.end()) for match in elsewhere.finditer(said, response(text))
    )
    if is_elsewhere and not _PRODUCTION.search(text):
        return False
    asked = tuple(phrase["qualifiers"])
    qualifiers = words_of(asked, text)
    if not asked or (qualifiers and any(_qualifies(text, match) for match in qualifiers.finditer(text))):
        return True
    qualifiers = words_of(asked, around)
    return qualifiers is not None and qualifiers.search(around) is not None


def _qualifies(text: str, match: re.Match[str]) -> bool:
    """Whether a word says where something is: "sessions live in Redis" says it of no production."""
    return _ON_SCREEN.match(text, match.end()) is None and _RESIDES.match(text, match.start()) is None


def _is_command(text: str, thing: Span) -> bool:
    """Whether a thing that is run is a command by itself, given as an order: "terraform destroy the leftovers"."""
    return (
        _PROGRAM.match(text, thing[0]) is not None
        and _ORDERED.search(text, max(0, thing[0] - _NEAR), thing[0]) is not None
    )
