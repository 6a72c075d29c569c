"""The phrases of a named action, found in a sentence: a verb, an object near it, and a qualifier where one is asked for.

`unless` are words that say that it is done elsewhere than in production, where that is no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

_ACTIVE_REACH = 90  # characters between a verb and its object
_PASSIVE_REACH = 60
_PASSIVE = re.compile(r"\b(?:is|are|be|been|being|was|were|gets?|to be|will be|shall be|must be)\b", re.IGNORECASE)
_PRODUCTION = re.compile(r"\bprod(?:uction)?\b", re.IGNORECASE)
_NOUNS = {
    "assign": "assignment", "attach": "attachment", "create": "creation", "delete": "deletion",
    "destroy": "destruction", "elevate": "elevation", "escalate": "escalation", "modify": "modification",
    "remove": "removal", "terminate": "termination", "decommission": "decommissioning",
}  # fmt: skip
_VOWELS = "aeiou"


def mentions(text: str, phrases: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Where a verb of a matching phrase starts, for each match."""
    for phrase in phrases:
        objects = _compiled(tuple(phrase["objects"]), "objects")
        things = [match.span() for match in objects.finditer(text)] if objects is not None else []
        verbs = _compiled(tuple(phrase["verbs"]), "verbs") if things else None
        if verbs is None or not _applies(text, phrase):
            continue
        for verb in verbs.finditer(text):
            if any(_belongs(text, verb.span(), thing) for thing in things):
                yield verb.start()


def _applies(text: str, phrase: Mapping[str, Any]) -> bool:
    """A qualifier is there where one is asked for, and nothing says that it is done where no harm comes of it."""
    qualifiers = _compiled(tuple(phrase["qualifiers"]), "qualifiers")
    if qualifiers is not None and not qualifiers.search(text):
        return False
    elsewhere = _compiled(tuple(phrase["unless"]), "unless")
    return elsewhere is None or not elsewhere.search(text) or _PRODUCTION.search(text) is not None


def _belongs(text: str, verb: tuple[int, int], thing: tuple[int, int]) -> bool:
    """The object follows the verb in its sentence, or stands before it in the passive voice."""
    if verb[1] <= thing[0]:
        if thing[0] - verb[1] > _ACTIVE_REACH:
            return False
        between = text[verb[1] : thing[0]]
        return not re.search(r"[.;!?]\s", between)
    if thing[1] <= verb[0]:
        if verb[0] - thing[1] > _PASSIVE_REACH:
            return False
        between = text[thing[1] : verb[0]]
        return bool(_PASSIVE.search(between)) and text[verb[0] : verb[1]].endswith(("ed", "n", "t", "ped"))
    return False


@lru_cache(maxsize=512)
def _compiled(words: tuple[str, ...], kind: str) -> re.Pattern[str] | None:
    if not words:
        return None
    spelled = [form for word in words for form in (_inflected(word) if kind == "verbs" else _numbered(word))]
    spelled = sorted(set(spelled), key=lambda form: (-len(form), form))
    inner = "|".join(r"\s+".join(re.escape(part) for part in form.split()) for form in spelled)
    return re.compile(rf"(?<![\w-])(?:{inner})(?![\w-])", re.IGNORECASE)


def _numbered(thing: str) -> tuple[str, ...]:
    last = thing[-1:]
    return (thing, f"{thing}s") if last.isalpha() and last != "s" else (thing,)


def _inflected(verb: str) -> list[str]:
    """A verb with its forms: third person, past, -ing, and the noun made of it; the first word of several is inflected."""
    head, space, tail = verb.partition(" ")
    return [form + space + tail for form in _forms(head.lower())]


def _forms(verb: str) -> list[str]:
    stems = [verb]
    if verb.endswith("e"):
        forms = [f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        forms = [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    else:
        plural = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh")) else f"{verb}s"
        forms = [plural, f"{verb}ed", f"{verb}ing"]
        if len(verb) > 2 and verb[-1] not in "wxy" + _VOWELS and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
            forms += [f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    irregular = {"give": ["given", "gave"], "make": ["made"], "tear": ["torn"], "write": ["written"]}
    return [*stems, *forms, *irregular.get(verb, ()), *([_NOUNS[verb]] if verb in _NOUNS else ())]
