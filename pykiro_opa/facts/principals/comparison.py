"""One principal before and after, as facts."""

from __future__ import annotations

from ...catalogue.actions import LEVELS
from ...errors import InputError
from ...events import canonical, clean, sha256
from ...permissions import Holder, Policy, permission_facts, principal_delta, unknown_facts, writes
from .kinds import CEILINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...events import Fact
    from ...permissions import PermissionChange, PrincipalDelta
    from .holders import Held

__all__ = ["LEVELS", "delta", "facts", "gains", "same"]

_WRITES = ("tagging", "write", "permissions-management")
_MOST_ACTIONS = 20
_EVERYTHING = Policy("everything", {"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})


def facts(before: Held | None, after: Held | None) -> list[Fact]:
    """What the principal gains and loses, and that nothing did where its policies say the same in other words."""
    after = _left_over(before, after)
    if same(before, after):
        return []
    old, new = _sides(before, after)
    found = principal_delta([old], [new])
    place = after or before
    assert place is not None
    identity = [one for one in found.changes if one.kind != "trust"]
    trust = [one for one in found.changes if one.kind == "trust"]
    made = permission_facts(
        identity, place.path, place.line, held=_held(old, identity, found), escalations=found.escalations
    )
    made += permission_facts(trust, place.path, place.line, held="none" if old.trust is None else "unknown")
    made += unknown_facts(found.unknown, place.path, place.line)
    if before is not None and after is not None:
        made += _boundary_removed(before, after, made)
        made += _unchanged(before, after, made)
    return made


def _left_over(before: Held | None, after: Held | None) -> Held | None:
    """Who stands elsewhere is still there when nothing here speaks of it any more, and without its boundary."""
    if after is not None or before is None or before.boundary is None or before.is_declared or before.kind in CEILINGS:
        return after
    return type(before)(before.kind, before.principal, before.path, before.line)


def delta(before: Held | None, after: Held | None) -> PrincipalDelta:
    old, new = _sides(before, after)
    return principal_delta([old], [new])


def gains(found: PrincipalDelta) -> tuple[int, int]:
    """How bad a change is: the highest level gained, from 1, and how many gains; an unknown is worse than any."""
    gained = [one for one in found.changes if one.change == "gained"]
    unknown = sum(one.change == "gained" for one in found.unknown)
    if unknown:
        return len(LEVELS) + 1, unknown + len(gained)
    return max((LEVELS.index(one.level) + 1 for one in gained), default=0), len(gained)


def same(before: Held | None, after: Held | None) -> bool:
    """Whether both sides hold the very same documents."""
    return _content(before) == _content(after)


def _content(held: Held | None) -> object:
    if held is None:
        return None
    policies = sorted(_told(one) for one in held.policies)
    return policies, held.boundary and _told(held.boundary), held.trust and _told(held.trust)


def _told(policy: Policy) -> bytes:
    return canonical(clean([policy.name if policy.document is None else "", policy.document]))


def _sides(before: Held | None, after: Held | None) -> tuple[Holder, Holder]:
    """Both sides under one name. A boundary that nobody can read and that stays as it is decides nothing here."""
    held = after or before
    assert held is not None
    named = held.principal
    # A ceiling that is not there stops nothing.
    nothing = Holder(named, [_EVERYTHING] if held.kind in CEILINGS else ())
    sides = [nothing if one is None else Holder(named, one.policies, boundary=one.boundary, trust=one.trust)
             for one in (before, after)]  # fmt: skip
    old, new = sides
    if old.boundary is not None and new.boundary is not None:
        if old.boundary.document is None and _told(old.boundary) == _told(new.boundary):
            return _bounded(old, None), _bounded(new, None)
        if not old.policies and not new.policies:
            # What it bounds stands elsewhere, and may be anything.
            return tuple(_bounded(one, one.boundary, [_EVERYTHING]) for one in sides)  # type: ignore[return-value]
    return old, new


def _bounded(holder: Holder, boundary: Policy | None, policies: list[Policy] | None = None) -> Holder:
    return Holder(holder.principal, policies or holder.policies, boundary=boundary, trust=holder.trust)


def _held(old: Holder, changes: Iterable[PermissionChange], found: PrincipalDelta) -> str:
    """The highest level that the principal had for certain, asked only where somebody gains write or above.

    What AWS lets readers do is no write here, whatever level AWS gives it: who holds ReadOnlyAccess only reads.
    """
    if not old.policies:
        return "none"
    if not any(one.change == "gained" and one.level in _WRITES for one in changes):
        return "unknown"
    try:
        had = principal_delta([Holder(old.principal)], [Holder(old.principal, old.policies, boundary=old.boundary)])
    except InputError:
        return "unknown"
    levels = [
        LEVELS.index(one.level if one.level not in _WRITES or not one.known or writes(one.known) else "read")
        for one in had.changes
        if not one.doubt and one.kind == "identity"
    ]
    highest = LEVELS[max(levels)] if levels else "none"
    unreadable = bool(had.unknown) or any(one.change == "lost" for one in found.unknown)
    return "unknown" if unreadable and highest not in _WRITES else highest


def _boundary_removed(before: Held, after: Held, made: list[Fact]) -> Iterator[Fact]:
    """A boundary that went away counts even where the policies known here gain nothing by that."""
    if before.boundary is None or after.boundary is not None or any(one["way"] == "boundary-removed" for one in made):
        return
    action, principal = "iam:DeleteRolePermissionsBoundary", after.principal
    yield {
        "principal": principal, "kind": "identity", "change": "gained", "way": "boundary-removed", "sure": True,
        "held": "unknown", "opens": [], "reads_secrets": False, "actions": [action], "count": 1, "examples": [action],
        "level": "permissions-management", "resource": principal, "quantifier": "all",
        "witness": f"{action} {principal}", "why": "the permissions boundary is removed", "condition": None,
        "result": sha256(_told(before.boundary)), "at": {"path": after.path, "line": max(1, after.line)},
    }  # fmt: skip


def _unchanged(before: Held, after: Held, made: list[Fact]) -> Iterator[Fact]:
    """Other statements, and nobody gains or loses anything by them."""
    if made:
        return
    old, new = _statements(before), _statements(after)
    if sorted(map(_normal, old)) == sorted(map(_normal, new)):
        return  # only moved, or spelled with a list in place of a text
    actions = sorted({text for one in new for text in _texts(one.get("Action", one.get("NotAction")))})[:_MOST_ACTIONS]
    if not actions:
        return
    yield {
        "principal": after.principal, "kind": "identity", "change": "unchanged", "way": "action", "sure": True,
        "held": "unknown", "opens": [], "reads_secrets": False, "actions": actions, "count": 0, "examples": [],
        "level": "list", "resource": "*", "quantifier": "all", "witness": "",
        "why": f"{_counted(len(old))} became {len(new)}", "condition": None,
        "result": sha256(canonical(clean(new))), "at": {"path": after.path, "line": max(1, after.line)},
    }  # fmt: skip


def _counted(number: int) -> str:
    return "1 statement" if number == 1 else f"{number} statements"


def _statements(held: Held) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for policy in (*held.policies, *filter(None, (held.trust,))):
        if isinstance(policy.document, dict):
            inner = policy.document.get("Statement", [])
            found += [one for one in (inner if isinstance(inner, list) else [inner]) if isinstance(one, dict)]
    return found


def _normal(statement: dict[str, object]) -> bytes:
    """A statement without its name, and one text as a list of it."""
    return canonical(clean({key: sorted(_texts(value)) if not isinstance(value, dict) else value
                            for key, value in statement.items() if key != "Sid"}))  # fmt: skip


def _texts(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one]
