"""Lines that are continued inside a word: the grammar takes its halves for two words."""

from __future__ import annotations

_ENDS = " \t\n;|&()<>"
_CONTINUED = "\\\n"


def unbroken(text: str) -> str:
    """The text with such line ends moved behind their words, so that every line keeps its number."""
    if _CONTINUED not in text:
        return text
    done: list[str] = []
    quote = ""
    moved = index = 0
    while index < len(text):
        letter = text[index]
        size = 2 if letter == "\\" and quote != "'" else 1
        piece = text[index : index + size]
        inside = not quote and done and done[-1][-1] not in _ENDS and text[index + 2 : index + 3] not in ("", *_ENDS)
        if piece == _CONTINUED and inside:
            moved += 1
        else:
            if moved and not quote and letter in _ENDS:
                done.append(f" {_CONTINUED}" * moved)
                moved = 0
            quote = _quote(quote, letter, done)
            done.append(piece)
        index += size
    return "".join(done) + "\n" * moved


def _quote(quote: str, letter: str, before: list[str]) -> str:
    """The quotation after a letter: `'`, `"`, `$` for `$'…'`, or none."""
    if letter == "'" and quote in ("", "'", "$"):
        opened = "$" if before and before[-1] == "$" else "'"
        return "" if quote else opened
    if letter == '"' and quote in ("", '"'):
        return "" if quote else '"'
    return quote
