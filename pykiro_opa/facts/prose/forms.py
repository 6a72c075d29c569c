"""The forms of English verbs and nouns: inflected, irregular, made into nouns, with a particle."""

from __future__ import annotations

import re

PARTICLES = ("off", "down", "up", "out", "away", "on", "over", "back")
_VOWELS = "aeiou"
_IRREGULAR = {
    "become": ["became"], "do": ["does", "did", "done"], "bind": ["bound"], "bring": ["brought"], "build": ["built"], "cut": [], "feed": ["fed"], "get": ["got", "gotten"],
    "give": ["given", "gave"], "go": ["goes", "went", "gone", "going"], "hand": [], "have": ["has", "had"], "hold": ["held"], "let": [], "lose": ["lost"],
    "leave": ["left"], "make": ["made"], "put": [], "read": [], "run": ["ran"], "send": ["sent"], "set": [], "shut": [],
    "steal": ["stolen", "stole"], "take": ["taken", "took"], "tear": ["torn", "tore"], "throw": ["thrown", "threw"],
    "write": ["written", "wrote"], "rewrite": ["rewritten", "rewrote"], "overwrite": ["overwritten", "overwrote"], "rebuild": ["rebuilt"], "blow": ["blown", "blew"],
}  # fmt: skip
_NOUNS = {
    "activate": "activation", "add": "addition", "adjust": "adjustment", "alter": "alteration", "apply": "application",
    "assign": "assignment", "assume": "assumption", "attach": "attachment", "authorize": "authorization",
    "create": "creation", "deactivate": "deactivation", "decommission": "decommissioning", "delete": "deletion",
    "deploy": "deployment", "destroy": "destruction", "edit": "edit", "elevate": "elevation", "erase": "erasure",
    "escalate": "escalation", "execute": "execution", "expand": "expansion", "expose": "exposure", "extend": "extension",
    "extract": "extraction", "install": "installation", "issue": "issuance", "modify": "modification",
    "publish": "publication", "relax": "relaxation", "remove": "removal", "replace": "replacement",
    "retire": "retirement", "retrieve": "retrieval", "revise": "revision", "shut down": "shutdown",
    "suspend": "suspension", "tear down": "teardown", "terminate": "termination", "transmit": "transmission",
    "roll out": "rollout", "transfer": "transfer", "promote": "promotion", "provision": "provisioning", "dispose of": "disposal",
    "truncate": "truncation", "expire": "expiration expiry", "detach": "detachment", "generate": "generation", "rotate": "rotation",
    "circumvent": "circumvention", "clean up": "cleanup", "reduce": "reduction", "invoke": "invocation", "register": "registration",
    "insert": "insertion", "exempt": "exemption", "exclude": "exclusion", "revoke": "revocation", "eliminate": "elimination", "demolish": "demolition",
    "reconfigure": "reconfiguration", "adapt": "adaptation", "amend": "amendment", "correct": "correction", "insert into": "insertion into",
    "authorize for": "authorization for", "exfiltrate": "exfiltration", "decrypt": "decryption", "encrypt": "encryption", "upgrade": "upgrade",
}  # fmt: skip
# As nouns some verbs look like themselves: a thing named after them is one that is done ("database drop").
_PAST = frozenset(form for forms in _IRREGULAR.values() for form in forms) - {"has", "goes", "going"} | {
    "put", "set", "cut", "shut", "let", "read", "run", "reset",
}  # fmt: skip
_INTRANSITIVE = frozenset(
    form
    for verb in ("go", "disappear", "vanish", "cease", "perish")
    for form in (verb, f"{verb}s", f"{verb}es", f"{verb}ing")
)
_NOUN_FORMS = frozenset(noun for nouns in _NOUNS.values() for noun in nouns.split())
_UNCHANGED = (
    "i",
    "we",
    "force",
    "hard",
    "auto",
    "to",
    "shall",
    "must",
    "will",
    "should",
    "is",
    "are",
    "no",
    "not",
)  # the verb comes after
_FORMS_OF_BOTH = frozenset(("edit", "transfer", "upgrade"))
_NOUN_FOLLOWS = re.compile(
    r"\b(?:on|of|for|about|any|the|an?|every|these|those|such|via|after|before|upon|against|from|without|its|their|our|shows?|displays?|tracks?|reviews|recent|future)\s+$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[A-Za-z]+")


def inflected(verb: str) -> list[str]:
    """A verb with its forms: third person, past, -ing, and the noun made of it; the first word of several is inflected."""
    head, space, tail = verb.lower().partition(" ")
    if head in _UNCHANGED:
        return [head + space + form for form in _forms(tail)]
    found = [form + space + tail for form in _forms(head)]
    if verb.lower() in _NOUNS:
        found += _NOUNS[verb.lower()].split()
    return found


def heads(verb: str) -> list[str]:
    """The forms of a verb without its particle; the verbs that take one may have something in between."""
    return _forms(verb.lower().partition(" ")[0])


def numbered(thing: str) -> tuple[str, ...]:
    last = thing[-1:]
    if not last.isalpha() or last == "s":
        return (thing,)
    if last == "y" and thing[-2:-1] not in _VOWELS:
        return thing, f"{thing[:-1]}ies"
    return thing, f"{thing}s"


def word_at(text: str, start: int) -> str:
    match = _WORD.match(text, start)
    return match[0].lower() if match else ""


def is_noun(word: str) -> bool:
    """Whether a form of a verb names what is done: the deletion, the deleting."""
    return word.endswith("ing") or word in _NOUN_FORMS


def is_named(before: str, word: str) -> bool:
    """Whether a form of a verb stands as a noun: by itself, or behind a preposition or an article ("on changes of it")."""
    return is_noun(word) or _NOUN_FOLLOWS.search(before) is not None


def is_verbal_noun(word: str) -> bool:
    """Whether it is a noun made of a verb that takes its object by a preposition: the deletion *of* it."""
    return word in _NOUN_FORMS and not word.endswith("ing") and word not in _FORMS_OF_BOTH


def is_intransitive(word: str) -> bool:
    """Whether it is a verb whose subject is what it is done to: the bucket *goes* away."""
    return word in _INTRANSITIVE


def may_be_past(word: str) -> bool:
    return (word.endswith("ed") and word not in ("feed", "embed")) or word in _PAST


def is_past(word: str) -> bool:
    """Whether it can be nothing but the past or a participle."""
    return may_be_past(word) and word not in ("put", "set", "cut", "shut", "let", "read", "run", "reset")


def _forms(verb: str) -> list[str]:
    if verb.endswith("e"):
        forms = [f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    elif verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        forms = [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    else:
        plural = f"{verb}es" if verb.endswith(("s", "x", "ch", "sh")) else f"{verb}s"
        forms = [plural, f"{verb}ed", f"{verb}ing"]
        if len(verb) > 2 and verb[-1] not in "wxy" + _VOWELS and verb[-2] in _VOWELS and verb[-3] not in _VOWELS:
            forms += [f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    return [verb, *forms, *_IRREGULAR.get(verb, ())]
