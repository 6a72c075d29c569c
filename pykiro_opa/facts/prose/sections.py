"""What headings, list items, introductions and table columns say of what stands under them."""

from __future__ import annotations

import re
from itertools import pairwise

from .cues import count as cues_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .statements import Statement

_FORBIDDING = re.compile(
    r"\b(?:out[- ]of[- ]scope|(?:non|anti)[- ]?goals?|not (?:planned|in scope|included|doing|do|allowed|permitted)|rejected|"
    r"alternatives?|anti[- ]?patterns?|prohibited|forbidden|exclusions?|excluded|won'?t|don'?ts?|never|"
    r"what we (?:avoid|ruled out)|ruled out|dismissed|discarded|declined|deferred|abandoned|future work|later work|"
    r"options? considered|considered options?|unsupported|must not|shall not|will not|banned|denied|disallowed|"
    r"threats?|threat model|attack (?:scenarios?|vectors?)|abuse cases?|misuse cases?|failure (?:modes?|scenarios?)|"
    r"counter-?examples?|bad examples?|exploits?|proofs? of concept|example of (?:an attack|misuse|what not)|open questions?|questions|faq|glossary|definitions?)\b",
    re.IGNORECASE,
)  # fmt: skip
_PAST = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?:(?:the|our)\s+)?(?:history|change ?log|release notes|timeline|post-?mortem|root[- ]cause(?: analysis)?|"
    r"incident(?: report| summary| timeline)?|current (?:behaviou?r|state|situation|setup|architecture|design|implementation)|"
    r"status quo|as[- ]is|existing (?:behaviou?r|state|setup)|steps? to reproduce|reproduction|how to reproduce|what happened|"
    r"symptoms?|before|today|lessons learned|cause|bug(?: description| condition)?|defect|analysis|observed(?: behaviou?r)?)(?:\s*[(\u2013\u2014:-].*)?\W*$",
    re.IGNORECASE,
)  # fmt: skip
# What these say is not planned for that: a sentence that orders or promises something there is a plan all the same.
_TELLING = re.compile(
    r"\b(?:risks?|limitations?|background|history|context|problem|motivation|known issues?|impact)\b", re.IGNORECASE
)
_PLANNING = re.compile(
    r"\b(?:steps?|tasks?|plan|implementation|procedure|rollout|to[- ]?do|changes|deliverables|fix|solution|remediation|"
    r"expected behaviou?r|chosen|decision)\b", re.IGNORECASE
)  # fmt: skip
_ORDER = re.compile(
    r"^\W*(?:(?:then|now|next|first|finally|please|also|just)\b\W*)*$"
    r"|\b(?:we|i|you|agent|system|team)\b.{0,20}\b(?:will|shall|must|are going to|need to|have to|now)\b",
    re.IGNORECASE,
)
_OPEN_END = re.compile(
    r"(?::|\b(?:do|done|doing|allowed|permitted|scope|planned|happen|included|possible|touch(?:ed)?))\W*$",
    re.IGNORECASE,
)
_TELLS_OF = re.compile(
    r"\b(?:alert|alarm|warn|detect|notify|test|verify|mock|simulate|monitor|flag|reject|refuse|deny|block|prevent|scan)\w*\b"
    r"[^:]*:\s*$", re.IGNORECASE)  # fmt: skip
# What something is not able to do is why the list is there: "Terraform cannot replace the instance:".
_INABILITY = re.compile(
    r"\b(?:cannot|can'?t|can not|could not|couldn't|unable to)\s+(?!do\b|be\b|happen|include|touch)\w+ \w+",
    re.IGNORECASE,
)
_COLUMN = re.compile(
    r"^\W*(?:metrics?|kpis?|indicators?|measurements?|panels?|charts?|graphs?|widgets?|quer(?:y|ies)|signals?|findings?|risks?|threats?|attacks?|abuse|mitigat\w+|counter-?measures?|failures?(?: mode)?|problem|current(?:ly| state)?|before|today|as[- ]is|old|"
    r"alternatives?|rejected|options?(?: considered)?|alert(?:s| when)?|alarm|trigger|condition|when|if|event|incident|why not|"
    r"reason(?: for rejection)?|questions?|terms?|not allowed|forbidden|prohibited|never|don'?ts?|test(?: case)?|scenario)\b", re.IGNORECASE)  # fmt: skip
_LABEL = re.compile(r"^\W*((?:[\w-]+\s){0,3}[\w-]+):\s")
_CHOSEN = re.compile(r"\b(?:chosen|selected|preferred|accepted)\b", re.IGNORECASE)
_ANSWER = re.compile(
    r"^\W*(?:no|none|never|rejected|declined|denied|refused|blocked|forbidden|prohibited|disallowed|dismissed|discarded|deferred|"
    r"not \w+.*|out of scope.*|won'?t.*|access ?denied|40\d|42[29]|(?:HTTP )?403.*|fails?|error|n/a|\u2717|\u2718|\u274c|x)\W*(?:$|[-:,(;\u2013\u2014])|\b(?:rejected|access ?denied|not chosen|dismissed)\b",
    re.IGNORECASE)  # fmt: skip


def forbid(statement: Statement, start: int) -> bool:
    """Whether what stands above says that the word at `start` is not going to be done."""
    if any(parent_forbids(parent) for parent in statement.parents):
        return True
    if _label_forbids(statement.text, start):
        return True
    if statement.columns and _row_forbids(statement, start):
        return True
    return not statement.is_task and headings_forbid(statement.headings, statement.text[:start])


def headings_forbid(headings: tuple[str, ...], said_before: str | None = None) -> bool:
    """The nearest heading that says anything counts.

    A section that only tells (risks, history) speaks for what is told, not for what is ordered; `said_before` is what
    stands before the word in its statement, None for what is no statement.
    """
    for heading in reversed(headings):
        if _FORBIDDING.search(heading) or _PAST.search(heading):
            return True
        if _PLANNING.search(heading):
            return False
        if _TELLING.search(heading):
            return said_before is not None and not _ORDER.search(said_before)
    return False


def parent_forbids(parent: str) -> bool:
    """An item or introduction speaks for what it lists where it ends openly: "we will never:", "what we do not do"."""
    if _FORBIDDING.fullmatch(parent.strip(" :.")) or _PAST.search(parent):
        return True
    if not _OPEN_END.search(parent):
        return False
    last = _INABILITY.sub("", re.split(r"[.;!?]\s", parent)[-1])
    return cues_in(last) % 2 == 1 or _FORBIDDING.search(last) is not None or _TELLS_OF.search(last) is not None


def _label_forbids(text: str, start: int) -> bool:
    """Whether the statement begins with a word for all of it: "Risk: …", "Rejected alternative: …"."""
    label = _LABEL.match(text)
    if label is None or label.end() > start or _CHOSEN.search(label[1]):
        return False
    return any(kind(label[1]) is not None for kind in (_FORBIDDING.search, _PAST.match, _TELLING.search, _COLUMN.match))


def _row_forbids(statement: Statement, start: int) -> bool:
    """Whether the column of the word tells of what is not to be, or another cell of the row says no."""
    places = [*statement.columns, (len(statement.text) + 3, "")]
    for (first, header), (following, _) in pairwise(places):
        if first <= start < following:
            if _COLUMN.match(header) or _FORBIDDING.search(header):
                return True
        elif _ANSWER.search(statement.text[first : following - 3]):
            return True
    return False
