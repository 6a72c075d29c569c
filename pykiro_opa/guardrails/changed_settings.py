"""How everything but the entries differs in meaning between two versions."""

from __future__ import annotations

from ..events import canonical
from .extending import read_extends
from .problems import Problems
from .settings import BUILTIN, BUILTIN_PERMISSIONS, DURATION, EFFECT_LEVELS, LEVELS, PRODUCTION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Difference = tuple[str, str, object, object]  # pointer, change, value before, value after

_MINUTES = {"m": 1, "h": 60, "d": 1440}
_LOOSENED, _TIGHTENED = "loosened", "tightened"


def setting_changes(old: dict[str, Any], new: dict[str, Any], *, nested: bool) -> list[Difference]:
    """Every setting whose meaning changed; both sides are valid."""
    return [
        *setting_levels(old, new, nested=nested),
        *_list_changes(old.get("production", {}), new.get("production", {}), "/guardrails/production", PRODUCTION),
        *_extends_change(old, new),
        *_approval_changes(old.get("approvals", {}), new.get("approvals", {})),
        *_origin_change(old, new),
    ]


def setting_levels(old: dict[str, Any], new: dict[str, Any], *, nested: bool) -> list[Difference]:
    """Every level that changed: secrets, unresolved, mode and the like, and those of `permissions`."""
    found: list[Difference] = []
    for name, levels in LEVELS.items():
        unset = None if nested and name != "mode" else BUILTIN[name]
        change = level_change(old.get(name, unset), new.get(name, unset), levels)
        if change is not None:
            found.append((f"/guardrails/{name}", change, old.get(name), new.get(name)))
    was, now = old.get("permissions", {}), new.get("permissions", {})
    for name, value in BUILTIN_PERMISSIONS.items():
        unset = None if nested else value
        change = level_change(was.get(name, unset), now.get(name, unset), EFFECT_LEVELS)
        if change is not None:
            found.append((f"/guardrails/permissions/{name}", change, was.get(name), now.get(name)))
    return found


def level_change(was: str | None, now: str | None, levels: tuple[str, ...]) -> str | None:
    """Loosened, tightened or None; a level of None says nothing and is the mildest."""
    order = (None, *levels)
    if was == now:
        return None
    return _LOOSENED if order.index(now) < order.index(was) else _TIGHTENED


def _list_changes(old: dict[str, Any], new: dict[str, Any], pointer: str, names: tuple[str, ...]) -> list[Difference]:
    found: list[Difference] = []
    for name in names:
        was = {canonical(item) for item in old.get(name, [])}
        now = {canonical(item) for item in new.get(name, [])}
        if was != now:
            change = _TIGHTENED if was < now else _LOOSENED
            found.append((f"{pointer}/{name}", change, old.get(name), new.get(name)))
    return found


def _extends_change(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    """One more bundle, or a key for one, tightens; one less, another key or none loosens, whatever is gained besides."""
    was, now = _keys_by_source(old), _keys_by_source(new)
    if was == now:
        return []
    kept = all(source in now and key in (None, now[source]) for source, key in was.items())
    change = _TIGHTENED if kept else _LOOSENED
    return [("/guardrails/extends", change, old.get("extends"), new.get("extends"))]


def _keys_by_source(guardrails: dict[str, Any]) -> dict[str, str | None]:
    return {one.source: one.key for one in read_extends(guardrails, Problems(""))}


def _approval_changes(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    found: list[Difference] = []
    pointer = "/guardrails/approvals"
    was, now = old.get("required", 1), new.get("required", 1)
    if was != now:
        change = _LOOSENED if now < was else _TIGHTENED
        found.append((f"{pointer}/required", change, old.get("required"), new.get("required")))
    lasted, lasts = _minutes(old), _minutes(new)
    if lasted != lasts:
        change = _LOOSENED if lasts > lasted else _TIGHTENED
        found.append((f"{pointer}/expiresAfter", change, old.get("expiresAfter"), new.get("expiresAfter")))
    approvers = _approvers(old), _approvers(new)
    if approvers[0] != approvers[1]:
        # One approver more may approve what nobody could, one less may be the one who said no: only the first
        # naming of approvers, which takes the right from everybody else, is certain to tighten.
        change = _LOOSENED if approvers[0] else _TIGHTENED
        found.append((f"{pointer}/approvers", change, old.get("approvers"), new.get("approvers")))
    return found


def _approvers(approvals: dict[str, Any]) -> list[bytes]:
    return sorted(canonical(approver) for approver in approvals.get("approvers", []))


def _minutes(approvals: dict[str, Any]) -> int:
    match = DURATION.fullmatch(approvals.get("expiresAfter", "24h"))
    assert match is not None
    return int(match[1]) * _MINUTES[match[2]]


def _origin_change(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    was, now = old.get("origin"), new.get("origin")
    return [] if was == now else [("/guardrails/origin", _LOOSENED, was, now)]
