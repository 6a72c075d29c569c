"""What editors write that are given their orders: the files they are called with, and those that an order names."""

from __future__ import annotations

from .....catalogue.programs import UNKNOWN
from ..file_effects import WRITTEN
from ._kinds import each, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..file_effects import Given
    from ._kinds import Found, Row

_RANGE = r"(?:^|[|:])\s*(?:sil\w*!?\s+|keepa\w*\s+|(?:arg|buf|win|tab)do\s+)*[\d.$%,'<>]*"
# An order to write a file, or to edit, add or call one by its name.
_NAMED = (
    _RANGE
    + r"(?:w(?:rite)?|wq|x(?:it)?|up(?:date)?|sav(?:eas)?|W|e(?:dit)?|E|n(?:ext)?|f(?:ile)?|sp(?:lit)?|vs(?:plit)?|new|vne\w*|"
    r"tabe\w*|tabnew|bad(?:d)?|balt|b(?:uffer)?|ar(?:gs)?|arga(?:dd)?|arge\w*|dr(?:op)?|fin(?:d)?|view?|mks\w*|mkexrc|mk(?:exrc|view|vimrc)|"
    r"wv\w*|wsh\w*|wund\w*|ha(?:rdcopy)?\s*>|redi\w*\s*>+)!?\s+(?:\+\+?\w+\s+)*([^!\s>|][^|\n]*)"
)
_CALLED = r"\b(?:delete|writefile|rename|mkdir)\(([^\n]*)\)"
_QUOTED = r"\"([^\"\n]+)\"|'([^'\n]+)'"
# Without any of these it only looks: `exe`, `norm` and code of other languages may do anything.
_WRITES = (
    r"(?<![A-Za-z])(?:w[qanNp]?|wq?a(?:ll)?|wq?!|write|xa?|xit|xall|up|update|sav|saveas|W|Wq|ZZ|exe\w*|norm\w*|so|source|"
    r"lua\w*|py\w*|perl\w*|ruby\w*|call|mk\w+|wv\w*|wund\w*|wsh\w*|ha|hardcopy|r?ed\w*)(?![A-Za-z])"
)
_VALUED = "-c --cmd -S -u -i -U -w -W -T -t"
_SCREEN = "-c --cmd -S -u -i -U -w -W -T -t -s"  # `-s` names a file of keys, but where the editor shows nothing


def _editor(given: Given) -> Found:
    """`vim -es F -c ORDER`, `ex F < ORDERS`; one without orders waits for somebody."""
    silent = given.program in ("ed", "red", "ex") or given.says("-e -E -es -Es --headless")
    scripts = given.values("-S", *(() if silent else ("-s",)))
    texts = [*given.values("-c", "--cmd"), given.stdin, *(word[1:] for word in given.arguments if word.startswith("+"))]
    texts += [
        UNKNOWN if content is None else content.decode("utf-8", "replace") for content in map(given.read, scripts)
    ]
    if not given.says("-c --cmd -S -s +") and not any(texts):
        return
    named = [path for text in texts for path in _named(text)]
    yield from each(named, WRITTEN)
    yield from each(_logs(given), WRITTEN)
    if _may_write("\n".join(texts)):
        words = [word for word in given.beside(_VALUED if silent else _SCREEN) if not word.startswith("+")]
        yield from each(words, WRITTEN)


def _logs(given: Given) -> list[str]:
    """`-V1FILE`, `-w FILE` and the file of `-i`."""
    verbose = [word[2:].lstrip("0123456789") for word in given.arguments if word.startswith("-V")]
    return [*(word for word in verbose if word), *given.values("-w", "-W", "-i")] if given.program != "ed" else []


def _may_write(text: str) -> bool:
    import re

    return UNKNOWN in text or re.search(_WRITES, text) is not None


def _named(text: str) -> list[str]:
    import re

    named = [word for match in re.findall(_NAMED, text, re.MULTILINE) for word in match.split()]
    for call in re.findall(_CALLED, text):
        named += ["".join(pair) for pair in re.findall(_QUOTED, call)]
    for line in text.split("\n"):
        if "exe" in line:  # an order of pieces: the names they make together
            named += _named("".join("".join(pair) for pair in re.findall(_QUOTED, line)))
    return [word for word in named if UNKNOWN not in word and word not in _NO_FILES]


_NO_FILES = ("q", "#", "%", "##")


def _emacs(given: Given) -> Found:
    """`emacs --batch F --eval CODE -f save-buffer`."""
    orders = given.values("--eval", "-eval", "-f", "--funcall", "-l", "--load", "--execute")
    if orders:
        words = [
            word
            for word in given.beside("--eval -eval -f --funcall -l --load --execute -q")
            if not word.startswith("+")
        ]
        yield from each(words, WRITTEN)


ROWS: dict[str, Row] = {
    **same(_editor, "ed ex nvim red rvim vi view vim vimdiff gvim nvi elvis"),
    "emacs": _emacs,
}
