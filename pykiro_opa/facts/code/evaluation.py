"""What the expressions of a program may be, without running it.

All that is ever assigned to a name counts, whatever the order; a parameter may be whatever the calls in the program
give it. Libraries are told by `Meanings`.
"""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from . import texts
from .given import MOST, ExhaustedError, Given, some
from .giving import MOST_ALIKE, give_arguments, last_name
from .syntax import (
    Call,
    Choice,
    Class,
    Constant,
    Dictionary,
    Element,
    Function,
    Imported,
    Instance,
    Items,
    Joined,
    Member,
    Name,
    Node,
    Spread,
)
from .values import NOTHING, Arguments, Foreign, Listing, Method, Native, Partial, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .meanings import Meanings
    from .syntax import Program
    from .values import Values

_MOST_LETTERS = 1_000  # of a text that is spread
_DEEPEST_CALL = 3  # of functions that are followed with the arguments of one call
_PLAIN = (str, bytes, int, float, type(None), Node, Record, Listing, Method)
_MOST_STEPS = 200_000
_DEEPEST = 120


class Evaluation:
    """One program under some meanings; every expression is evaluated once."""

    def __init__(self, program: Program, meanings: Meanings) -> None:
        self._program = program
        self._meanings = meanings
        self._known: dict[int, Values] = {}
        self._foreign: dict[tuple[str, ...], Foreign] = {}  # the same thing is one value, however often it is imported
        self._steps = _MOST_STEPS
        self._depth = 0
        self._calls_followed = 0

    def run(self) -> None:
        """Evaluate every call, so that `Meanings` is told of each. Raises ExhaustedError."""
        give_arguments(self._program)
        for call in self._program.calls:
            self.values(call)

    def values(self, node: Node) -> Values:
        """What a node may be; nothing of what asks for itself."""
        key = id(node)
        if key in self._known:
            return self._known[key]
        self._steps -= 1
        if self._steps < 0:
            raise ExhaustedError
        if self._depth >= _DEEPEST:
            return NOTHING
        self._known[key] = ()
        self._depth += 1
        row = _ROWS.get(type(node))
        found = NOTHING if row is None else row(self, node)
        self._depth -= 1
        self._known[key] = found = some(found)
        return found

    def _name(self, node: Name) -> Values:
        bound = node.scope.bound(node.name)
        if bound is None:
            return self._meanings.named(node.name) or NOTHING
        return self._any_of(bound)

    def _any_of(self, nodes: Sequence[Node]) -> Values:
        """What one of several may be; of very many not all are asked."""
        found = tuple(value for one in nodes[:MOST] for value in self.values(one))
        return found if len(nodes) <= MOST else (*found, UNKNOWN)

    def _imported(self, node: Imported) -> Values:
        return (self._foreign.setdefault(node.path, Foreign(node.path)),)

    def _choice(self, node: Choice) -> Values:
        return self._any_of(node.options)

    def _joined(self, node: Joined) -> Values:
        lists = [value for part in node.parts for value in self.values(part) if isinstance(value, Listing)]
        if lists:
            return (Listing([item for one in lists for item in one.items]),)
        return texts.joined([self.values(part) for part in node.parts])

    def _dictionary(self, node: Dictionary) -> Values:
        fields: dict[str, Values] = {}
        is_open = False
        for key, value in node.pairs:
            if key is None:
                spread = [one for one in self.values(value) if isinstance(one, Record)]
                is_open = is_open or not spread or any(one.is_open for one in spread)
                for one in spread:
                    fields |= one.fields
                continue
            for name in self.values(key) or NOTHING:
                known = isinstance(name, (str, int)) and UNKNOWN not in str(name)
                is_open = is_open or not known
                if known or isinstance(name, str):
                    fields[str(name)] = (*fields.get(str(name), ()), *self.values(value))
        return (Record(fields, is_open=is_open),)

    def _items(self, node: Items) -> Values:
        return (Listing(self._spread(node.items)),)

    def _spread(self, nodes: Sequence[Node]) -> list[Values]:
        """What each may be; what is spread stands as its items where these are known."""
        found: list[Values] = []
        for one in nodes:
            values = self.values(one)
            known = values[0] if len(values) == 1 and isinstance(one, Spread) else None
            if isinstance(known, Listing):
                found += known.items
            elif isinstance(known, str) and UNKNOWN not in known and len(known) <= _MOST_LETTERS:
                found += [(letter,) for letter in known]
            else:
                found.append(values)
        return found

    def _of_spread(self, node: Spread) -> Values:
        return self.values(node.of)

    def _element(self, node: Element) -> Values:
        found: list[object] = []
        for value in self.values(node.of):
            if isinstance(value, Listing):
                found += [item for items in value.items for item in items]
            elif isinstance(value, Record):
                found += value.fields
            else:
                found += self._meanings.elements(value) or NOTHING
        return tuple(found)

    def _itself(self, node: Node) -> Values:
        return (node,)

    def _member(self, node: Member) -> Values:
        keys = self.values(node.key)
        found: list[object] = []
        for value in self.values(node.object):
            for key in keys:
                found += self.member(value, key)
        known = [value for value in found if value != UNKNOWN]
        if not known and len(keys) == 1 and isinstance(keys[0], str):
            assigned = self._program.members.get(keys[0], ())
            known = [value for value in self._any_of(assigned) if not isinstance(value, str)]
        return tuple(known) or NOTHING

    def member(self, of: object, key: object) -> Values:
        """A member of a value by its name or place."""
        if isinstance(of, (Instance, Class)):
            return self._attribute(of, str(key), 0)
        if isinstance(of, Listing) and isinstance(key, int):
            return of.items[key] if -len(of.items) <= key < len(of.items) else NOTHING
        if isinstance(of, Listing) and key == UNKNOWN:
            return tuple(value for item in of.items for value in item)
        if isinstance(of, Record):
            return texts.picked(of, (key,)) or self._method(of, key)
        told = self._meanings.member(of, key if isinstance(key, str) else UNKNOWN)
        return self._method(of, key) if told is None else told

    def _method(self, of: object, key: object) -> Values:
        plain = isinstance(of, (Record, Listing)) or (isinstance(of, str) and of != UNKNOWN)
        return (Method(of, key),) if plain and isinstance(key, str) else NOTHING

    def _attribute(self, of: Instance | Class, name: str, depth: int) -> Values:
        class_ = of.of if isinstance(of, Instance) else of
        bound = class_.attributes.names.get(name)
        if bound is not None:
            found = self._any_of(bound)
            return tuple(
                result
                for value in found
                for result in (self.returned(value) if isinstance(value, Function) and value.is_property else (value,))
            )
        for base in class_.bases:
            for value in self.values(base):
                if isinstance(value, Class) and depth < MOST:
                    inherited = self._attribute(value, name, depth + 1)
                    if inherited != NOTHING:
                        return inherited
        return NOTHING

    def returned(self, function: Function, arguments: Arguments | None = None) -> Values:
        """What a function returns; where that depends on who calls it, for the arguments given."""
        found = tuple(dict.fromkeys(self._any_of(function.returns)))
        if arguments is None or not function.parameters or not self._may_follow(found):
            return found
        parameters = function.parameters[function.skips :]
        given = dict(zip(parameters, arguments.given, strict=False))
        given |= {name: values for name, values in arguments.named.items() if name in parameters}
        names, known = function.scope.names, self._known
        function.scope.names = {**names, **{name: [Given(values)] for name, values in given.items()}}
        self._known = {}
        self._calls_followed += 1
        try:
            return tuple(value for one in function.returns for value in self.values(one))
        finally:
            self._calls_followed -= 1
            self._known = known
            function.scope.names = names

    def _may_follow(self, found: Values) -> bool:
        """Whether it is worth the work to ask which of a library's values a call gives."""
        theirs = [value for value in found if not isinstance(value, _PLAIN)]
        return len(theirs) > 1 and self._calls_followed < _DEEPEST_CALL and self._steps > _MOST_STEPS // 2

    def _call(self, node: Call) -> Values:
        functions = self.values(node.function)
        arguments = self._arguments(node)
        if all(function == UNKNOWN for function in functions):
            return self._guess(node.function, arguments) or NOTHING
        return self.called(self._meanings.likely(functions) if len(functions) > 1 else functions, arguments)

    def _guess(self, function: Node, arguments: Arguments) -> Values | None:
        if not isinstance(function, Member) or not last_name(function):
            return None
        return self._meanings.unknown_called(last_name(function.object), last_name(function), arguments)

    def called(self, functions: Values, arguments: Arguments) -> Values:
        """What a call gives that may be one of several functions'."""
        found: list[object] = []
        own = 0
        for function in functions:
            if isinstance(function, Function):
                own += 1
                found += self.returned(function, arguments) if own <= MOST_ALIKE else NOTHING
            elif isinstance(function, Class):
                found.append(Instance(function))
            elif isinstance(function, Partial):
                found += self.called(function.of, function.arguments.before(arguments))
            elif isinstance(function, Native):
                found += function.run(arguments, self.member)
            elif isinstance(function, Method):
                found += texts.method(function.of, function.name, arguments)
            else:
                found += self._meanings.called(function, arguments) or NOTHING
        return tuple(found) or NOTHING

    def _arguments(self, node: Call) -> Arguments:
        given = self._spread(node.arguments)
        named: dict[str, Values] = {}
        is_open = False
        for name, value in node.named:
            found = self.values(value)
            if name is not None:
                named[name] = found
                continue
            records = [one for one in found if isinstance(one, Record)]
            is_open = is_open or not records or any(one.is_open for one in records)
            for one in records:
                named |= one.fields
        # What a function does is told once, not for each call that is followed into it.
        first = 0 if self._calls_followed else node.first
        return Arguments(given, named, is_open=is_open, first=first, last=node.last)

    def _given(self, node: Given) -> Values:
        return node.values

    def _constant(self, node: Constant) -> Values:
        return (node.value,)


_ROWS: dict[type[Node], Callable[..., Values]] = {
    Call: Evaluation._call,  # noqa: SLF001 - a table of its own methods
    Choice: Evaluation._choice,  # noqa: SLF001
    Class: Evaluation._itself,  # noqa: SLF001
    Constant: Evaluation._constant,  # noqa: SLF001
    Dictionary: Evaluation._dictionary,  # noqa: SLF001
    Element: Evaluation._element,  # noqa: SLF001
    Function: Evaluation._itself,  # noqa: SLF001
    Given: Evaluation._given,  # noqa: SLF001
    Imported: Evaluation._imported,  # noqa: SLF001
    Instance: Evaluation._itself,  # noqa: SLF001
    Items: Evaluation._items,  # noqa: SLF001
    Joined: Evaluation._joined,  # noqa: SLF001
    Member: Evaluation._member,  # noqa: SLF001
    Name: Evaluation._name,  # noqa: SLF001
    Spread: Evaluation._of_spread,  # noqa: SLF001
}
