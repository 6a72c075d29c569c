"""What a statement that changes rows does, by its structure: inside CTEs and subqueries, with its condition."""

from __future__ import annotations

import logging
from itertools import islice

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError
from sqlglot.optimizer.simplify import simplify

from . import wording

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    Operation = tuple[str, str | None, bool]

# It warns on stderr of what it only passes through; `wording` reads that.
logging.getLogger("sqlglot").setLevel(logging.CRITICAL)
_MOST_SIMPLIFIED = 1_000  # parts of a condition: more take the square of the time
_DIALECTS = ("", "postgres", "mysql", "tsql")
_ROWS = {exp.Delete: "delete", exp.Update: "update", exp.Merge: "merge"}


def operations(text: str, dialect: str | None) -> list[Operation] | None:
    """The operations of one statement; None where no dialect takes it, or takes it unread."""
    for one in dict.fromkeys((dialect or "", *_DIALECTS)):
        try:
            tree = sqlglot.parse_one(text, dialect=one or None)
        except (SqlglotError, RecursionError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            continue
        if not _is_unread(tree):
            return list(_found(tree, text))
    return None


def _is_unread(tree: exp.Expr) -> bool:
    """A command that is passed through as text, or a word that is taken for a column."""
    return isinstance(tree, (exp.Command, exp.Column, exp.Alias, exp.Identifier)) or any(tree.find_all(exp.Command))


def _found(tree: exp.Expr, text: str) -> Iterator[Operation]:
    for kind, operation in _ROWS.items():
        for node in tree.find_all(kind):
            yield operation, _name(node), operation == "merge" or _is_bounded(node)
            if operation == "merge" and "delete" in node.sql().lower():
                yield "delete", _name(node), True
    if not isinstance(tree, (exp.Delete, exp.Update, exp.Merge)):
        yield from (one for one in wording.operations(wording.tokens(text)) if one[0] not in _ROWS.values())


def _name(node: exp.Expr) -> str | None:
    named = node.args.get("tables") or [node.this]
    table = named[0] if isinstance(named[0], exp.Table) else node.find(exp.Table)
    if table is None:
        return None
    parts = [part.name for part in table.parts if part.name]
    return ".".join(parts) or None


def _is_bounded(node: exp.Expr) -> bool:
    if node.args.get("limit") is not None or list(node.find_all(exp.Join)):
        return True
    where = node.args.get("where")
    if where is None:
        return False
    if next(islice(where.walk(), _MOST_SIMPLIFIED, None), None) is not None:
        # Long lists of keys, not what may be true of all rows.
        return where.find(exp.Column) is not None and where.find(exp.Or, exp.Not) is None
    try:
        condition = simplify(where.this.copy())
    except (SqlglotError, RecursionError, ValueError, TypeError, AttributeError):
        condition = where.this
    return not (
        (isinstance(condition, exp.Boolean) and condition.this)
        or (isinstance(condition, exp.Literal) and condition.this not in ("0", ""))
        or (isinstance(condition, exp.EQ) and condition.left == condition.right)
    )
