"""Python's expressions as `syntax`; every call in them is told the program."""

from __future__ import annotations

import ast

from ..syntax import (
    Call,
    Choice,
    Constant,
    Dictionary,
    Element,
    Function,
    Items,
    Joined,
    Member,
    Name,
    Scope,
    Spread,
    Unknown,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..syntax import Node, Program


class Expressions:
    """Reads expressions; assignments inside them (`:=`) bind in the scope they are read in."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def read(self, tree: ast.expr, scope: Scope) -> Node:
        row = _ROWS.get(type(tree))
        if row is not None:
            return row(self, tree, scope)
        for child in ast.iter_child_nodes(tree):
            if isinstance(child, ast.expr):
                self.read(child, scope)
        return Unknown()

    def call(self, tree: ast.Call, scope: Scope) -> Node:
        made = Call(
            self.read(tree.func, scope),
            [self.read(one, scope) for one in tree.args],
            [(one.arg, self.read(one.value, scope)) for one in tree.keywords],
            first=tree.lineno,
            last=tree.end_lineno or tree.lineno,
        )
        self.program.calls.append(made)
        self._grow(tree, made, scope)
        return made

    def _grow(self, tree: ast.Call, made: Call, scope: Scope) -> None:
        """`a.append(x)`, `a.extend(b)`, `a.insert(0, x)`."""
        function = tree.func
        if not isinstance(function, ast.Attribute) or not isinstance(function.value, ast.Name) or not made.arguments:
            return
        if function.attr in ("append", "insert"):
            scope.grow(function.value.id, Items([made.arguments[-1]]), in_front=_is_first(tree))
        elif function.attr == "extend":
            scope.grow(function.value.id, made.arguments[0])

    def applied(self, name: str, on: Node, given: list[Node], tree: ast.expr) -> Node:
        """An operator as the method that it is."""
        line = tree.lineno
        return Call(Member(on, Constant(name)), given, first=line, last=line)

    def binary(self, tree: ast.BinOp, scope: Scope) -> Node:
        if not isinstance(tree.op, ast.Add):
            left, right = self.read(tree.left, scope), self.read(tree.right, scope)
            if isinstance(tree.op, (ast.Div, ast.Mod)):
                return self.applied("/" if isinstance(tree.op, ast.Div) else "%", left, [right], tree)
            return Choice((left, right)) if isinstance(tree.op, ast.BitOr) else Unknown()
        # A long sum is deep to the left.
        parts = []
        rest: ast.expr = tree
        while isinstance(rest, ast.BinOp) and isinstance(rest.op, ast.Add):
            parts.append(self.read(rest.right, scope))
            rest = rest.left
        return Joined([self.read(rest, scope), *reversed(parts)])

    def subscript(self, tree: ast.Subscript, scope: Scope) -> Node:
        on = self.read(tree.value, scope)
        if not isinstance(tree.slice, ast.Slice):
            return Member(on, self.read(tree.slice, scope))
        ends = (tree.slice.lower, tree.slice.upper, tree.slice.step)
        given = [Constant(None) if end is None else self.read(end, scope) for end in ends]
        return self.applied("[:]", on, given, tree)

    def formatted(self, tree: ast.JoinedStr, scope: Scope) -> Node:
        return Joined([self.read(one, scope) for one in tree.values])

    def value(self, tree: ast.FormattedValue, scope: Scope) -> Node:
        shown = self.read(tree.value, scope)
        return shown if tree.conversion == -1 and tree.format_spec is None else Unknown()

    def dictionary(self, tree: ast.Dict, scope: Scope) -> Node:
        keys = [None if key is None else self.read(key, scope) for key in tree.keys]
        return Dictionary(list(zip(keys, [self.read(one, scope) for one in tree.values], strict=True)))

    def unary(self, tree: ast.UnaryOp, scope: Scope) -> Node:
        read = self.read(tree.operand, scope)
        if isinstance(tree.op, ast.USub) and isinstance(read, Constant) and isinstance(read.value, int):
            return Constant(-read.value)
        return Unknown()

    def items(self, tree: ast.List | ast.Tuple | ast.Set, scope: Scope) -> Node:
        return Items([self.read(one, scope) for one in tree.elts])

    def function(self, tree: ast.Lambda, scope: Scope) -> Node:
        inner = Scope(scope)
        names = [one.arg for one in (*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs)]
        for name in names:
            inner.bind(name, Unknown())
        made = Function(names, inner)
        made.returns.append(self.read(tree.body, inner))
        return made

    def comprehension(self, tree: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, scope: Scope) -> Node:
        inner = Scope(scope)
        for clause in tree.generators:
            self.assign(clause.target, Element(self.read(clause.iter, inner)), inner)
            for condition in clause.ifs:
                self.read(condition, inner)
        if isinstance(tree, ast.DictComp):
            return Dictionary([(self.read(tree.key, inner), self.read(tree.value, inner))])
        return Items([self.read(tree.elt, inner)])

    def walrus(self, tree: ast.NamedExpr, scope: Scope) -> Node:
        found = self.read(tree.value, scope)
        scope.bind(tree.target.id, found)
        return found

    def assign(self, target: ast.expr, value: Node, scope: Scope) -> None:
        """Bind a target: a name, a member of something, a key of it, or several of these at once."""
        if isinstance(target, ast.Name):
            scope.bind(target.id, value)
        elif isinstance(target, ast.Starred):
            self.assign(target.value, Items([Element(value)]), scope)
        elif isinstance(target, (ast.Tuple, ast.List)):
            for place, one in enumerate(target.elts):
                self.assign(one, Member(value, Constant(place)), scope)
        elif isinstance(target, ast.Attribute):
            self.read(target.value, scope)
            self._member(target, value, scope)
        elif isinstance(target, ast.Subscript):
            key = self.read(target.slice, scope)
            if isinstance(target.value, (ast.Name, ast.Attribute)):
                self.assign(target.value, Dictionary([(key, value)]), scope)

    def _member(self, target: ast.Attribute, value: Node, scope: Scope) -> None:
        from ..syntax import Class, Instance

        owners = scope.bound(target.value.id) if isinstance(target.value, ast.Name) else None
        for owner in owners or ():
            if isinstance(owner, (Instance, Class)):
                (owner.of if isinstance(owner, Instance) else owner).attributes.bind(target.attr, value)
                return
        self.program.members.setdefault(target.attr, []).append(value)


def _is_first(tree: ast.Call) -> bool:
    place = tree.args[0]
    return len(tree.args) > 1 and isinstance(place, ast.Constant) and place.value == 0


_ROWS: dict[type[ast.AST], Callable[..., Node]] = {
    ast.Attribute: lambda self, tree, scope: Member(self.read(tree.value, scope), Constant(tree.attr)),
    ast.Await: lambda self, tree, scope: self.read(tree.value, scope),
    ast.BinOp: Expressions.binary,
    ast.BoolOp: lambda self, tree, scope: Choice([self.read(one, scope) for one in tree.values]),
    ast.Call: Expressions.call,
    ast.Constant: lambda _self, tree, _scope: Constant(tree.value) if tree.value is not ... else Unknown(),
    ast.Dict: Expressions.dictionary,
    ast.DictComp: Expressions.comprehension,
    ast.FormattedValue: Expressions.value,
    ast.GeneratorExp: Expressions.comprehension,
    ast.IfExp: lambda self, tree, scope: (
        self.read(tree.test, scope),
        Choice((self.read(tree.body, scope), self.read(tree.orelse, scope))),
    )[1],
    ast.JoinedStr: Expressions.formatted,
    ast.Lambda: Expressions.function,
    ast.List: Expressions.items,
    ast.ListComp: Expressions.comprehension,
    ast.Name: lambda _self, tree, scope: Name(tree.id, scope),
    ast.NamedExpr: Expressions.walrus,
    ast.Set: Expressions.items,
    ast.SetComp: Expressions.comprehension,
    ast.Starred: lambda self, tree, scope: Spread(self.read(tree.value, scope)),
    ast.Subscript: Expressions.subscript,
    ast.Tuple: Expressions.items,
    ast.UnaryOp: Expressions.unary,
}
