"""Changes of a document that change nothing of what it means."""

from __future__ import annotations

from pykiro_opa.catalogue import actions as catalogue

from .evaluator import as_list, glob


def rewritten(random, policy):
    """The document after a few of them."""
    statements = [dict(one) for one in as_list(policy["Statement"])]
    for _ in range(random.randint(1, 4)):
        statements = random.choice(_REWRITES)(random, statements)
    return {**policy, "Statement": statements[0] if len(statements) == 1 and random.random() < 0.5 else statements}


def reordered(random, statements):
    return random.sample(statements, len(statements))


def repeated(random, statements):
    return [*statements, random.choice(statements)]


def renamed(random, statements):
    return [{**one, "Sid": f"Renamed{at}"} for at, one in enumerate(statements)]


def lists_shuffled(random, statements):
    made = []
    for one in statements:
        changed = dict(one)
        for name in ("Action", "NotAction", "Resource", "NotResource"):
            if name in one:
                listed = as_list(one[name])
                changed[name] = random.sample(listed, len(listed))
        made.append(changed)
    return made


def actions_in_other_case(random, statements):
    return [{**one, **{name: [text.swapcase() for text in as_list(one[name])] for name in ("Action", "NotAction")
                       if name in one}} for one in statements]  # fmt: skip


def split(random, statements):
    """One statement as several, each with part of one element."""
    at = random.randrange(len(statements))
    element = random.choice(("Action", "Resource"))
    listed = as_list(statements[at].get(element, []))
    if len(listed) < 2:
        return statements
    cut = random.randrange(1, len(listed))
    parts = [{**statements[at], element: part} for part in (listed[:cut], listed[cut:])]
    return [*statements[:at], *parts, *statements[at + 1 :]]


def condition_split(random, statements):
    """Values of a positive operator are alternatives, so they may stand in statements of their own."""
    at = random.randrange(len(statements))
    for operator, tests in statements[at].get("Condition", {}).items():
        for key, values in tests.items():
            if operator in ("StringEquals", "StringLike", "ArnLike", "IpAddress") and len(as_list(values)) > 1:
                conditions = statements[at]["Condition"]
                parts = [{**statements[at], "Condition": {**conditions, operator: {**tests, key: value}}}
                         for value in values]  # fmt: skip
                return [*statements[:at], *parts, *statements[at + 1 :]]
    return statements


def merged(random, statements):
    """Two statements that differ in one element alone as one."""
    for at, one in enumerate(statements):
        for by, other in enumerate(statements[:at]):
            for element in ("Action", "Resource"):
                rest = [{name: value for name, value in each.items() if name not in (element, "Sid")}
                        for each in (one, other)]  # fmt: skip
                if rest[0] == rest[1] and element in one and element in other:
                    together = {**one, element: [*as_list(other[element]), *as_list(one[element])]}
                    return [*(each for number, each in enumerate(statements) if number not in (at, by)), together]
    return statements


def wildcards_expanded(random, statements):
    """`s3:Get*` as the actions that the catalogue knows, and those that the policy itself names."""
    named = {
        text.lower() for one in statements for name in ("Action", "NotAction") for text in as_list(one.get(name, []))
    }
    made = []
    for one in statements:
        changed = dict(one)
        if "Action" in one and one["Effect"] == "Allow":
            changed["Action"] = [name for text in as_list(one["Action"]) for name in _expanded(text, named)]
        made.append(changed)
    return made


def _expanded(text, named):
    prefix, _, verb = text.lower().partition(":")
    service = catalogue.service(prefix)
    if service is None or not verb or ("*" not in verb and "?" not in verb):
        return [text]
    known = [f"{prefix}:{name}" for name, lowered in zip(service.names, service.lowered, strict=True)
             if glob(verb, lowered)]  # fmt: skip
    return known + sorted(one for one in named if not set(one) & {"*", "?"} and glob(f"{prefix}:{verb}", one))


_REWRITES = (reordered, repeated, renamed, lists_shuffled, actions_in_other_case, split, condition_split, merged,
             wildcards_expanded)  # fmt: skip
