"""Whether a sentence plans what it names or forbids it."""

from __future__ import annotations

import re

# Words that turn what follows into its opposite. Two of them cancel out: "must not fail to", "shall not block".
_CUES = re.compile(
    r"\b(?:not|never|cannot|can't|won't|don't|doesn't|shouldn't|mustn't|isn't|aren't|no|nor|neither|none|without|"
    r"avoid(?:s|ed|ing)?|prohibit(?:s|ed|ing)?|forbid(?:s|den|ding)?|disallow(?:s|ed|ing)?|prevent(?:s|ed|ing)?|"
    r"reject(?:s|ed|ing)?|refuse(?:s|d)?|refusing|den(?:y|ies|ied|ying)|block(?:s|ed|ing)?|stop(?:s|ped|ping)?|"
    r"forget|fail(?:s|ed|ing)?|hesitate|neglect|instead of|rather than|out of scope|unauthori[sz]ed|attempts? to|"
    r"refrain(?:s|ed|ing)?)\b",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(?:previously|formerly|in the past|used to|historically|last (?:year|month|week|quarter))\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(
    r"[.;:!?]\s|\bbut\b|\bthen\b|\binstead,|\bafterwards\b|\s[\u2013\u2014]\s|, ",
    re.IGNORECASE,
)
_PARENTHESIS = re.compile(r"\b(never|not), [^,.;]{1,40},", re.IGNORECASE)
_TRIGGER = re.compile(r"^\s*(?:(?:THE SYSTEM )?(?:WHEN(?:EVER)?|IF|WHILE|WHERE|UNLESS))\b", re.IGNORECASE)
_RESPONSE = re.compile(r"\bTHEN\b|\bSHALL\b|\bMUST\b|,", re.IGNORECASE)
_FORBIDDING_SECTION = re.compile(
    r"\b(?:out of scope|non[- ]?goals?|not (?:planned|in scope|included)|rejected|alternatives? considered|"
    r"anti[- ]?patterns?|prohibited|forbidden|exclusions?)\b",
    re.IGNORECASE,
)
# What these say is not planned for that: a sentence that orders or promises something there is a plan all the same.
_TELLING_SECTION = re.compile(r"\b(?:risks?|limitations?|background|history)\b", re.IGNORECASE)
_PLANNING_SECTION = re.compile(
    r"\b(?:steps?|tasks?|plan|implementation|procedure|rollout|to[- ]?do|changes|deliverables)\b", re.IGNORECASE
)
_ORDER = re.compile(
    r"^\W*(?:(?:then|now|next|first|finally|please|also|just)\b\W*)*$"
    r"|\b(?:we|i|you|agent|system|team)\b.{0,20}\b(?:will|shall|must|are going to|need to|have to|now)\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(r"(?!\w+(?:ing|ion|ment|al)\b)\w+", re.IGNORECASE)
_OURSELVES = re.compile(r"\b(?:we|you|i)\s+$", re.IGNORECASE)
_REACH = 120  # characters before a verb in which a cue still speaks for it


def forbids(text: str, verb_start: int) -> bool:
    """Whether the words before the verb turn it into a prohibition, a history or the trigger of a requirement."""
    if _is_trigger(text, verb_start) or _HISTORY.search(text[:verb_start]):
        return True
    # "never, under any circumstances, open": what stands between the commas parts nothing; lengths stay as they are
    text = _PARENTHESIS.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), text)
    clause = text[max(0, _clause_start(text, verb_start), verb_start - _REACH) : verb_start]
    cues = [cue.lower() for cue in _CUES.findall(clause)]
    if _ORDERED.match(text, verb_start):  # "without review open …" orders, "without opening …" does not
        cues = [cue for cue in cues if cue != "without"]
    return len(cues) % 2 == 1


def section_forbids(headings: tuple[str, ...], text: str, verb_start: int) -> bool:
    """Whether a heading above says that what follows is not going to be done; the nearest that says anything counts.

    A section that only tells (risks, history) speaks for what is told, not for what is ordered.
    """
    for heading in reversed(headings):
        if _FORBIDDING_SECTION.search(heading):
            return True
        if _PLANNING_SECTION.search(heading):
            return False
        if _TELLING_SECTION.search(heading):
            return not _ORDER.search(text[:verb_start])
    return False


def is_prohibition(text: str) -> bool:
    """Whether every sentence of a text forbids; one that plans anything speaks for the whole."""
    sentences = [sentence for sentence in re.split(r"[.;!?]\s+", text) if sentence.strip()]
    return bool(sentences) and all(len(_CUES.findall(sentence)) % 2 == 1 for sentence in sentences)


def _clause_start(text: str, verb_start: int) -> int:
    return max((match.end() for match in _CLAUSE_END.finditer(text, 0, verb_start)), default=0)


def _is_trigger(text: str, verb_start: int) -> bool:
    """In `WHEN … THEN the system SHALL …` (EARS) the first part is what happens, not what is planned, unless by us."""
    if not _TRIGGER.match(text) or _OURSELVES.search(text[:verb_start]):
        return False
    response = _RESPONSE.search(text)
    return response is not None and verb_start < response.start()
