"""Policies as their holder has them: with a name and a place."""

from __future__ import annotations

from ..values import Value
from .documents import lines
from .managed import managed_policy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from .documents import Document


class Policy(Value):
    """One policy of a principal, or of a resource.

    `name` is an ARN, the name of an inline policy or an address. `document` None means that nobody knows it here; that of
    an AWS managed policy is found by its ARN. `line` is where the document begins, `lines` where each statement does,
    where that is known.
    """

    __slots__ = ("name", "document", "path", "line", "lines")

    name: str
    document: Document
    path: str
    line: int
    lines: tuple[int, ...]

    def __init__(
        self, name: str, document: Document = None, *, path: str = "", line: int = 0, lines: Iterable[int] = ()
    ) -> None:
        found = managed_policy(name) if document is None else document
        self._set(name=name, document=found, path=path, line=line, lines=tuple(lines))

    def statement_lines(self) -> tuple[int, ...]:
        """The line of each statement, as far as it is known."""
        if self.lines or not isinstance(self.document, (str, bytes)):
            return self.lines
        text = self.document if isinstance(self.document, str) else self.document.decode("utf-8", "replace")
        first = max(self.line, 1)
        return tuple(line + first - 1 for line in lines(text))


class Holder(Value):
    """A principal with all that decides what it may do: managed and inline policies, boundary, and trust policy.

    `principal` names it on both sides. The policy of a resource (a bucket, a key) is a holder of its own, whose
    statements name the principals.
    """

    __slots__ = ("principal", "policies", "boundary", "trust")

    principal: str
    policies: tuple[Policy, ...]
    boundary: Policy | None
    trust: Policy | None

    def __init__(
        self,
        principal: str,
        policies: Iterable[Policy] = (),
        *,
        boundary: Policy | None = None,
        trust: Policy | None = None,
    ) -> None:
        self._set(principal=principal, policies=tuple(policies), boundary=boundary, trust=trust)


class UnknownPolicy(Value):
    """A policy that came or went and that nobody can read here: `change` gained or lost, `role` policy, boundary, trust."""

    __slots__ = ("principal", "change", "role", "name", "why", "path", "line")

    principal: str
    change: str
    role: str
    name: str
    why: str
    path: str
    line: int

    def __init__(self, principal: str, change: str, role: str, policy: Policy, why: str) -> None:
        self._set(principal=principal, change=change, role=role, name=policy.name, why=why, path=policy.path,
                  line=policy.line)  # fmt: skip
