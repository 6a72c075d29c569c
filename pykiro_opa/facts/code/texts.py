"""Methods of texts, records and listings whose result is constant where they are: names are built of pieces."""

from __future__ import annotations

from ...catalogue.programs import UNKNOWN
from .values import NOTHING, Listing, Record, texts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from .values import Arguments, Values

_MOST = 16
_LONGEST = 10_000
_CASES: dict[str, Callable[[str], str]] = {
    "lower": str.lower, "upper": str.upper, "title": str.title, "capitalize": str.capitalize, "strip": str.strip,
    "lstrip": str.lstrip, "rstrip": str.rstrip, "toLowerCase": str.lower, "toUpperCase": str.upper, "trim": str.strip,
    "toString": str, "decode": str, "encode": str, "valueOf": str, "swapcase": str.swapcase, "casefold": str.casefold,
}  # fmt: skip


def method(of: object, name: str, arguments: Arguments) -> Values:
    """What a method of a constant gives."""
    if isinstance(of, Listing):
        return _of_listing(of, name, arguments)
    if isinstance(of, Record):
        return _of_record(of, name, arguments)
    if isinstance(of, str):
        return _of_text(of, name, arguments)
    return NOTHING


def _of_text(text: str, name: str, arguments: Arguments) -> Values:
    if name in _CASES and not arguments.given:
        return (_CASES[name](text),)
    if name == "[:]" and UNKNOWN not in text:
        part = _slice(arguments)
        return NOTHING if part is None else (text[part],)
    row = _ROWS.get(name)
    return NOTHING if row is None else row(text, arguments)


def _slice(arguments: Arguments) -> slice | None:
    ends = [values[0] if values else None for values in arguments.given]
    known = [end for end in ends if end is None or isinstance(end, int)]
    return slice(*known[:3]) if known == ends and len(ends) > 1 and ends[2:] != [0] else None


def _join(text: str, arguments: Arguments) -> Values:
    for value in arguments.at(0):
        if isinstance(value, Listing):
            return joined([piece for item in value.items for piece in (item, (text,))][:-1])
    return NOTHING


def _replace(text: str, arguments: Arguments) -> Values:
    pairs = [values[0] for values in arguments.given if len(values) == 1 and isinstance(values[0], str)]
    if len(pairs) != 2 or UNKNOWN in pairs[0] + text or len(pairs[1]) * len(text) > _LONGEST * _LONGEST:
        return NOTHING
    return (text.replace(pairs[0], pairs[1])[:_LONGEST],)


def _format(text: str, arguments: Arguments) -> Values:
    """`"{}_{name}".format(…)`; fields with more than a name in them are not known."""
    import re

    pieces: list[Values] = []
    end = number = 0
    for match in re.finditer(r"\{\{|\}\}|\{([^{}]*)\}", text):
        pieces.append((text[end : match.start()],))
        end = match.end()
        field = match[1]
        if field is None:
            pieces.append((match[0][0],))
        elif field in ("", *map(str, range(100))):
            pieces.append(arguments.at(int(field) if field else number) or NOTHING)
            number += 1
        else:
            pieces.append(arguments.named.get(field, NOTHING))
    return joined([*pieces, (text[end:],)])


def _percent(text: str, arguments: Arguments) -> Values:
    import re

    given = arguments.at(0)
    pieces: list[Values] = []
    end = number = 0
    for match in re.finditer(r"%(?:\((\w+)\))?([sdr%])", text):
        pieces.append((text[end : match.start()],))
        end = match.end()
        if match[2] == "%":
            pieces.append(("%",))
            continue
        pieces.append(_percented(given, match[1], number))
        number += 1
    return joined([*pieces, (text[end:],)])


def _percented(given: Values, name: str | None, number: int) -> Values:
    found: list[object] = []
    for value in given:
        if isinstance(value, Listing):
            found += value.items[number] if number < len(value.items) else NOTHING
        elif isinstance(value, Record):
            found += value.fields.get(name or "", NOTHING)
        else:
            found.append(value if number == 0 else UNKNOWN)
    return tuple(found) or NOTHING


def _concat(text: str, arguments: Arguments) -> Values:
    return joined([(text,), *arguments.given])


def _split(text: str, arguments: Arguments) -> Values:
    if UNKNOWN in text:
        return NOTHING
    for value in arguments.at(0, "sep") or (None,):
        if value is None or (isinstance(value, str) and UNKNOWN not in value):
            found = list(text) if value == "" else text.split(value, *_count(arguments))
            return (Listing([(one,) for one in found[:_LONGEST]]),)
    return NOTHING


def _count(arguments: Arguments) -> list[int]:
    """The second argument, how often a text is split; none where that is not known."""
    return [value for value in arguments.at(1, "maxsplit") if isinstance(value, int)][:1]


def _split_behind(text: str, arguments: Arguments) -> Values:
    """`rsplit`."""
    given = texts(arguments.at(0, "sep"))
    if UNKNOWN in text or "" in given or any(UNKNOWN in one for one in given):
        return NOTHING
    return (Listing([(one,) for one in text.rsplit(given[0] if given else None, *_count(arguments))[:_LONGEST]]),)


def _lines(text: str, _arguments: Arguments) -> Values:
    return NOTHING if UNKNOWN in text else (Listing([(one,) for one in text.splitlines()[:_LONGEST]]),)


def _given_one(change: Callable[[str, str], object]) -> Callable[[str, Arguments], Values]:
    """A method that is given one text that is known."""

    def row(text: str, arguments: Arguments) -> Values:
        given = texts(arguments.at(0))
        if len(given) != 1 or not given[0] or UNKNOWN in text + given[0]:
            return NOTHING
        found = change(text, given[0])
        return (Listing([(one,) for one in found]) if isinstance(found, tuple) else found,)

    return row


def _stripped(change: Callable[[str, str | None], str]) -> Callable[[str, Arguments], Values]:
    """`strip` and its like: of blanks, or of the letters that it is given."""

    def row(text: str, arguments: Arguments) -> Values:
        given = texts(arguments.at(0))
        if len(given) > 1 or UNKNOWN in text or any(UNKNOWN in one for one in given):
            return NOTHING
        return (change(text, given[0] if given else None),)

    return row


def _plain(change: Callable[[str], str]) -> Callable[[str, Arguments], Values]:
    """A method without arguments."""
    return lambda text, arguments: NOTHING if UNKNOWN in text or arguments.given else (change(text),)


def _cut(text: str, arguments: Arguments) -> Values:
    """`slice` and `substring` of JavaScript."""
    ends = [values[0] for values in arguments.given if len(values) == 1 and isinstance(values[0], int)]
    if UNKNOWN in text or len(ends) != len(arguments.given) or not ends:
        return NOTHING
    return (text[slice(*ends)] if len(ends) > 1 else text[ends[0] :],)


_ROWS: dict[str, Callable[[str, Arguments], Values]] = {
    "casefold": _plain(str.casefold), "lower": _plain(str.lower), "slice": _cut,
    "strip": _stripped(str.strip), "lstrip": _stripped(str.lstrip), "rstrip": _stripped(str.rstrip),
    "partition": _given_one(str.partition), "rpartition": _given_one(str.rpartition), "rsplit": _split_behind,
    "removeprefix": _given_one(str.removeprefix), "removesuffix": _given_one(str.removesuffix), "splitlines": _lines,
    "trimEnd": _plain(str.rstrip), "trimStart": _plain(str.lstrip), "substring": _cut, "swapcase": _plain(str.swapcase), "toLowerCase": _plain(str.lower), "toString": _plain(str),
    "toUpperCase": _plain(str.upper), "trim": _plain(str.strip), "upper": _plain(str.upper),
    "%": _percent, "concat": _concat, "format": _format, "join": _join, "replace": _replace, "replaceAll": _replace,
    "split": _split,
}  # fmt: skip


def _of_listing(of: Listing, name: str, arguments: Arguments) -> Values:
    if name == "join":
        between = arguments.at(0) or (",",)
        return joined([piece for item in of.items for piece in (item, between)][:-1])
    if name in ("reverse", "toReversed"):
        return (Listing(of.items[::-1]),)
    if name == "slice" and len(arguments.given) == 1:
        starts = [value for value in arguments.at(0) if isinstance(value, int)]
        return (Listing(of.items[starts[0] :]),) if len(starts) == 1 else NOTHING
    if name in ("[:]", "slice"):
        part = _slice(arguments)
        return NOTHING if part is None else (Listing(of.items[part]),)
    if name == "concat":
        return (Listing([*of.items, *(item for more in arguments.given for one in more if isinstance(one, Listing)
                                      for item in one.items)]),)  # fmt: skip
    return NOTHING


def _of_record(of: Record, name: str, arguments: Arguments) -> Values:
    if name == "items":
        return (Listing([(Listing([(key,), values]),) for key, values in of.fields.items()]),)
    if name == "values":
        return (Listing(list(of.fields.values())),)
    if name == "keys":
        return (Listing([(key,) for key in of.fields]),)
    if name in ("get", "pop", "setdefault"):
        return picked(of, arguments.at(0)) or arguments.at(1) or NOTHING
    if name == "copy":
        return (of,)
    return NOTHING


def picked(of: Record, keys: Values) -> Values:
    """The field of a record; any of them where the key is not known."""
    found: list[object] = []
    for key in keys:
        if isinstance(key, str) and UNKNOWN not in key:
            found += of.fields.get(key, NOTHING if of.is_open else ())
        else:
            found += [value for values in of.fields.values() for value in values]
    return tuple(dict.fromkeys(found))


def joined(pieces: list[Values]) -> Values:
    """Texts one after another; where there are too many ways, their known parts."""
    found = [""]
    for values in pieces:
        options = list(dict.fromkeys(_shown(value) for value in values)) or [UNKNOWN]
        if len(found) * len(options) > _MOST or any(len(one) > _LONGEST for one in found):
            options = [UNKNOWN]
        found = [left + right for left in found for right in options]
    return tuple(one[:_LONGEST] for one in found)


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else UNKNOWN
