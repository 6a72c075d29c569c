"""What PowerShell text consists of: words and expressions, commands and the statements around them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Node:
    """A part of the text; compared and kept by identity."""

    __slots__ = ()


class Constant(Node):
    """A text, a number, or any value that is known already."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Joined(Node):
    """A text with others in it: `"a$b"`, `a$b/c`."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Node]) -> None:
        self.parts = parts


class Variable(Node):
    """`$name`, by its lower-case name with its drive (`env:path`).

    `is_splat` for `@name`, `is_shared` for `$global:name` and `$script:name`.
    """

    __slots__ = ("name", "is_splat", "is_shared")

    def __init__(self, name: str, *, is_splat: bool = False, is_shared: bool = False) -> None:
        self.name = name
        self.is_splat = is_splat
        self.is_shared = is_shared


class Group(Node):
    """`(…)`, `$(…)` and `@(…)`: what the statements in it put out; `is_array` for the last."""

    __slots__ = ("statements", "is_array")

    def __init__(self, statements: Sequence[Node], *, is_array: bool) -> None:
        self.statements = statements
        self.is_array = is_array


class Block(Node):
    """`{ … }`, a value until it is called; `parameters` are the names of its `param`."""

    __slots__ = ("statements", "parameters", "source")

    def __init__(self, statements: Sequence[Node], parameters: Sequence[str], source: str) -> None:
        self.statements = statements
        self.parameters = parameters
        self.source = source


class Items(Node):
    """`a, b`."""

    __slots__ = ("items",)

    def __init__(self, items: Sequence[Node]) -> None:
        self.items = items


class Table(Node):
    """`@{ a = 1 }`."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Sequence[tuple[Node, Node]]) -> None:
        self.pairs = pairs


class Type(Node):
    """`[name]`, in lower case, without `System.`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name


class Operation(Node):
    """An operator in lower case, without the letter for case, and what it is given: one operand or two.

    A cast is the operator `cast` of a type and an operand.
    """

    __slots__ = ("operator", "operands")

    def __init__(self, operator: str, *operands: Node) -> None:
        self.operator = operator
        self.operands = operands


class Member(Node):
    """`x.name` and `[x]::name`; with arguments a call. An index is the member `[]` with its argument."""

    __slots__ = ("object", "name", "arguments", "line")

    def __init__(self, object_: Node, name: Node, arguments: Sequence[Node] | None, line: int) -> None:
        self.object = object_
        self.name = name
        self.arguments = arguments
        self.line = line


class Parameter(Node):
    """`-Name`, or `-Name:value`; `text` as it is written."""

    __slots__ = ("text", "value")

    def __init__(self, text: str, value: Node | None) -> None:
        self.text = text
        self.value = value


class Redirection(Node):
    """`> file`, `2>> file`, `< file`; `stream` is a digit or `*`."""

    __slots__ = ("stream", "appends", "target")

    def __init__(self, stream: str, target: Node, *, appends: bool) -> None:
        self.stream = stream
        self.appends = appends
        self.target = target


class Command(Node):
    """A command with its arguments; `operator` is `&`, `.` or nothing."""

    __slots__ = ("operator", "words", "redirections", "source", "line", "last_line")

    def __init__(
        self,
        operator: str,
        words: Sequence[Node],
        redirections: Sequence[Redirection],
        source: str,
        line: int,
        last_line: int,
    ) -> None:
        self.operator = operator
        self.words = words
        self.redirections = redirections
        self.source = source
        self.line = line
        self.last_line = last_line


class Expression(Node):
    """An expression where a command could stand."""

    __slots__ = ("value", "redirections", "line")

    def __init__(self, value: Node, redirections: Sequence[Redirection], line: int) -> None:
        self.value = value
        self.redirections = redirections
        self.line = line


class Pipeline(Node):
    __slots__ = ("elements",)

    def __init__(self, elements: Sequence[Node]) -> None:
        self.elements = elements


class Assignment(Node):
    """`target = value`; other operators change what is there."""

    __slots__ = ("target", "operator", "value")

    def __init__(self, target: Node, operator: str, value: Node) -> None:
        self.target = target
        self.operator = operator
        self.value = value


class Branches(Node):
    """Statements that run first, and bodies of which any may run, or none; `loops` where one may run again."""

    __slots__ = ("first", "bodies", "loops")

    def __init__(self, first: Sequence[Node], bodies: Sequence[Sequence[Node]], *, loops: bool) -> None:
        self.first = first
        self.bodies = bodies
        self.loops = loops


class Each(Node):
    """`foreach ($name in items) { … }`."""

    __slots__ = ("name", "items", "body")

    def __init__(self, name: str, items: Node, body: Sequence[Node]) -> None:
        self.name = name
        self.items = items
        self.body = body


class Function(Node):
    __slots__ = ("name", "block")

    def __init__(self, name: str, block: Block) -> None:
        self.name = name
        self.block = block
