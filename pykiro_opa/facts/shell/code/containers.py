"""Functions of Python and JavaScript that lists and records are made, parsed and gone through with."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.values import NOTHING, Arguments, Listing, Native, Record, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ...code.values import Member, Values


def map_of(arguments: Arguments, member: Member) -> Values:
    """`map(chr, […])`: what it makes of each item."""
    functions = [function for function in arguments.at(0) if isinstance(function, Native)]
    lists = [value for value in arguments.at(1) if isinstance(value, Listing)]
    if len(functions) != 1 or not lists:
        return NOTHING

    def made(item: Values) -> Values:
        given = Arguments([item], {}, is_open=False, first=arguments.first, last=arguments.last)
        return functions[0].run(given, member)

    return tuple(Listing([made(item) for item in one.items]) for one in lists)


def reversed_of(arguments: Arguments, _member: Member) -> Values:
    found: list[object] = []
    for value in arguments.at(0):
        if isinstance(value, Listing):
            found.append(Listing(value.items[::-1]))
        elif isinstance(value, str) and UNKNOWN not in value:
            found.append(Listing([(letter,) for letter in value[::-1]]))
    return tuple(found) or NOTHING


def record(arguments: Arguments, _member: Member) -> Values:
    """`dict(a, name=…)`."""
    given = [value for value in arguments.at(0) if isinstance(value, Record)]
    fields = {name: values for one in given for name, values in one.fields.items()}
    return (Record({**fields, **arguments.named}, is_open=len(given) < len(arguments.given)),)


def zipped(arguments: Arguments, _member: Member) -> Values:
    lists = [next((one.items for one in values if isinstance(one, Listing)), None) for values in arguments.given]
    known = [one for one in lists if one is not None]
    if len(known) < len(lists):
        return NOTHING
    return (Listing([(Listing(row),) for row in zip(*known, strict=False)]),)


def numbered(arguments: Arguments, _member: Member) -> Values:
    found = [value for value in arguments.at(0) if isinstance(value, Listing)]
    return tuple(Listing([(Listing([NOTHING, item]),) for item in one.items]) for one in found) or NOTHING


def any_item(arguments: Arguments, _member: Member) -> Values:
    """`next(…)`."""
    return (
        tuple(value for one in arguments.at(0) if isinstance(one, Listing) for item in one.items for value in item)
        or NOTHING
    )


def second(arguments: Arguments, _member: Member) -> Values:
    """`filter(f, […])`: no more than it is given."""
    return arguments.at(1) or NOTHING


def parsed(arguments: Arguments, _member: Member) -> Values:
    """`json.loads(TEXT)`."""
    import json

    try:
        return tuple(_value(json.loads(one)) for one in texts(arguments.at(0)) if UNKNOWN not in one) or NOTHING
    except (ValueError, RecursionError):
        return NOTHING


def _value(of: object) -> object:
    if isinstance(of, dict):
        return Record({key: (_value(value),) for key, value in of.items()})
    return Listing([(_value(value),) for value in of]) if isinstance(of, list) else of


def chained(arguments: Arguments, _member: Member) -> Values:
    """`itertools.chain(a, b)`: one list of all."""
    lists = [value for values in arguments.given for value in values]
    items = [item for one in lists for item in (one.items if isinstance(one, Listing) else (NOTHING,))]
    return (Listing(items),)
