"""Values of a program's options, in every way that options are written."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


def values(arguments: Sequence[str], *names: str) -> list[str]:
    """Values of these options: `--name value`, `--name=value`, `-n value`, `-nvalue`, and `-abn value`.

    A name of one dash and several letters (`-name`) has its value in the next argument or after `=`.
    """
    found = []
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if not argument.startswith("-") or len(argument) < 2:
            continue
        following = arguments[place + 1] if place + 1 < len(arguments) else None
        head, equals, value = argument.partition("=")
        if head in names and equals:
            found.append(value)
        elif argument in names:
            found += [following] if following is not None else []
        elif argument[1] != "-":
            found += _clustered(argument, names, following)
    return found


def _clustered(argument: str, names: Sequence[str], following: str | None) -> list[str]:
    letters = [name[1] for name in names if len(name) == 2]
    place = next((at for at, letter in enumerate(argument) if at and letter in letters), 0)
    if not place or (place > 1 and not argument[1:place].isalpha()):
        return []
    rest = argument[place + 1 :]
    if rest:
        return [rest]
    return [following] if following is not None else []


def after(arguments: Sequence[str], *marks: str) -> list[str]:
    """The arguments behind the first of these; none where none is there."""
    place = next((at for at, argument in enumerate(arguments) if argument in marks), None)
    return [] if place is None else list(arguments[place + 1 :])


def plain(arguments: Sequence[str], valued: Sequence[str] = ()) -> list[str]:
    """The words from the first that is no option on."""
    index = 0
    while index < len(arguments) and arguments[index].startswith("-"):
        if arguments[index] == "--":
            return list(arguments[index + 1 :])
        index += 2 if arguments[index] in valued else 1
    return list(arguments[index:])


def beside(arguments: Sequence[str], valued: Sequence[str] = ()) -> list[str]:
    """The words anywhere that are neither options nor the values of these."""
    found: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            return [*found, *rest]
        if not argument.startswith("-") or argument == "-":
            found.append(argument)
        elif argument in valued or _ends_in(argument, valued):
            next(rest, None)
    return found


def _ends_in(argument: str, valued: Sequence[str]) -> bool:
    """A cluster whose last letter takes the value, and none before it does (`-abn VALUE`, not `-nVALUE`)."""
    letters = argument[1:]
    return (
        letters.isalpha() and f"-{letters[-1]}" in valued and not any(f"-{letter}" in valued for letter in letters[:-1])
    )
