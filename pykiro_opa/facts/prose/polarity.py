"""Whether a sentence plans what it names or forbids it."""

from __future__ import annotations

import re

from . import cues
from .forms import is_named, is_past, word_at
from .requirements import response
from .synonyms import VERBS
from .telling import is_attempt, tells

_CLAUSE_END = re.compile(
    r"[.;:!?]\s|\bbut\b|\bthen\b|\binstead,|\bafterwards\b|\s[\u2013\u2014]\s|, | \| |\band\s+(?=(?:(?:we|it|they|the \w+)\s+)?(?:shall|must|will|should)\b)",
    re.IGNORECASE,
)
_CUE_AND_COLON = re.compile(r"\b(never|not|cannot|don't|avoid):\s", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\b(never|not), [^,.;]{1,40},", re.IGNORECASE)
_OURSELVES = re.compile(r"\b(?:we|you|i)\s+$", re.IGNORECASE)
_OR_VERB = re.compile(rf",\s+(?:or|nor)\s|\b(?:or|nor)\s+(?:{'|'.join(sorted(VERBS))})\b", re.IGNORECASE)
_IN_A_ROW = re.compile(r".*?\w+ed, (?:\w+ed,? )*(?:(?:and|or) )?", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno longer\s+(?:be\s+)?$", re.IGNORECASE)
_PROGRAMS = (
    r"\b(?:git|terraform|tofu|kubectl|helm|aws|gcloud|az|docker|npm|pulumi|cdk|vault|gsutil|psql|sudo|rm|chmod|curl)"
)
# "Reject `terraform destroy`, `rm -rf /` and `kubectl delete …`": commands in a row are refused, or told of, like the first.
_LISTED = re.compile(
    rf"(?:`?{_PROGRAMS}(?:\s+[^\s,;.`]+){{1,5}}?`?(?:,\s*(?:(?:and|or)\s+)?|\s+(?:and|or)\s+))+`?"
    rf"(?:{_PROGRAMS}(?:\s+[\w-]+){{0,2}}\s+)?$"
)
# "Instead of a group we make it …": what stands first and is not done speaks for nothing behind the subject.
_FRONTED = re.compile(r"^\W*(?:instead of|rather than)\s+[^,.;]{1,60}?(?=\b(?:we|they|it|i|you)\s)", re.IGNORECASE)
_PROGRAM = re.compile(rf"{_PROGRAMS}(?:\s+[\w-]+){{0,2}}\s+$", re.IGNORECASE)
# "For accounts without SSO the script parses …": it speaks for the noun alone.
_WITHOUT_NOUN = re.compile(r"\bwithout\s+(?:[\w-]+\s+){1,3}?(?=(?:the|we|it|they|i|you|our)\s)", re.IGNORECASE)
_RUN = re.compile(r"\b(?:run|execute|use|call|invoke|issue)\s+$", re.IGNORECASE)
_FARTHEST = 400
_REACH = 120  # characters before a verb in which a cue still speaks for it


def forbids(text: str, verb_start: int, end: int | None = None, first: int | None = None) -> bool:
    """Whether the words around a verb turn it into a prohibition, a report or the trigger of a requirement.

    `end` is where the phrase of the verb is over, `first` where it begins if its object stands before the verb.
    """
    planned = response(text)
    if verb_start < planned and not _OURSELVES.search(text[:verb_start]):
        return True
    end, first = end or verb_start, verb_start if first is None else first
    cut = max(0, first - _FARTHEST)  # of what nobody would call a sentence, only what is near can speak for the verb
    text = text[cut : end + _FARTHEST]
    planned, verb_start, end, first = max(0, planned - cut), verb_start - cut, end - cut, first - cut
    # "never, under any circumstances, open": what stands between the commas parts nothing; lengths stay as they are
    text = _PARENTHESIS.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), text)
    fronted = _FRONTED.match(text, 0, verb_start)
    if fronted:
        text = " " * fronted.end() + text[fronted.end() :]
    text = _CUE_AND_COLON.sub(lambda match: match[1] + "  ", text)
    listed = _LISTED.search(text, planned, verb_start)
    if listed is not None:
        verb_start = first = listed.start()
    start = max(_clause_start(text, verb_start), planned if verb_start >= planned else 0)
    if tells(text, start, verb_start, end, first, planned):
        return True
    word = word_at(text, verb_start)
    found = _cues(text[max(0, start, verb_start - _REACH) : verb_start], word)
    if found == 0 and start > planned and _is_enumerated(text, start, verb_start, word):
        found = _cues(text[max(0, planned, verb_start - _REACH) : verb_start], word)
    if is_attempt(text, verb_start):
        return found % 2 == 1 or found == 0
    return found % 2 == 1


def is_prohibition(text: str) -> bool:
    """Whether every sentence of a text forbids; one that plans anything speaks for the whole."""
    sentences = [sentence for sentence in re.split(r"[.;!?]\s+", text) if sentence.strip()]
    return bool(sentences) and all(cues.count(sentence) % 2 == 1 for sentence in sentences)


def _cues(clause: str, word: str) -> int:
    """Those that speak for a verb; "without review open …" orders, "without opening …" does not."""
    clause = _WITHOUT_NOUN.sub(
        "", _RUN.sub("", _PROGRAM.sub("", clause))
    )  # what is refused in "refuse `git push --force`" is the command
    nominal = is_past(word) or is_named(clause, word)
    plain = (
        not nominal
        and not re.search(r"\b(?:to|from|of|that|which|who)\s+(?:\w+ly\s+)?$", clause)
        and not cues.hinders(clause)
    )
    stops = 1 if _NO_LONGER.search(clause) else 0
    return stops + cues.count(clause, plain_order=plain, keeps_without=nominal)


def _is_enumerated(text: str, start: int, verb_start: int, word: str) -> bool:
    """In "must not open a port, grant access, or delete …" each verb of the list is forbidden."""
    if is_past(word):
        return False
    return re.search(r"\b(?:or|nor)\s+(?:to\s+)?$", text[:verb_start]) is not None or (
        text[start:verb_start].strip() == "" and _OR_VERB.search(text, verb_start) is not None
    )


def _clause_start(text: str, verb_start: int) -> int:
    """Participles in a row ("created, altered or dropped") are of one clause."""
    starts = [0, *(match.end() for match in _CLAUSE_END.finditer(text, 0, verb_start))]
    while len(starts) > 1 and is_past(word_at(text, verb_start)) and _IN_A_ROW.fullmatch(text, starts[-2], verb_start):
        starts.pop()
    return starts[-1]
