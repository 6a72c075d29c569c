"""The kinds of rows that the tables of effects are made of."""

from __future__ import annotations

from ...syntax.options import beside
from ..file_effects import WRITTEN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from ..file_effects import Given

    Found = Iterator[tuple[str, str, bytes | None, str | None]]
    Row = Callable[[Given], Found]


def each(paths: Sequence[str], kind: str, content: bytes | None = None) -> Found:
    """Each path as an effect of one kind."""
    yield from ((path, kind, content, None) for path in paths)


def all_words(kind: str, skip: int = 0, *, valued: str = "", unless: str = "") -> Row:
    def row(given: Given) -> Found:
        if not unless or not given.says(unless):
            yield from each(given.beside(valued)[skip:], kind)

    return row


def output(*options: str) -> Row:
    """What options name as output."""
    return lambda given: each(given.values(*options), WRITTEN)


def written_out(*options: str) -> Row:
    """The same of a program whose long options have one dash: `-out F`, `-out=F`, and no clusters."""
    return lambda given: each(exact(given.arguments, *options), WRITTEN)


def exact(arguments: Sequence[str], *options: str) -> list[str]:
    """The values of options with one dash and several letters."""
    following = [*arguments[1:], ""]
    parted = [(*argument.partition("="), place) for place, argument in enumerate(arguments)]
    return [value if equals else following[place] for name, equals, value, place in parted if name in options]


def at(place: int, *, valued: str = "", also: Row | None = None, least: int = 0) -> Row:
    """One word alone, where there are at least so many."""

    def row(given: Given) -> Found:
        words = given.beside(valued)
        if len(words) >= least:
            yield from each(words[place:][:1], WRITTEN)
        if also is not None:
            yield from also(given)

    return row


def verbs(rows: Mapping[str, Row], valued: str = "") -> Row:
    """By the subcommand, of one word or two; its row gets the arguments behind it."""

    def row(given: Given) -> Found:
        words = given.beside(valued)
        for length in (2, 1):
            inner = rows.get(" ".join(words[:length])) if len(words) >= length else None
            if inner is not None:
                rest = _behind(given, valued)
                if length > 1 and words[1] in rest:
                    rest.remove(words[1])
                yield from inner(given.instead(rest))
                return

    return row


def _behind(given: Given, valued: str) -> list[str]:
    """The arguments behind the first word."""
    arguments = list(given.arguments)
    place = next(at for at in range(len(arguments)) if beside(arguments[: at + 1], valued.split()))
    return arguments[place + 1 :]


def same(kind_of_row: Row, names: str) -> dict[str, Row]:
    """One row for several programs."""
    return dict.fromkeys(names.split(), kind_of_row)
