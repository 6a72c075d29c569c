"""Mutants of a Python module, at the positions of its syntax tree.

Annotations, docstrings and what stands under TYPE_CHECKING are no behaviour. A text of several words is a sentence to a
user: it is taken away whole, which a test of the message notices, and not reworded.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mutants import Mutant, named

if TYPE_CHECKING:
    from collections.abc import Iterator

_COMPARISONS: dict[type[ast.cmpop], tuple[str, ...]] = {
    ast.Eq: ("!=",), ast.NotEq: ("==",), ast.Lt: ("<=",), ast.LtE: ("<",), ast.Gt: (">=",), ast.GtE: (">",),
    ast.In: ("not in",), ast.NotIn: ("in",), ast.Is: ("is not",), ast.IsNot: ("is",),
}  # fmt: skip
_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "-", ast.Sub: "+", ast.Mult: "+", ast.FloorDiv: "*", ast.Div: "*", ast.Mod: "+", ast.BitAnd: "|",
    ast.BitOr: "&", ast.Pow: "*", ast.LShift: ">>", ast.RShift: "<<",
}  # fmt: skip
_NAMES = {
    "startswith": "endswith", "endswith": "startswith", "removeprefix": "removesuffix", "removesuffix": "removeprefix",
    "partition": "rpartition", "rpartition": "partition", "find": "rfind", "rfind": "find", "lower": "upper",
    "upper": "lower", "lstrip": "rstrip", "rstrip": "lstrip", "strip": "lstrip", "min": "max", "max": "min",
    "any": "all", "all": "any", "sorted": "list", "match": "search", "fullmatch": "match", "bisect_right": "bisect_left",
    "set": "list", "split": "rsplit", "setdefault": "get",
}  # fmt: skip
# An assertion tells the type checker what is known here; nothing is promised by it.
_NOT_MUTATED = (ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal, ast.Assert)


def python_mutants(path: str, source: bytes) -> list[Mutant]:
    """Every mutant of a module that is still Python."""
    finder = _Finder(path, source)
    finder.block(ast.parse(source).body, "(module)")
    return [mutant for mutant in named(finder.found, source) if _is_python(mutant.apply(source))]


def _is_python(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


class _Finder:
    """Walks the statements of a module and collects mutants."""

    def __init__(self, path: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._path = path
        self._source = source
        self._where = ""
        self._lines = [0]
        for line in source.split(b"\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)

    def block(self, body: list[ast.stmt], where: str) -> None:
        for index, statement in enumerate(body):
            self._where = where
            if index == 0 and _is_text(statement):
                continue  # a docstring
            self._statement(statement, where)

    def _statement(self, node: ast.stmt, where: str) -> None:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            self._definition(node, where)
            return
        if isinstance(node, _NOT_MUTATED) or _is_for_types(node):
            return
        self._whole(node)
        for expression in _expressions(node):
            self._expression(expression)
        for condition in _conditions(node):
            self._condition(condition)
        for part in ("body", "orelse", "finalbody"):
            self.block(getattr(node, part, []), where)
        for handler in getattr(node, "handlers", []):
            self._where = where
            if handler.type is not None:
                self._expression(handler.type)
            self.block(handler.body, where)

    def _definition(self, node: ast.FunctionDef | ast.ClassDef, where: str) -> None:
        name = node.name if where == "(module)" else f"{where}.{node.name}"
        if isinstance(node, ast.FunctionDef):
            self._where = name
            for default in (*node.args.defaults, *node.args.kw_defaults):
                if default is not None:
                    self._expression(default)
        self.block(node.body, name)

    def _whole(self, node: ast.stmt) -> None:
        """A statement that does something, left out."""
        if (
            isinstance(node, (ast.Raise, ast.AugAssign))
            or (isinstance(node, ast.Expr) and not _is_text(node))
            or (isinstance(node, (ast.Assign, ast.Delete)) and not isinstance(node_target(node), ast.Name))
        ):
            self._replace(node, "pass")
        elif isinstance(node, ast.Continue):
            self._replace(node, "break")
        elif isinstance(node, ast.Break):
            self._replace(node, "continue")
        elif isinstance(node, ast.Return) and node.value is not None and not _is_none(node.value):
            self._replace(node.value, "None")

    def _condition(self, node: ast.expr) -> None:
        """A condition turned round; a comparison is by its operator, `and` and `or` part by part."""
        if isinstance(node, ast.BoolOp):
            for value in node.values:
                self._condition(value)
        elif isinstance(node, ast.UnaryOp) or (isinstance(node, ast.Compare) and len(node.ops) == 1):
            return
        elif not isinstance(node, ast.Constant):
            self._replace(node, f"(not ({self._text(node)}))")

    def _expression(self, node: ast.expr) -> None:
        members = {id(member) for child in _walk(node) for member in _members_of(child)}
        for child in _walk(node):
            # A text that a collection holds is left out of it; another text in its place says no more.
            if id(child) not in members or not isinstance(child, ast.Constant) or not isinstance(child.value, str):
                self._one(child)

    def _one(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant):
            self._constant(node)
        elif isinstance(node, ast.JoinedStr):
            self._replace(node, '""')
        elif isinstance(node, ast.Compare):
            self._compare(node)
        elif isinstance(node, ast.BoolOp):
            self._bool(node)
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            self._replace(node, f"({self._text(node.operand)})")
        elif isinstance(node, ast.BinOp):
            self._between(node.left, node.right, _symbol(node.op), _OPERATORS.get(type(node.op)))
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            self._members(node, [(item, item) for item in node.elts])
        elif isinstance(node, ast.Dict):
            self._members(node, [(key or value, value) for key, value in zip(node.keys, node.values, strict=True)])
        elif isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, ast.IfExp):
            self._condition(node.test)
        elif isinstance(node, ast.comprehension):
            for condition in node.ifs:
                self._condition(condition)
                self._replace(condition, "True")

    def _constant(self, node: ast.Constant) -> None:
        value = node.value
        if isinstance(value, bool):
            self._replace(node, str(not value))
        elif isinstance(value, (int, float)):
            self._replace(node, repr(value + 1))
            self._replace(node, repr(value - 1))
        elif isinstance(value, str):
            self._replace(node, '""' if " " in value.strip() else _quoted("XX" + value))
        elif isinstance(value, bytes):
            self._replace(node, repr(b"XX" + value))

    def _compare(self, node: ast.Compare) -> None:
        left = node.left
        for operator, right in zip(node.ops, node.comparators, strict=True):
            for other in _COMPARISONS[type(operator)]:
                self._between(left, right, _symbol(operator), other)
            left = right

    def _bool(self, node: ast.BoolOp) -> None:
        """`and` for `or`, and each part left out."""
        word, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
        start, end = self._span(node)
        parts = [self._span(value) for value in node.values]
        texts = [self._source[first:last].decode() for first, last in parts]
        if all(text.count("\n") == 0 for text in texts):
            self._add(start, end, f" {other} ".join(f"({text})" for text in texts))
            for index in range(len(texts)):
                kept = texts[:index] + texts[index + 1 :]
                self._add(start, end, f" {word} ".join(f"({text})" for text in kept))

    def _between(self, left: ast.expr, right: ast.expr, symbol: str, other: str | None) -> None:
        """An operator replaced; it stands between its operands, beside brackets at most."""
        start, end = self._span(left)[1], self._span(right)[0]
        place = self._source.find(symbol.encode(), start, end)
        if place >= 0 and other is not None:
            self._add(place, place + len(symbol), other)

    def _members(self, node: ast.expr, members: list[tuple[ast.expr, ast.expr]]) -> None:
        """A collection without one of its members."""
        if isinstance(getattr(node, "ctx", None), ast.Store):
            return
        spans = [(self._span(first)[0], self._span(last)[1]) for first, last in members]
        if len(spans) == 1:
            self._replace(node, {ast.Tuple: "()", ast.List: "[]", ast.Set: "set()", ast.Dict: "{}"}[type(node)])
            return
        for index, (first, last) in enumerate(spans):
            if isinstance(node, ast.Tuple) and len(spans) == 2:
                # Of a pair a tuple of one is left, which needs its comma.
                kept = self._source[slice(*spans[1 - index])].decode()
                self._add(spans[0][0], spans[1][1], f"{kept},")
                continue
            before = self._source[:first].endswith(b"**")
            begin = first - 2 if before else first
            if index + 1 < len(spans):
                following = spans[index + 1][0]
                self._add(begin, following - 2 if self._source[:following].endswith(b"**") else following, "")
            else:
                self._add(spans[index - 1][1], last, "")

    def _call(self, node: ast.Call) -> None:
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name in _NAMES and not (name == "split" and len(node.args) + len(node.keywords) < 2):
            end = self._span(function)[1]
            self._add(end - len(name), end, _NAMES[name])
        for keyword in node.keywords:
            if keyword.arg is not None and len(node.args) + len(node.keywords) > 1:
                self._drop_keyword(node, keyword)

    def _drop_keyword(self, node: ast.Call, keyword: ast.keyword) -> None:
        start, end = self._span(keyword)
        rest = self._source[end : self._span(node)[1]]
        comma = len(rest) - len(rest.lstrip())
        if rest[comma : comma + 1] == b",":
            end += comma + 1
            end += len(self._source[end:]) - len(self._source[end:].lstrip())
        self._add(start, end, "")

    def _replace(self, node: ast.expr | ast.stmt, text: str) -> None:
        self._add(*self._span(node), text)

    def _add(self, start: int, end: int, text: str) -> None:
        self.found.append(Mutant(self._path, self._where, start, end, text.encode()))

    def _text(self, node: ast.AST) -> str:
        start, end = self._span(node)
        return self._source[start:end].decode()

    def _span(self, node: ast.AST) -> tuple[int, int]:
        place: ast.expr = node  # type: ignore[assignment]
        assert place.end_lineno is not None
        assert place.end_col_offset is not None
        return self._lines[place.lineno - 1] + place.col_offset, self._lines[
            place.end_lineno - 1
        ] + place.end_col_offset


def _walk(node: ast.AST) -> Iterator[ast.AST]:
    """The node and what is in it, but not what is in a formatted text, whose positions are not exact."""
    yield node
    if not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _walk(child)


def _members_of(node: ast.AST) -> list[ast.expr]:
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    return node.elts if isinstance(node, (ast.Tuple, ast.List, ast.Set)) else []


def _expressions(node: ast.stmt) -> Iterator[ast.expr]:
    """What a statement evaluates itself; no annotations, no slots."""
    target = node_target(node)
    if isinstance(target, ast.Name) and target.id == "__slots__":
        return
    for name, value in ast.iter_fields(node):
        for part in value if isinstance(value, list) else [value]:
            if name != "annotation" and isinstance(part, ast.expr):
                yield part
            elif isinstance(part, ast.withitem):
                yield part.context_expr


def _conditions(node: ast.stmt) -> Iterator[ast.expr]:
    if isinstance(node, (ast.If, ast.While)):
        yield node.test
    elif isinstance(node, (ast.Return, ast.Assign)) and isinstance(node.value, ast.BoolOp):
        yield node.value


def node_target(node: ast.stmt) -> ast.expr | None:
    if isinstance(node, (ast.Assign, ast.Delete)):
        return node.targets[0]
    return getattr(node, "target", None)


def _is_for_types(node: ast.stmt) -> bool:
    if isinstance(node, ast.If):
        return isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
    target = node_target(node)
    return (isinstance(node, ast.AnnAssign) and node.value is None) or (
        isinstance(target, ast.Name) and target.id in ("TYPE_CHECKING", "__all__")
    )


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _symbol(operator: ast.AST) -> str:
    symbols = {
        ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.In: "in",
        ast.NotIn: "not in", ast.Is: "is", ast.IsNot: "is not", ast.Add: "+", ast.Sub: "-", ast.Mult: "*",
        ast.FloorDiv: "//", ast.Div: "/", ast.Mod: "%", ast.BitAnd: "&", ast.BitOr: "|", ast.Pow: "**",
        ast.LShift: "<<", ast.RShift: ">>",
    }  # fmt: skip
    return symbols[type(operator)]


def _quoted(text: str) -> str:
    return repr(text).encode("ascii", "backslashreplace").decode()
