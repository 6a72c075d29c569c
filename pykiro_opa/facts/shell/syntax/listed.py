"""Names that nobody can know before the command runs, but for the patterns of files that they match.

In a text they are UNKNOWN with the patterns behind it, between letters of Unicode's private use area; `Word` takes them
out again. A pattern keeps its blanks when fields are split, and its brackets
where a text is read that it stands in.
"""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

OPEN = "\ue008"
_NEXT, _CLOSE = "\ue009", "\ue00a"
_PLAIN = {" ": "\ue007", "(": "\ue010", ")": "\ue011", "|": "\ue012"}  # what would divide a text that is read again
_KEPT = str.maketrans(_PLAIN)
_GIVEN = str.maketrans({kept: letter for letter, kept in _PLAIN.items()})
UNSET = "\ue00c"  # behind an UNKNOWN that may well be nothing: a variable that the text sets nowhere
MORE = "\ue00b"  # a name in the place of those that are too many
_MOST = 1_024
_FEW, _MOST_PAIRS = 2, 16
_NO_PATH = frozenset((UNKNOWN, *" \t\n:=,*?["))
_LONGEST = 32_768  # letters of all of them


def listed(names: Iterable[str]) -> str:
    """The text for one of these names, whichever it is; UNKNOWN where there are none. Of very many the last is MORE.

    Lines are names each: a text is read by them, and the marks of a list may not stand in two.
    """
    kept: list[str] = []
    letters = 0
    lines = (line for name in names for line in name.split("\n"))
    for name in dict.fromkeys(line for line in lines if line and UNKNOWN not in line):
        letters += len(name)
        if len(kept) == _MOST or letters > _LONGEST:
            kept.append(MORE)
            break
        kept.append(name.translate(_KEPT))
    return f"{UNKNOWN}{OPEN}{_NEXT.join(kept)}{_CLOSE}" if kept else UNKNOWN


def either(*texts: str) -> str:
    """The text for any of these, of which each may be one of several itself."""
    known = list(dict.fromkeys(texts))
    return known[0] if len(known) == 1 else listed(name for text in known for name in names_in(text) or [text])


def names_in(text: str) -> list[str]:
    """What a text may be: each of its lists with the first name in its place, then each with the second, and so on.

    Of two short lists it may be the name of any with the name of any.
    """
    if OPEN not in text:
        return []
    pieces = _pieces(text)
    lists = [names for _, names in pieces if names]
    rounds = max((len(names) for names in lists), default=0)
    found = ["".join(plain + _at(names, place) for plain, names in pieces) for place in range(rounds)]
    if len(lists) == _FEW and lists[0] != lists[1] and len(lists[0]) * len(lists[1]) <= _MOST_PAIRS:
        (before, firsts), (between, seconds), (after, _) = pieces
        pairs = (before + one + between + other + after for one in firsts for other in seconds)
        found += (pair for pair in pairs if pair not in found)
    return found


def without_names(text: str) -> str:
    text = text.replace(UNSET, "") if UNSET in text else text
    return "".join(plain + (UNKNOWN if names else "") for plain, names in _pieces(text)) if OPEN in text else text


def plainly(text: str) -> str:
    """The text without the marks of what may be nothing."""
    return text.replace(UNSET, "") if UNSET in text else text


def without_unset(text: str) -> str | None:
    """What a word is where the variables in it that are set nowhere are empty: a plain path, else None."""
    if UNSET not in text:
        return None
    rest = text.replace(UNKNOWN + UNSET, "")
    is_plain = rest[:1] in "._" or rest[:1].isalnum()
    return rest if is_plain and rest.strip("./") and rest[-1] != "/" and not set(rest) & _NO_PATH else None


def known_lines(text: str) -> list[str]:
    """The lines of a text, or the names that it stands for."""
    if OPEN in text:
        return [line for name in names_in(text) for line in name.splitlines()]
    return [] if UNKNOWN in text else text.splitlines()


def any_output(outputs: Iterable[str]) -> str:
    """What one of several outputs is, whichever: a line of one of them, or a word of it."""
    lines = [line for output in outputs for line in known_lines(output)]
    return listed(one for line in lines for one in (line, *line.split()))


def _pieces(text: str) -> list[tuple[str, Sequence[str]]]:
    """The text before each list, with the names of the list, and what comes behind the last."""
    found: list[tuple[str, Sequence[str]]] = []
    before, *rest = text.split(f"{UNKNOWN}{OPEN}")
    for piece in rest:
        names, closed, after = piece.partition(_CLOSE)
        found.append((before, names.translate(_GIVEN).split(_NEXT)))
        before = after if closed else ""
    return [*found, (before, ())]


def _at(names: Sequence[str], place: int) -> str:
    return names[min(place, len(names) - 1)] if names else ""
