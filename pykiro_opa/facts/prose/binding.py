"""Which verb takes which object: behind it in its clause, or before it in the passive voice or as part of a noun."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from .forms import is_intransitive, is_noun, is_past, is_verbal_noun, may_be_past, word_at
from .synonyms import VERBS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Span = tuple[int, int]

_ACTIVE_REACH = 90  # characters between a verb and its object
_PASSIVE_REACH = 110
_NEAR = 60  # farther away a verb in the passive needs its auxiliary just before it
_PARTICLE_REACH = 40
_LONGEST_NAME = 80
_LEAD = 160  # characters before an object that say how it is named
_BETWEEN_SENTENCES = re.compile(r"[.;!?]\s")
_PASSIVE = re.compile(r"\b(?:is|are|be|been|being|was|were|gets?|got|becomes?)\b", re.IGNORECASE)
_PASSIVE_ENDS = re.compile(
    r"\b(?:is|are|be|being|gets?|becomes?)(?:\s+(?:then|thus|also|both|all|now|\w+ly))?\s+$", re.IGNORECASE
)
_ARTICLE = re.compile(
    r"\b(?:the|an?|any|every|each|this|that|these|those|of|accidentally|previously|recently|already)\s+$", re.IGNORECASE
)
_FRAGMENT = re.compile(
    r"(?:^|[|:;(]\s*)(?:(?:the|an?|all|every)\s+)?$", re.IGNORECASE
)  # no whole sentence: "port 22 opened"
_NAMED = re.compile(r"\s[\w.-]+\s")
_BEHIND = re.compile(r"\s*(?:$|[.,;|]|(?:by|for|with|from|to|via|through|in|on|at|and|as)\b)", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r"\b(?:so that|because|which|who|whose|while|when|if|unless|although|instead of|rather than)\b"
    rf"|\b(?:and|then|or|to)\s+(?:\w+ly\s+)?(?:{'|'.join(sorted(VERBS))})\b", re.IGNORECASE)  # fmt: skip
_OBLIQUE = re.compile(
    r"\b(?:from|in|into|on|onto|(?<!\d )to|for|with|by|about|at|inside|within|via|using|through|against|as)\s",
    re.IGNORECASE,
)
_ALL_OF = re.compile(r"\b(?:all|every|everything|whole|entire|contents?|data|rows)\b", re.IGNORECASE)
_OF = re.compile(r"\W*(?:$|(?:of|to|for|in|into|on|from|by|with)\b)", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:block|blocking|prevention|restriction|ban|order|sorting|colou?r|title|caption|width|layout|position|style|look|number|list|count|page|view|name|description|"
                      r"documentation|diagram|picture|icon|screenshot|translation|owner|tests?|usage|mention|meaning) (?:of|for|about)\b", re.IGNORECASE)  # fmt: skip
_NAMED_BEFORE = re.compile(
    r"(?:^|[|:;,(]\s*|\band\s+)(?:(?:the|an?|full|complete|automatic|automated|immediate|final|old|manual|regular|scheduled|permanent|production|prod|legacy|staging|nightly|weekly|entire|whole)\s+|[\d.]+\s+)*$"
    r"|\b(?:perform|do|does|carry out|carries out|execute|executes|trigger|triggers|start|starts|run|runs|schedule|schedules|include|includes|"
    r"involve|involves|require|requires|via|by|through|allow|allows|enable|enables|plan|plans|complete)\s+(?:(?:the|an?|its|their|automatic|automated|full|immediate)\s+)*$",
    re.IGNORECASE)  # fmt: skip
_NAMED_AFTER = re.compile(
    r"\s*(?:$|[.,;:|)\u2014\u2013-]|\b(?:of|in|at|on|by|for|with|after|once|when|and|follows|happens|takes place|via|using|through|from|to|is (?:done|performed|carried out|scheduled|part of))\b)",
    re.IGNORECASE,
)
_EVERYTHING = re.compile(r"\b(?:all|every|everything|whole|entire)\b", re.IGNORECASE)
_SOME = re.compile(
    r"\b(?:(?:rows?|records?|values?|duplicates?|items?)\s+(?:from|in|into|of|to|with|that|where)|entr(?:y|ies)\s+(?:from|in|of))\b",
    re.IGNORECASE,
)
_OTHER_OBJECT = re.compile(
    r"\b(?:issues?|tickets?|pull requests?|prs?|bugs?|discussions?|threads?|pages?|tabs?|windows?|dialogs?|menus?|editors?|forms?|sections?|"
    r"chapters?|components?|routes?|tests?|labels?|buttons?|documentation|docs?|diagrams?|screenshots?|questions?|surveys?|meetings?|topics?|"
    r"alerts?|alarms?|dashboards?|metrics?|reports?|cards?|comments?|runbooks?|checks?|lint|rule of thumb|adrs?|notes?|tasks?|badges?|filters?|"
    r"mocks?|stubs?|types?|interfaces?|helpers?|class(?:es)?|enums?|constants?|variables?)\b(?: #?\d+| [\w-]+)?"
    r"\s+(?:for|about|on|of|with|in|to|from|that|which|describing|listing|showing)\b", re.IGNORECASE)  # fmt: skip
_FOR = re.compile(r"\s+(?:[\w-]+\s+){0,5}for\s+(?:immediate\s+|eventual\s+|good\s+)?", re.IGNORECASE)
_SUBJECT = re.compile(r"(?:\s[\w.-]+){0,6}\s", re.IGNORECASE)
_SAID_OF = re.compile(
    r"(?:\s[\w.-]+)?(?::|\s\||\s->|\s\u2192)\s"
    r"|(?:\s\([^()|]{1,60}\)|\s(?:of|in|on|from|for|at|with|under|behind|named|called)\s[^|:;]{1,60}){1,2}\s\|\s"
)
_ENDS = re.compile(r"\s*(?:$|[.;|])")
_NOUN_ENDS = re.compile(
    r"\s*(?:$|[.;|,(]|(?:from|of|in|on|for|with|at|by|after|before|once|when|next|this)\b)", re.IGNORECASE
)
_NOUNS_TOO = ("change", "changes", "update", "updates", "edit", "edits")


def within_reach(verb: Span, things: Sequence[Span]) -> Sequence[Span]:
    """The things, in their order, that a verb may take at all: a sentence of many is not read for every pair."""
    return things[
        bisect_left(things, (verb[0] - _PASSIVE_REACH - _LONGEST_NAME, 0)) : bisect_right(
            things, (verb[1] + _ACTIVE_REACH, verb[1] + _ACTIVE_REACH)
        )
    ]


def belongs(text: str, verb: Span, thing: Span, *, direct: bool) -> bool:
    """The object follows the verb in its clause, or stands before it: in the passive voice, or as part of a noun."""
    if verb[1] <= thing[0]:
        return _is_object(text, verb, thing, direct=direct)
    if thing[1] > verb[0]:
        return False
    between, word = text[thing[1] : verb[0]], word_at(text, verb[0])
    if len(between) > _PASSIVE_REACH or _BETWEEN_SENTENCES.search(between):
        return False
    return _is_said_of(text, verb, thing, between, word) or _is_passive(text, verb, thing, between, word, direct=direct)


def _is_object(text: str, verb: Span, thing: Span, *, direct: bool) -> bool:
    between = text[verb[1] : thing[0]]
    if len(between) > _ACTIVE_REACH or _BETWEEN_SENTENCES.search(between) or _OTHER_CLAUSE.search(between):
        return False
    if _PART_OF.search(between) or _OTHER_OBJECT.search(between) or _is_part(between):
        return False
    if is_verbal_noun(word_at(text, verb[0])) and not _OF.match(between):
        return False
    if direct and is_past(word_at(text, verb[0])) and _ARTICLE.search(text, max(0, verb[0] - _LEAD), verb[0]):
        return False
    oblique = _OBLIQUE.search(between) if direct else None
    return oblique is None or _ALL_OF.search(between, 0, oblique.start()) is not None


def _is_said_of(text: str, verb: Span, thing: Span, between: str, word: str) -> bool:
    """What is done is said as a noun or a remark behind the thing: "the cluster: delete", "bucket deletion"."""
    if _SAID_OF.fullmatch(between) and (_NOUN_ENDS if is_noun(word) else _ENDS).match(text, verb[1]):
        return True
    if between.strip() in ("and", "and then", ", then", "then") and _ENDS.match(text, verb[1]):
        return True
    if is_noun(word) and _FOR.fullmatch(between):
        return True
    return (
        (is_noun(word) or word in _NOUNS_TOO)
        and between == " "
        and _NAMED_BEFORE.search(text, max(0, thing[0] - _LEAD), thing[0]) is not None
        and _NAMED_AFTER.match(text, verb[1]) is not None
    )


def _is_passive(text: str, verb: Span, thing: Span, between: str, word: str, *, direct: bool) -> bool:
    if is_intransitive(word):
        return _SUBJECT.fullmatch(between) is not None
    if not may_be_past(word):
        return False
    if len(between) > _NEAR:
        auxiliary = _PASSIVE_ENDS.search(between)
        if auxiliary is None or _OTHER_CLAUSE.search(between[: auxiliary.start()]):
            return False
    if between == ", " and _BEHIND.match(text, verb[1]):
        return True
    is_fragment = _FRAGMENT.search(text, max(0, thing[0] - _LEAD), thing[0]) is not None
    if is_fragment and (
        (between == " " and _BEHIND.match(text, verb[1])) or (_NAMED.fullmatch(between) and _ENDS.match(text, verb[1]))
    ):
        return True
    return _PASSIVE.search(between) is not None or (direct and len(between.split()) <= 2)


def _is_part(between: str) -> bool:
    """Whether only some of what the object holds is spoken of: rows of a table."""
    return _SOME.search(between) is not None and not _EVERYTHING.search(between)


def embraced(text: str, verb_end: int, thing: Span, particle: str) -> int:
    """Where "turn MFA off" or "roll it out to production" is over; 0 where verb, particle and object are no such thing."""
    parted = re.compile(rf"[^.;:!?,|]{{0,{_PARTICLE_REACH}}}?\b{particle}\b", re.IGNORECASE)
    if not 0 < thing[0] - verb_end <= _ACTIVE_REACH or _BETWEEN_SENTENCES.search(text[verb_end : thing[0]]):
        return 0
    behind = parted.match(text, thing[1]) if thing[0] - verb_end <= _PARTICLE_REACH else None
    if behind:
        return behind.end()
    between = parted.match(text, verb_end)
    return thing[1] if between and between.end() <= thing[0] <= between.end() + _PARTICLE_REACH else 0


def stands_for(text: str, things: Sequence[Span], verb_start: int) -> bool:
    """Whether a pronoun behind the verb may mean one of the things, the last that the same sentence names before."""
    earlier = [thing for thing in things[: bisect_left(things, (verb_start, 0))][-2:] if thing[1] <= verb_start]
    return bool(earlier) and not _BETWEEN_SENTENCES.search(text, earlier[-1][1], verb_start)
