"""What a replay found: one row for each decision that could be made again, and what became of the other lines."""

from __future__ import annotations

from collections import Counter

from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

# Lines without a row, and why.
THIN = "thin"  # a decision without its event: masked, as the sidecar logs them by default
EDITED = "edited"  # the event is not the one that its digests and ids are of
FOREIGN = "foreign"  # no decision of ours
CUT_OFF = "cut off"  # still being written, or what remains of a line
NO_ROW = (THIN, EDITED, FOREIGN, CUT_OFF)

Finding = tuple[str, str, str, str]  # effect, rule, origin, pointer of the guardrail


class Row(Value):
    """A decision and what it would be now: `before` and `after` are effects, `none` where OPA had no answer.

    `where` is the file and line of the log; `time` is when it was logged, as OPA writes it; `actor` may be empty.
    """

    __slots__ = (
        "where", "time", "stage", "actor", "digest", "before", "after", "findings_before", "findings_after",
    )  # fmt: skip

    where: str
    time: str
    stage: str
    actor: str
    digest: str
    before: str
    after: str
    findings_before: tuple[Finding, ...]
    findings_after: tuple[Finding, ...]

    def __init__(self, **fields: Any) -> None:
        self._set(**fields)

    @property
    def changed(self) -> bool:
        return self.before != self.after

    @property
    def document(self) -> dict[str, Any]:
        """The row as JSON has it."""
        return {name: getattr(self, name) for name in self.__slots__}


class Summary(Value):
    """How many decisions were made again, how they changed (`allow -> deny` to a number), and lines without a row.

    `other_reasons` are decisions of the same effect for other findings.
    """

    __slots__ = ("replayed", "changed", "changes", "other_reasons", "left_out")

    replayed: int
    changed: int
    changes: dict[str, int]
    other_reasons: int
    left_out: dict[str, int]

    def __init__(self, rows: Sequence[Row], left_out: Counter[str]) -> None:
        changes = Counter(f"{row.before} -> {row.after}" for row in rows if row.changed)
        self._set(
            replayed=len(rows),
            changed=changes.total(),
            changes=dict(sorted(changes.items())),
            other_reasons=sum(not row.changed and row.findings_before != row.findings_after for row in rows),
            left_out={reason: left_out[reason] for reason in NO_ROW},
        )

    @property
    def document(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


class Outcome(Value):
    """The rows in the order of the log, and their summary."""

    __slots__ = ("rows", "summary")

    rows: tuple[Row, ...]
    summary: Summary

    def __init__(self, rows: Sequence[Row], left_out: Counter[str]) -> None:
        self._set(rows=tuple(rows), summary=Summary(rows, left_out))
