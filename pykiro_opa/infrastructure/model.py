"""What the parsers return."""

from __future__ import annotations

from ..values import Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


class Resource(Value):
    """A resource as written.

    `kind` is resource, data, module or policy (a policy document that stands in a file by itself); `scope` the
    Terraform module's folder or the template's path; `address` the name within it. `properties` is plain JSON whose
    strings may hold unknown parts (see `unknowns`); `lines` the line of each top-level property that has one. `is_read`
    says of a data source or a policy file that something else of its side takes its content.
    """

    __slots__ = ("kind", "type", "scope", "address", "properties", "path", "line", "lines", "is_read")

    kind: str
    type: str
    scope: str
    address: str
    properties: dict[str, Any]
    path: str
    line: int
    lines: Mapping[str, int]
    is_read: bool

    def __init__(
        self,
        kind: str,
        type_: str,
        address: str,
        properties: dict[str, Any],
        *,
        scope: str,
        path: str,
        line: int,
        lines: Mapping[str, int] | None = None,
        is_read: bool = False,
    ) -> None:
        self._set(
            kind=kind,
            type=type_,
            scope=scope,
            address=address,
            properties=properties,
            path=path,
            line=line,
            lines=lines or {},
            is_read=is_read,
        )

    def with_properties(self, properties: dict[str, Any]) -> Resource:
        """The same resource with other properties."""
        return Resource(self.kind, self.type, self.address, properties, scope=self.scope, path=self.path,
                        line=self.line, lines=self.lines, is_read=self.is_read)  # fmt: skip

    def as_read(self) -> Resource:
        """The same resource, of which something else takes the content."""
        return Resource(self.kind, self.type, self.address, self.properties, scope=self.scope, path=self.path,
                        line=self.line, lines=self.lines, is_read=True)  # fmt: skip


class ResourceChange(Value):
    """One resource that is not the same on both sides; `path` and `line` stand on the after side where it has one."""

    __slots__ = ("kind", "type", "address", "operation", "before", "after", "patch", "path", "line")

    kind: str
    type: str
    address: str
    operation: str
    before: Resource | None
    after: Resource | None
    patch: list[dict[str, Any]]
    path: str
    line: int

    def __init__(
        self,
        operation: str,
        before: Resource | None,
        after: Resource | None,
        patch: list[dict[str, Any]],
        line: int,
    ) -> None:
        shown = after or before
        assert shown is not None
        self._set(
            kind=shown.kind,
            type=shown.type,
            address=shown.address,
            operation=operation,
            before=before,
            after=after,
            patch=patch,
            path=shown.path,
            line=line,
        )


class Problem(Value):
    """What could not be read: `why` for the reader, `text` is the whole unreadable part or its digest, to tell new from old."""

    __slots__ = ("path", "line", "why", "text")

    path: str
    line: int
    why: str
    text: str

    def __init__(self, path: str, line: int, why: str, text: str) -> None:
        self._set(path=path, line=line, why=why, text=text)
