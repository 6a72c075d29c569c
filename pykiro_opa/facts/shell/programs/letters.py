"""What `tr` makes of the letters of a text, or of names."""

from __future__ import annotations

from ....catalogue.programs import UNKNOWN
from ..syntax.escapes import ansi_c
from ..syntax.listed import OPEN, listed, names_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MOST = 4096  # in a set


def tr(arguments: Sequence[str], stdin: str) -> str:
    if any(UNKNOWN in word for word in arguments):
        return UNKNOWN
    options = "".join(word[1:] for word in arguments if word.startswith("-") and len(word) > 1)
    words = [word for word in arguments if not word.startswith("-") or word == "-"]
    change = _changed(options, words)
    if OPEN in stdin:
        return listed(change(name) for name in names_in(stdin))
    return UNKNOWN if UNKNOWN in stdin or not stdin else change(stdin)


def _changed(options: str, words: list[str]) -> Callable[[str], str]:
    """What `tr` with these options and sets makes of a text."""
    if not set(options) <= set("dscC") or not words:
        raise ValueError(options)
    old, new = _letters(words[0]), _letters(words[1]) if len(words) > 1 else ""
    turned = bool(set("cC") & set(options))
    if "d" in options and "s" not in options:
        return lambda text: "".join(letter for letter in text if (letter in old) == turned)
    if turned or ("d" in options):
        raise ValueError(options)
    new += new[-1:] * (len(old) - len(new))
    table = {ord(one): other for one, other in zip(old, new, strict=False)}
    squeezed = (new or old) if "s" in options else ""
    return lambda text: _squeezed(text.translate(table), squeezed)


def _squeezed(text: str, letters: str) -> str:
    return "".join(
        letter for at, letter in enumerate(text) if letter not in letters or text[at - 1 : at] != letter or not at
    )


def _letters(argument: str) -> str:
    """The letters of a `tr` set: ranges, escapes and the classes of letters and digits."""
    text = ansi_c(argument).replace("[:upper:]", "A-Z").replace("[:lower:]", "a-z").replace("[:digit:]", "0-9")
    text = text.replace("[:space:]", " \t\n\v\f\r")
    if "[:" in text:
        raise ValueError(argument)
    letters, index = "", 0
    while index < len(text):
        if text[index + 1 : index + 2] == "-" and index + 2 < len(text):
            first, last = ord(text[index]), ord(text[index + 2])
            if last - first + len(letters) > _MOST:
                raise ValueError(argument)
            letters += "".join(chr(code) for code in range(first, last + 1))
            index += 3
        else:
            letters += text[index]
            index += 1
    return letters
