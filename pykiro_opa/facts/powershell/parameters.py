"""What a cmdlet is given, by the full names of its parameters."""

from __future__ import annotations

from ...catalogue import cmdlets
from ...catalogue.programs import UNKNOWN
from .syntax import Block
from .values import items, text
from .variables import path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PATHS = frozenset(("path", "literalpath", "destination", "destinationpath", "filepath", "outfile", "infile", "inputfile",
                    "workingdirectory", "target", "redirectstandardoutput", "redirectstandarderror"))  # fmt: skip
_FED = ("path", "command")  # parameters that the pipeline fills
_MOST_FED = 50


class Named:
    """`-Name` or `-Name:value` among arguments; `value` is `...` where it has none of its own."""

    __slots__ = ("text", "value")

    def __init__(self, text_: str, value: object = ...) -> None:
        self.text = text_
        self.value = value


class Bound:
    """The plain name and the written one, the values by parameter, those without a place for them, and what the pipeline brings."""

    __slots__ = ("cmdlet", "name", "values", "spelled", "rest", "piped")

    def __init__(self, cmdlet: str, name: str, piped: list[object]) -> None:
        self.cmdlet = cmdlet
        self.name = name
        self.values: dict[str, object] = {}
        self.spelled: dict[str, str] = {}
        self.rest: list[object] = []
        self.piped = piped

    def has(self, name: str) -> bool:
        """Whether a switch is on; an unknown one may be."""
        return name in self.values and self.values[name] is not False and text(self.values[name]).lower() != "false"

    def all(self, *names: str) -> list[object]:
        """The values of some parameters; paths with `/`, without those that are no files."""
        return [value for name in names if name in self.values for value in items(self.values[name])]

    def paths(self, *names: str) -> list[str]:
        found = [path(text(value)) for value in self.all(*names)]
        return [one for one in found if one is not None]

    def first(self, *names: str) -> object:
        return next(iter(self.all(*names)), None)

    @property
    def blocks(self) -> list[Block]:
        return [one for value in (*self.values.values(), *self.rest) for one in items(value) if isinstance(one, Block)]

    def words(self) -> list[str]:
        """The command line in its plain form: names in full, values with a place behind them."""
        places = cmdlets.places(self.cmdlet)
        found = [self.cmdlet]
        for name, value in self.values.items():
            if name in places:
                continue
            found.append(f"-{name}" if value is not False else f"-{name}:$false")
            if not isinstance(value, bool):
                found.append(self._spelled(name, value))
        for name in places:
            for value in items(self.values.get(name)):
                spelled = self._spelled(name, value)
                found += [f"-{name}", spelled] if spelled.startswith("-") else [spelled]
        if places and places[0] in _FED and places[0] not in self.values and "literalpath" not in self.values:
            found += [self._spelled(places[0], value) for value in self.piped[:_MOST_FED]]
        return found + [text(value) for value in self.rest]

    @staticmethod
    def _spelled(name: str, value: object) -> str:
        spelled = text(value)
        return (path(spelled) or spelled) if name in _PATHS else spelled


def bind(cmdlet: str, name: str, arguments: Sequence[object], piped: list[object]) -> Bound:
    """Names first, as PowerShell does; what is left is taken in the order of the places. `name` as it was written."""
    bound = Bound(cmdlet, name, piped)
    named, left = by_name(arguments, lambda spelled: cmdlets.parameter(cmdlet, spelled))
    for meant, spelled, value in named:
        bound.values[meant] = value
        bound.spelled[meant] = spelled
    open_ = [place for place in cmdlets.places(cmdlet) if place not in bound.values]
    if "literalpath" in bound.values:
        open_ = [place for place in open_ if place != "path"]
    for value in left:
        if open_:
            bound.values[open_.pop(0)] = value
        else:
            bound.rest.append(value)
    return bound


def by_name(
    arguments: Sequence[object], meaning: Callable[[str], tuple[str, bool]]
) -> tuple[list[tuple[str, str, object]], list[object]]:
    """The arguments with a name (as meant, as spelled, and the value), and those that are left for places.

    `meaning` tells for a name as spelled which is meant and whether a value may follow it.
    """
    named: list[tuple[str, str, object]] = []
    left: list[object] = []
    rest = list(arguments)
    while rest:
        one = rest.pop(0)
        if not isinstance(one, Named):
            left.append(one)
            continue
        meant, takes = meaning(one.text)
        value = one.value
        if value is ...:
            value = rest.pop(0) if takes and rest and not isinstance(rest[0], Named) else True
        named.append((meant, one.text, value))
    return named, left


def splatted(value: object) -> list[object]:
    """`@name`: the pairs of a table as named arguments, a list as arguments."""
    if isinstance(value, dict):
        return [Named(f"-{name}", given if given is not None else UNKNOWN) for name, given in value.items()]
    return items(value)
