"""What JavaScript assigns to: names, members, and patterns that take objects and lists apart."""

from __future__ import annotations

from ..syntax import Call, Class, Constant, Dictionary, Instance, Member, Name, Unknown
from .texts import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node as Tree

    from ..syntax import Node, Scope
    from .reading import Reader


def assign(reader: Reader, target: Tree, value: Node, scope: Scope) -> None:
    """Bind what a target names to its part of a value."""
    kind = target.type
    if kind in ("identifier", "shorthand_property_identifier_pattern"):
        scope.bind(text_of(target), value)
    elif kind == "object_pattern":
        for one in target.named_children:
            _field(reader, one, value, scope)
    elif kind == "array_pattern":
        _places(reader, target, value, scope)
    elif kind in ("assignment_pattern", "object_assignment_pattern"):
        left = target.child_by_field_name("left")
        if left is not None:
            assign(reader, left, value, scope)
            assign(reader, left, reader.field(target, "right", scope), scope)
    elif kind == "member_expression":
        _member(reader, target, value, scope)
    elif kind == "subscript_expression":
        on = target.child_by_field_name("object")
        key = reader.field(target, "index", scope)
        if on is not None and on.type in ("identifier", "member_expression"):
            assign(reader, on, Dictionary([(key, value)]), scope)
    elif kind == "rest_pattern":
        for one in target.named_children:
            assign(reader, one, Unknown(), scope)


def _field(reader: Reader, tree: Tree, value: Node, scope: Scope) -> None:
    if tree.type == "pair_pattern":
        key, target = tree.child_by_field_name("key"), tree.child_by_field_name("value")
        if target is not None:
            assign(reader, target, Member(value, reader.key(key, scope)), scope)
    elif tree.type == "shorthand_property_identifier_pattern":
        assign(reader, tree, Member(value, Constant(text_of(tree))), scope)
    elif tree.type == "object_assignment_pattern":
        left = tree.child_by_field_name("left")
        name = "" if left is None else text_of(left)
        assign(reader, tree, Member(value, Constant(name)), scope)
    else:
        assign(reader, tree, value, scope)


def _places(reader: Reader, target: Tree, value: Node, scope: Scope) -> None:
    place = 0
    for one in target.children:
        if one.type == ",":
            place += 1
        elif one.is_named:
            assign(reader, one, Member(value, Constant(place)), scope)


def _member(reader: Reader, target: Tree, value: Node, scope: Scope) -> None:
    on, key = target.child_by_field_name("object"), target.child_by_field_name("property")
    if on is None or key is None:
        return
    name = text_of(key)
    reader.read(on, scope)
    for owner in scope.bound(text_of(on)) or ():
        if isinstance(owner, (Instance, Class)):
            (owner.of if isinstance(owner, Instance) else owner).attributes.bind(name, value)
            return
    reader.program.members.setdefault(name, []).append(value)


def annotated(tree: Tree, scope: Scope) -> Node | None:
    """What a type annotation promises: something made by that class."""
    annotation = tree.child_by_field_name("type")
    named = annotation.named_children[0] if annotation is not None and annotation.named_children else None
    if named is None or named.type not in ("type_identifier", "nested_type_identifier"):
        return None
    parts = text_of(named).split(".")
    promised: Node = Name(parts[0], scope)
    for part in parts[1:]:
        promised = Member(promised, Constant(part))
    line = tree.start_point[0] + 1
    return Call(promised, (), first=line, last=line)
