"""What an expression may be: a text, number or truth value is itself; the rest is one of these.

A text that holds `UNKNOWN` is known in its other parts; `UNKNOWN` alone may be anything.
"""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Member = Callable[[object, object], tuple[object, ...]]
    Values = tuple[object, ...]  # one of them, unless there is nothing to choose from

NOTHING: Values = (UNKNOWN,)


class Foreign:
    """Something of another module, by the module's name and the names inside it."""

    __slots__ = ("path",)

    def __init__(self, path: tuple[str, ...]) -> None:
        self.path = path

    @property
    def name(self) -> str:
        return ".".join(self.path)


class Record:
    """A dictionary or object; `is_open` says that it may hold more than is known."""

    __slots__ = ("fields", "is_open")

    def __init__(self, fields: Mapping[str, Values], *, is_open: bool = False) -> None:
        self.fields = fields
        self.is_open = is_open


class Listing:
    __slots__ = ("items",)

    def __init__(self, items: Sequence[Values]) -> None:
        self.items = items


class Method:
    """A method of a text, record or listing."""

    __slots__ = ("of", "name")

    def __init__(self, of: object, name: str) -> None:
        self.of = of
        self.name = name


class Native:
    """A function whose result is known: `run` gives its values from its arguments, and may ask for members of values."""

    __slots__ = ("run",)

    def __init__(self, run: Callable[[Arguments, Member], Values]) -> None:
        self.run = run


class Arguments:
    """The arguments of one call; `is_open` says that more may be given by name. `first` and `last` are the call's lines."""

    __slots__ = ("given", "named", "is_open", "first", "last")

    def __init__(
        self, given: Sequence[Values], named: Mapping[str, Values], *, is_open: bool, first: int, last: int
    ) -> None:
        self.given = given
        self.named = named
        self.is_open = is_open
        self.first = first
        self.last = last

    def at(self, place: int, *names: str) -> Values:
        """An argument by its place or one of its names; none at all where it is not given."""
        for name in names:
            if name in self.named:
                return self.named[name]
        if 0 <= place < len(self.given):
            return self.given[place]
        return NOTHING if self.is_open and names else ()

    def behind(self, count: int) -> Arguments:
        """What is left when the first ones are taken."""
        return Arguments(self.given[count:], self.named, is_open=self.is_open, first=self.first, last=self.last)

    def before(self, more: Arguments) -> Arguments:
        """These and then those: a partial application that is completed."""
        return Arguments(
            [*self.given, *more.given],
            {**self.named, **more.named},
            is_open=self.is_open or more.is_open,
            first=more.first,
            last=more.last,
        )


class Partial:
    """A function with some of its arguments given."""

    __slots__ = ("of", "arguments")

    def __init__(self, of: Values, arguments: Arguments) -> None:
        self.of = of
        self.arguments = arguments


def texts(values: Values) -> list[str]:
    """The texts among the values, what is no text as an unknown one."""
    return list(dict.fromkeys(value if isinstance(value, str) else UNKNOWN for value in values))
