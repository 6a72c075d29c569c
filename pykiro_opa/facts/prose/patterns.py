"""The verbs, objects and qualifiers of phrases as patterns of those that a text may hold, and an index of them by word."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from .forms import PARTICLES, heads, inflected, numbered
from .synonyms import widened, widened_things

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

    Form = tuple[frozenset[str], str]  # the words that a text needs to hold it, and how it is spelled

_WORDS = re.compile(r"[a-z0-9]+")
# What a phrase names by its kind.
_KINDS = {
    "<host>": r"(?:https?://|s?ftp://)?(?:[a-z0-9_*-]+\.)+"
    r"(?:com|org|net|io|dev|example|internal|cloud|app|info|biz|site|eu|de|uk|us|fr|ch|nl|se)(?![\w-])(?:[/:][^\s|,;]*)?",
    "<production>": r"[\w-]*(?<![a-z])prod(?:uction)?(?![a-z])[\w-]*",
    "<bucket>": r"(?:(?:s3|gs)://|arn:aws:s3:::)[a-z0-9][a-z0-9.-]*[a-z0-9](?:/(?:[\w.-]+/)*\*?)?(?![\w/.*-]*[\w/*])",
    "<database>": r"arn:aws:(?:rds|dynamodb|redshift|docdb|elasticache):[\w:/.-]*\w",
    "<key>": r"arn:aws:kms:[\w:/.-]*\w",
    "<instance>": r"i-[0-9a-f]{8,17}|arn:aws:ec2:[\w:.-]*:instance/[\w-]+",
    "<stack>": r"arn:aws:cloudformation:[\w:/.-]*\w",
    "<name>": r"[a-z0-9]+(?:_[a-z0-9]+)+",
    "<id>": r"[a-z0-9]+(?:[-_][a-z0-9]+)+",
    "<security-group>": r"sg-[\w-]*\w",
    "<key-alias>": r"alias/[\w/-]*\w",
    "<service-account>": r"[\w.-]+@[\w.-]+\.iam\.gserviceaccount\.com",
    "<production-profile>": r"AWS_PROFILE\s*=\s*[\w-]*(?<![a-z])prod(?:uction)?(?![a-z])[\w-]*",
    "<production-role>": r"arn:aws:iam::[\w*]*:role/[\w/-]*(?<![a-z])prod(?:uction)?(?![a-z])[\w/-]*",
    "<https-to-http>": r"(?:from\s+)?https\b\S*\s+(?:to|into|by|with)\s+(?:plain\s+)?http\b(?!s)\S*",
}
_KIND = re.compile("|".join(_KINDS))
_NAME_LETTER = r"[\w-]"
_ANY_LETTER = r"[a-z0-9]"  # words that may be part of a name, too: `orders-prod`
_GAP = r"[\s-]+"
_PREPOSITIONS = frozenset(("of", "from", "in", "into", "on", "to", "for", "at", "by", "with"))
_ARTICLES = frozenset(("the", "a", "an", "our", "its", "this", "that", "any", "all", "every"))
_ARTICLE = r"(?:(?:the|our|its|their)\s+)?"


class Index:
    """The phrases of actions by a word of their objects, so that a text is asked about few of them."""

    def __init__(self, actions: Mapping[str, Mapping[str, Any]]) -> None:
        self._by_word: dict[str, list[tuple[frozenset[str], str, int]]] = {}
        self._phrases = {name: action["phrases"] for name, action in actions.items()}
        for name, alternatives in self._phrases.items():
            for number, phrase in enumerate(alternatives):
                for word, needed in _keys(tuple(phrase["objects"]), tuple(phrase["verbs"])):
                    self._by_word.setdefault(word, []).append((needed, name, number))

    def worth(self, text: str) -> dict[str, list[Mapping[str, Any]]]:
        """By action the phrases whose objects the text may name."""
        words = words_in(text)
        found = {
            (name, number)
            for word in (*words, "")
            for needed, name, number in self._by_word.get(word, ())
            if needed <= words
        }
        chosen: dict[str, list[Mapping[str, Any]]] = {}
        for name, number in sorted(found):
            chosen.setdefault(name, []).append(self._phrases[name][number])
        return chosen


@lru_cache(maxsize=256)
def words_in(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.lower()))


@lru_cache(maxsize=1024)
def _keys(objects: tuple[str, ...], verbs: tuple[str, ...]) -> tuple[tuple[str, frozenset[str]], ...]:
    """For each form of an object, or of a verb that has none, the longest of its words and all of them."""
    forms = _objects(objects) if objects else _verbs(widened(verbs))
    return tuple(
        dict.fromkeys((max(needed, key=lambda word: (len(word), word), default=""), needed) for needed, _ in forms)
    )


def verb_forms(verbs: tuple[str, ...], text: str) -> re.Pattern[str] | None:
    """None where the text can hold none; so for all of these."""
    return _pattern(_held(_verbs(verbs), text), _NAME_LETTER, r"\s+")


def parted(verbs: tuple[str, ...], text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    """(particle, verbs that may stand apart from it) for each."""
    words = words_in(text)
    for particle, forms in _parted(verbs):
        pattern = _pattern(_held(forms, text), _NAME_LETTER, _GAP) if particle in words else None
        if pattern is not None:
            yield particle, pattern


def objects_of(objects: tuple[str, ...], text: str) -> re.Pattern[str] | None:
    return _pattern(_held(_objects(objects), text), _NAME_LETTER, _GAP)


def words_of(words: tuple[str, ...], text: str) -> re.Pattern[str] | None:
    return _pattern(_held(_words(words), text), _ANY_LETTER, _GAP)


@lru_cache(maxsize=1024)
def _verbs(verbs: tuple[str, ...]) -> tuple[Form, ...]:
    return _forms(form for verb in verbs for form in inflected(verb))


@lru_cache(maxsize=1024)
def _objects(objects: tuple[str, ...]) -> tuple[Form, ...]:
    return _forms(form for thing in widened_things(objects) for form in numbered(thing))


@lru_cache(maxsize=1024)
def _words(words: tuple[str, ...]) -> tuple[Form, ...]:
    return _forms(form for word in words for form in numbered(word))


@lru_cache(maxsize=1024)
def _parted(verbs: tuple[str, ...]) -> tuple[tuple[str, tuple[Form, ...]], ...]:
    found: dict[str, list[str]] = {}
    for verb in verbs:
        words = verb.split()
        if len(words) == 2 and words[1] in PARTICLES:
            found.setdefault(words[1], []).extend(heads(verb))
    return tuple((particle, _forms(forms)) for particle, forms in found.items())


def _forms(spellings: Iterable[str]) -> tuple[Form, ...]:
    lowered = dict.fromkeys(" ".join(spelling.lower().split()) for spelling in spellings)
    return tuple((frozenset(_WORDS.findall(_KIND.sub(" ", spelling))), spelling) for spelling in lowered)


def _held(forms: tuple[Form, ...], text: str) -> tuple[str, ...]:
    words = words_in(text)
    return tuple(spelling for needed, spelling in forms if needed <= words)


@lru_cache(maxsize=4096)
def _pattern(spellings: tuple[str, ...], letter: str, gap: str) -> re.Pattern[str] | None:
    if not spellings:
        return None
    longest_first = sorted(spellings, key=lambda form: (-len(form), form))
    inner = "|".join(_spelled(form.split(), gap) for form in longest_first)
    return re.compile(rf"(?<!{letter})(?:{inner})(?!{letter})", re.IGNORECASE)


def _spelled(parts: list[str], gap: str) -> str:
    """The parts with what may stand between them; behind a preposition of an object also an article."""
    spelled = _escaped(parts[0])
    for before, part in pairwise(parts):
        is_led = gap == _GAP and before in _PREPOSITIONS and part not in _ARTICLES
        spelled += gap + (_ARTICLE if is_led else "") + _escaped(part)
    return spelled


def _escaped(part: str) -> str:
    return _KINDS.get(part) or re.escape(part)
