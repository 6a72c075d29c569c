"""Functions of Python and its standard library that code builds names and calls with."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ...code.texts import joined
from ...code.values import NOTHING, Arguments, Foreign, Listing, Native, Partial, Record
from ..sdk import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ...code.values import Member, Values


def _getattr(arguments: Arguments, member: Member) -> Values:
    found = [value for of in arguments.at(0) for key in arguments.at(1) for value in member(of, key)]
    return tuple(found) or NOTHING


def _partial(arguments: Arguments, _member: Member) -> Values:
    return (Partial(arguments.at(0), arguments.behind(1)),)


def _str(arguments: Arguments, _member: Member) -> Values:
    return joined([arguments.at(0)]) if arguments.given else ("",)


def _dict(arguments: Arguments, _member: Member) -> Values:
    fields = dict(arguments.named)
    is_open = arguments.is_open
    for value in arguments.at(0):
        if isinstance(value, Record):
            fields = {**value.fields, **fields}
            is_open = is_open or value.is_open
        else:
            is_open = True
    return (Record(fields, is_open=is_open),)


def _same(arguments: Arguments, _member: Member) -> Values:
    return arguments.at(0) or NOTHING


def _import(arguments: Arguments, _member: Member) -> Values:
    return tuple(
        Foreign(tuple(name.split("."))) for name in arguments.at(0) if isinstance(name, str) and UNKNOWN not in name
    )


def _dumps(arguments: Arguments, _member: Member) -> Values:
    return tuple(as_json(value) for value in arguments.at(0)) or NOTHING


def _reversed(arguments: Arguments, _member: Member) -> Values:
    found = [value for value in arguments.at(0) if isinstance(value, (str, Listing))]
    return tuple(
        Listing([(letter,) for letter in value[::-1]]) if isinstance(value, str) else Listing(value.items[::-1])
        for value in found
    ) or NOTHING  # fmt: skip


def _chr(arguments: Arguments, _member: Member) -> Values:
    codes = [code for code in arguments.at(0) if isinstance(code, int) and 0 <= code < 0xD800]
    return tuple(chr(code) for code in codes) or NOTHING


_ROWS: dict[str, Callable[[Arguments, Member], Values]] = {
    "__import__": _import, "chr": _chr, "dict": _dict, "getattr": _getattr, "iter": _same, "list": _same, "next": _same,
    "reversed": _reversed, "set": _same, "sorted": _same, "str": _str, "tuple": _same,
}  # fmt: skip
BUILTINS: dict[str, Values] = {name: (Native(row),) for name, row in _ROWS.items()}
# by the name of the module and the names inside it
STANDARD: dict[str, Callable[[Arguments, Member], Values]] = {
    "asyncio.run": _same, "copy.copy": _same, "copy.deepcopy": _same, "functools.partial": _partial,
    "functools.partialmethod": _partial, "importlib.import_module": _import, "json.dumps": _dumps,
    "typing.cast": lambda arguments, _member: arguments.at(1) or NOTHING,
}  # fmt: skip
