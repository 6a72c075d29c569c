"""The verbs, objects and qualifiers of phrases as patterns, and an index of them by word."""

from __future__ import annotations

import re
from functools import lru_cache

from .forms import PARTICLES, heads, inflected, numbered
from .synonyms import widened, widened_things

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

_WORDS = re.compile(r"[a-z0-9]+")
# What a phrase names by its kind.
_KINDS = {
    "<host>": r"(?:https?://|s?ftp://)?(?:[a-z0-9_*-]+\.)+(?:com|org|net|io|dev|example|internal|cloud|app|info|biz|site|eu|de|uk|us|fr|ch|nl|se)"
    r"(?![\w-])(?:[/:][^\s|,;]*)?",
    "<production>": r"[\w-]*(?<![a-z])prod(?:uction)?(?![a-z])[\w-]*",
    "<name>": r"[a-z0-9]+(?:_[a-z0-9]+)+",
}
_Branches = dict[str, "_Branches"]


class Index:
    """The phrases of actions by the first words of their objects, so that a text is asked about few of them."""

    def __init__(self, phrases: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        self._phrases = phrases
        for name, alternatives in phrases.items():
            for number, phrase in enumerate(alternatives):
                for word in _first_words(tuple(phrase["objects"]), tuple(phrase["verbs"])):
                    self._by_word.setdefault(word, []).append((name, number))

    def worth(self, text: str) -> dict[str, list[Mapping[str, Any]]]:
        """By action the phrases whose objects the text may name."""
        words = {*_WORDS.findall(text.lower()), ""}
        found = {one for word in words for one in self._by_word.get(word, ())}
        chosen: dict[str, list[Mapping[str, Any]]] = {}
        for name, number in sorted(found):
            chosen.setdefault(name, []).append(self._phrases[name][number])
        return chosen


@lru_cache(maxsize=512)
def _first_words(objects: tuple[str, ...], verbs: tuple[str, ...]) -> frozenset[str]:
    """The first word of each form of each object, or of each verb that has none; "" stands for what has no such word."""
    if objects:
        forms = ["" if "<" in thing else form for thing in widened_things(objects) for form in numbered(thing)]
    else:
        forms = [form for verb in widened(verbs) for form in inflected(verb)]
    return frozenset(found[0] if (found := _WORDS.search(form)) else "" for form in forms)


@lru_cache(maxsize=512)
def verb_forms(verbs: tuple[str, ...]) -> re.Pattern[str] | None:
    return _alternatives([form for verb in verbs for form in inflected(verb)], gap=r"\s+")


@lru_cache(maxsize=512)
def parted(verbs: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    found: dict[str, list[str]] = {}
    for verb in verbs:
        words = verb.split()
        if len(words) == 2 and words[1] in PARTICLES:
            found.setdefault(words[1], []).extend(heads(verb))
    return [(particle, pattern) for particle, forms in found.items() if (pattern := _alternatives(forms))]


@lru_cache(maxsize=512)
def objects_of(objects: tuple[str, ...]) -> re.Pattern[str] | None:
    return _alternatives([form for thing in widened_things(objects) for form in numbered(thing)])


@lru_cache(maxsize=512)
def words_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Words that may be part of a name, too: `orders-prod`."""
    return _alternatives([form for word in words for form in numbered(word)], r"[a-z0-9]")


def _alternatives(words: list[str], letter: str = r"[\w-]", gap: str = r"[\s-]+") -> re.Pattern[str] | None:
    if not words:
        return None
    root: _Branches = {}
    for word in words:
        branch = root
        for sign in " ".join(word.lower().split()):
            branch = branch.setdefault(sign, {})
        branch[""] = {}
    spelled = _joined(root, gap)
    for name, pattern in _KINDS.items():
        spelled = spelled.replace(re.escape(name), pattern)
    return re.compile(rf"(?<!{letter}){spelled}(?!{letter})", re.IGNORECASE)


def _joined(branch: _Branches, gap: str) -> str:
    """The words of a branch, the longest first, with what they begin with only once: a text is asked but once for it."""
    parts = [
        (gap if sign == " " else re.escape(sign)) + (_joined(rest, gap) if rest.keys() - {""} else "")
        for sign, rest in branch.items()
        if sign
    ]
    return parts[0] if len(parts) == 1 and "" not in branch else f"(?:{'|'.join(parts)}){'?' if '' in branch else ''}"
