"""The phrases of a named action, found in a sentence: a verb, an object near it, and a qualifier where one is asked for."""

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
_NOUNS = {
    "assign": "assignment", "attach": "attachment", "create": "creation", "delete": "deletion",
    "destroy": "destruction", "elevate": "elevation", "escalate": "escalation", "modify": "modification",
    "remove": "removal", "terminate": "termination", "decommission": "decommissioning",
}  # fmt: skip
_VOWELS = "aeiou"


def mentions(text: str, phrases: Sequence[Mapping[str, Any]]) -> Iterator[int]:
    """Where a verb of a matching phrase starts, for each match."""
    for phrase in phrases:
        verbs, objects, qualifiers = (
            _compiled(tuple(phrase[kind]), kind) for kind in ("verbs", "objects", "qualifiers")
        )
        if verbs is None or objects is None or (qualifiers is not None and not qualifiers.search(text)):
            continue
        things = [match.span() for match in objects.finditer(text)]
        for verb in verbs.finditer(text) if things else ():
            if any(_belongs(text, verb.span(), thing) for thing in things):
                yield verb.start()


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
