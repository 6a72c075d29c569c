"""Functions of JavaScript that code builds names and parameters with."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.texts import joined
from ...code.values import NOTHING, Arguments, Foreign, Listing, Native, Record
from ..sdk import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...code.values import Member, Values


def _require(arguments: Arguments, _member: Member) -> Values:
    return tuple(Foreign((name,)) for name in arguments.at(0) if isinstance(name, str) and UNKNOWN not in name)


def _string(arguments: Arguments, _member: Member) -> Values:
    return joined([arguments.at(0)]) if arguments.given else ("",)


def _stringify(arguments: Arguments, _member: Member) -> Values:
    return tuple(as_json(value) for value in arguments.at(0)) or NOTHING


def _assign(arguments: Arguments, _member: Member) -> Values:
    fields: dict[str, Values] = {}
    is_open = False
    for values in arguments.given:
        records = [value for value in values if isinstance(value, Record)]
        is_open = is_open or not records or any(one.is_open for one in records)
        for one in records:
            fields |= one.fields
    return (Record(fields, is_open=is_open),)


def _of_record(how: Callable[[Record], list[Values]]) -> Callable[[Arguments, Member], Values]:
    def run(arguments: Arguments, _member: Member) -> Values:
        return tuple(Listing(how(value)) for value in arguments.at(0) if isinstance(value, Record)) or NOTHING

    return run


def _same(arguments: Arguments, _member: Member) -> Values:
    return arguments.at(0) or NOTHING


# unknown to a program that does not load the SDK itself: a page's script
BUILTINS: dict[str, Values] = {
    "AWS": (Foreign(("aws-sdk",)),), "JSON": (Foreign(("JSON",)),), "Object": (Foreign(("Object",)),),
    "Promise": (Foreign(("Promise",)),), "Reflect": (Foreign(("Reflect",)),), "String": (Native(_string),),
    "require": (Native(_require),),
}  # fmt: skip
STANDARD: dict[str, Callable[[Arguments, Member], Values]] = {
    "JSON.stringify": _stringify,
    "Object.assign": _assign,
    "Object.entries": _of_record(lambda one: [(Listing([(key,), values]),) for key, values in one.fields.items()]),
    "Object.freeze": _same,
    "Object.keys": _of_record(lambda one: [(key,) for key in one.fields]),
    "Object.values": _of_record(lambda one: list(one.fields.values())),
    "Promise.all": _same,
    "Promise.resolve": _same,
    "Reflect.get": lambda arguments, member: tuple(
        value for of in arguments.at(0) for key in arguments.at(1) for value in member(of, key)
    ),
}
