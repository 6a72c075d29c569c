"""Patterns of one name that leave names out: `!(a|*.b)` (Bash manual 3.5.8.1), and `!(a)**`, any depth through no `a`.

`!(!(*.py)|a.py)` is what `*.py` matches, but `a.py`. With nothing behind the last bar, `!(a|)`, it is a file that is meant,
and no folder with what is in it.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NOT = "!("
DEEP = "**"
_MOST = 20  # of them in one name; with more it may be any
_ANY = ".*"


def is_deep(segment: str) -> bool:
    """Whether a segment stands for folders at any depth."""
    return segment == DEEP or (segment.startswith(NOT) and segment.endswith(f"){DEEP}"))


def passing(segment: str) -> str:
    """The pattern of the folders that a deep segment goes through."""
    return segment.removesuffix(DEEP) or "*"


def limited(asked: Iterable[str], left_out: Iterable[str], *, files: bool = False) -> str:
    """The pattern of what all of `asked` match and none of the others does; of `files` alone where it is no plain one."""
    positive, negative = list(dict.fromkeys(asked)), list(dict.fromkeys(left_out))
    if len(positive) == 1 and not negative and (positive != ["*"] or not files):
        return positive[0]
    parts = [*(f"{NOT}{one})" for one in positive if one != "*"), *(one for one in negative if one)]
    return f"{NOT}{'|'.join([*parts, *([''] if files else [])])})" if parts or files else "*"


def is_of_files(segment: str) -> bool:
    return segment.startswith(NOT) and segment.endswith(("|)", "()"))


def hidden(name: str) -> list[str]:
    """The patterns of the hidden names that a pattern means where hidden names are no others."""
    if name.startswith(("*", "?", "[")):
        return [f".{name}"] if name[0] != "?" else [f".{name[1:]}"]
    if not name.startswith(NOT) or not name.endswith(")"):
        return []
    left_out = [rest for one in _alternatives(name[2:-1]) for rest in _behind_the_dot(one)]
    return [f".{limited((), left_out, files=is_of_files(name))}"]


def _behind_the_dot(name: str) -> list[str]:
    """What a pattern asks of a hidden name behind its dot."""
    if name.startswith("."):
        return [name[1:]]
    if name.startswith("*"):
        return [name, *([name[2:]] if name[1:2] == "." else [])]
    if name.startswith(NOT) and name.endswith(")"):
        inner = [rest for one in _alternatives(name[2:-1]) for rest in _behind_the_dot(one)]
        return [f"{NOT}{'|'.join(inner)})"] if inner else ["*"]
    return []


def in_any_case(pattern: str) -> str:
    """The pattern that matches the same names in small and capital letters."""
    import re

    pattern = re.sub(r"\[[^\]]+\]", "?", pattern)  # wider than it is
    return "".join(f"[{one.lower()}{one.upper()}]" if one.lower() != one.upper() else one for one in pattern)


def regex(segment: str) -> str:
    """The regular expression of a pattern of one name."""
    return _translated(segment, r"\Z") if segment.count(NOT) <= _MOST else _ANY


def _translated(text: str, rest: str) -> str:
    from fnmatch import translate

    before, found, _ = text.partition(NOT)
    end = _end(text, len(before) + len(NOT)) if found else None
    if end is None:
        return translate(text)[:-2] + rest
    after = text[end + 1 :]
    # Of several in a row only the first is taken by its word.
    behind = _ANY + rest if NOT in after else _translated(after, rest)
    others = "|".join(_translated(one, behind) for one in _alternatives(text[len(before) + len(NOT) : end]))
    return f"{translate(before)[:-2]}(?!{others}){_ANY}{behind}"


def _end(text: str, start: int) -> int | None:
    """Where the bracket is closed that was opened before `start`."""
    depth = 1
    for place in range(start, len(text)):
        depth += (text[place] == "(") - (text[place] == ")")
        if not depth:
            return place
    return None


def _alternatives(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "|" and not depth:
            yield text[start:place]
            start = place + 1
    yield text[start:]
