"""JavaScript's functions and classes."""

from __future__ import annotations

from ..syntax import Class, Constant, Function, Instance, Name, Scope, Unknown
from . import patterns
from .texts import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node as Tree

    from ..syntax import Node
    from .reading import Reader

_CONSTRUCTOR = "constructor"


def declared(reader: Reader, tree: Tree, scope: Scope) -> Node:
    """`function f() {}`, whose name is bound around it."""
    made = function(reader, tree, scope)
    name = tree.child_by_field_name("name")
    if name is not None:
        scope.bind(text_of(name), made)
        remember(reader, Constant(text_of(name)), made)
    return Unknown()


def remember(reader: Reader, name: Node, value: Node) -> None:
    """Keep a function under its name, so that calls of that name give it their arguments."""
    if isinstance(value, Function) and isinstance(name, Constant) and isinstance(name.value, str):
        reader.program.functions.setdefault(name.value, []).append(value)


def function(reader: Reader, tree: Tree, scope: Scope, owner: Class | None = None) -> Function:
    """A function of any form; in a class `this` is an instance of its owner."""
    inner = Scope(scope)
    if owner is not None:
        inner.bind("this", Instance(owner))
    names: list[str] = []
    made = Function(names, inner, is_property=any(child.type == "get" for child in tree.children))
    single = tree.child_by_field_name("parameter")
    listed = tree.child_by_field_name("parameters")
    parameters = [single] if single is not None else [] if listed is None else listed.named_children
    for one in parameters:
        if one.type == "rest_pattern" and one.named_children:
            made.rest = text_of(one.named_children[0])
            inner.bind(made.rest, Unknown())
            continue
        names.append(_parameter(reader, one, f"#{len(names)}", inner, owner))
    body = tree.child_by_field_name("body")
    if body is not None:
        reader.functions.append(made)
        value = reader.read(body, inner)
        reader.functions.pop()
        if body.type != "statement_block":
            made.returns.append(value)
    return made


def _parameter(reader: Reader, tree: Tree, number: str, scope: Scope, owner: Class | None) -> str:
    """Bind a parameter, and what it is taken apart into; the name that calls give it a value under."""
    pattern = tree.child_by_field_name("pattern") or tree.child_by_field_name("left") or tree
    name = text_of(pattern) if pattern.type == "identifier" else number
    promised = patterns.annotated(tree, scope)
    scope.bind(name, promised or Unknown())
    value = tree.child_by_field_name("value") or tree.child_by_field_name("right")
    if value is not None:
        scope.bind(name, reader.read(value, scope))
    if name == number:
        patterns.assign(reader, pattern, Name(name, scope), scope)
    if owner is not None and any(child.type in ("accessibility_modifier", "readonly") for child in tree.children):
        owner.attributes.bind(name, Name(name, scope))
    return name


def class_(reader: Reader, tree: Tree, scope: Scope) -> Node:
    """A class: its fields, methods and what its methods assign to `this`."""
    bases = []
    for heritage in (child for child in tree.named_children if child.type == "class_heritage"):
        for clause in heritage.named_children:
            value = clause.child_by_field_name("value") if clause.type == "extends_clause" else clause
            if value is not None:
                bases.append(reader.read(value, scope))
    made = Class(bases, scope)
    name = tree.child_by_field_name("name")
    if name is not None:
        scope.bind(text_of(name), made)
    body = tree.child_by_field_name("body")
    for one in () if body is None else body.named_children:
        _class_member(reader, one, made, scope, "" if name is None else text_of(name))
    return made


def _class_member(reader: Reader, tree: Tree, owner: Class, scope: Scope, class_name: str) -> None:
    key = tree.child_by_field_name("name") or tree.child_by_field_name("property")
    if key is None:
        inner = Scope(scope)
        inner.bind("this", Instance(owner))
        reader.read(tree, inner)
        return
    name = text_of(key)
    if tree.type == "method_definition":
        made = function(reader, tree, scope, owner)
        owner.attributes.bind(name, made)
        remember(reader, Constant(class_name if name == _CONSTRUCTOR else name), made)
        return
    inner = Scope(scope)
    inner.bind("this", Instance(owner))
    value = reader.field(tree, "value", inner)
    promised = patterns.annotated(tree, scope)
    owner.attributes.bind(name, value if promised is None or not isinstance(value, Unknown) else promised)
    remember(reader, Constant(name), value)
