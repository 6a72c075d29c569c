"""Cells of tables read with their headers: "to be deleted | the database", "permission | AdministratorAccess"."""

from __future__ import annotations

import re
from itertools import pairwise

from .forms import is_past, word_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .statements import Statement

_HELD = re.compile(
    r"^\W*(?:\w+\s+)?(?:permissions?|polic(?:y|ies)|managed polic(?:y|ies)|grants?|privileges?|rights|access(?: level)?)\W*$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:^|[;,|]\s)\W{0,8}(?:[\w-]+\s){0,2}(?:permissions?|\w*polic(?:y|ies)(?:_arns?)?|privileges?|access)\s*[:=]\s*(?=\S)",
    re.IGNORECASE,
)
# Where traffic comes from that a row lets in.
_SOURCE = re.compile(
    r"^\W*(?:(?:allowed|traffic|ingress|inbound)\s+)?(?:sources?|from|cidrs?|cidr (?:blocks?|ranges?)|ingress|inbound|source (?:cidrs?|ips?|ranges?|address(?:es)?))\W*$",
    re.IGNORECASE,
)
# A cell that answers its header, and the first header of a table of settings.
_ANSWER = re.compile(
    r"\W{0,8}(?:yes|no|none|never|allowed|denied|always|n/a|\u2713|\u2717|\u2705|\u274c|x|-)?\W{0,8}", re.IGNORECASE
)
_SETTING = re.compile(
    r"\W*(?:settings?|options?|propert(?:y|ies)|parameters?|keys?|attributes?|items?|flags?|variables?|fields?)\W*",
    re.IGNORECASE,
)
_VALUE = re.compile(
    r"\W*(?:(?:new|planned|target|desired)\s+)?(?:values?|settings?|state|to|new|after|planned|target)\W*",
    re.IGNORECASE,
)
_WAS = re.compile(r"\W*(?:old|current|previous|existing|former|before|from|today|present|as[- ]is)\b", re.IGNORECASE)
_WILL_BE = re.compile(r"\W*(?:new|planned|target|future|next|after|to|to[- ]be|proposed|desired)\b", re.IGNORECASE)
# A column of what is done with the things that the rest of the row names.
_DONE = re.compile(
    r"\W*(?:(?:planned|proposed|required|next)\s+)?(?:actions?|changes?|operations?|plan|decision|disposition|fate|treatment|measure|to[- ]?do|task|steps?|details?|"
    r"what (?:we do|happens|to do|is done|changes))\W*",
    re.IGNORECASE,
)
_MOST_WORDS = 10
_OUTGOING = re.compile(r"\b(?:egress|outbound|outgoing)\b", re.IGNORECASE)
_GRANT = "grant"
_ADMIT = "allow ingress from"
SAID = (_GRANT, _ADMIT, "set", "to")  # words that `headed` adds


def headed(statement: Statement) -> Iterator[tuple[int, str, int]]:
    """For each cell: where it begins, header and cell as one text, and the length of the header."""
    places = [*statement.columns, (len(statement.text) + 3, "")]
    yield from _set(statement.text, places)
    yield from _changed(statement.text, places)
    for match in _LABEL.finditer(statement.text) if not statement.columns else ():
        yield match.end(), f"{_GRANT} {statement.text[match.end() :]}", len(_GRANT)
    yield from _done(statement.text, places)
    for (start, header), (following, _) in pairwise(places):
        if header and not _ANSWER.fullmatch(statement.text[start : following - 3]):
            said = _said_by(header, statement.text)
            yield start, f"{said} {statement.text[start : following - 3]}", len(said)


def _set(row: str, places: list[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    """A setting and its value, which stands in the only other column, or in the next one where that says so."""
    only = 3  # name, value, and where the row ends
    for (start, header), (middle, value), (end, _) in zip(places, places[1:], places[2:], strict=False):
        if _SETTING.fullmatch(header) and (len(places) == only or _VALUE.fullmatch(value)):
            yield start, f"set {row[start : middle - 3]} to {row[middle : end - 3]}", len("set")


def _changed(row: str, places: list[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    """What becomes another: "record | old target | new target"."""
    cells = _cells(row, places)
    was = next((one for one in cells if _WAS.match(one[1])), None)
    will_be = next((one for one in cells if _WILL_BE.match(one[1])), None)
    if was is None or will_be is None or not was[2].strip() or was[2] == will_be[2]:
        return
    others = [one for one in cells if one not in (was, will_be)]
    said = " ".join(f"{header} {held}" for _, header, held in others)
    yield will_be[0], f"change {said} from {was[2]} to {will_be[2]}", len("change")
    last = will_be[2].split()[-1:]
    if last and is_past(word_at(last[0], 0)):
        done = f"{' '.join(held for _, _, held in others)} are {last[0]}"
        yield will_be[0], done, len(done)


def _cells(row: str, places: list[tuple[int, str]]) -> list[tuple[int, str, str]]:
    """Where each cell begins, its header, and what it holds."""
    return [(start, header, row[start : following - 3]) for (start, header), (following, _) in pairwise(places)]


def _done(row: str, places: list[tuple[int, str]]) -> Iterator[tuple[int, str, int]]:
    """A cell of what is done, with the rest of its row behind it: as it stands, and each cell with its header."""
    cells = _cells(row, places)
    for start, header, cell in cells:
        if _DONE.fullmatch(header) and len(cell.split()) <= _MOST_WORDS:
            others = [one for one in cells if one[0] != start]
            plain, named = (
                " | ".join(held for _, _, held in others),
                " | ".join(f"{name} {held}" for _, name, held in others),
            )
            if is_past(word_at(cell, 0)):
                said = f"{named} is {cell}"
                yield start, said, len(said)
            else:
                yield start, f"{cell} {plain}", len(cell)
                yield start, f"{cell} {named}", len(cell)
                said = cell.split(",")[0]
                yield from ((start, f"{said} of the {name} {held} | {plain}", len(said)) for _, name, held in others)


def _said_by(header: str, row: str) -> str:
    if _HELD.match(header):
        return _GRANT
    return _ADMIT if _SOURCE.match(header) and not _OUTGOING.search(row) else header
