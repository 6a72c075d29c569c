"""Sentences that tell of something rather than plan it: history, what is now, what might be, tests, alarms, questions."""

from __future__ import annotations

import re

from .forms import is_named, is_noun, is_past, word_at

_HISTORY = re.compile(
    r"\b(?:previously|formerly|in the past|used to|historically|once upon|last (?:year|month|week|quarter|night|time|sprint)|"
    r"years? ago|months? ago|weeks? ago|days? ago|yesterday|back in|in (?:19|20)\d\d|since (?:19|20)\d\d|used$|had been|has been|"
    r"have been|has already|have already|had already|was already|is already|are already|it turned out)\b", re.IGNORECASE
)  # fmt: skip
_LATER_HISTORY = re.compile(r"\b(?:in (?:19|20)\d\d|(?:year|month|week|day)s? ago|last (?:year|month|week|quarter)|yesterday|by mistake|"
                            r"by accident|accidentally)\b", re.IGNORECASE)  # fmt: skip
_NOW = re.compile(
    r"\b(?:currently|today|already|at present|at the moment|so far|until now|as of now|to date|nowadays)\b",
    re.IGNORECASE,
)
_EXISTING = re.compile(r"\bexisting\b", re.IGNORECASE)  # behind a verb it says of what it is done to that it is there
_PLANNED = re.compile(
    r"\b(?:shall|will|must|should|needs? to|has to|have to|going to|is to be|are to be|plan(?:s|ned)? to|let's)\b",
    re.IGNORECASE,
)
_PERHAPS = re.compile(
    r"\b(?:could|might|would(?! (?:like|need|want|love))|considered|considering|discussed|debated|thought about|thinking about|"
    r"an? (?:option|alternative|idea|proposal|suggestion) (?:is|was|would)|was proposed|proposed earlier|was suggested|tempting|"
    r"wanted to|meant to|hoped to|(?:was|were) going to|in theory|theoretically|hypothetical(?:ly)?|suppose|imagine|instead of|decided against|"
    r"if (?:we|you|somebody|anybody) ever|ever (?:need|want|have))\b", re.IGNORECASE)  # fmt: skip
_ATTEMPTS = re.compile(
    r"\b(?:attempt(?:s|ed|ing)?|tr(?:y|ies|ied|ying)|request(?:s|ed|ing)?(?! for)|asked|asks|asking|ability|wants?|tempted)\s+to\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_CONDITION = re.compile(
    r"\b(?:when|whenever|if|in case|unless|whether|(?:in|for) the (?:case|event)|(?:cases?|scenarios?|situations?|events?) (?:that|where|when|in which)|should (?:anyone|anybody|someone|somebody))\b",
    re.IGNORECASE,
)
_CONDITION_ENDS = re.compile(r",|\bthen\b|\b(?:shall|must|will)\b|[;:\u2013\u2014]|\s\|\s", re.IGNORECASE)
_TELLERS = re.compile(
    r"\b(?:alerts?|alarms?|warn(?:s|ing)?|detect(?:s|ed|ing|ion|ors?)?|notif(?:y|ies|ications?)|reports? (?:on|that|when|if|about|any|every|each|all|the)|"
    r"logs? (?:that|when|if|any|every|each|all|the)|flags?|documents?|documented|outlines?|summari[sz]es?|describes?|described|explains?|explained|tests?|tested|testing|"
    r"verif(?:y|ies|ied|ying)|checks?|checked|assert(?:s|ions?)?|prov(?:e|es|ing)|ensure(?:s|d)? (?:that )?(?:no|nobody|none|nothing)|mock(?:s|ed|ing)?|"
    r"simulat(?:e|es|ed|ing|ion)|stub(?:s|bed)?|fakes?|dry[- ]run|monitors?|watch(?:es)? for|audits?|raises? (?:a|an) \w+|findings?|pages? (?:the )?on-?call|"
    r"lint(?:s|er|ers)?|scan(?:s|ner|ners)?|search(?:es)? for|looks? for|identif(?:y|ies)|discuss(?:es)?|investigat(?:e|es)|"
    r"consequences? of|impact of|risk of|danger of|cost of|effects? of|damage|explanations?|warnings?|questions?|learn(?:s|ed)? (?:about|how)|"
    r"see(?: also)?|refers? to|(?:more|further) (?:information|details)|tutorials? (?:on|about)|guides? (?:on|about|to)|protect(?:s|ed|ion|ing)? (?:from|against)|guards? (?:against|from)|safeguards?|defen[cs]es? against|recover(?:s|y)? (?:from|after)|restore after|"
    r"how|training|workshops?|quiz|courses?|(?:semgrep|lint\w*|eslint|detection|sigma|ci) (?:rules?|checks?)|shows?|displays?|lists?|tracks?|highlights?|visuali[sz]es?|roll(?:s|ed)? back|undo(?:es)?|revert(?:s|ed)?|wonders?|asks? (?:whether|if)|(?<!to )finds|spots|catches|requires? (?:[\w-]+ ){0,3}approvals?|asks? (?:\w+ ){0,3}(?:approval|permission)|before any(?:thing|one|body)?\b|until any(?:thing|one|body)?\b|approval (?:for|of|before)|confirm(?:s|ation)? (?:before|for|that))\b",
    re.IGNORECASE,
)  # fmt: skip
_TIED = re.compile(r"(?::|\b(?:of|on|about|against|from|before|after|any|every|all)\b)|^\s*$", re.IGNORECASE)
_AS_VERB = re.compile(
    r"(?:^\W*(?:[\d.]+\s*)?|\b(?:to|shall|must|will|should|can|and|then|also|we|it|system|bot|agent|team|which|that)\s+)$",
    re.IGNORECASE,
)
_DESCRIBES = re.compile(r"^\W*(?:document|describe|explain|list|outline|summari[sz]e)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"\b(?:that|which|who|whose|how|why|what|whether|if|when|whenever|where|for)\b", re.IGNORECASE
)
_THREAT = re.compile(
    r"\b(?:attackers?|intruders?|adversar(?:y|ies)|hackers?|malicious|malware|ransomware|thie(?:f|ves)|insiders?|rogue|somebody|"
    r"someone|anybody|anyone|nobody|no one|accidental(?:ly)?|inadvertent(?:ly)?|unintended|unintentional(?:ly)?|mistaken(?:ly)?|"
    r"unauthori[sz]ed)\b", re.IGNORECASE)  # fmt: skip
_REFUSED_AFTER = re.compile(
    r"^[^.;!?]*?(?<!not )\b(?:(?:is|are|be|being|was|were|stays?|remains?|get|gets)\s+(?:\w+ly\s+|always\s+|still\s+)?"
    r"(?:refused|rejected|denied|blocked|prohibited|forbidden|disallowed|prevented|impossible|unacceptable|out of scope|excluded|"
    r"(?:a )?bad idea|dangerous|unsafe|harmful|frowned upon|banned|unnecessary|unsupported|ruled out|no option|too risky|too dangerous|a breach|a violation|caught|off[- ]limits|"
    r"(?:not|never|no longer)\s+(?:allowed|permitted|possible|planned|needed|necessary|required|part of|in scope|done|an option|"
    r"wanted|acceptable|supported|considered|included))"
    r"|(?:must|shall|should|will|does|do|can)\s+(?:not|never)\s+(?:be\s+)?(?:happen|occur|succeed|work|possible|allowed|permitted|done|take place)"
    r"|(?:must|shall|should|will)\s+(?:fail|raise|throw|return (?:an? )?(?:\w+ )?(?:error|40\d))|(?<!never )(?<!not )fails?\b|returns? (?:an? )?(?:\w+ )?(?:error|40\d|AccessDenied)|"
    r"answer(?:s|ed) (?:with )?40\d|raises? (?:an? )?(?:\w+ )?(?:error|alarm|alert|exception|finding)|triggers? (?:an? )?(?:alarm|alert|page)|"
    r"not (?:a )?part of|not in scope|out of scope|"
    r"needs? (?:a|an|the|two|written|prior|explicit)?\s*(?:human\s+)?approvals?|requires? (?:[\w-]+ ){0,4}approvals?|not in this|not by us|outside (?:of )?this)\b",
    re.IGNORECASE,
)  # fmt: skip
# "The script must never be run": the thing stands first, and nothing but it is spoken of. What parts words is in none.
_NEVER_DONE = re.compile(
    r"(?:[^\w./-]+(?!and\b|but\b|so\b|then\b|which\b|that\b|who\b|or\b)[\w./-]+){0,8}?"
    r"[^\w./-]+(?:must|shall|should|may|can|will)\s+(?:not|never)\s+"
    r"(?:\w+ly\s+)?be\s+(?:\w+(?:ed|en|wn|ne)|run|put|set|sent|made|cut|reset|read)\b",
    re.IGNORECASE,
)
# What people may do with a product is a feature of it.
_PEOPLE_NAMED = (r"(?:users|customers|members|visitors|shoppers|learners|players|patients|students|teachers|authors|viewers|editors|moderators|guests|"
                 r"people|subscribers|readers|buyers|sellers|drivers|admins|administrators|(?:a|the|each|every|any) (?:user|customer|member|visitor|player|"
                 r"student|teacher|author|viewer|editor|moderator|guest|subscriber|admin|administrator)s?)")  # fmt: skip
_PEOPLE = re.compile(
    rf"\b(?:lets?|letting|allows?|enables?|helps?)\s+{_PEOPLE_NAMED}\s+(?:to\s+)?(?:[\w-]+\s+(?:or|and)\s+)?(?:\w+ly\s+)?$"
    rf"|\b{_PEOPLE_NAMED}\s+(?:who|that|can|may|are able to|is able to|should be able to|must be able to|to)\s+(?:[\w-]+\s+(?:or|and)\s+)?(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
# What only some may do is a limit.
_RESERVED = re.compile(
    r"\bonly\b[^.;,]{1,80}\b(?:may|can|could|(?:is|are) (?:allowed|permitted|able|entitled) to)\s+(?:[\w-]+\s+){0,7}?$",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"(?<!\w)'(?=\w)|(?<=\w)'(?=[\s.,;:)])")
# What a fault let happen is none of the plan.
_FAULT = re.compile(
    r"\b(?:vulnerability|bug|flaw|exploit|loophole|mistake|misconfiguration|regression|defect|incident|outage|typo|race)\b[^.;]*"
    r"\b(?:allow(?:s|ed)|lets?|enable[sd]|caused?s?|makes?|made|led|leads|permit(?:s|ted)|meant|means)\b",
    re.IGNORECASE,
)
# "replace `chmod 777` by …" does away with it.
_REPLACED = re.compile(r"\breplac(?:e|es|ing)\s+(?:(?:the|all|any|every|each|an?)\s+)?$", re.IGNORECASE)
_BY = re.compile(r"[^.;]{0,60}?\b(?:by|with)\b", re.IGNORECASE)
_COMMAND = re.compile(
    r"`?(?:git|terraform|tofu|terragrunt|kubectl|helm|aws|gcloud|az|docker|pulumi|cdk|sam|chmod|sudo|rm|curl|wget|alembic|prisma|npx|rails|flyway)\s",
    re.IGNORECASE,
)
_IN_COMMAND = re.compile(rf"\b{_COMMAND.pattern}(?:[\w-]+\s+){{0,2}}\Z", re.IGNORECASE)
_LISTED_COMMANDS = re.compile(rf"(?:{_COMMAND.pattern}[^,.;]{{1,40}},\s+)+(?:(?:and|or)\s+)?$", re.IGNORECASE)
_TITLED = re.compile(
    r"[^\"'\u201d]{1,40}[\"'\u201d]\s+(?:feature|button|option|menu|command|label|dialog|action|item|link|checkbox|tab|page|entry|toggle)s?\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\s*(?:per|each|every) (?:second|minute|hour|day|week|month|quarter|region|account|team|user)\b", re.IGNORECASE
)
_CLAUSE_END = re.compile(r"[.;,|]")
_WOULD = re.compile(r"[^.;,]*?\b(?:would|could|might)\b", re.IGNORECASE)
_WORDING = re.compile(
    r"\b(?:labels?|buttons?|texts?|messages?|strings?|titles?|menus?|items?|options?|captions?|links?|dialogs?|prompts?|translat\w+|says?|"
    r"pages?|runbooks?|decks?|articles?|posts?|chapters?|sections?|adrs?|documents?|talks?|reads?|clicks?|clicking|press(?:es)?|words?|phrases?|terms?|errors?|headings?|tooltips?|banners?|badges?|toasts?|placeholders?)\b", re.IGNORECASE)  # fmt: skip
_REASON = re.compile(r"\b(?:so that|because|since|in order to|as long as)\b|, so\b", re.IGNORECASE)
# What is refused in a clause of its own: "whenever a call is denied".
_OTHER_REFUSED = re.compile(
    r"\b(?:when|whenever|if|once|after|until|as soon as)\s+(?:an?|the|its|their|this|that|any)\s+[\w-]+\s+(?:is|are|gets?)\s+\w+",
    re.IGNORECASE,
)
_HOW = re.compile(r"\bhow\s+(?:to|we|you|they|it)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
_FORWARD = re.compile(
    r"^\W*(?:(?:and|then|now|next|first|finally|please|also|just|afterwards|we|i)\b\W*)*$|\b(?:and|then|to|shall|will|must|should|let's|please)\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)


def tells(text: str, clause_start: int, start: int, end: int, first: int, planned: int) -> bool:
    """Whether the word at `start`, in the clause that begins at `clause_start`, is told of rather than planned.

    `first` and `end` are where the phrase that it belongs to begins and is over; what stands before
    `planned` is the trigger of a requirement.
    """
    clause, word = text[clause_start:start], word_at(text, start)
    announced = text[: clause_start - 2].rpartition(". ")[2] if text[clause_start - 2 : clause_start] == ": " else ""
    if text.rstrip(" *_\"')").endswith("?") or _HISTORY.search(text[planned:start].rstrip()):
        return True
    is_order = (
        not is_past(word)
        and not is_named(clause, word)
        and _FORWARD.search(clause) is not None
        and _HOW.search(clause) is None
    )
    if _is_quoted(text, start) or (is_noun(word) and _WOULD.match(text, end)):
        return True
    if _PEOPLE.search(clause) or _RESERVED.search(clause) or _FAULT.search(clause):
        return True
    if _PERHAPS.search(clause) or _in_condition(clause):
        return True
    if _is_history(text, clause, word, start, end):
        return True
    within = _IN_COMMAND.search(text, clause_start, start)
    begin = min(first, within.start()) if within else first
    if not is_order and (
        _THREAT.search(clause)
        or _is_told_by_another(
            f"{announced} {text[clause_start:begin] if text[clause_start:begin].strip() else _LISTED_COMMANDS.sub('', text[planned:begin])}",
            is_past(word) or is_named(clause, word) or _COMMAND.match(text, begin) is not None,
        )
    ):
        return True
    if (
        not is_order
        and not _PLANNED.search(clause)
        and (_NOW.search(clause + _CLAUSE_END.split(text[start:], maxsplit=1)[0]) or _EXISTING.search(clause))
    ):
        return True
    if _REPLACED.search(text[:first]) and _BY.match(text, end):
        return True
    finite = is_order and not re.search(r"\bto\s+(?:\w+ly\s+)?$", clause) and not _is_subject(text, clause, word, start)
    if not finite and _NEVER_DONE.match(text, end):
        return True
    behind = _OTHER_REFUSED.sub("", _REASON.split(text[end:], maxsplit=1)[0])
    return not finite and _REFUSED_AFTER.search(behind) is not None


def _is_subject(text: str, clause: str, word: str, start: int) -> bool:
    """Whether what stands first is no order but what the sentence is about: pushes, a command."""
    return not clause.strip(" -*") and (word.endswith("s") or _COMMAND.match(text, start) is not None)


def _is_quoted(text: str, start: int) -> bool:
    """Whether it is the wording of a button, a message or a title, in quotes."""
    before = _SINGLE.sub('"', text.replace("\u201c", '"').replace("\u201d", '"'))[:start]
    if before.count('"') % 2 == 1 and _TITLED.match(text, start):
        return True
    return before.count('"') % 2 == 1 and _WORDING.search(before) is not None


def is_attempt(text: str, start: int) -> bool:
    """Whether somebody only tries or asks to do it; what becomes of that is said by the words before."""
    return _ATTEMPTS.search(text[:start]) is not None


def _in_condition(clause: str) -> bool:
    """In "… when X is dropped" the dropping is a condition, up to the comma or the verb of the main clause."""
    found = [match.end() for match in _CONDITION.finditer(clause)]
    if re.search(r"^\W*when\b.*\b(?:we|you|i)\s+(?:\w+ly\s+|then\s+|will\s+|shall\s+)*$", clause, re.IGNORECASE):
        return False
    return bool(found) and _CONDITION_ENDS.search(clause, found[-1]) is None


def _is_history(text: str, clause: str, word: str, start: int, end: int) -> bool:
    """The simple past ("an operator deleted the database") and the perfect, but no participle of a plan."""
    if not is_past(word):
        return False
    if re.search(r"\b(?:was|were|had|has|have)\s+(?:\w+\s+)?(?:been\s+)?$", clause) and not re.search(
        r"\b(?:will|shall|must|to)\s+have\b", clause
    ):
        return not _PLANNED.search(clause)
    if _LATER_HISTORY.search(text[end:]):
        return True
    verb_end = start + len(word)
    if _COUNTED.match(text, verb_end):
        return True
    is_active = end > verb_end and not text[verb_end:end].lstrip().lower().startswith(("by ", "off.", "off,"))
    if not is_active or re.search(
        r"\b(?:be|is|are|been|being|gets?|to|with|an?|the|and|newly|becomes?|wants?|have|having)\s+(?:\w+ly\s+)?$",
        clause,
        re.IGNORECASE,
    ):
        return False
    return text[verb_end:end].strip().lower() not in ("off", "down", "out", "away", "up")


def _is_told_by_another(clause: str, is_nominal: bool) -> bool:
    """Behind a word that tells, tests or guards, a noun or a clause of its own is what that word speaks of."""
    for teller in _TELLERS.finditer(clause):
        rest = clause[teller.end() :]
        if _DESCRIBES.match(clause) and "(" in rest:
            return True
        if _SUBORDINATE.search(rest) or re.search(r"\bto\s*$", rest):
            return True
        if is_nominal and (_TIED.search(rest) or _AS_VERB.search(clause, 0, teller.start())):
            return True
    return False
