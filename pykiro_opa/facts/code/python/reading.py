"""Python's statements: what each binds in which scope, in no order of running."""

from __future__ import annotations

import ast

from ..syntax import Call, Choice, Class, Element, Function, Imported, Instance, Joined, Scope, Unknown
from .expressions import Expressions
from .parsing import trees

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ..syntax import Node, Program

_PLAIN = (
    "bool",
    "bytes",
    "dict",
    "float",
    "int",
    "list",
    "object",
    "set",
    "str",
    "tuple",
)  # of which some value is given
_PROPERTIES = ("property", "cached_property", "functools.cached_property")
_STATIC = ("staticmethod",)


def read(text: str, program: Program) -> int | None:
    """Read a text into a program; the first line that cannot be parsed, None where all of it could."""
    found, wrong = trees(text)
    reader = _Reader(program)
    for tree in found:
        reader.statements(tree.body, program.scope, None)
    return wrong


class _Reader:
    def __init__(self, program: Program) -> None:
        self._program = program
        self._expressions = Expressions(program)

    def statements(self, body: Iterable[ast.stmt], scope: Scope, function: Function | None) -> None:
        for statement in body:
            row = _ROWS.get(type(statement))
            if row is not None:
                row(self, statement, scope, function)
            else:
                self._inside(statement, scope, function)

    def _inside(self, tree: ast.AST, scope: Scope, function: Function | None) -> None:
        """Whatever a statement, a handler or a case holds."""
        for child in ast.iter_child_nodes(tree):
            if isinstance(child, ast.stmt):
                self.statements((child,), scope, function)
            elif isinstance(child, ast.expr):
                self._expression(child, scope, function)
            else:
                self._inside(child, scope, function)

    def _expression(self, tree: ast.expr, scope: Scope, function: Function | None) -> Node:
        if isinstance(tree, (ast.Yield, ast.YieldFrom)) and tree.value is not None:
            given = self._expressions.read(tree.value, scope)
            if function is not None:
                function.returns.append(given)
            return Unknown()
        return self._expressions.read(tree, scope)

    def function(self, tree: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, _function: Function | None) -> None:
        self._define(tree, scope, scope, None)

    def _define(
        self, tree: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope, around: Scope, owner: Class | None
    ) -> None:
        """Define a function in `scope`; its body sees what is `around` it."""
        decorators = [ast.unparse(one) for one in tree.decorator_list if isinstance(one, (ast.Name, ast.Attribute))]
        for decorator in tree.decorator_list:
            self._expressions.read(decorator, around)
        inner = Scope(around)
        given = [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]
        is_method = owner is not None and not any(one in _STATIC for one in decorators)
        made = Function(
            [one.arg for one in given],
            inner,
            skips=1 if is_method else 0,
            is_property=any(one.endswith(_PROPERTIES) for one in decorators),
            rest=tree.args.vararg.arg if tree.args.vararg is not None else "",
        )
        for place, one in enumerate(given):
            if owner is not None and is_method and place == 0:
                inner.bind(one.arg, Instance(owner))
            else:
                inner.bind(one.arg, self._annotated(one.annotation, around))
        self._defaults(tree.args, around, inner)
        for extra in (tree.args.vararg, tree.args.kwarg):
            if extra is not None:
                inner.bind(extra.arg, Unknown())
        scope.bind(tree.name, made)
        self._program.functions.setdefault(tree.name, []).append(made)
        self.statements(tree.body, inner, made)

    def _defaults(self, given: ast.arguments, around: Scope, inner: Scope) -> None:
        plain = [*given.posonlyargs, *given.args]
        for one, value in zip(plain[len(plain) - len(given.defaults) :], given.defaults, strict=True):
            inner.bind(one.arg, self._expressions.read(value, around))
        for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True):
            if default is not None:
                inner.bind(one.arg, self._expressions.read(default, around))

    def _annotated(self, annotation: ast.expr | None, scope: Scope) -> Node:
        """What an annotation promises: something made by that class."""
        if isinstance(annotation, ast.Constant) and isinstance(annotation.value, str):
            try:
                annotation = ast.parse(annotation.value, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return Unknown()
        if not isinstance(annotation, (ast.Name, ast.Attribute)):
            return Unknown()
        if isinstance(annotation, ast.Name) and annotation.id in _PLAIN:
            return Unknown()
        line = annotation.lineno
        return Call(self._expressions.read(annotation, scope), (), first=line, last=line)

    def class_(self, tree: ast.ClassDef, scope: Scope, _function: Function | None) -> None:
        for one in tree.decorator_list:
            self._expressions.read(one, scope)
        made = Class([self._expressions.read(one, scope) for one in tree.bases], scope)
        scope.bind(tree.name, made)
        body = made.attributes
        for statement in tree.body:
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
                self._define(statement, body, scope, made)
                if statement.name == "__init__":
                    made_by = body.names["__init__"][-1]
                    if isinstance(made_by, Function):
                        self._program.functions.setdefault(tree.name, []).append(made_by)
            else:
                self.statements((statement,), body, None)

    def assign(self, tree: ast.Assign, scope: Scope, function: Function | None) -> None:
        value = self._expression(tree.value, scope, function)
        for target in tree.targets:
            self._expressions.assign(target, value, scope)

    def annotated(self, tree: ast.AnnAssign, scope: Scope, function: Function | None) -> None:
        promised = self._annotated(tree.annotation, scope)
        value = promised if tree.value is None else self._expression(tree.value, scope, function)
        self._expressions.assign(tree.target, value, scope)
        if tree.value is not None and isinstance(promised, Call):
            self._expressions.assign(tree.target, promised, scope)

    def augmented(self, tree: ast.AugAssign, scope: Scope, function: Function | None) -> None:
        value = self._expression(tree.value, scope, function)
        if isinstance(tree.target, ast.Name) and isinstance(tree.op, ast.Add):
            earlier = scope.bound(tree.target.id)
            value = Joined((Choice(list(earlier)), value)) if earlier else value
            if scope.names.get(tree.target.id):
                scope.names[tree.target.id] = []
        self._expressions.assign(tree.target, value, scope)

    def loop(self, tree: ast.For | ast.AsyncFor, scope: Scope, function: Function | None) -> None:
        self._expressions.assign(tree.target, Element(self._expressions.read(tree.iter, scope)), scope)
        self.statements((*tree.body, *tree.orelse), scope, function)

    def with_(self, tree: ast.With | ast.AsyncWith, scope: Scope, function: Function | None) -> None:
        for item in tree.items:
            value = self._expressions.read(item.context_expr, scope)
            if item.optional_vars is not None:
                self._expressions.assign(item.optional_vars, value, scope)
        self.statements(tree.body, scope, function)

    def returned(self, tree: ast.Return, scope: Scope, function: Function | None) -> None:
        if tree.value is not None:
            value = self._expressions.read(tree.value, scope)
            if function is not None:
                function.returns.append(value)

    def import_(self, tree: ast.Import, scope: Scope, _function: Function | None) -> None:
        for one in tree.names:
            outermost = one.name.partition(".")[0]
            scope.bind(one.asname or outermost, Imported(*(one.name if one.asname else outermost).split(".")))

    def import_from(self, tree: ast.ImportFrom, scope: Scope, _function: Function | None) -> None:
        module = ("." * tree.level, *(tree.module or "").split(".")) if tree.level else (tree.module or "").split(".")
        for one in tree.names:
            scope.bind(one.asname or one.name, Imported(*module, one.name))

    def global_(self, tree: ast.Global | ast.Nonlocal, scope: Scope, _function: Function | None) -> None:
        """What is assigned here is the outer name's; it is bound under both."""
        for name in tree.names:
            outer = self._program.scope.names.setdefault(name, [])
            scope.names[name] = outer


_ROWS: dict[type[ast.AST], Callable[..., None]] = {
    ast.AnnAssign: _Reader.annotated,
    ast.Assign: _Reader.assign,
    ast.AsyncFor: _Reader.loop,
    ast.AsyncFunctionDef: _Reader.function,
    ast.AsyncWith: _Reader.with_,
    ast.AugAssign: _Reader.augmented,
    ast.ClassDef: _Reader.class_,
    ast.For: _Reader.loop,
    ast.FunctionDef: _Reader.function,
    ast.Global: _Reader.global_,
    ast.Import: _Reader.import_,
    ast.ImportFrom: _Reader.import_from,
    ast.Nonlocal: _Reader.global_,
    ast.Return: _Reader.returned,
    ast.With: _Reader.with_,
}
