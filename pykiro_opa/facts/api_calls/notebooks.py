"""The code cells of Jupyter notebooks, each with the line of the file that it starts on."""

from __future__ import annotations

from ... import light_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_LARGEST = 20_000_000


def cells(text: str) -> Iterator[tuple[str, int]]:
    """All code cells as one program, since later ones use the names of earlier ones.

    Lines keep the numbers that they have in the file, where each stands on a line of its own, as notebooks are saved.
    """
    if len(text) > _LARGEST:
        return
    try:
        document = light_json.loads(text)
    except (ValueError, RecursionError):
        return
    code: list[str] = []
    at, number = 0, 1
    for line in _lines(document):
        spelled = light_json.canonical(line)[1:-1]
        place = text.find(spelled, at)
        if place >= 0:
            number += text.count("\n", at, place)
            at = place
        code += [""] * (number - 1 - len(code)) + [line.rstrip("\n")]
    if code:
        yield "\n".join(code), 1


def _lines(document: object) -> Iterator[str]:
    found = document.get("cells") if isinstance(document, dict) else None
    for cell in found if isinstance(found, list) else ():
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        source = cell.get("source")
        pieces = source if isinstance(source, list) else [source]
        for piece in pieces:
            if isinstance(piece, str):
                yield from piece.splitlines() or [""]
