"""JavaScript as `syntax`: expressions, and what declarations bind, in no order of running.

Names are the function's in which they stand, whatever block that is in.
"""

from __future__ import annotations

from ....grammars import parse
from .. import JAVASCRIPT, TSX, TYPESCRIPT
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
from . import functions, modules, patterns
from .texts import literal, piece, text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from tree_sitter import Node as Tree

    from ..syntax import Node, Program

_GRAMMARS = {
    JAVASCRIPT: "tree_sitter_javascript", TSX: "tree_sitter_typescript:tsx",
    TYPESCRIPT: "tree_sitter_typescript:typescript",
}  # fmt: skip
_EITHER = ("||", "??", "&&")
_EACH = frozenset(("forEach", "map", "filter", "flatMap", "some", "every", "find"))


def read(text: str, program: Program, language: str) -> int | None:
    """Read a text of one of its languages into a program; the first line that is no code, None where all of it is.

    Raises InputError where the text is too tangled to be parsed.
    """
    root = parse(_GRAMMARS[language], text.encode("utf-8", "replace"))
    Reader(program).read(root, program.scope)
    return _wrong(root) if root.has_error else None


def _wrong(root: Tree) -> int | None:
    """The first line of what is wrong and may hold a call."""
    waiting = [root]
    found: list[int] = []
    while waiting:
        tree = waiting.pop()
        if (tree.type == "ERROR" and b"(" in (tree.text or b"")) or tree.is_missing:
            found.append(tree.start_point[0] + 1)
        elif tree.has_error:
            waiting += tree.children
    return min(found, default=None)


class Reader:
    """Reads trees; `functions` are those around what is read, innermost last."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.functions: list[Function] = []

    def read(self, tree: Tree, scope: Scope) -> Node:
        """An expression, or Unknown for a statement, whose parts are read."""
        row = _ROWS.get(tree.type)
        if row is not None:
            return row(self, tree, scope)
        for child in tree.named_children:
            self.read(child, scope)
        return Unknown()

    def field(self, tree: Tree, name: str, scope: Scope) -> Node:
        child = tree.child_by_field_name(name)
        return Unknown() if child is None else self.read(child, scope)

    def inner(self, tree: Tree, scope: Scope) -> Node:
        """What stands in brackets, or before a type."""
        children = [child for child in tree.named_children if child.type != "comment"]
        found = [self.read(child, scope) for child in children]
        return found[0] if found else Unknown()

    def call(self, tree: Tree, scope: Scope) -> Node:
        function = tree.child_by_field_name("function") or tree.child_by_field_name("constructor")
        given = tree.child_by_field_name("arguments")
        called = Unknown() if function is None else self._called(function, scope)
        arguments: list[Node] = []
        if given is not None and given.type == "arguments":
            arguments = [self.read(child, scope) for child in given.named_children if child.type != "comment"]
        elif given is not None:
            self.read(given, scope)
        self._give_elements(called, arguments)
        made = Call(called, arguments, first=_first(function, tree), last=tree.end_point[0] + 1)
        self.program.calls.append(made)
        if isinstance(called, Member) and isinstance(called.object, Name) and arguments:
            key = called.key.value if isinstance(called.key, Constant) else None
            if key in ("push", "unshift"):
                scope.grow(called.object.name, Items(arguments), in_front=key == "unshift")
        return made

    def _called(self, function: Tree, scope: Scope) -> Node:
        return Name("require", scope) if function.type == "import" else self.read(function, scope)

    def _give_elements(self, called: Node, arguments: list[Node]) -> None:
        """A function that is called for each element of a list."""
        if isinstance(called, Member) and isinstance(called.key, Constant) and called.key.value in _EACH:
            for one in arguments[:1]:
                if isinstance(one, Function) and one.parameters:
                    one.scope.give(one.parameters[0], Element(called.object))

    def member(self, tree: Tree, scope: Scope) -> Node:
        key = tree.child_by_field_name("property")
        return Member(self.field(tree, "object", scope), Constant("" if key is None else text_of(key)))

    def subscript(self, tree: Tree, scope: Scope) -> Node:
        return Member(self.field(tree, "object", scope), self.field(tree, "index", scope))

    def template(self, tree: Tree, scope: Scope) -> Node:
        return Joined([
            self.inner(one, scope) if one.type == "template_substitution" else Constant(piece(one))
            for one in tree.named_children
        ])  # fmt: skip

    def object(self, tree: Tree, scope: Scope) -> Node:
        pairs: list[tuple[Node | None, Node]] = []
        for one in tree.named_children:
            if one.type == "pair":
                key = self.key(one.child_by_field_name("key"), scope)
                value = self.field(one, "value", scope)
                functions.remember(self, key, value)
                pairs.append((key, value))
            elif one.type == "shorthand_property_identifier":
                pairs.append((Constant(text_of(one)), Name(text_of(one), scope)))
            elif one.type == "spread_element":
                pairs.append((None, self.inner(one, scope)))
            elif one.type == "method_definition":
                key = self.key(one.child_by_field_name("name"), scope)
                value = functions.function(self, one, scope)
                functions.remember(self, key, value)
                pairs.append((key, value))
        return Dictionary(pairs)

    def key(self, tree: Tree | None, scope: Scope) -> Node:
        """The name of a field, written out or computed."""
        if tree is None:
            return Unknown()
        if tree.type == "computed_property_name":
            return self.inner(tree, scope)
        return Constant(literal(tree) if tree.type == "string" else text_of(tree))

    def array(self, tree: Tree, scope: Scope) -> Node:
        return Items([self.read(child, scope) for child in tree.named_children if child.type != "comment"])

    def binary(self, tree: Tree, scope: Scope) -> Node:
        parts: list[Node] = []
        rest = tree
        # A long sum is deep to the left.
        while rest.type == "binary_expression" and _operator(rest) == "+":
            parts.append(self.field(rest, "right", scope))
            left = rest.child_by_field_name("left")
            assert left is not None
            rest = left
        if parts:
            return Joined([self.read(rest, scope), *reversed(parts)])
        left_read, right_read = self.field(tree, "left", scope), self.field(tree, "right", scope)
        return Choice((left_read, right_read)) if _operator(tree) in _EITHER else Unknown()

    def ternary(self, tree: Tree, scope: Scope) -> Node:
        self.field(tree, "condition", scope)
        return Choice((self.field(tree, "consequence", scope), self.field(tree, "alternative", scope)))

    def assignment(self, tree: Tree, scope: Scope) -> Node:
        target = tree.child_by_field_name("left")
        value = self.field(tree, "right", scope)
        if target is not None and tree.type == "augmented_assignment_expression" and _operator(tree) == "+=":
            value = Joined((self.read(target, scope), value))
            earlier = scope.names.get(text_of(target))
            if earlier:
                value = Joined((Choice(list(earlier)), value.parts[1]))
                scope.names[text_of(target)] = []
        if target is not None:
            patterns.assign(self, target, value, scope)
        return value

    def sequence(self, tree: Tree, scope: Scope) -> Node:
        found = [self.read(child, scope) for child in tree.named_children]
        return found[-1] if found else Unknown()

    def loop(self, tree: Tree, scope: Scope) -> Node:
        target = tree.child_by_field_name("left")
        if target is not None:
            patterns.assign(self, target, Element(self.field(tree, "right", scope)), scope)
        return self.field(tree, "body", scope)

    def declarator(self, tree: Tree, scope: Scope) -> Node:
        target, value = tree.child_by_field_name("name"), tree.child_by_field_name("value")
        if target is not None:
            read = Unknown() if value is None else self.read(value, scope)
            functions.remember(self, Constant(text_of(target)), read)
            patterns.assign(self, target, read, scope)
            promised = patterns.annotated(tree, scope)
            if promised is not None:
                patterns.assign(self, target, promised, scope)
        return Unknown()

    def returned(self, tree: Tree, scope: Scope) -> Node:
        value = self.inner(tree, scope)
        if self.functions:
            self.functions[-1].returns.append(value)
        return Unknown()


def _operator(tree: Tree) -> str:
    sign = tree.child_by_field_name("operator")
    return "" if sign is None else text_of(sign)


def _first(function: Tree | None, tree: Tree) -> int:
    """The line of the name that is called: a chain of calls begins lines above it."""
    name = None if function is None else function.child_by_field_name("property")
    return (tree if name is None else name).start_point[0] + 1


_ROWS: dict[str, Callable[[Reader, Tree, Scope], Node]] = {
    "array": Reader.array,
    "arrow_function": functions.function,
    "as_expression": Reader.inner,
    "assignment_expression": Reader.assignment,
    "augmented_assignment_expression": Reader.assignment,
    "await_expression": Reader.inner,
    "binary_expression": Reader.binary,
    "call_expression": Reader.call,
    "class": functions.class_,
    "class_declaration": functions.class_,
    "abstract_class_declaration": functions.class_,
    "comment": lambda _reader, _tree, _scope: Unknown(),
    "false": lambda _reader, _tree, _scope: Constant(False),
    "for_in_statement": Reader.loop,
    "function_declaration": functions.declared,
    "function_expression": functions.function,
    "generator_function": functions.function,
    "generator_function_declaration": functions.declared,
    "identifier": lambda _reader, tree, scope: Name(text_of(tree), scope),
    "import_statement": modules.imported,
    "member_expression": Reader.member,
    "new_expression": Reader.call,
    "non_null_expression": Reader.inner,
    "null": lambda _reader, _tree, _scope: Constant(None),
    "number": lambda _reader, tree, _scope: (
        Constant(int(text_of(tree))) if text_of(tree).isdecimal() and len(text_of(tree)) < 16 else Unknown()
    ),
    "object": Reader.object,
    "parenthesized_expression": Reader.inner,
    "return_statement": Reader.returned,
    "satisfies_expression": Reader.inner,
    "sequence_expression": Reader.sequence,
    "spread_element": lambda self, tree, scope: Spread(self.inner(tree, scope)),
    "string": lambda _reader, tree, _scope: Constant(literal(tree)),
    "subscript_expression": Reader.subscript,
    "template_string": Reader.template,
    "ternary_expression": Reader.ternary,
    "this": lambda _reader, _tree, scope: Name("this", scope),
    "true": lambda _reader, _tree, _scope: Constant(True),
    "type_assertion": lambda reader, tree, scope: [reader.read(child, scope) for child in tree.named_children][-1],
    "variable_declarator": Reader.declarator,
    "yield_expression": Reader.returned,
}
