"""The phrases of a named action, found in a sentence: a verb, its object, and a qualifier where one is asked for.

`unless` are words that say that it is done elsewhere than in production, where that is no harm.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .forms import PARTICLES, heads, inflected, is_noun, is_verbal_noun, may_be_past, numbered, word_at
from .requirements import response
from .synonyms import VERBS, widened

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    Span = tuple[int, int]
    Mention = tuple[int, int, int]

_ACTIVE_REACH = 90  # characters between a verb and its object
_PASSIVE_REACH = 60
_PARTICLE_REACH = 40
_BETWEEN_SENTENCES = re.compile(r"[.;!?]\s")
_PASSIVE = re.compile(r"\b(?:is|are|be|been|being|was|were|gets?|got|becomes?)\b", re.IGNORECASE)
_PRODUCTION = re.compile(r"(?<![a-z0-9])prod(?:uction)?(?![a-z0-9])", re.IGNORECASE)
_LOCAL = re.compile(r"\b(?:localhost|127\.0\.0\.1|dev(?:elopment)? server|local machine of the developer|testcontainers?|localstack|minikube)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|them|this|these|those|that one|both)\b", re.IGNORECASE)
_OTHER_CLAUSE = re.compile(
    r"\b(?:so that|because|which|who|whose|while|when|if|unless|although|instead of|rather than)\b"
    rf"|\b(?:and|then|or|to)\s+(?:\w+ly\s+)?(?:{'|'.join(sorted(VERBS))})\b", re.IGNORECASE)  # fmt: skip
_OBLIQUE = re.compile(r"\b(?:from|in|into|on|onto|to|for|with|by|about|at|inside|within|via|using|through|against|as)\s", re.IGNORECASE)
_ALL_OF = re.compile(r"\b(?:all|every|everything|whole|entire|contents?|data|rows)\b", re.IGNORECASE)
_THE_VERB_IS_A_NOUN = re.compile(r"\b(?:the|an?|any|every|each|this|that|these|its|their|our|no|your|mfa|soft|hard|already)\s+$", re.IGNORECASE)
_BEFORE_ADJECTIVES = VERBS | {"report", "list", "show", "find", "finds", "reports", "lists", "detects", "detect", "scan", "has", "have", "with", "for", "of", "on", "all"} - {"let"}
_ADJECTIVES = ("open", "public", "clean", "clear", "drop", "delete", "reset", "release", "live", "remove")
# What a thing is a part of the name of: a database view is no database.
_HEAD = re.compile(
    r"\s+(?:connections?|urls?|strings?|names?|ids?|identifiers?|sessions?|quer(?:y|ies)|calls?|layers?|clients?|models?|settings?|config(?:uration)?s?|"
    r"entr(?:y|ies)|rows?|fields?|columns?(?! to\b)|migrations?|keys?|logos?|of (?:the|a|this) class|views?|pages?|buttons?|components?|modules?|banners?|class(?:es)?|packages?|folders?|links?|icons?|labels?|menus?|tabs?|"
    r"dialogs?|screens?|forms?|docs|documentation|sections?|chapters?|references?|mentions?|helpers?|wrappers?|drivers?|pools?|"
    r"adapters?|librar(?:y|ies)|dependenc(?:y|ies)|types?|interfaces?|mocks?|fixtures?|features?|flags?|prefix(?:es)?|"
    r"suffix(?:es)?|variables?|comments?|imports?|alerts?|alarms?|dashboards?|notifications?|widgets?|tests?|examples?|pickers?|"
    r"editors?|topics?|designers?|schools?|courses?|lessons?|guides?|tutorials?|cards?|chips?|badges?|headers?|"
    r"(?:of|for) (?:people|reviewers|users|friends|learners|humans))\b", re.IGNORECASE)  # fmt: skip
_OF = re.compile(r"\W*(?:$|(?:of|to|for|in|into|on|from|by|with)\b)", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:order|sorting|colou?r|title|caption|width|layout|position|style|look|number|list|count|page|view|name|description|"
                      r"documentation|diagram|picture|icon|screenshot|translation|owner|tests?|usage|mention|meaning) (?:of|for|about)\b", re.IGNORECASE)  # fmt: skip
# A thing that is done, by its name: at the beginning, or as what is carried out.
_NAMED_BEFORE = re.compile(
    r"(?:^|[|:;,(]\s*|\band\s+)(?:(?:the|an?|full|complete|automatic|automated|immediate|final|old|manual|regular|scheduled|permanent|production|prod|legacy|staging|nightly|weekly|entire|whole)\s+|[\d.]+\s+)*$"
    r"|\b(?:perform|do|does|carry out|carries out|execute|executes|trigger|triggers|start|starts|run|runs|schedule|schedules|include|includes|"
    r"involve|involves|require|requires|via|by|through|allow|allows|enable|enables|plan|plans|complete)\s+(?:(?:the|an?|its|their|automatic|automated|full|immediate)\s+)*$",
    re.IGNORECASE)  # fmt: skip
_NAMED_AFTER = re.compile(r"\s*(?:$|[.,;:|)\u2014\u2013-]|\b(?:of|in|at|on|by|for|with|after|once|when|and|follows|happens|takes place|via|using|through|from|to|is (?:done|performed|carried out|scheduled|part of))\b)", re.IGNORECASE)
_EVERYTHING = re.compile(r"\b(?:all|every|everything|whole|entire)\b", re.IGNORECASE)
_SOME = re.compile(r"\b(?:(?:rows?|records?|values?|duplicates?|items?)\s+(?:from|in|into|of|to|with|that|where)|entr(?:y|ies)\s+(?:from|in|of))\b", re.IGNORECASE)
_OTHER_OBJECT = re.compile(
    r"\b(?:issues?|tickets?|pull requests?|prs?|bugs?|discussions?|threads?|pages?|tabs?|windows?|dialogs?|menus?|editors?|forms?|sections?|"
    r"chapters?|components?|routes?|tests?|labels?|buttons?|documentation|docs?|diagrams?|screenshots?|questions?|surveys?|meetings?|topics?|"
    r"alerts?|alarms?|dashboards?|metrics?|reports?|cards?|comments?|runbooks?|checks?|lint|rule of thumb|adrs?|notes?|tasks?|badges?|filters?|"
    r"mocks?|stubs?|types?|interfaces?|helpers?|class(?:es)?|enums?|constants?|variables?)\b(?: #?\d+| [\w-]+)?"
    r"\s+(?:for|about|on|of|with|in|to|from|that|which|describing|listing|showing)\b", re.IGNORECASE)  # fmt: skip
_FOR = re.compile(r"\s+(?:[\w-]+\s+){0,2}for\s+(?:immediate\s+|eventual\s+)?", re.IGNORECASE)
_OFF = re.compile(r"(?:[^.;|]{0,40}\s\|)?(?:\s+(?:is|are|be|being|set|gets?|becomes?))*\s*(?:=|:|\bto\b|->|\u2192|\|)?\s*[\"']?(?:false|off|disabled)\b(?![ -](?:site|line|board|hours))", re.IGNORECASE)
_WORDS = re.compile(r"[a-z0-9]+")
_OBJECT_PRONOUN = re.compile(r"\s+(?:it|them|both|this|these|those|that|all of (?:it|them)|the latter)\b", re.IGNORECASE)
_NEW = re.compile(r"(?:^|\|\s)\W*(?:an? )?(?:new|additional|another)\s+(?:[\w-]+\s+){0,2}$", re.IGNORECASE)
_SAID_OF = re.compile(r"(?:\s[\w.-]+)?(?::|\s\||\s->|\s\u2192)\s")
_ENDS = re.compile(r"\s*(?:$|[.;|])")
_NOUNS_TOO = ("change", "changes", "update", "updates", "edit", "edits")
_PROGRAM = re.compile(r"(?:git(?! (?:hooks?|history|credentials)\b)|terraform|tofu|terragrunt|cdk|sam|pulumi|curl|wget|rm|sudo|chmod|mkfs|helm|kubectl|alembic|prisma|flyway)\b")
_ORDERED = re.compile(r"(?:^|[:;,]\s|\b(?:and|then|first|finally|next|do|via|by)\s)\W*$", re.IGNORECASE)
_POLICY = re.compile(r"\s+polic(?:y|ies)\b", re.IGNORECASE)
_ON_SCREEN = re.compile(r"\s+(?:components?|cards?|pages?|buttons?|views?|widgets?|icons?)\b", re.IGNORECASE)
_ADDED = ("modify", "change", "update", "edit", "add", "create", "open", "grant", "run", "read", "send")


class Index:
    """The phrases of actions by the first words of their objects, so that a text is asked about few of them."""

    def __init__(self, phrases: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._by_word: dict[str, list[tuple[str, int]]] = {}
        self._phrases = phrases
        for name, alternatives in phrases.items():
            for number, phrase in enumerate(alternatives):
                for word in _first_words(tuple(phrase["objects"])):
                    self._by_word.setdefault(word, []).append((name, number))

    def worth(self, text: str) -> dict[str, list[Mapping[str, Any]]]:
        """By action the phrases whose objects the text may name."""
        words = {*_WORDS.findall(text.lower()), ""}
        found = {one for word in words for one in self._by_word.get(word, ())}
        chosen: dict[str, list[Mapping[str, Any]]] = {}
        for name, number in sorted(found):
            chosen.setdefault(name, []).append(self._phrases[name][number])
        return chosen


def mentions(text: str, phrases: Sequence[Mapping[str, Any]], around: str = "", before: str = "") -> Iterator[Mention]:
    """Where the verb of a matching phrase starts, where the phrase ends and where it begins, for each match.

    `before` is what a pronoun may stand for; `around` may hold the qualifier, where the text names no other place.
    """
    for phrase in phrases:
        objects = _objects(tuple(phrase["objects"]))
        if objects is None:
            continue
        things = [match.span() for match in objects.finditer(text) if not _is_modifier(text, match)]
        if not things and before and objects.search(before):
            things = [match.span() for match in _PRONOUN.finditer(text)]
        if things and _applies(text, phrase, f"{around} {before}"):
            yield from _matches(text, phrase, things)


def done_to(text: str, thing: Span, verbs: tuple[str, ...]) -> Iterator[Mention]:
    """Where one of the verbs takes a thing as its object, as in `mentions`."""
    yield from _matches(text, {"verbs": verbs}, [thing])


def _matches(text: str, phrase: Mapping[str, Any], things: list[Span]) -> Iterator[Mention]:
    verbs = widened(phrase["verbs"])
    whole = _verbs(verbs)
    direct = ("delete" in verbs or "disable" in verbs) and not any(verb in _ADDED for verb in verbs)
    for match in whole.finditer(text) if whole else ():
        if _is_a_noun(text, match):
            continue
        for thing in things:
            if _belongs(text, match.span(), thing, direct=direct):
                yield match.start(), max(match.end(), thing[1]), min(match.start(), thing[0])
                break
    for particle, parted in _parted(verbs):
        for match in parted.finditer(text):
            ends = (_embraced(text, match.end(), thing, particle) for thing in things)
            end = next((end for end in ends if end), 0)
            if end:
                yield match.start(), end, match.start()
    for match in whole.finditer(text) if whole else ():
        pronoun = _OBJECT_PRONOUN.match(text, match.end())
        if pronoun and any(_stands_for(text, thing, match.start()) for thing in things):
            yield match.start(), pronoun.end(), match.start()
    if not {"create", "add"}.isdisjoint(phrase["verbs"]):
        yield from ((*thing, thing[0]) for thing in things if _NEW.search(text, 0, thing[0]))
    if "run" in phrase["verbs"] or "execute" in phrase["verbs"]:
        yield from ((*thing, thing[0]) for thing in things if _is_command(text, thing))
    if "disable" in verbs:
        yield from ((thing[0], off.end(), thing[0]) for thing in things if (off := _OFF.match(text, thing[1])))


def _applies(text: str, phrase: Mapping[str, Any], around: str) -> bool:
    """A qualifier is there where one is asked for, and nothing says that it is done where no harm comes of it."""
    if _LOCAL.search(text) and not _PRODUCTION.search(text):
        return False
    elsewhere = _words(tuple(phrase.get("unless", ())))
    is_elsewhere = elsewhere is not None and elsewhere.search(text, response(text)) is not None
    if is_elsewhere and not _PRODUCTION.search(text):
        return False
    qualifiers = _words(tuple(phrase["qualifiers"]))
    if qualifiers is None or any(not _ON_SCREEN.match(text, match.end()) for match in qualifiers.finditer(text)):
        return True
    return qualifiers.search(around) is not None


def _stands_for(text: str, thing: Span, verb_start: int) -> bool:
    """Whether a pronoun behind the verb may mean a thing that the same sentence names before."""
    return thing[1] <= verb_start and not _BETWEEN_SENTENCES.search(text[thing[1] : verb_start])


def _is_command(text: str, thing: Span) -> bool:
    """Whether a thing that is run is a command by itself, given as an order: "terraform destroy the leftovers"."""
    return _PROGRAM.match(text, thing[0]) is not None and _ORDERED.search(text, 0, thing[0]) is not None


def _is_a_noun(text: str, verb: re.Match[str]) -> bool:
    if verb[0].lower() in ("do", "does", "did") and re.match(r"\s+not\b|n't", text[verb.end() :]):
        return True
    if verb[0].lower() in ("make", "makes", "making", "made") and re.match(r"\s+(?:sure|certain|use|sense)\b", text[verb.end() :]):
        return True
    if verb[0].lower() in ("issue", "issues") and re.match(r"\s+#?\d", text[verb.end() :]):
        return True
    before = re.search(r"(\w+)\s+$", text[: verb.start()])
    if verb[0].lower() in _ADJECTIVES and before and before[1].lower() in _BEFORE_ADJECTIVES:
        return True
    return verb[0].lower() in _ADJECTIVES and _THE_VERB_IS_A_NOUN.search(text, max(0, verb.start() - 12), verb.start()) is not None


def _belongs(text: str, verb: Span, thing: Span, *, direct: bool) -> bool:
    """The object follows the verb in its clause, or stands before it: in the passive voice, or as part of a noun."""
    if verb[1] <= thing[0]:
        between = text[verb[1] : thing[0]]
        if len(between) > _ACTIVE_REACH or _BETWEEN_SENTENCES.search(between) or _OTHER_CLAUSE.search(between):
            return False
        if _PART_OF.search(between) or _OTHER_OBJECT.search(between) or _is_part(between):
            return False
        if is_verbal_noun(word_at(text, verb[0])) and not _OF.match(between):
            return False
        oblique = _OBLIQUE.search(between) if direct else None
        return oblique is None or _ALL_OF.search(between, 0, oblique.start()) is not None
    if thing[1] <= verb[0]:
        between = text[thing[1] : verb[0]]
        if len(between) > _PASSIVE_REACH or _BETWEEN_SENTENCES.search(between):
            return False
        word = word_at(text, verb[0])
        if _SAID_OF.fullmatch(between) and _ENDS.match(text, verb[1]):
            return True
        if between.strip() in ("and", "and then", ", then", "then") and _ENDS.match(text, verb[1]):
            return True
        if (is_noun(word) or word in _NOUNS_TOO) and between == " ":
            return _NAMED_BEFORE.search(text, 0, thing[0]) is not None and _NAMED_AFTER.match(text, verb[1]) is not None
        if is_noun(word) and _FOR.fullmatch(between):
            return True
        if not may_be_past(word):
            return False
        return _PASSIVE.search(between) is not None or (direct and len(between.split()) <= 2)
    return False


def _is_part(between: str) -> bool:
    """Whether only some of what the object holds is spoken of: rows of a table."""
    return _SOME.search(between) is not None and not _EVERYTHING.search(between)


def _is_modifier(text: str, thing: re.Match[str]) -> bool:
    """Whether a thing is only the first part of another one's name."""
    is_bucket = thing[0].lower().endswith(("bucket", "buckets"))
    return _HEAD.match(text, thing.end()) is not None or (is_bucket and _POLICY.match(text, thing.end()) is not None)


def _embraced(text: str, verb_end: int, thing: Span, particle: str) -> int:
    """Where "turn MFA off" or "roll it out to production" is over; 0 where verb, particle and object are no such thing."""
    parted = re.compile(rf"[^.;:!?,|]{{0,{_PARTICLE_REACH}}}?\b{particle}\b", re.IGNORECASE)
    if not 0 < thing[0] - verb_end <= _ACTIVE_REACH or _BETWEEN_SENTENCES.search(text[verb_end : thing[0]]):
        return 0
    behind = parted.match(text, thing[1]) if thing[0] - verb_end <= _PARTICLE_REACH else None
    if behind:
        return behind.end()
    between = parted.match(text, verb_end)
    return thing[1] if between and between.end() <= thing[0] <= between.end() + _PARTICLE_REACH else 0


@lru_cache(maxsize=512)
def _first_words(objects: tuple[str, ...]) -> frozenset[str]:
    """The first word of each form of each object; "" stands for one that has none."""
    forms = [form.lower() for thing in objects for form in numbered(thing)]
    return frozenset(found[0] if (found := _WORDS.search(form)) else "" for form in forms)


@lru_cache(maxsize=512)
def _verbs(verbs: tuple[str, ...]) -> re.Pattern[str] | None:
    return _alternatives([form for verb in verbs for form in inflected(verb)])


@lru_cache(maxsize=512)
def _parted(verbs: tuple[str, ...]) -> list[tuple[str, re.Pattern[str]]]:
    found: dict[str, list[str]] = {}
    for verb in verbs:
        words = verb.split()
        if len(words) == 2 and words[1] in PARTICLES:
            found.setdefault(words[1], []).extend(heads(verb))
    return [(particle, pattern) for particle, forms in found.items() if (pattern := _alternatives(forms))]


@lru_cache(maxsize=512)
def _objects(objects: tuple[str, ...]) -> re.Pattern[str] | None:
    return _alternatives([form for thing in objects for form in numbered(thing)])


@lru_cache(maxsize=512)
def _words(words: tuple[str, ...]) -> re.Pattern[str] | None:
    """Words that may be part of a name, too: `orders-prod`."""
    return _alternatives([form for word in words for form in numbered(word)], r"[a-z0-9]")


def _alternatives(words: list[str], letter: str = r"[\w-]") -> re.Pattern[str] | None:
    if not words:
        return None
    spelled = sorted(set(words), key=lambda form: (-len(form), form))
    inner = "|".join(r"[\s-]+".join(re.escape(part) for part in form.split()) for form in spelled)
    return re.compile(rf"(?<!{letter})(?:{inner})(?!{letter})", re.IGNORECASE)
