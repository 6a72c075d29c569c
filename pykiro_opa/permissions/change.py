"""One permission that a principal gained or lost."""

from __future__ import annotations

from ..values import Value
from .vocabulary import names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .vocabulary import Bits, Vocabulary

GAINED, LOST = "gained", "lost"
NEW_ACTION = "a new action"
WIDER_RESOURCE = "a resource is wider"
WIDER_PRINCIPAL = "a principal is wider"
LOOSER_CONDITION = "a condition is looser"
WEAKER_DENY = "a deny is weaker"
WIDER_BOUNDARY = "a permissions boundary is wider"
REMOVED_BOUNDARY = "the permissions boundary is removed"
UNREADABLE = "the statement cannot be read"


class Place(Value):
    """Where a statement stands: its policy (an ARN, a name, or ""), file, index from 0, Sid, and line or 0."""

    __slots__ = ("policy", "path", "line", "index", "sid")

    policy: str
    path: str
    line: int
    index: int
    sid: str

    def __init__(self, *, policy: str, path: str, line: int, index: int, sid: str) -> None:
        self._set(policy=policy, path=path, line=line, index=index, sid=sid)


class Known:
    """The concrete actions of a change, listed when first asked for: they may be thousands.

    Those that are `sure` come before those that the same words grant but that are in doubt.
    """

    __slots__ = ("_vocabulary", "_sure", "_doubted", "count", "_names")

    def __init__(self, vocabulary: Vocabulary, sure: Bits, everything: Bits) -> None:
        self._vocabulary = vocabulary
        self._sure = sure
        self._doubted = {prefix: those & ~sure.get(prefix, 0) for prefix, those in everything.items()}
        self.count = sum(those.bit_count() for those in sure.values())
        self._names: tuple[str, ...] | None = None

    def names(self) -> tuple[str, ...]:
        if self._names is None:
            self._names = (*names(self._vocabulary, self._sure), *names(self._vocabulary, self._doubted))
        return self._names

    def first(self, number: int) -> list[str]:
        """The first names, of the highest levels."""
        return [name for name, _ in zip(names(self._vocabulary, self._sure), range(number), strict=False)]


class PermissionChange(Value):
    """What a principal gained or lost on one resource pattern.

    `actions` as written, `level` the highest of those that changed hands; `known` gives these one by one, as the
    catalogue or the policies name them. `resource` as written, `witness` one request that the other side refuses:
    an action and an ARN. `why` in words; `doubt` why it may be nothing after all, "" where it is certain. `condition`
    is canonical JSON or "", `result` the digest of the resulting statements. `quantifier` is all: whoever holds the
    policy has it on every resource that matches. `kind` is identity, trust (who may take a role) or resource (a policy
    of a resource, which names principals). `before` and `after` are the statements on both sides.
    """

    __slots__ = ("change", "kind", "principal", "actions", "level", "resource", "quantifier", "witness", "why",
                 "doubt", "condition", "result", "sid", "before", "after", "_known")  # fmt: skip

    change: str
    kind: str
    principal: str
    actions: tuple[str, ...]
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
    _known: Known

    def __init__(
        self,
        *,
        change: str,
        kind: str,
        principal: str,
        actions: tuple[str, ...],
        known: Known,
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
            kind=kind,
            principal=principal,
            actions=actions,
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
            _known=known,
        )

    @property
    def known(self) -> tuple[str, ...]:
        """The concrete actions that changed hands, the highest level first."""
        return self._known.names()

    @property
    def count(self) -> int:
        """How many concrete actions changed hands; 0 where nobody names one."""
        return self._known.count

    def examples(self, number: int) -> list[str]:
        """Some concrete actions that changed hands, those of the highest level."""
        return self._known.first(number)

    def _fields(self) -> tuple[object, ...]:
        # What is listed on demand follows from the rest.
        return super()._fields()[:-1]
