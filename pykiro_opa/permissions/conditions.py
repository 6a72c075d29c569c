"""`Condition` blocks as atoms that a solver can hold together or set against each other.

An atom speaks of one condition key, whose value in a request is a set: empty where the key is missing, one member
where it has one value. With that every operator is one of four forms (AWS IAM user guide, condition operators):

    any  some member is in the values     StringEquals, ForAnyValue:…; false where the key is missing
    all  every member is in the values    ForAllValues:…, and what is negated; true where it is missing
    any? missing, or `any`                …IfExists                         all! there, and `all`: its opposite
    none, some                            Null true, Null false

What cannot be read (an operator nobody knows, a number that is none) is an atom of its own: true or false, nobody
knows, but the same on both sides where it is written the same.
"""

from __future__ import annotations

from .measures import address, bounded, date, number
from .symbols import ANY_CASE, ONE_PART, STAR_PART, Symbols, has_unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    # What an atom speaks of (a condition key, or the text of what cannot be read), its form, and its values.
    Variable = tuple[str, str]
    Values = tuple[str, bool, tuple[Any, ...]]
    Atom = tuple[Variable, str, Values | None]

KEY, OPAQUE = "key", "opaque"
TEXTS, NUMBERS, DATES, ADDRESSES, BOOLEANS = "texts", "numbers", "dates", "addresses", "booleans"
_OPPOSITE = {"any": "all", "all": "any", "any?": "all!", "all!": "any?", "none": "some", "some": "none", "yes": "no",
             "no": "yes", "in": "in"}  # fmt: skip
_STRINGS = ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike", "BinaryEquals")
_NEGATED = {"StringNotEquals": "StringEquals", "StringNotEqualsIgnoreCase": "StringEqualsIgnoreCase",
            "StringNotLike": "StringLike", "ArnNotEquals": "ArnEquals", "ArnNotLike": "ArnLike",
            "NumericNotEquals": "NumericEquals", "DateNotEquals": "DateEquals", "NotIpAddress": "IpAddress"}  # fmt: skip
_ARN_PARTS = 6


def opposite(atom: Atom) -> Atom:
    """The atom that is true exactly where this one is not."""
    variable, form, values = atom
    if values is not None and form in ("any", "all", "any?", "all!", "in"):
        kind, inside, listed = values
        values = (kind, not inside, listed)
    return variable, _OPPOSITE[form], values


def atoms(block: object, symbols: Symbols, *, variables: bool) -> list[Atom]:
    """The atoms of a Condition block, all of which hold where it holds; none where there is no block."""
    if block is None:
        return []
    if not isinstance(block, dict):
        return [_opaque("Condition", block)]
    found: list[Atom] = []
    for operator, tests in block.items():
        if not isinstance(tests, dict):
            found.append(_opaque(str(operator), tests))
            continue
        for key, values in tests.items():
            found.append(_atom(str(operator), str(key), values, symbols, variables=variables))
    return found


def _atom(operator: str, key: str, values: Any, symbols: Symbols, *, variables: bool) -> Atom:
    written = _texts(values)
    quantifier, _, rest = operator.rpartition(":")
    base = rest.removesuffix("IfExists")
    is_negated = base in _NEGATED
    base = _NEGATED.get(base, base)
    quantifier = quantifier.lower()
    if written is None or quantifier not in ("", "foranyvalue", "forallvalues") or "${" in key or not key.isascii():
        return _opaque(operator, {key: values})
    variable = (KEY, key.lower())
    if base == "Null" and rest == base and not quantifier:
        truths = {text.lower() for text in written}
        if truths in ({"true"}, {"false"}):
            return variable, "none" if truths == {"true"} else "some", None
        return _opaque(operator, {key: values})
    read = _values(base, written, symbols, variables=variables)
    if read is None:
        return _opaque(operator, {key: values})
    return variable, *_form(quantifier, read, is_negated=is_negated, if_exists=rest.endswith("IfExists"))


def _form(
    quantifier: str, read: tuple[str, tuple[Any, ...]], *, is_negated: bool, if_exists: bool
) -> tuple[str, Values]:
    kind, listed = read
    values = (kind, not is_negated, listed)
    if quantifier == "forallvalues" or (is_negated and not quantifier):
        return "all", values
    return "any?" if if_exists else "any", values


def _values(base: str, written: list[str], symbols: Symbols, *, variables: bool) -> tuple[str, tuple[Any, ...]] | None:
    """The kind of the values and the values themselves, None where one cannot be read."""
    if base in _STRINGS:
        listed = [_text(base, text, symbols, variables=variables) for text in written]
        return None if None in listed else (TEXTS, tuple(dict.fromkeys(listed)))
    if base == "Bool":
        truths = [text.lower() for text in written]
        return (BOOLEANS, tuple(sorted(set(truths)))) if set(truths) <= {"true", "false"} else None
    if base == "IpAddress":
        return _ranges(ADDRESSES, [address(text) for text in written])
    for name, kind, read in (("Numeric", NUMBERS, number), ("Date", DATES, date)):
        comparison = base.removeprefix(name)
        if base != comparison and comparison in ("Equals", "LessThan", "LessThanEquals", "GreaterThan",
                                                 "GreaterThanEquals"):  # fmt: skip
            return _ranges(kind, [_bounded(comparison, text, read) for text in written])
    return None


def _ranges(kind: str, found: list[Any]) -> tuple[str, tuple[Any, ...]] | None:
    return None if None in found else (kind, tuple(dict.fromkeys(found)))


def _bounded(comparison: str, text: str, read: Callable[[str], Any]) -> Any:
    value = read(text)
    return None if value is None else bounded(comparison, value)


def _text(base: str, text: str, symbols: Symbols, *, variables: bool) -> str | None:
    if base.startswith("Arn"):
        return _arn(symbols.pattern(text, variables=variables))
    pattern = symbols.pattern(text, variables=variables, wild=base == "StringLike")
    if base == "StringEqualsIgnoreCase":
        return None if has_unknown(pattern) else ANY_CASE + pattern.lower()
    return pattern


def _arn(pattern: str) -> str | None:
    """An ARN's pattern, whose wildcards stay within their part; the last part may hold `:`."""
    parts = pattern.split(":", _ARN_PARTS - 1)
    if len(parts) < _ARN_PARTS:
        return None
    bounded_parts = [part.replace("*", STAR_PART).replace("?", ONE_PART) for part in parts[:-1]]
    return ":".join((*bounded_parts, parts[-1]))


def _texts(values: Any) -> list[str] | None:
    """The values of a condition as texts, None where one is no plain value."""
    listed = values if isinstance(values, list) else [values]
    found = []
    for value in listed:
        if isinstance(value, bool):
            found.append("true" if value else "false")
        elif isinstance(value, (str, int, float)):
            found.append(str(value))
        else:
            return None
    return found


def _opaque(operator: str, tests: object) -> Atom:
    import json

    text = json.dumps({operator: tests}, sort_keys=True, default=str, ensure_ascii=False)
    return (OPAQUE, text), "yes", None
