"""One permission that a principal gained or lost."""

from __future__ import annotations

from ..values import Value

GAINED, LOST = "gained", "lost"
NEW_ACTION = "a new action"
WIDER_RESOURCE = "a resource is wider"
WIDER_PRINCIPAL = "a principal is wider"
LOOSER_CONDITION = "a condition is looser"
WEAKER_DENY = "a deny is weaker"
WIDER_BOUNDARY = "a permissions boundary is wider"
UNREADABLE = "the statement cannot be read"


class Place(Value):
    """Where a statement stands: its document (an ARN, a name, a path, or ""), index from 0, Sid and line or 0."""

    __slots__ = ("source", "index", "sid", "line")

    source: str
    index: int
    sid: str
    line: int

    def __init__(self, source: str, index: int, sid: str, line: int) -> None:
        self._set(source=source, index=index, sid=sid, line=line)


class PermissionChange(Value):
    """What a principal gained or lost on one resource pattern.

    `actions` as written, `known` the concrete actions among them that changed hands (as the catalogue or the policies
    name them), `level` the highest of them, `resource` as written, `witness` one request that the other side refuses:
    an action and an ARN. `why` in words; `doubt` why it may be nothing after all, "" where it is certain. `condition`
    is canonical JSON or "", `result` the digest of the resulting statements. `quantifier` is all: whoever holds the
    policy has it on every resource that matches. `before` and `after` are the statements on both sides.
    """

    __slots__ = ("change", "principal", "actions", "known", "level", "resource", "quantifier", "witness", "why",
                 "doubt", "condition", "result", "sid", "before", "after")  # fmt: skip

    change: str
    principal: str
    actions: tuple[str, ...]
    known: tuple[str, ...]
    level: str
    resource: str
    quantifier: str
    witness: str
    why: str
    doubt: str
    condition: str
    result: str
    sid: str
    before: tuple[Place, ...]
    after: tuple[Place, ...]

    def __init__(
        self,
        *,
        change: str,
        principal: str,
        actions: tuple[str, ...],
        known: tuple[str, ...],
        level: str,
        resource: str,
        witness: str,
        why: str,
        doubt: str = "",
        condition: str = "",
        result: str = "",
        before: tuple[Place, ...] = (),
        after: tuple[Place, ...] = (),
    ) -> None:
        self._set(
            change=change,
            principal=principal,
            actions=actions,
            known=known,
            level=level,
            resource=resource,
            quantifier="all",
            witness=witness,
            why=why,
            doubt=doubt,
            condition=condition,
            result=result,
            sid=after[0].sid if after else "",
            before=before,
            after=after,
        )
