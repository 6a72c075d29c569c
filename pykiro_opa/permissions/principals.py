"""Principals of resource and trust policies as patterns, so that an account contains its roles and `*` everybody.

A principal is written `AWS:arn:aws:iam::1:role/x`, `Service:lambda.amazonaws.com`, `Federated:…`, `CanonicalUser:…`.
"""

from __future__ import annotations

from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .automata import Patterns
    from .symbols import Symbols

_ACCOUNT_DIGITS = 12


class Principal(Value):
    """One entry of a Principal element: as written, and the patterns of who is meant."""

    __slots__ = ("written", "patterns")

    written: str
    patterns: Patterns

    def __init__(self, written: str, patterns: Patterns) -> None:
        self._set(written=written, patterns=patterns)


def principals(element: Any, symbols: Symbols, *, exactly: bool = False) -> tuple[Principal, ...]:
    """The entries of a Principal element; what cannot be read is a principal of its own, equal only to itself.

    `exactly`: without the sessions of a role and the members of an account, as NotPrincipal needs them.
    """
    if element == "*":
        return (Principal("*", ("*",)),)
    if not isinstance(element, dict):
        return (_unreadable(element, symbols),)
    found = [
        _principal(str(kind), value, symbols, exactly=exactly)
        for kind, values in element.items()
        for value in (values if isinstance(values, list) else [values])
    ]
    return tuple(dict.fromkeys(found))


def _principal(kind: str, value: Any, symbols: Symbols, *, exactly: bool) -> Principal:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)  # an account in YAML
    if not isinstance(value, str) or kind not in ("AWS", "Service", "Federated", "CanonicalUser"):
        return _unreadable({kind: value}, symbols)
    if value == "*":
        return Principal("*", ("*",)) if kind == "AWS" else Principal(f"{kind}:*", (f"{kind}:*",))
    pattern = symbols.pattern(value)
    if kind != "AWS":
        return Principal(value, (f"{kind}:{pattern if kind != 'Service' else pattern.lower()}",))
    return Principal(value, (f"AWS:{pattern}",) if exactly else _meant(pattern))


def _meant(pattern: str) -> Patterns:
    """Everybody an `AWS` entry means: an account all its members, a role its sessions."""
    if len(pattern) == _ACCOUNT_DIGITS and pattern.isdigit():
        return (f"AWS:arn:*:iam::{pattern}:*", f"AWS:arn:*:sts::{pattern}:*", f"AWS:{pattern}")
    parts = pattern.split(":", 5)
    if len(parts) != 6 or parts[2] != "iam":
        return (f"AWS:{pattern}",)
    partition, account, name = parts[1], parts[4], parts[5]
    if name == "root":
        # The account's number alone says the same, in any partition.
        bare = (f"AWS:{account}",) if account.isdigit() else ()
        anywhere = "*" if partition == "aws" else partition
        return (f"AWS:arn:{anywhere}:iam::{account}:*", f"AWS:arn:{anywhere}:sts::{account}:*", *bare)
    if name.startswith("role/"):
        session = f"AWS:arn:{partition}:sts::{account}:assumed-role/{name.rpartition('/')[2]}/*"
        return (f"AWS:{pattern}", session)
    return (f"AWS:{pattern}",)


def _unreadable(value: object, symbols: Symbols) -> Principal:
    import json

    text = json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)
    return Principal(text, (symbols.unknown(text),))
