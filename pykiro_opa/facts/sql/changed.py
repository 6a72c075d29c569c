"""The SQL that a change brings into a file: statements that were not there, or that stand on added lines."""

from __future__ import annotations

from ..added import touches
from .extraction import Found, statements
from .texts import in_blocks, in_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...events import Fact
    from ..added import Blocks
    from . import Text


def new_statements(
    path: str,
    before: str | None,
    after: str,
    added: Blocks,
    queries: tuple[Sequence[Text], Sequence[Text]],
    *,
    is_spec: bool,
) -> Found:
    """The new statements of a file; `queries` is the SQL that commands in it run, before and after.

    `added` are the blocks of added lines, as first and behind the last, in order.
    """
    now = _read(path, after, queries[1], is_spec=is_spec)
    if not now.statements:
        return now
    old = set() if before is None else {
        _identity(fact) for fact in _read(path, before, queries[0], is_spec=is_spec).statements
    }  # fmt: skip
    kept = [
        (fact, last)
        for fact, last in zip(now.statements, now.last_lines, strict=True)
        if _identity(fact) not in old or touches(fact["at"]["line"], last, added)
    ]
    return Found([_introduced(fact, last, added) for fact, last in kept], [last for _, last in kept], now.unresolved)


def _introduced(fact: Fact, last: int, added: Blocks) -> Fact:
    """The fact; it introduces the words that comments part where all of it is added in one place."""
    line = fact["at"]["line"]
    whole = any(first <= line and last < behind for first, behind in added)
    return fact if whole else {**fact, "runs": []}


def _read(path: str, text: str, queries: Sequence[Text], *, is_spec: bool) -> Found:
    found = [*in_file(path, text), *queries]
    if is_spec:
        from ..prose import planned_blocks

        found += in_blocks(planned_blocks(text))
    return statements(path, found)


def _identity(fact: Fact) -> tuple[object, ...]:
    return fact["operation"], fact["object"], fact["source"]
