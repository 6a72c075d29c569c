"""The few kinds of expression that all languages share; whatever else there is stands as `Unknown`.

A name carries the scope it is looked up in, so that an expression can be evaluated wherever it is met.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


_MOST_GIVEN = 16


class Node:
    """An expression; compared and kept by identity."""

    __slots__ = ()


class Unknown(Node):
    """What nobody can know before it runs."""

    __slots__ = ()


class Constant(Node):
    """A text, number, truth value or nothing."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class Name(Node):
    __slots__ = ("name", "scope")

    def __init__(self, name: str, scope: Scope) -> None:
        self.name = name
        self.scope = scope


class Imported(Node):
    """Something of another module: the module's name, and the names inside it."""

    __slots__ = ("path",)

    def __init__(self, *path: str) -> None:
        self.path = path


class Member(Node):
    """`object.name` and `object[key]` alike."""

    __slots__ = ("object", "key")

    def __init__(self, object_: Node, key: Node) -> None:
        self.object = object_
        self.key = key


class Call(Node):
    """A call; named arguments of the name None are spread. `first` and `last` are its lines."""

    __slots__ = ("function", "arguments", "named", "first", "last")

    def __init__(
        self,
        function: Node,
        arguments: Sequence[Node],
        named: Sequence[tuple[str | None, Node]] = (),
        *,
        first: int,
        last: int,
    ) -> None:
        self.function = function
        self.arguments = arguments
        self.named = named
        self.first = first
        self.last = last


class Dictionary(Node):
    """Pairs of key and value; a value whose key is None is spread."""

    __slots__ = ("pairs",)

    def __init__(self, pairs: Sequence[tuple[Node | None, Node]]) -> None:
        self.pairs = pairs


class Items(Node):
    """A list, tuple or set."""

    __slots__ = ("items",)

    def __init__(self, items: Sequence[Node]) -> None:
        self.items = items


class Spread(Node):
    """The items of something in the place of one item: `*a`, `...a`."""

    __slots__ = ("of",)

    def __init__(self, of: Node) -> None:
        self.of = of


class Joined(Node):
    """Texts one after another."""

    __slots__ = ("parts",)

    def __init__(self, parts: Sequence[Node]) -> None:
        self.parts = parts


class Choice(Node):
    """One of several."""

    __slots__ = ("options",)

    def __init__(self, options: Sequence[Node]) -> None:
        self.options = options


class Element(Node):
    """What a loop over something meets."""

    __slots__ = ("of",)

    def __init__(self, of: Node) -> None:
        self.of = of


class Function(Node):
    """A function of the text; `returns` is filled while its body is read. `skips` are parameters that no call names.

    `rest` is the parameter that takes all arguments that are left.
    """

    __slots__ = ("parameters", "returns", "scope", "skips", "is_property", "rest")

    def __init__(
        self,
        parameters: Sequence[str],
        scope: Scope,
        *,
        skips: int = 0,
        is_property: bool = False,
        rest: str = "",
    ) -> None:
        self.rest = rest
        self.parameters = parameters
        self.returns: list[Node] = []
        self.scope = scope
        self.skips = skips
        self.is_property = is_property


class Class(Node):
    """A class of the text: what its body and its methods assign, and what it is made from."""

    __slots__ = ("attributes", "bases")

    def __init__(self, bases: Sequence[Node], around: Scope) -> None:
        self.attributes = Scope(around)
        self.bases = bases


class Instance(Node):
    __slots__ = ("of",)

    def __init__(self, of: Class) -> None:
        self.of = of


class Scope:
    """Names and all that is assigned to them, in whatever order it runs."""

    __slots__ = ("names", "parent")

    def __init__(self, parent: Scope | None) -> None:
        self.names: dict[str, list[Node]] = {}
        self.parent = parent

    def bind(self, name: str, node: Node) -> None:
        self.names.setdefault(name, []).append(node)

    def give(self, name: str, node: Node) -> None:
        """Bind a parameter to what a call gives; that nobody knows what others would give is forgotten."""
        known = self.names.setdefault(name, [])
        if known and isinstance(known[0], Unknown):
            known.clear()
        if len(known) < _MOST_GIVEN:
            known.append(node)

    def grow(self, name: str, part: Node, *, in_front: bool = False) -> None:
        """The list of this name is one longer from here on."""
        known = self.names.get(name)
        if known and len(known) <= _MOST_GIVEN:
            earlier = Choice(list(known))
            self.names[name] = [Joined((part, earlier) if in_front else (earlier, part))]

    def bound(self, name: str) -> list[Node] | None:
        """All that the name may be, None where neither this scope nor one around it has it."""
        scope: Scope | None = self
        while scope is not None:
            found = scope.names.get(name)
            if found is not None:
                return found
            scope = scope.parent
        return None


class Program:
    """A text that was read: its calls, its functions by name, and what is assigned to members of anything."""

    __slots__ = ("calls", "functions", "members", "scope")

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.functions: dict[str, list[Function]] = {}
        self.members: dict[str, list[Node]] = {}
        self.scope = Scope(None)
