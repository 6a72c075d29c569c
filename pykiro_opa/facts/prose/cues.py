"""Words that turn what follows them into its opposite; two of them cancel out: "must not fail to", "shall not block"."""

from __future__ import annotations

import re

_NEGATIONS = (
    r"not|never|cannot|can't|won't|don't|doesn't|shouldn't|mustn't|isn't|aren't|needn't|wouldn't|didn't|no|nor|neither|"
    r"none|nobody|nothing|nowhere|without|instead of|rather than|no one"
)
# What they speak of follows as a noun, or behind "to" or "from".
_HINDRANCES = (
    r"avoid(?:s|ed|ing)?|prohibit(?:s|ed|ing)?|forbid(?:s|den|ding)?|disallow(?:s|ed|ing)?|prevent(?:s|ed|ing|ion)?|"
    r"reject(?:s|ed|ing|ion)?|refus(?:e|es|ed|ing|al)|den(?:y|ies|ied|ying)|block(?:s|ed|ing)?|stop(?:s|ped|ping)?|"
    r"forget|fail(?:s|ed|ing)? to|hesitate|neglect|out of scope|unauthori[sz]ed|refrain(?:s|ed|ing)?|declin(?:e|es|ed|ing) to|"
    r"(?:protect\w*|guard\w*|decid\w+|advis\w+|defen[cds]\w*|safeguards?|rule[sd]?|polic(?:y|ies)) against|impossible|ban(?:s|ned|ning)?|forgo(?:es|ing)?|abstain(?:s|ing)?|rule[sd]? out|protect(?:s|ed|ing)? from|"
    r"disable[sd]? the ability|remove[sd]? the ability|lack(?:s|ing)?|unable to|too (?:risky|dangerous)"
)
_ALL = re.compile(rf"\b(?:{_NEGATIONS}|{_HINDRANCES})\b", re.IGNORECASE)
_WORDS = re.compile(rf"\b(?:{_NEGATIONS})\b", re.IGNORECASE)
_HINDERS = re.compile(rf"\b(?:{_HINDRANCES})\s+(?:(?:the|any|every|all|an?)\s+)?\W*$", re.IGNORECASE)
# Here they turn nothing round.
_IDLE = re.compile(
    r"\bno longer\b(?! (?:lets?|allow(?:s|ed)?|permit(?:s|ted)?|can|may|able|possible)\b)|\bno matter\b|\bnot only\b|\bnot just\b|\bnot yet\b|\bno-op\b|\bif not\b|\bwhether or not\b|\bnot later than\b|"
    r"\bno later than\b|\b(?:with|needs?|requires?) no (?!way|right|permission|access)[\w-]+|\bif (?:there is |there are )?no(?:ne|body|t)?\b|"
    r"\bnot (?:used|needed|required|working|available|reachable|enough|sufficient)\b|\bfor no reason\b|\bnothing (?:else|but|more)\b|"
    r"\b(?:has|have|is|are|there'?s|there is|there are) no\b(?= [\w-]+(?: [\w-]+)? (?:so|and|yet)\b)|\bnon[- ]?stop\b|\bblock public access\b|\b(?:cidr|ip|address|code) blocks?\b|\bblock (?:storage|devices?)\b|"
    r"\bpublic access blocks?\b",
    re.IGNORECASE,
)  # fmt: skip


def blanked(text: str) -> str:
    """The text without the words that turn nothing round; lengths stay as they are."""
    return _IDLE.sub(lambda match: " " * len(match[0]), text)


def hinders(clause: str) -> bool:
    """Whether its last word hinders what comes next, whatever that looks like: "forbids `chmod 777`"."""
    return _HINDERS.search(blanked(clause)) is not None


def count(text: str, *, plain_order: bool = False, keeps_without: bool = True) -> int:
    """How many there are; a plain order ("and delete") is turned round by the negating words alone."""
    found = [cue.lower() for cue in (_WORDS if plain_order else _ALL).findall(blanked(text))]
    return sum(1 for cue in found if keeps_without or cue != "without")
