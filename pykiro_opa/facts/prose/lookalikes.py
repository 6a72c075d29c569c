"""Words that only look like the verb or the object of a phrase: adjectives, idioms, parts of other names."""

from __future__ import annotations

import re

from .synonyms import VERBS

_THE_VERB_IS_A_NOUN = re.compile(
    r"\b(?:the|an?|any|every|each|this|that|these|its|their|our|no|your|mfa|soft|hard|already)\s+$", re.IGNORECASE
)
_BEFORE_ADJECTIVES = VERBS | {
    "report",
    "list",
    "show",
    "find",
    "finds",
    "reports",
    "lists",
    "detects",
    "detect",
    "scan",
    "has",
    "have",
    "with",
    "for",
    "of",
    "on",
    "all",
} - {"let"}
_ADJECTIVES = (
    "open",
    "public",
    "clean",
    "clear",
    "drop",
    "delete",
    "reset",
    "release",
    "live",
    "remove",
    "hotfix",
    "hook",
    "hooks",
)
_HEAD = re.compile(
    r"['\"\u201d]?\s+(?:connections?|urls?|strings?|names?|ids?|identifiers?|sessions?|quer(?:y|ies)|calls?|layers?|clients?|models?|settings?|config(?:uration)?s?|"
    r"entr(?:y|ies)|rows?|fields?|columns?(?! to\b)|migrations?|keys?|logos?|of (?:the|a|this) class|views?|pages?|buttons?|components?|modules?|banners?|class(?:es)?|packages?|folders?|links?|icons?|labels?|menus?|tabs?|"
    r"dialogs?|screens?|forms?|docs|documentation|sections?|chapters?|references?|mentions?|helpers?|wrappers?|drivers?|pools?|"
    r"adapters?|librar(?:y|ies)|dependenc(?:y|ies)|types?|interfaces?|mocks?|fixtures?|features?|flags?|prefix(?:es)?|"
    r"suffix(?:es)?|variables?|comments?|imports?|alerts?|alarms?|dashboards?|notifications?|widgets?|tests?|examples?|pickers?|"
    r"editors?|topics?|designers?|schools?|courses?|lessons?|guides?|tutorials?|cards?|chips?|badges?|headers?|"
    r"(?:subnet|parameter|security|option|shard) groups?|prox(?:y|ies)|(?:of|for) (?:people|reviewers|users|friends|learners|humans))\b", re.IGNORECASE)  # fmt: skip
_WITHOUT = re.compile(r"\bwithout\s+(?:\w+\s+){1,3}$", re.IGNORECASE)  # "without further review open …"
_LEADS_NOUNS = re.compile(
    r"(?:\b(?:the|an?|any|every|each|this|that|no|one|such|all|of|by|from|for|on|against|about|with|without|as|after|before|accidental)|\|)\s+$",
    re.IGNORECASE,
)
_LEADS_PLURALS = re.compile(
    r"\b(?:detect|flag|report|log|audit|monitor|block|reject|prevent|catch|count|list|show|spot|find|notice|disallow|forbid)(?:e?s|ed|ing)?\s+(?:any\s+)?$",
    re.IGNORECASE,
)
_NEAR = 80  # characters before a verb that say what part of speech it is
_FOLLOWED = re.compile(r"\s+(?:the|our|its|this|all|every|a|an|it|them|over|to|main|master)\b", re.IGNORECASE)
_SQL = re.compile(r"DROP (?:DATABASE|SCHEMA|TABLE|INDEX|ROLE|USER|COLUMN|VIEW)\b")
_POLICY = re.compile(r"\s+polic(?:y|ies)\b", re.IGNORECASE)


def is_no_verb(text: str, verb: re.Match[str]) -> bool:
    if verb[0].lower() in ("do", "does", "did") and re.match(r"\s+not\b|n't", text[verb.end() :]):
        return True
    if verb[0].lower() in ("make", "makes", "making", "made") and re.match(
        r"\s+(?:sure|certain|use|sense)\b", text[verb.end() :]
    ):
        return True
    if verb[0].lower() in ("issue", "issues") and re.match(r"\s+#?\d", text[verb.end() :]):
        return True
    if verb[0].lower().startswith("force"):
        return is_led_as_noun(text, verb)
    if verb[0].lower() not in _ADJECTIVES or _SQL.match(text, verb.start()):
        return False
    near = text[max(0, verb.start() - _NEAR) : verb.start()]
    before = re.search(r"(\w+)\s+$", near)
    is_led = before is not None and before[1].lower() in _BEFORE_ADJECTIVES
    if is_led and not _WITHOUT.search(near):
        return True
    return _THE_VERB_IS_A_NOUN.search(text, max(0, verb.start() - 12), verb.start()) is not None


def is_led_as_noun(text: str, verb: re.Match[str]) -> bool:
    """Whether an article or a preposition stands before it: "the force push", "protected from force pushes"."""
    near = max(0, verb.start() - _NEAR)
    if _LEADS_PLURALS.search(text, near, verb.start()):
        return verb[0].lower().endswith("s")
    found = _LEADS_NOUNS.search(text, near, verb.start())
    return found is not None and (found[0][:1] != "|" or _FOLLOWED.match(text, verb.end()) is None)


def is_modifier(text: str, thing: re.Match[str]) -> bool:
    """Whether a thing is only the first part of another one's name."""
    is_bucket = thing[0].lower().endswith(("bucket", "buckets"))
    return _HEAD.match(text, thing.end()) is not None or (is_bucket and _POLICY.match(text, thing.end()) is not None)
