"""What `guardrails` holds beside its lists: levels, production, approvals, and what this version only accepts."""

from __future__ import annotations

import re

from .checks import check_keys, text_problem
from .document import kind_of
from .problems import did_you_mean, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from .problems import Problems

    Settings = dict[str, Any]

EFFECT_LEVELS = ("notice", "needs-approval", "deny")  # mildest first, here and below
LEVELS = {
    "secrets": EFFECT_LEVELS,
    "unresolved": EFFECT_LEVELS,
    "sandbox": ("off", "advised", "required"),
    "specReview": ("off", "notice", "needs-approval"),
    "mode": ("shadow", "enforce"),
}
BUILTIN: dict[str, str] = {
    "secrets": "deny",
    "unresolved": "needs-approval",
    "sandbox": "advised",
    "specReview": "off",
    "mode": "enforce",
}
BUILTIN_PERMISSIONS = {
    "expansion": "needs-approval",
    "readOnlyGainsWrite": "deny",
    "privilegeEscalation": "deny",
    "unknown": "needs-approval",
}
BUILTIN_PRODUCTION = {"accounts": [], "names": ["prod", "production"], "profiles": []}
PRODUCTION = ("names", "accounts", "profiles")
KEYS = (
    "deny", "requireApproval", "extends", "permissions", "secrets", "unresolved", "sandbox", "specReview", "production",
    "approvals", "practice", "credentials", "mode", "origin",
)  # fmt: skip
NOT_JUDGED = ("sandbox", "specReview", "approvals", "practice", "credentials")
ORIGIN = re.compile(r"[a-z][a-z0-9_]*")
DURATION = re.compile(r"([1-9][0-9]{0,4})([mhd])")
_ACCOUNT = re.compile(r"[0-9]{12}")
_APPROVALS = ("required", "expiresAfter", "approvers")
_APPROVER = ("id", "github", "publicKey")
_MOST_REQUIRED = 100
_LONGEST_ORIGIN = 64


def read_settings(guardrails: Mapping[str, Any], problems: Problems) -> Settings:
    """The settings a file gives; None where it gives none."""
    settings: Settings = {
        name: _level(guardrails, name, levels, "/guardrails", problems) for name, levels in LEVELS.items()
    }
    settings["mode"] = settings["mode"] or BUILTIN["mode"]
    pointer = "/guardrails/permissions"
    given = guardrails.get("permissions", {})
    given = given if _is(dict, given, pointer, problems) else {}
    check_keys(given, tuple(BUILTIN_PERMISSIONS), pointer, problems)
    settings["permissions"] = {
        name: _level(given, name, EFFECT_LEVELS, pointer, problems) for name in BUILTIN_PERMISSIONS
    }
    return settings


def read_production(guardrails: Mapping[str, Any], problems: Problems) -> dict[str, list[str]]:
    """What counts as production; sorted, so that order means nothing."""
    found: dict[str, list[str]] = {name: [] for name in PRODUCTION}
    given = guardrails.get("production", {})
    pointer = "/guardrails/production"
    if not _is(dict, given, pointer, problems):
        return found
    check_keys(given, PRODUCTION, pointer, problems)
    for name in PRODUCTION:
        found[name] = sorted(set(_texts(given.get(name, []), f"{pointer}/{name}", problems)))
    accounts = given.get("accounts", [])
    for index, account in enumerate(accounts if isinstance(accounts, list) else ()):
        if isinstance(account, str) and account.strip() and _ACCOUNT.fullmatch(account) is None:
            problems.add(f"{pointer}/accounts/{index}", f"`{shown(account)}` is no account; write its 12 digits")
    return found


def read_origin(guardrails: Mapping[str, Any], default: str, problems: Problems) -> str:
    """The name of an origin, for findings and for bundles."""
    name = guardrails.get("origin", default)
    if name == "builtin":
        problems.add("/guardrails/origin", "the origin `builtin` is that of the built-in protections; choose another")
    elif not isinstance(name, str) or ORIGIN.fullmatch(name) is None or len(name) > _LONGEST_ORIGIN:
        problems.add("/guardrails/origin", "expected a name of small letters, digits and `_`, beginning with a letter")
    else:
        return name
    return default


def check_others(guardrails: Mapping[str, Any], problems: Problems) -> None:
    """The shape of what no rule reads yet; the same strictness, so that files stay valid when rules come."""
    for name, kind in (("practice", dict), ("credentials", list)):
        value = guardrails.get(name, kind())
        if _is(kind, value, f"/guardrails/{name}", problems) and value:
            empty = "{}" if kind is dict else "[]"
            problems.add(f"/guardrails/{name}", f"`{name}` takes nothing in this version; write `{empty}`")
    approvals = guardrails.get("approvals", {})
    if _is(dict, approvals, "/guardrails/approvals", problems):
        _check_approvals(approvals, problems)


def _level(
    mapping: Mapping[str, Any], name: str, levels: tuple[str, ...], pointer: str, problems: Problems
) -> str | None:
    if name not in mapping:
        return None
    value = mapping[name]
    if value in levels:
        return str(value)
    if isinstance(value, str):
        problems.add(f"{pointer}/{name}", f"unknown value `{shown(value)}`; {did_you_mean(value, levels)}")
    else:
        choices = ", ".join(f"`{level}`" for level in levels)
        problems.add(f"{pointer}/{name}", f"expected one of {choices}, found {kind_of(value)}")
    return None


def _is(kind: type, value: object, pointer: str, problems: Problems) -> bool:
    fits = isinstance(value, kind)
    if not fits:
        wanted = "an object" if kind is dict else "a list"
        problems.add(pointer, f"expected {wanted}, found {kind_of(value)}")
    return fits


def _texts(values: object, pointer: str, problems: Problems) -> list[str]:
    if not _is(list, values, pointer, problems):
        return []
    assert isinstance(values, list)
    sound = []
    for index, value in enumerate(values):
        problem = text_problem(value)
        if problem is None:
            sound.append(value)
        else:
            problems.add(f"{pointer}/{index}", problem)
    return sound


def _check_approvals(approvals: Mapping[str, Any], problems: Problems) -> None:
    pointer = "/guardrails/approvals"
    check_keys(approvals, _APPROVALS, pointer, problems)
    required = approvals.get("required", 1)
    if type(required) is not int or not 1 <= required <= _MOST_REQUIRED:
        problems.add(f"{pointer}/required", f"expected a whole number from 1 to {_MOST_REQUIRED}")
    expires = approvals.get("expiresAfter", "24h")
    if not isinstance(expires, str) or DURATION.fullmatch(expires) is None:
        problems.add(f"{pointer}/expiresAfter", "expected a duration, as in `30m`, `24h` or `7d`")
    approvers = approvals.get("approvers", [])
    if not _is(list, approvers, f"{pointer}/approvers", problems):
        return
    seen: dict[str, str] = {}
    for index, approver in enumerate(approvers):
        where = f"{pointer}/approvers/{index}"
        if not _is(dict, approver, where, problems):
            continue
        _check_approver(approver, where, problems)
        name = str(approver.get("id"))
        if seen.setdefault(name, where) != where:
            problems.add(f"{where}/id", f"the approver `{shown(name)}` stands already at `#{seen[name]}`; keep one")


def _check_approver(approver: Mapping[str, Any], where: str, problems: Problems) -> None:
    check_keys(approver, _APPROVER, where, problems)
    for name in _APPROVER:
        if (name == "id" or name in approver) and (problem := text_problem(approver.get(name))):
            problems.add(f"{where}/{name}", problem)
    if not ("github" in approver or "publicKey" in approver):
        problems.add(where, "the approver has neither `github` nor `publicKey`; add one")
