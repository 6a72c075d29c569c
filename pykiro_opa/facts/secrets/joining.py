"""Literals that code puts together: `"AKIA" + "…"`, one below the other, the items of a list that is joined."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = ('" "', "' '", '"\n', "'\n", '" +', "' +", '"+', "'+", '",', "',", '${"', "${'")
# One set of letters in front, so that the engine looks nowhere else; what was taken is not given back, since white space
# may be long.
_JOINT = r"""(["'`$])(?:(?<!\$)[ \t]*+(?:\\?\r?\n[ \t]*+)?+[+.,]?+[ \t]*+(?:\r?\n[ \t]*+)?+[rbfu]?+\1|(?<=\$)\{["']|(?<=["'])\})"""
_ENDS = r"""["'`\n]|\$\{|\}"""
_LEAST = 4


def joined(text: str) -> str:
    """The text with its literals put together, empty where none stand side by side."""
    if not any(mark in text for mark in _MARKS):
        return ""
    import re

    found = re.sub(_JOINT, "", text)
    return found if found != text else ""


def pieces(text: str, secret: str) -> Iterator[str]:
    """The literals of the text that the secret is made of."""
    import re

    for one in re.split(_ENDS, text):
        if len(one) >= _LEAST and (one in secret or secret.startswith(one[-_LEAST:]) or secret.endswith(one[:_LEAST])):
            yield one
