"""Here-strings behind another redirection (`cat > x <<< y`), which the grammar does not read."""

from __future__ import annotations

_MARK = "<<<"
_BLANKS = " \t"
_ENDS = " \t\n;|&()<>"
_MOST = 64  # that are looked at
_LONGEST = 400  # letters of the redirections before one


def foremost(text: str) -> str:
    """The text with such a here-string in front of the redirections before it."""
    import re

    place = 0
    for _ in range(_MOST):
        start = text.find(_MARK, place)
        if start < 0:
            break
        place = end = _end_of_word(text, start + len(_MARK))
        first = max(text.rfind("\n", 0, start) + 1, start - _LONGEST)
        before = re.search(r"(?:(?:(?<=\s)\d|&)?>[>|&]?[ \t]*[^\s;|&()<>]+[ \t]+)+$", text[first:start])
        if before is not None:
            head, redirects = text[: first + before.start()], before[0]
            text = f"{head} {text[start:end]} {redirects.rstrip()}{text[end:]}"
            place += 1
    return text


def _end_of_word(text: str, start: int) -> int:
    """Where the word behind the mark ends, with all that it quotes and substitutes."""
    place = start
    while text[place : place + 1] and text[place] in _BLANKS:
        place += 1
    quote, depth = "", 0
    while place < len(text):
        letter = text[place]
        if letter == "\\" and quote != "'":
            place += 2
            continue
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter == "(" and text[place - 1] == "$":
            depth += 1
        elif letter == ")" and depth:
            depth -= 1
        elif letter in _ENDS and not depth:
            break
        place += 1
    return min(place, len(text))
