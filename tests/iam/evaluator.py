"""IAM's answer to one request, written from the user guide and from nothing of the package: slow, plain, an oracle."""

from __future__ import annotations

import datetime as dt
import functools
import ipaddress
import re

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")


class Request:
    """An action on a resource by a principal; `context` maps a lower-case key to its values, absent where missing."""

    def __init__(self, action, resource, context, principal=None):
        self.action = action.lower()
        self.resource = resource
        self.context = context
        self.principal = principal

    def __repr__(self):
        return f"{self.principal or ''} {self.action} {self.resource} {self.context}"


def allows(policy, request):
    """Whether the document alone lets the request through."""
    if policy is None:
        return False
    variables = policy.get("Version") == "2012-10-17"
    found = False
    for statement in as_list(policy["Statement"]):
        if applies(statement, request, variables):
            if statement["Effect"] == "Deny":
                return False
            found = True
    return found


def applies(statement, request, variables):
    return (
        _action(statement, request)
        and _resource(statement, request, variables)
        and _principal(statement, request)
        and all(
            _condition(operator, key, as_list(values), request.context, variables)
            for operator, tests in statement.get("Condition", {}).items()
            for key, values in tests.items()
        )
    )


def as_list(value):
    return value if isinstance(value, list) else [value]


def glob(pattern, word, any_case=False):
    """`*` any letters, `?` one."""
    return pattern == word or _compiled(pattern, any_case).fullmatch(word) is not None


@functools.lru_cache(maxsize=1 << 16)
def _compiled(pattern, any_case):
    return re.compile(_wild(pattern), re.DOTALL | (re.IGNORECASE if any_case else 0))


def _action(statement, request):
    if "NotAction" in statement:
        return not any(glob(one, request.action, True) for one in as_list(statement["NotAction"]))
    return any(glob(one, request.action, True) for one in as_list(statement["Action"]))


def _resource(statement, request, variables):
    if "NotResource" in statement:
        return not any(_named(one, request, variables) for one in as_list(statement["NotResource"]))
    return any(_named(one, request, variables) for one in as_list(statement.get("Resource", "*")))


def _named(pattern, request, variables):
    pieces = resolved(pattern, request.context, variables)
    if pieces is None:
        return False
    parts = "".join(re.escape(text) if literal else _wild(text) for literal, text in pieces)
    return re.fullmatch(parts, request.resource, re.DOTALL) is not None


def _wild(text):
    return "".join({"*": ".*", "?": "."}.get(letter) or re.escape(letter) for letter in text)


def resolved(text, context, variables):
    """(is literal, text) for each piece, policy variables replaced; None where one has no value."""
    if not variables:
        return [(False, text)]
    pieces, end = [], 0
    for match in _VARIABLE.finditer(text):
        pieces.append((False, text[end : match.start()]))
        name = match.group(1)
        if name in ("*", "?", "$"):
            pieces.append((True, name))
        else:
            values = context.get(name.lower())
            if not values or len(values) != 1:
                return None
            pieces.append((True, values[0]))
        end = match.end()
    return [*pieces, (False, text[end:])]


def _principal(statement, request):
    if "Principal" in statement:
        return _among(statement["Principal"], request.principal, exactly=False)
    if "NotPrincipal" in statement:
        return not _among(statement["NotPrincipal"], request.principal, exactly=True)
    return True


def _among(element, principal, exactly):
    """`principal` is (kind, ARN or name); a session of a role counts as the role, a member as its account."""
    if element == "*":
        return True
    kind, name = principal
    for wanted, values in element.items():
        for value in as_list(values):
            if wanted == "AWS" and value == "*":
                return True
            if wanted != kind:
                continue
            if value == name or (not exactly and kind == "AWS" and _is_part(value, name)):
                return True
    return False


def _is_part(value, name):
    account = value if re.fullmatch(r"\d{12}", value) else None
    match = re.fullmatch(r"arn:aws:iam::(\d+):root", value)
    account = match.group(1) if match else account
    if account is not None:
        return name.split(":")[4:5] == [account]
    match = re.fullmatch(r"arn:aws:iam::(\d+):role/(?:.*/)?([^/]+)", value)
    return match is not None and name.startswith(f"arn:aws:sts::{match.group(1)}:assumed-role/{match.group(2)}/")


NEGATED = {
    "StringNotEquals": "StringEquals",
    "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
    "StringNotLike": "StringLike",
    "ArnNotEquals": "ArnEquals",
    "ArnNotLike": "ArnLike",
    "NumericNotEquals": "NumericEquals",
    "DateNotEquals": "DateEquals",
    "NotIpAddress": "IpAddress",
}


def _condition(operator, key, wanted, context, variables):
    quantifier, _, base = operator.rpartition(":")
    if_exists = base.endswith("IfExists")
    base = base.removesuffix("IfExists")
    values = context.get(key.lower())
    if base == "Null":
        return any((text.lower() == "true") == (values is None) for text in map(_text, wanted))
    if values is None:
        if quantifier == "ForAnyValue":
            return if_exists
        return if_exists or quantifier == "ForAllValues" or base in NEGATED
    negated = base in NEGATED
    positive = NEGATED.get(base, base)

    def holds(value):
        return any(_holds(positive, _text(one), value, context, variables) for one in wanted)

    if quantifier == "ForAllValues":
        return all(holds(value) is not negated for value in values)
    if quantifier == "ForAnyValue":
        return any(holds(value) is not negated for value in values)
    return any(map(holds, values)) is not negated


def _holds(operator, wanted, value, context, variables):
    if operator.startswith("Numeric"):
        return _compared(operator.removeprefix("Numeric"), float(value), float(wanted))
    if operator.startswith("Date"):
        return _compared(operator.removeprefix("Date"), moment(value), moment(wanted))
    if operator == "Bool":
        return value.lower() == wanted.lower()
    if operator == "IpAddress":
        block = ipaddress.ip_network(wanted, strict=False)
        address = ipaddress.ip_address(value)
        return address.version == block.version and address in block
    pieces = resolved(wanted, context, variables)
    if pieces is None:
        return False
    if operator in ("StringEquals", "BinaryEquals"):
        return "".join(text for _, text in pieces) == value
    if operator == "StringEqualsIgnoreCase":
        return "".join(text for _, text in pieces).lower() == value.lower()
    if operator == "StringLike":
        return (
            re.fullmatch(
                "".join(re.escape(text) if literal else _wild(text) for literal, text in pieces), value, re.DOTALL
            )
            is not None
        )
    whole = "".join(text for _, text in pieces)
    ours, theirs = whole.split(":", 5), value.split(":", 5)
    return len(theirs) == 6 and all(glob(one, other) for one, other in zip(ours, theirs, strict=True))


def _compared(comparison, value, wanted):
    return {
        "Equals": value == wanted,
        "LessThan": value < wanted,
        "LessThanEquals": value <= wanted,
        "GreaterThan": value > wanted,
        "GreaterThanEquals": value >= wanted,
    }[comparison]


def moment(text):
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text)
    return dt.datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=dt.UTC).timestamp()


def _text(value):
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
