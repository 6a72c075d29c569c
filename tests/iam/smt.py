"""Newly allowed requests by z3: the whole policy as one formula over strings. An oracle that knows nothing of ours.

It knows unquantified conditions, with a missing key, on strings, ARNs, numbers and booleans; `Unsupported` for others.
"""

from __future__ import annotations

import re

import z3

from .evaluator import NEGATED, as_list

_VARIABLE = re.compile(r"\$\{([^{}]*)\}")


class Unsupported(Exception):  # noqa: N818
    pass


class Formula:
    """One request as variables; both policies are asked about it."""

    def __init__(self):
        self.action, self.resource = z3.String("action"), z3.String("resource")
        self.keys = {}
        self.facts = [z3.InRe(self.action, z3.Concat(_some(), z3.Re(":"), _some()))]

    def newly_allowed(self, before, after, timeout):
        """True, False, or None where z3 does not know in time."""
        solver = z3.Solver()
        solver.set("timeout", timeout)
        solver.add(self.allows(after), z3.Not(self.allows(before)))
        solver.add(*self.facts)
        found = solver.check()
        return None if found == z3.unknown else found == z3.sat

    def allows(self, policy):
        variables = policy.get("Version") == "2012-10-17"
        allowed, denied = [], []
        for statement in as_list(policy["Statement"]):
            if "Principal" in statement or "NotPrincipal" in statement:
                raise Unsupported("principals")
            (allowed if statement["Effect"] == "Allow" else denied).append(self._applies(statement, variables))
        return z3.And(z3.Or(*allowed), z3.Not(z3.Or(*denied)))

    def _applies(self, statement, variables):
        parts = []
        for name, word in (("Action", self.action), ("Resource", self.resource)):
            negated = f"Not{name}" in statement
            listed = as_list(statement[f"Not{name}"] if negated else statement.get(name, "*"))
            found = z3.Or(*(self._like(word, one.lower() if name == "Action" else one, variables and name == "Resource")
                            for one in listed))  # fmt: skip
            parts.append(z3.Not(found) if negated else found)
        for operator, tests in statement.get("Condition", {}).items():
            parts += [self._condition(operator, key, as_list(values), variables) for key, values in tests.items()]
        return z3.And(*parts)

    def _condition(self, operator, key, wanted, variables):
        if ":" in operator:
            raise Unsupported(operator)
        base = operator.removesuffix("IfExists")
        wanted = [("true" if one else "false") if isinstance(one, bool) else str(one) for one in wanted]
        missing = z3.Bool(f"missing {key.lower()}")
        if base == "Null":
            return z3.Or(*(missing if one.lower() == "true" else z3.Not(missing) for one in wanted))
        positive = NEGATED.get(base, base)
        found = z3.Or(*(self._holds(positive, key.lower(), one, variables) for one in wanted))
        if base in NEGATED:
            return z3.Or(missing, z3.Not(found))
        return z3.Or(missing, found) if base != operator else z3.And(z3.Not(missing), found)

    def _holds(self, operator, key, wanted, variables):
        if operator.startswith("Numeric"):
            value = z3.Real(f"number {key}")
            limit = z3.RealVal(wanted)
            return {"Equals": value == limit, "LessThan": value < limit, "LessThanEquals": value <= limit,
                    "GreaterThan": value > limit, "GreaterThanEquals": value >= limit,
                    }[operator.removeprefix("Numeric")]  # fmt: skip
        if operator == "Bool":
            return z3.Bool(f"true {key}") == (wanted.lower() == "true")
        value = z3.String(f"text {key}")
        if operator in ("ArnLike", "ArnEquals"):
            if "${" in wanted or wanted.count(":") < 5:
                raise Unsupported(wanted)
            return z3.InRe(value, _arn(wanted))
        if operator == "StringLike":
            return self._like(value, wanted, variables)
        if operator == "StringEquals":
            return value == self._text(wanted, variables)
        raise Unsupported(operator)

    def _like(self, word, pattern, variables):
        if variables and _VARIABLE.search(pattern):
            pieces = [self._piece(one) for one in re.split(r"(\$\{[^{}]*\}|[*?])", pattern) if one]
            return word == (z3.Concat(*pieces) if len(pieces) > 1 else pieces[0])
        return z3.InRe(word, _glob(pattern))

    def _text(self, text, variables):
        if not variables or not _VARIABLE.search(text):
            return z3.StringVal(text)
        pieces = [z3.StringVal(one) if one in "*?" else self._piece(one)
                  for one in re.split(r"(\$\{[^{}]*\}|[*?])", text) if one]  # fmt: skip
        return z3.Concat(*pieces) if len(pieces) > 1 else pieces[0]

    def _piece(self, piece):
        if piece in ("*", "?"):
            raise Unsupported("a wildcard beside a variable")
        match = _VARIABLE.fullmatch(piece)
        if not match:
            return z3.StringVal(piece)
        if match.group(1) in ("*", "?", "$"):
            return z3.StringVal(match.group(1))
        return z3.String(f"variable {match.group(1).lower()}")


def _glob(pattern):
    parts = [z3.Full(z3.ReSort(z3.StringSort())) if one == "*" else z3.AllChar(z3.ReSort(z3.StringSort()))
             if one == "?" else z3.Re(one) for one in re.split(r"([*?])", pattern) if one]  # fmt: skip
    return z3.Concat(*parts) if len(parts) > 1 else parts[0] if parts else z3.Re("")


def _arn(pattern):
    letter = z3.Diff(z3.AllChar(z3.ReSort(z3.StringSort())), z3.Re(":"))
    *head, last = pattern.split(":", 5)
    parts = []
    for part in head:
        parts += [
            z3.Star(letter) if one == "*" else letter if one == "?" else z3.Re(one)
            for one in re.split(r"([*?])", part)
            if one
        ]
        parts.append(z3.Re(":"))
    return z3.Concat(*parts, _glob(last))


def _some():
    letters = z3.Union(z3.Range("a", "z"), z3.Range("0", "9"), z3.Re("-"))
    return z3.Plus(letters)
